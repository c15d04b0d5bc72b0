"""Text on screen: words, formulas and live numbers, all set by Typst with its embedded fonts.

The same glyphs on every machine, no TeX, no system font. Each text carries ``plain_text``, which
layout checks and transcripts read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, VGroup, VMobject
from manim.constants import SCALE_FACTOR_PER_FONT_POINT

from scenes.numbers import MINUS, fixed
from scenes.outline import Outline
from scenes.signs import SIGNS, SIGNS_SIZE, signs
from scenes.theme import FORMULA, LABEL, READOUT
from scenes.typesetting import Floats, escaped, parts_of, typeset

_POWER = re.compile(rf"\^({MINUS}?\d+)")


def _markup(text: str) -> str:
    """The same with raised exponents, as in the numbers ``1.2 × 10^−5`` of ``scenes.numbers``."""
    return _POWER.sub(r"#super(typographic: false)[\1]", escaped(text))


@dataclass(frozen=True)
class Yardstick:
    """Parts of a text, and what they were before anything moved, turned or scaled them.

    Attributes
    ----------
    points : of all these parts one after the other, (n, 3), Manim units
    size : the font size that they had then
    """

    parts: Sequence[VMobject]
    points: Floats
    size: float


class _Set(Outline):
    """Typst source set with the embedded fonts; its parts are the glyphs."""

    def __init__(self, source: str, plain_text: str, size: float, color: str) -> None:
        super().__init__(stroke_width=0, fill_opacity=0.0, color=color)
        self.plain_text = plain_text
        self._setting = source, float(size), color
        self.submobjects = list(parts_of(typeset(*self._setting)))

    def yardstick(self) -> Yardstick:
        """All of it, to tell how large it has become."""
        return Yardstick(self.submobjects, typeset(*self._setting).points, self._setting[1])

    def scale(self, scale_factor: float, *args: Any, **kwargs: Any) -> Self:
        """Scale, with the bars of fractions as thick as they look beside the letters."""
        super().scale(scale_factor, *args, **kwargs)
        for part in self.submobjects:
            part.set_stroke(width=part.get_stroke_width() * abs(scale_factor))
        return self


class Words(_Set):
    """A line of plain words; with ``width`` (Manim units) a paragraph broken to fit it."""

    def __init__(
        self, text: str, color: str, size: float = LABEL, width: float | None = None
    ) -> None:
        source = _markup(text)
        if width is not None:
            points = width / (SCALE_FACTOR_PER_FONT_POINT * size)
            source = f"#block(width: {points:.3f}pt)[{source}]"
        super().__init__(source, text, size, color)


class Formula(_Set):
    """Mathematics in Typst notation; ``parts`` maps pieces of the source to their colours.

    Typst itself colours every place where a piece stands, so no glyph is matched by index:
    ``Formula("v = beta v - alpha g", text, parts={"beta v": momentum, "alpha g": gradient})``.
    """

    def __init__(
        self,
        source: str,
        color: str,
        size: float = FORMULA,
        parts: Mapping[str, str] | None = None,
    ) -> None:
        plain = source
        for piece, piece_color in (parts or {}).items():
            if piece not in source:
                raise ValueError(f"the formula has no part {piece!r}: {source}")
            source = source.replace(piece, f'#text(fill: rgb("{piece_color}"))[${piece}$]')
        super().__init__(f"$ {source} $", plain, size, color)


class Number(VGroup):
    """A number that can change every frame. ``anchor`` is the left end of its baseline."""

    def __init__(
        self, value: float, color: str, size: float = READOUT, decimals: int = 2, unit: str = ""
    ) -> None:
        super().__init__()
        self.number_color, self.number_size = color, size
        self.decimals, self.unit = decimals, unit
        self.plain_text = ""
        # A point that every transformation carries along, so that the number stays in place.
        self._anchor = VMobject().set_points_as_corners([np.zeros(3), np.zeros(3)])
        self.set_value(value)

    def set_value(self, value: float) -> Number:
        """Show another value at the same place."""
        text = fixed(value, self.decimals) + self.unit
        if text != self.plain_text:
            anchor = self._anchor.get_start()
            opacity = self.submobjects[1].get_fill_opacity() if len(self.submobjects) > 1 else 1.0
            self.plain_text = text
            if not set(text) <= set(SIGNS + " "):  # "infinity", "not a number"
                words = Words(text, self.number_color, self.number_size)
                words.next_to(np.zeros(3), RIGHT, buff=0).shift(anchor).set_fill(opacity=opacity)
                glyphs: list[VMobject] = [words]
            else:
                style = self.number_size, self.number_color
                glyphs = signs().place(text, *style, anchor, opacity)
            # Manim lists the moving parts once a play and would go on drawing the old digits.
            for old in self.submobjects[1:]:
                for part in old.get_family():
                    part.clear_points()
            self.submobjects = [self._anchor, *glyphs]
        return self

    def yardstick(self) -> Yardstick | None:
        """Its first digit; None if there is none, as in "infinity"."""
        # The space, which is no glyph, and the sign that raises what follows are not drawn.
        shown = [sign for sign in self.plain_text if sign not in " ^"]
        for sign, part in zip(shown, self.submobjects[1:], strict=False):
            if sign.isdigit():
                return Yardstick([part], signs().shapes[sign].points, SIGNS_SIZE)
        return None


class Readout(VGroup):
    """A label and a live number: ``x = 1.00``. It follows ``value`` on every frame."""

    def __init__(
        self,
        label: str,
        value: Callable[[], float],
        color: str,
        size: float = READOUT,
        decimals: int = 2,
        unit: str = "",
    ) -> None:
        self.label = Formula(f"{label} =", color, size)
        self.number = Number(value(), color, size, decimals, unit)
        super().__init__(self.label, self.number)
        self._label_source = label
        self._settle()
        self.number.add_updater(lambda number: number.set_value(value()))

    def _settle(self) -> None:
        """Put the number behind the label, on its baseline (the lower bar of the equals sign)."""
        equals = self.label.submobjects[-1]
        size = self.number.number_size
        baseline = equals.get_center() + DOWN * 0.0026 * size
        corner = self.label.get_right() * RIGHT + baseline * np.array([0.0, 1.0, 0.0])
        self.number.shift(corner + RIGHT * 0.006 * size - self.number._anchor.get_start())

    @property
    def plain_text(self) -> str:
        """What it shows now."""
        return f"{self._label_source} = {self.number.plain_text}"


def stack(*texts: VMobject, gap: float = 0.25) -> VGroup:
    """Texts below each other, their left edges in line."""
    return VGroup(*texts).arrange(DOWN, buff=gap, aligned_edge=LEFT)
