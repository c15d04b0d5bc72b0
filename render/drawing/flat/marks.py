"""Outlines in inks: what is drawn of a mobject, and which pixels that touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

import numpy as np

from render.drawing.changes import Step
from render.drawing.flat.inks import Ink
from render.drawing.flat.outlines import Outline
from render.drawing.flat.paints import Paints, Pen
from render.drawing.flat.view import View
from render.picture import NOTHING, Box

_SOFT = 2
"""Pixels around a shape that its soft edge may touch."""

_AS_IN_BOX = [1, 3, 0, 2]
"""Top, bottom, left, right among left, top, right, bottom."""

Mark = tuple[Callable[[Any, Any], None], Any, Any]
"""How to draw, what, and in which paint."""


class VectorStep(Step):
    """Draws one mobject; there is a new one whenever it looks otherwise."""

    __slots__ = ("_marks",)

    box: Box

    def __init__(self, key: int, marks: Sequence[Mark], box: Box) -> None:
        self.key = key
        self.look = self._marks = marks
        self.box = box

    def draw(self) -> Box:
        """Draw it."""
        for draw, shape, paint in self._marks:
            draw(shape, paint)
        return self.box


class StretchedStep(VectorStep):
    """The same on canvases that are stretched."""

    __slots__ = ("_view",)

    def __init__(self, key: int, marks: Sequence[Mark], box: Box, view: View) -> None:
        super().__init__(key, marks, box)
        self._view = view

    def draw(self) -> Box:
        """Draw it."""
        surface = self._view.surface
        canvases = [canvas for canvas in (surface.canvas, surface.exchanged) if canvas is not None]
        for canvas in canvases:
            canvas.save()
            canvas.scale(1, self._view.transform.stretch)
        super().draw()
        for canvas in canvases:
            canvas.restore()
        return self.box


class Drawing:
    """Collects what is drawn of mobjects, to work out together which pixels each of them touches.

    One by one, that took 6 us for a glyph.
    """

    def __init__(self, view: View, paints: Paints) -> None:
        self._view = view
        self._paints = paints
        self._keys: list[int] = []
        self._marks: list[list[Mark]] = []
        self._bounds: list[Sequence[float]] = []  # of every mark: left, top, right, bottom
        self._reaches: list[float] = []  # of every mark, beyond its bounds

    def begin(self, key: int) -> None:
        """What follows belongs to the next mobject."""
        self._keys.append(key)
        self._marks.append([])

    def fill(self, outline: Outline, ink: Ink) -> None:
        """Fill an outline."""
        self._add(outline, ink, ink.paint(None), 0.0)

    def stroke(self, outline: Outline, ink: Ink, pen: Pen) -> None:
        """Draw along an outline."""
        if pen.squares and outline.is_point:
            return  # Cairo has no direction for the square
        if outline.makes_rectangle(pen) or (
            self._view.surface.outlines_strokes and outline.rect is None
        ):
            self.fill(outline.stroked(pen, self._paints), ink)
            return
        self._add(outline, ink, ink.paint(pen), pen.reach)

    def _add(self, outline: Outline, ink: Ink, paint: Any, reach: float) -> None:
        if paint is None:
            return
        if outline.rect is None:
            mark = ink.draw_path, outline.path, paint
        else:
            mark = ink.draw_rect, outline.rect, paint
        self._marks[-1].append(mark)
        self._bounds.append(outline.bounds)
        self._reaches.append(reach)

    def steps(self) -> list[VectorStep]:
        """A step for each mobject."""
        boxes = iter(self._boxes())
        new: Callable[[int, Sequence[Mark], Box], VectorStep] = VectorStep
        if self._view.transform.stretch != 1:
            new = partial(StretchedStep, view=self._view)
        return [
            new(key, marks, next(boxes) if marks else NOTHING)
            for key, marks in zip(self._keys, self._marks, strict=True)
        ]

    def _boxes(self) -> Iterable[Box]:
        """The pixels of the picture that each mobject with marks touches."""
        if not self._bounds:
            return ()
        corners = np.array(self._bounds)
        reaches = np.array(self._reaches)[:, None] + _SOFT
        corners[:, :2] -= reaches
        corners[:, 2:] += reaches
        counts = [len(marks) for marks in self._marks if marks]
        if len(counts) < len(corners):
            firsts = [0, *accumulate(counts[:-1])]
            low = np.minimum.reduceat(corners[:, :2], firsts)
            high = np.maximum.reduceat(corners[:, 2:], firsts)
            corners = np.concatenate((low, high), axis=1)
        corners[:, 1::2] *= self._view.transform.stretch
        np.floor(corners[:, :2], out=corners[:, :2])
        np.ceil(corners[:, 2:], out=corners[:, 2:])
        height, width, _ = self._view.surface.pixels.shape
        np.maximum(corners, 0, out=corners)
        np.minimum(corners, (width, height, width, height), out=corners)
        return map(Box._make, corners[:, _AS_IN_BOX].astype(int).tolist())
