"""The glyphs of a live number stand where Manim's own methods would have put them."""

import numpy as np
import pytest

from scenes.numbers import MINUS
from scenes.signs import SIGNS_SIZE, signs
from scenes.text import Number

ANCHOR = np.array([0.3, -0.7, 0.0])


def placed(text, size, color, opacity):
    """Each glyph copied, moved and scaled one after the other."""
    shapes = signs().shapes
    digit_width = max(shapes[digit].width for digit in "0123456789")
    glyphs, x, raised = [], 0.0, False
    for character in text:
        if character == "^":
            raised = True
            continue
        if character == " ":
            x += 0.12
            continue
        glyph = shapes[character].copy().set_fill(color, 1.0)
        width = digit_width if character.isdigit() else glyph.width
        height = glyph.get_center()[1]
        if raised:
            glyph.scale(0.7, about_point=np.zeros(3))
            width *= 0.7
            height = glyph.get_center()[1] + 0.17
        glyphs.append(glyph.move_to((x + width / 2, height, 0.0)))
        x += width + 0.035
    for glyph in glyphs:
        glyph.scale(size / SIGNS_SIZE, about_point=np.zeros(3)).shift(ANCHOR)
        glyph.set_fill(opacity=opacity)
    return glyphs


@pytest.mark.parametrize("text", ["0.12", "1.2 × 10^" + MINUS + "5", "47%", "1,000.5°"])
def test_every_number_of_a_glyph_is_that_of_manim(text):
    for _ in range(2):  # the second time they are only copied
        made = signs().place(text, 31.0, "#3366CC", ANCHOR, 0.4)
        expected = placed(text, 31.0, "#3366CC", 0.4)
        assert len(made) == len(expected) > 2
        for one, other in zip(made, expected, strict=True):
            assert one.points.tobytes() == other.points.tobytes()
            assert one.fill_rgbas.tobytes() == other.fill_rgbas.tobytes()
            assert one.fill_opacity == other.fill_opacity == 0.4
            assert one.stroke_rgbas.tobytes() == other.stroke_rgbas.tobytes()


def test_numbers_that_read_alike_do_not_touch_each_other():
    one, other = Number(1.25, "#FFFFFF"), Number(1.25, "#FFFFFF")
    before = [part.points.copy() for part in other.submobjects]
    one.shift(ANCHOR).set_fill("#000000", opacity=0.5)
    one.set_value(7.0)
    third = Number(1.25, "#FFFFFF")
    for number in (other, third):
        for part, points in zip(number.submobjects, before, strict=True):
            assert (part.points == points).all()
        assert number.submobjects[1].fill_rgbas.tolist() == [[1.0, 1.0, 1.0, 1.0]]
    assert one.submobjects[1].get_fill_opacity() == 0.5
