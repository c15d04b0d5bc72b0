"""The loss surface as data, and as a mobject that Manim moves, fades, turns and draws."""

import numpy as np
import pytest
from manim import (
    DEGREES,
    OUT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Square,
    ThreeDCamera,
    Transform,
    VGroup,
)

from mathcore import objectives
from scenes.loss_surface import LossSurface
from scenes.loss_surface_faces import drawn_as_faces, drawn_whole
from scenes.theme import DARK, LIGHT

BOWL = objectives.from_expression("x**2 + 4 * y**2", dimension=2)
RANGE = (-2.0, 2.0)


def surface(resolution=(8, 6), objective=BOWL, **options):
    return LossSurface(objective, RANGE, RANGE, resolution, **options)


def test_its_heights_are_those_of_the_objective():
    made = surface(size=(4, 2, 3))
    np.testing.assert_allclose(made.point([2, 2]), [2, 1, 3])
    np.testing.assert_allclose(made.point([0, 0]), [0, 0, 0], atol=1e-12)
    np.testing.assert_allclose(made.point([[1, 0], [2, 0]])[:, 2], [3 * 1 / 20, 3 * 4 / 20])


def test_heights_are_cut_off_at_the_range():
    made = surface(z_range=(1.0, 4.0))
    heights = made.shares()[..., 2]
    assert heights.min() == pytest.approx(0)
    assert heights.max() == pytest.approx(1)
    assert made.point([2, 2])[2] == pytest.approx(made.point([2, 0])[2])


def test_what_is_not_finite_is_at_the_top():
    steep = objectives.from_expression("1 / (x + 2)", dimension=2)
    assert np.isfinite(surface(objective=steep).points).all()
    nowhere = objectives.from_expression("log(-1 - x**2) + y", dimension=2)
    with pytest.raises(ValueError, match="no finite value"):
        surface(objective=nowhere)


def test_a_log_scale_lifts_the_valley():
    linear, log = surface(), surface(z_scale="log")
    near = [0.5, 0.0]
    assert log.point(near)[2] > 3 * linear.point(near)[2]
    heights = [log.point([x, 0.0])[2] for x in np.linspace(0, 2, 9)]
    assert (np.diff(heights) > 0).all()


def test_a_flat_loss_has_a_surface():
    flat = objectives.from_expression("x - x + 3", dimension=2)
    assert np.ptp(surface(objective=flat).shares()[..., 2]) == pytest.approx(0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((objectives.get("tilted_wells"),), "has one"),
        ((BOWL, (2.0, -2.0)), "x_range must rise"),
        ((BOWL, (0.0, np.inf)), "x_range must rise"),
        ((BOWL, RANGE, RANGE, (0, 4)), "at least one cell"),
    ],
)
def test_wrong_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        LossSurface(*arguments)


def test_colors_follow_the_height_and_the_theme():
    for theme in (DARK, LIGHT):
        made = surface(theme=theme)
        top, bottom = made.colors[0, 0], made.colors[4, 3]
        for color, share in ((top, 1.0), (bottom, 0.0)):
            shade = theme.level_color(share)
            expected = [int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5)]
            np.testing.assert_allclose(color, expected, atol=1e-9)


def test_other_values_change_heights_and_colors():
    made = surface()
    made.set_values(np.full((9, 7), 20.0))
    np.testing.assert_allclose(made.shares()[..., 2], 1.0)
    np.testing.assert_allclose(made.colors, made.colors[0, 0][None, None].repeat(9, 0).repeat(7, 1))


def test_it_is_moved_as_a_whole():
    made = surface()
    shares, place = made.shares(), made.point([1, 1])
    made.shift(UP).scale(2).rotate(30 * DEGREES, axis=OUT)
    np.testing.assert_allclose(made.shares(), shares, atol=1e-9)
    assert not np.allclose(made.point([1, 1]), place)
    np.testing.assert_allclose(made.grid[-1, -1], made.point([2, 2]), atol=1e-9)


def test_it_fades_in_and_out():
    made = surface()
    for animation, opacity in ((FadeIn(made), 1.0), (FadeOut(made), 0.0)):
        animation.begin()
        animation.interpolate(0.5)
        assert 0.2 < made.opacity < 0.8
        animation.interpolate(1.0)
        assert made.opacity == pytest.approx(opacity)


def test_it_turns_into_another_one():
    one = surface()
    other = surface(objective=objectives.from_expression("x * y", dimension=2)).shift(UP)
    first, last, colors = one.points.copy(), other.points.copy(), other.colors.copy()
    animation = Transform(one, other)
    animation.begin()
    animation.interpolate(0.5)
    np.testing.assert_allclose(one.points, (first + last) / 2)
    animation.interpolate(1.0)
    np.testing.assert_allclose(one.points, last)
    np.testing.assert_allclose(one.colors, colors)
    with pytest.raises(ValueError, match="same resolution"):
        Transform(one, surface((3, 3))).begin()
    with pytest.raises(ValueError, match="Square"):
        Transform(one, Square()).begin()


def test_it_becomes_another_one():
    one, other = surface(), surface(z_range=(0, 5)).shift(OUT)
    one.become(other)
    np.testing.assert_allclose(one.points, other.points)
    np.testing.assert_allclose(one.colors, other.colors)


