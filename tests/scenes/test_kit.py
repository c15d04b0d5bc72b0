"""The drawing kit: planes keep their scale, walks stay on the stage, texts carry their words."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from manim import VMobject, config, tempconfig

from mathcore import objectives
from scenes.bars import bars
from scenes.contours import contours
from scenes.frame import CAPTION_BAND, FRAME, LEFT_STAGE, MARGIN, PANEL, STAGE, TITLE_STRIP, Rect
from scenes.numbers import MINUS
from scenes.plane import Plane, log_ticks, nice_ticks
from scenes.shapes import arrow, cut_into_dashes, polyline
from scenes.text import Formula, Number, Readout, Words
from scenes.theme import DARK, READOUT
from scenes.walk import Walk, arrow_on, keep_inside


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> Iterator[None]:
    with tempconfig({"media_dir": str(tmp_path)}):
        assert config.media_dir == str(tmp_path)
        yield


def plane(**options: object) -> Plane:
    return Plane((-10, 10), (-3, 3), LEFT_STAGE, DARK, ticks=0, **options)  # type: ignore[arg-type]


def inside(mobject: VMobject, box: Rect, slack: float = 1e-6) -> bool:
    points = np.concatenate([m.points for m in mobject.get_family() if len(m.points)])
    return bool(
        (points[:, 0] >= box.x_min - slack).all()
        and (points[:, 0] <= box.x_max + slack).all()
        and (points[:, 1] >= box.y_min - slack).all()
        and (points[:, 1] <= box.y_max + slack).all()
    )


def test_the_parts_of_the_frame_do_not_touch() -> None:
    assert TITLE_STRIP.y_min > STAGE.y_max
    assert STAGE.y_min > CAPTION_BAND.y_max
    assert LEFT_STAGE.x_max < PANEL.x_min
    assert PANEL.x_max <= FRAME.x_max - MARGIN


def test_rows_and_columns_fill_their_rectangle() -> None:
    top, bottom = STAGE.rows(3, 1, gap=0.4)
    assert top.y_max == STAGE.y_max
    assert bottom.y_min == pytest.approx(STAGE.y_min)
    assert top.y_min - bottom.y_max == pytest.approx(0.4)
    assert top.height == pytest.approx(3 * bottom.height)


def test_equal_scales_keep_a_right_angle_right() -> None:
    p = plane(equal=True)
    np.testing.assert_allclose(p.scale_xy[0], p.scale_xy[1])
    u, v = p.point(1, 2) - p.point(0, 0), p.point(-2, 1) - p.point(0, 0)
    assert abs(u @ v) < 1e-12
    assert p.box.x_min >= LEFT_STAGE.x_min


def test_a_logarithmic_axis_puts_powers_evenly() -> None:
    p = Plane((0, 10), (1e-4, 1e4), LEFT_STAGE, DARK, log_y=True, ticks=0)
    heights = p.to_screen([[0, 10.0**k] for k in range(-4, 5)])[:, 1]
    np.testing.assert_allclose(np.diff(heights), p.box.height / 8)


@pytest.mark.parametrize(("low", "high"), [(-10, 10), (0, 1e-6), (-3e8, 1e9), (0.1, 0.7)])
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    ticks = nice_ticks(low, high, 5)
    assert 2 <= len(ticks) <= 11
    assert low <= ticks[0] < ticks[-1] <= high * (1 + 1e-9)


def test_log_ticks_are_thinned_out() -> None:
    assert list(log_ticks(1e-12, 1e12, 5))[:2] == [1e-12, 1e-7]


def test_a_diverging_walk_stays_on_the_stage() -> None:
    p = plane()
    positions = np.array([[-9.0, 2.0 * (-1.3) ** k] for k in range(500)])
    walk = Walk(p, positions, "adam")
    for progress in (0.0, 0.5, 3.25, 499.0):
        walk.show_progress(progress)
        # Dots and marks are drawn around points of the plane; half a dot may stand out.
        assert inside(walk, p.box, slack=0.16)


def test_a_walk_is_where_the_data_are() -> None:
    p = plane()
    walk = Walk(p, [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0]], "momentum").show_progress(1.5)
    np.testing.assert_allclose(walk.at(walk.progress), [2.0, 1.0])
    np.testing.assert_allclose(walk.submobjects[-1].get_center(), p.point(2, 1), atol=1e-9)


def test_an_arrow_beyond_the_edge_is_cut_with_a_mark() -> None:
    p = plane()
    assert inside(arrow_on(p, (0, 0), (1e9, 1.0), "#FFFFFF"), p.box, slack=0.16)
    assert not arrow_on(p, (99, 0), (1, 0), "#FFFFFF").submobjects


def test_dashes_have_their_lengths() -> None:
    line = np.array([[0.0, 0, 0], [1.0, 0, 0]])
    parts = cut_into_dashes(line, (0.2, 0.1))
    assert [round(float(part[-1, 0] - part[0, 0]), 9) for part in parts] == [0.2, 0.2, 0.2, 0.1]


def test_an_arrow_of_no_length_has_no_head() -> None:
    assert not len(arrow((1, 1, 0), (1, 1, 0), "#FFFFFF").get_all_points())
    assert not len(polyline([], "#FFFFFF").points)


def test_contours_lie_on_their_plane() -> None:
    p = plane(equal=True)
    curves = contours(p, objectives.get("bowl", condition_number=25), [1.0, 10.0, 1e6])
    assert len(curves) == 3
    assert inside(curves, p.box)
    assert not len(curves[2].points)  # no such height in sight


def test_bars_show_signs_and_are_cut() -> None:
    p = Plane((0, 4), (-1, 1), LEFT_STAGE, DARK, ticks=0)
    up, down, huge = bars(p, [0.5, -0.5, 1e300], "#FFFFFF")
    zero = p.point(0, 0)[1]
    assert up.get_center()[1] > zero > down.get_center()[1]
    assert inside(huge, p.box)
    assert not bars(p, [np.nan], "#FFFFFF")[0].submobjects


def test_a_number_keeps_its_place_while_it_changes() -> None:
    number = Number(1.0, "#FFFFFF", READOUT).shift(np.array([2.0, 1.0, 0.0]))
    left = number.get_left()[0]
    number.set_value(-123.456)
    assert number.plain_text == f"{MINUS}123.46"
    assert number.get_left()[0] == pytest.approx(left, abs=0.03)
    assert number.set_value(float("inf")).plain_text == "infinity"


def test_a_readout_follows_its_value() -> None:
    values = [1.0]
    readout = Readout("x", lambda: values[0], "#FFFFFF")
    assert readout.plain_text == "x = 1.00"
    values[0] = 2.5
    readout.update()
    assert readout.plain_text == "x = 2.50"


def test_words_are_shown_as_they_are_written() -> None:
    text = "#1 *not* bold_ $x$ <a> @b ~c [d] e/f // g -- 'h' \"i\" \\j `k` = l + m - n"
    assert Words(text, "#FFFFFF").plain_text == text
    letters = sum(not c.isspace() for c in text)
    assert len(Words(text, "#FFFFFF").submobjects) == letters


def test_a_formula_colours_the_parts_it_was_given() -> None:
    formula = Formula("v = beta v - alpha g", "#FFFFFF", parts={"beta v": "#297FDD"})
    colors = {part.get_fill_color().to_hex() for part in formula.submobjects}
    assert colors == {"#FFFFFF", "#297FDD"}
    with pytest.raises(ValueError, match="gamma"):
        Formula("x", "#FFFFFF", parts={"gamma": "#297FDD"})


def test_a_label_is_pushed_back_inside() -> None:
    p = plane()
    label = Words("a label", "#FFFFFF").move_to(p.point(10, 3))
    assert inside(keep_inside(label, p), p.box)
