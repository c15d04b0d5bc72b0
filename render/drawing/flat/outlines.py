"""The outline of a mobject in pixels, and those of the strokes along it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import skia

from render.drawing.flat.paints import Paints, Pen

_PRECISION = 16
"""Of the outlines of strokes. Skia's own is a quarter of a pixel; this costs a tenth more."""


class Outline:
    """The curves of a mobject in pixels.

    Attributes
    ----------
    path : a ``skia.Path``
    bounds : left, top, right and bottom of a rectangle around all of its points
    rect : a ``skia.Rect`` if it is one, upright. Skia's rasteriser puts the corners of paths on
        quarters of a pixel, up and down; it draws rectangles exactly, and ten times as fast.
    level : whether it is one straight line across or down
    """

    __slots__ = ("_strokes", "bounds", "level", "path", "rect")

    def __init__(self, path: Any, bounds: Sequence[float], rect: Any = None) -> None:
        self.path = path
        self.bounds = bounds
        self.rect = rect
        self.level = False
        self._strokes: dict[Pen, Outline] | None = None

    @property
    def is_point(self) -> bool:
        """Whether it goes nowhere."""
        left, top, right, bottom = bounds_of(self.path)
        return left == right and top == bottom

    def makes_rectangle(self, pen: Pen) -> bool:
        """Whether a stroke along it is an upright rectangle."""
        return self.level and not pen.rounds

    def stroked(self, pen: Pen, paints: Paints) -> Outline:
        """The outline of the stroke along it."""
        if self._strokes is None or len(self._strokes) > 2:
            self._strokes = {}  # one for the background stroke, one for the stroke
        found = self._strokes.get(pen)
        if found is None:
            path = skia.Path()
            paints.stroke(pen).getFillPath(self.path, path, None, _PRECISION)
            rect = path.getBounds() if self.makes_rectangle(pen) else None
            found = self._strokes[pen] = Outline(path, bounds_of(path), rect)
        return found


def bounds_of(path: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a rectangle around all points of a path."""
    bounds = path.getBounds()
    return bounds.fLeft, bounds.fTop, bounds.fRight, bounds.fBottom