def test_it_is_created_row_by_row():
    made = surface()
    with drawn_whole():
        animation = Create(made)
        animation.begin()
        animation.interpolate(0.5)
        assert made.revealed == (0.0, 0.5)
        animation.interpolate(1.0)
    assert made.revealed == (0.0, 1.0)
    np.testing.assert_allclose(made.points, surface().points)


def test_its_faces_are_created_where_faces_are_drawn():
    made = surface()
    animation = Create(made)
    animation.begin()
    for alpha in (0.0, 0.5, 1.0):
        animation.interpolate(alpha)
    np.testing.assert_allclose(made.points, surface().points)
    for face, expected in zip(cells(made), cells(surface()), strict=True):
        np.testing.assert_allclose(face.points, expected.points)


def test_a_copy_stands_alone():
    made = surface()
    made.get_family()
    copy = made.copy()
    copy.shift(UP)
    assert not np.allclose(copy.points, made.points)
    assert copy.get_family()[1:] != made.get_family()[1:]
    assert copy.submobjects[0]._mesh is copy


def cells(made):
    """Its faces."""
    return made.submobjects[0].submobjects


def test_it_has_a_face_for_each_cell_where_faces_are_drawn():
    made = surface()
    with drawn_as_faces():
        assert len(cells(made)) == 48
        np.testing.assert_allclose(cells(made)[7].points[0], made.grid[1, 1])
    with drawn_whole():
        assert cells(made) == []
        assert [m for m in made.get_family() if m.has_points()] == [made]
    assert len(cells(made)) == 48


def test_faces_stay_the_same_and_follow():
    made = surface()
    before = cells(made)
    made.shift(OUT).set_opacity(0.5)
    after = cells(made)
    assert all(one is other for one, other in zip(before, after, strict=True))
    np.testing.assert_allclose(after[0].points[0], made.grid[0, 0])
    assert after[0].get_fill_opacity() == pytest.approx(0.5)
    made.revealed = (0.0, 0.5)
    shown = [face.get_fill_opacity() > 0 for face in cells(made)]
    assert sum(shown) == 24
    assert shown[0]
    assert not shown[-1]


def test_manims_own_camera_draws_it():
    camera = ThreeDCamera(pixel_width=160, pixel_height=90)
    camera.set_phi(1.0)
    made = surface()
    camera.capture_mobjects([VGroup(made, made.path([[-2, -2], [1, 1]]))])
    assert (camera.pixel_array[..., :3].max(axis=2) > 40).mean() > 0.1


def test_a_path_lies_on_the_surface_and_is_cut_at_its_edge():
    made = surface((16, 16))
    positions = np.array([[-1.5, -1.0], [0.5, 0.5], [5.0, 0.5]])
    line, dots = made.path(positions, "momentum")
    assert line.points[-1, 0] == pytest.approx(made.point([2, 0.5])[0])
    assert len(dots.centers) == 2
    np.testing.assert_allclose(dots.centers, made.point(positions[:2], 0.012), atol=1e-6)
    shares = (line.points - made.frame[0]) @ np.linalg.pinv(made.frame[1:])
    on = made.point(np.array(shares[:, :2]) * 4 - 2)
    gap = line.points[:, 2] - on[:, 2]
    assert gap.min() > -0.02
    assert gap.max() < 0.12
    assert line.get_stroke_color().to_hex().upper() == DARK.color("momentum")


def test_a_path_outside_is_empty():
    line, *dots = surface().path([[5, 5], [6, 6]])
    assert not line.has_points()
    assert not dots


def test_the_shadow_is_below_on_the_ground():
    made = surface(ground=1.0)
    shadow = made.shadow([[-1, -1], [1, 1]])
    np.testing.assert_allclose(shadow.points[:, 2], -1.0)
    np.testing.assert_allclose(shadow.points[0, :2], made.point([-1, -1])[:2])


def test_contours_are_level_and_on_the_ground():
    made = surface(ground=1.0)
    groups = made.contours([1.0, 3.0])
    assert len(groups) == 2
    for curve, level in zip(groups, (1.0, 3.0), strict=True):
        np.testing.assert_allclose(curve.points[:, 2], -1.0)
        data = curve.points[::4, :2] / 1.5
        np.testing.assert_allclose(data[:, 0] ** 2 + 4 * data[:, 1] ** 2, level, atol=1e-6)
    assert len(made.contours(count=4)) == 4


def test_the_light_leaves_the_colors_of_the_ground():
    camera, made = ThreeDCamera(pixel_width=160, pixel_height=90), surface()
    for line in (made.ground_frame(), made.shadow([[-1, -1], [1, 1], [0, 1]])):
        role = "axis" if line.points.shape[0] == 16 else "muted"
        color = [int(DARK.color(role)[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        shown = camera.get_stroke_rgbas(line)
        np.testing.assert_allclose(shown[:, :3], [color, color], atol=1e-9)


@pytest.mark.parametrize("phi", [0.8, 2.4])
def test_the_ground_is_drawn_behind_from_above_and_in_front_from_below(phi):
    camera = ThreeDCamera(pixel_width=160, pixel_height=90)
    camera.set_phi(phi)
    camera.reset_rotation_matrix()
    made = surface()
    ground = made.ground_frame()
    order = camera.get_mobjects_to_display([made, ground])
    assert (order.index(ground) < order.index(made)) == (phi < np.pi / 2)
