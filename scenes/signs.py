"""The digits and signs of live numbers: set once, then copied to where they stand."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
from manim import VMobject

from scenes.numbers import MINUS
from scenes.outline import Outline, outline_like
from scenes.typesetting import Floats, escaped, parts_of, typeset

SIGNS = "0123456789.,+×^()%°/" + MINUS
"""All that a live number can show besides spaces."""
SIGNS_SIZE = 48.0
"""Font size that they are set at."""


class Signs:
    """Digits and signs set once, then copied: a live number is never typeset again."""

    def __init__(self) -> None:
        source = "".join(escaped(c) for c in SIGNS)
        shapes = parts_of(typeset(source, SIGNS_SIZE, "#FFFFFF"))
        if len(shapes) != len(SIGNS):
            raise RuntimeError(f"Typst set {len(shapes)} glyphs for {len(SIGNS)} characters")
        baseline = shapes[1].get_bottom()[1]
        for shape in shapes:
            shape.shift(-baseline * np.array([0.0, 1.0, 0.0]))
        self.shapes = dict(zip(SIGNS, shapes, strict=True))
        self._widths = {sign: shape.width for sign, shape in self.shapes.items()}
        digit_width = max(self._widths[digit] for digit in "0123456789")
        self._widths |= dict.fromkeys("0123456789", digit_width)

    def place(
        self, text: str, size: float, color: str, at: Floats, opacity: float
    ) -> list[VMobject]:
        """Glyphs of ``text``; its baseline begins at a point, (3,)."""
        gap = 0.035
        placed: list[VMobject] = []
        x = 0.0
        raised = False
        for character in text:
            if character == "^":
                raised = True
                continue
            if character == " ":
                x += 0.12
                continue
            width = self._widths[character] * (0.7 if raised else 1.0)
            model = _in_place(character, raised, x + width / 2, size, color)
            glyph = outline_like(model, model.points + at)
            glyph.fill_rgbas[:, 3] = glyph.fill_opacity = opacity
            placed.append(glyph)
            x += width + gap
        return placed


@lru_cache(maxsize=4096)
def _in_place(character: str, raised: bool, middle: float, size: float, color: str) -> Outline:
    """A glyph where it stands in a number that begins at the origin.

    Most stand there in many numbers. To put one there takes Manim 190 us, to copy it 10 us.
    """
    glyph = signs().shapes[character].copy().set_fill(color, 1.0)
    height = glyph.get_center()[1]
    if raised:
        glyph.scale(0.7, about_point=np.zeros(3))
        height = glyph.get_center()[1] + 0.17
    glyph.move_to((middle, height, 0.0))
    return glyph.scale(size / SIGNS_SIZE, about_point=np.zeros(3))


@cache
def signs() -> Signs:
    """They, set at the first call."""
    return Signs()
