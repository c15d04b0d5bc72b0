import copy

import numpy as np
import pytest
from manim import VMobject, tempconfig

from scenes.cache_folder import TEXTS
from scenes.outline import Outline, outline_like
from scenes.text import Formula, Words
from scenes.typesetting import typeset


@pytest.fixture
def texts(tmp_path, monkeypatch):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path))
    typeset.cache_clear()
    yield tmp_path / TEXTS
    typeset.cache_clear()


def same(one, other):
    return all(
        np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(other).values(), strict=True)
    )


def test_a_text_comes_from_the_cache_as_it_was_set(texts):
    first = typeset("$ 1/2 x^2 $", 40.0, "#FF0000")
    typeset.cache_clear()
    assert same(typeset("$ 1/2 x^2 $", 40.0, "#FF0000"), first)
    assert len(list(texts.rglob("*.glyphs"))) == 1
    assert len(first.widths) == 5  # two digits, a bar, x and its exponent


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped"])
def test_a_damaged_entry_is_made_again(texts, damage):
    first = typeset("abc", 40.0, "#FF0000")
    (path,) = texts.rglob("*.glyphs")
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    path.write_bytes({"cut": whole[:100], "empty": b"", "flipped": bytes(flipped)}[damage])
    typeset.cache_clear()
    assert same(typeset("abc", 40.0, "#FF0000"), first)
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(texts):
    texts.write_text("a file in the way")
    assert len(typeset("abc", 40.0, "#FF0000").widths) == 3


@pytest.mark.parametrize("width", [854, 1920, 3840])
def test_the_bar_of_a_fraction_is_as_thick_on_every_picture(texts, width):
    with tempconfig({"pixel_width": width}):
        bar = max(Formula("a/b", "#FFFFFF").submobjects, key=lambda part: part.stroke_width)
    typeset.cache_clear()
    reference = max(Formula("a/b", "#FFFFFF").submobjects, key=lambda part: part.stroke_width)
    assert bar.stroke_width == reference.stroke_width > 0


def test_scaling_a_formula_scales_its_bar():
    formula = Formula("a/b", "#FFFFFF")
    thick = max(part.stroke_width for part in formula.submobjects)
    formula.scale(0.5)
    assert max(part.stroke_width for part in formula.submobjects) == pytest.approx(thick / 2)


def test_a_copy_shares_nothing_that_changes():
    words = Words("ab", "#FFFFFF")
    words.add_updater(lambda mobject: None)
    other = words.copy()
    other.shift((1.0, 0.0, 0.0)).set_color("#FF0000").set_stroke(width=3)
    other.submobjects[0].rotate(1.0)
    other.clear_updaters()
    assert words.updaters
    fresh = Words("ab", "#FFFFFF")
    for mine, untouched in zip(words.get_family(), fresh.get_family(), strict=True):
        assert np.array_equal(mine.points, untouched.points)
        assert np.array_equal(mine.fill_rgbas, untouched.fill_rgbas)
        assert mine.stroke_width == untouched.stroke_width


def test_a_copy_of_a_family_refers_to_its_own_members():
    words = Words("ab", "#FFFFFF")
    words.first = words.submobjects[0]
    other = copy.deepcopy(words)
    assert other.first is other.submobjects[0] is not words.first


def test_an_outline_like_another_has_its_style_only():
    style = Outline(stroke_color="#FF0000", stroke_width=2.0)
    made = outline_like(style, VMobject().set_points_as_corners([[0, 0, 0], [1, 0, 0]]).points)
    made.set_stroke("#00FF00", width=5.0).add(Outline())
    assert style.stroke_width == 2.0
    assert style.get_stroke_color().to_hex() == "#FF0000"
    assert not style.submobjects
