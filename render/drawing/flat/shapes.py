"""The shapes of vector mobjects, ready to be drawn; those of the last frame are used again."""

from __future__ import annotations

from collections.abc import Sequence

import skia
from manim import Camera, VMobject

from render.drawing.changes import Step
from render.drawing.flat.paints import Paints, Pen
from render.drawing.flat.paths import Outline, Transform, outlines_of

_PRECISION = 16
"""Of the outlines of strokes. Skia's own is a quarter of a pixel; this costs a tenth more."""


class Shape:
    """The outline of one mobject, and those of the strokes along it.

    Attributes
    ----------
    mobject : held, so that no other takes its id
    content : its points, to notice when they change
    outline : None if there is nothing to draw
    step, style, surface : how it was drawn last, in which style, and on what
    """

    def __init__(
        self, mobject: VMobject, content: bytes, transform: Transform, outline: Outline | None
    ) -> None:
        self.mobject = mobject
        self.content = content
        self.transform = transform
        self.outline = outline
        self.step: Step | None = None
        self.style: object = None
        self.surface: object = None
        self._stroked: dict[Pen, Outline] = {}

    def stroked(self, pen: Pen, paints: Paints) -> Outline:
        """The outline of the stroke."""
        found = self._stroked.get(pen)
        if found is None:
            assert self.outline is not None
            if len(self._stroked) > 1:  # one for the background stroke, one for the stroke
                self._stroked.clear()
            path = skia.Path()
            paints.stroke(pen).getFillPath(self.outline.path, path, None, _PRECISION)
            rect = path.getBounds() if makes_rectangle(self.outline, pen) else None
            found = self._stroked[pen] = Outline(path, rect)
        return found


class Shapes:
    """Keeps the shapes that the last frame has shown."""

    def __init__(self) -> None:
        self._now: dict[tuple[int, int], Shape] = {}
        self._before: dict[tuple[int, int], Shape] = {}

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._before, self._now = self._now, {}

    def of(
        self, camera: Camera, transform: Transform, vmobjects: Sequence[VMobject]
    ) -> list[Shape]:
        """The shapes of these, without their families; what has not moved is not made again."""
        flat = type(camera).transform_points_pre_display is Camera.transform_points_pre_display
        shapes, new, seen_by = [], [], id(camera)
        for vmobject in vmobjects:
            key = id(vmobject), seen_by
            points = vmobject.points
            if not flat:
                points = camera.transform_points_pre_display(vmobject, points)
            content = points.tobytes()
            shape = self._now.get(key) or self._before.get(key)
            if shape is None or shape.content != content or shape.transform != transform:
                shape = Shape(vmobject, content, transform, None)
                new.append((shape, points))
            self._now[key] = shape
            shapes.append(shape)
        outlines = outlines_of(
            [points for _, points in new],
            [shape.mobject.tolerance_for_point_equality for shape, _ in new],
            transform,
        )
        for (shape, _), outline in zip(new, outlines, strict=True):
            shape.outline = outline
        return shapes


def makes_rectangle(outline: Outline, pen: Pen) -> bool:
    """Whether a stroke along it is an upright rectangle."""
    return outline.level and not pen.rounds
