"""A mobject that is quick to copy: text and shapes consist of thousands of them."""

from __future__ import annotations

import copy
from typing import Any, Self

import numpy as np
from manim import ManimColor, VMobject
from numpy.typing import NDArray

_STYLES = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")
_UNCHANGEABLE = (str, float, int, bool, type(None), ManimColor)


class Outline(VMobject):
    """A ``VMobject`` whose copies share what cannot change.

    Manim copies a mobject attribute by attribute with all that hangs on it, 150 us a glyph; this
    takes 15 us. FadeIn, FadeOut and Transform copy everything that they act on two or three times.
    """

    def __deepcopy__(self, copies: dict[int, Any]) -> Self:
        kind = type(self)
        made = kind.__new__(kind)
        copies[id(self)] = made
        for name, value in vars(self).items():
            if isinstance(value, np.ndarray):
                value = value.copy()  # noqa: PLW2901 - what the copy gets
            elif not isinstance(value, _UNCHANGEABLE):
                value = copy.deepcopy(value, copies)  # noqa: PLW2901
            made.__dict__[name] = value
        made.original_id = str(id(self))
        return made


def outline_like(style: Outline, points: NDArray[np.float64]) -> Outline:
    """A mobject of these points, (n, 3), in the style of another one that has no parts.

    Making a ``VMobject`` costs 100 us, nearly all of it for its colours; this costs 8 us.
    """
    made = copy.copy(style)
    made.submobjects, made.updaters = [], []
    for name in _STYLES:
        setattr(made, name, getattr(style, name).copy())
    made.points = points
    return made
