"""Draw vector mobjects: background stroke, fill, stroke; keep the paths of what stays."""

from __future__ import annotations

import math
from typing import Any

import skia
from manim import Camera, VMobject

from render.drawing.paints import Paints, Pen, colored, pen_of
from render.drawing.paths import Outline, Transform, outline_of
from render.drawing.surfaces import Surface
from render.picture import NOTHING, Box

_SOFT = 2
"""Pixels around a shape that its soft edge may touch."""
_PRECISION = 16
"""Of the outlines of strokes. Skia's own is a quarter of a pixel; this costs a tenth more."""


class VectorDrawer:
    """Draws vector mobjects, and keeps the paths of those that it has drawn in the last frame."""

    def __init__(self) -> None:
        self._paints = Paints()
        self._shapes: dict[tuple[int, int], _Shape] = {}
        self._before: dict[tuple[int, int], _Shape] = {}

    def begin(self) -> None:
        """A new picture begins: forget what the last one has not shown."""
        self._before, self._shapes = self._shapes, {}

    def draw(
        self, surface: Surface, camera: Camera, transform: Transform, vmobject: VMobject
    ) -> Box:
        """Draw one mobject, without its family.

        Returns
        -------
        a box around all pixels that may have changed; it may reach beyond the picture
        """
        shape = self._shape_of(camera, transform, vmobject)
        if shape.outline is None:
            return NOTHING
        if transform.stretch == 1:
            return self._draw(surface, camera, transform, vmobject, shape, shape.outline)
        surface.canvas.save()
        surface.canvas.scale(1, transform.stretch)
        box = self._draw(surface, camera, transform, vmobject, shape, shape.outline)
        surface.canvas.restore()
        return box._replace(
            top=math.floor(box.top * transform.stretch),
            bottom=math.ceil(box.bottom * transform.stretch),
        )

    def _draw(
        self,
        surface: Surface,
        camera: Camera,
        transform: Transform,
        vmobject: VMobject,
        shape: _Shape,
        outline: Outline,
    ) -> Box:
        box = NOTHING
        canvas, paints = surface.canvas, self._paints
        for part in "background", "fill", "stroke":
            if part == "fill":
                rgbas = camera.get_fill_rgbas(vmobject)
                paint, drawn, reach = paints.fill, outline, 0.0
            else:
                width = vmobject.get_stroke_width(part == "background")
                if not width > 0:
                    continue
                rgbas = camera.get_stroke_rgbas(vmobject, part == "background")
                pen = pen_of(vmobject, width * camera.cairo_line_width_multiple * transform.scale)
                if pen.cap == skia.Paint.kSquare_Cap and outline.is_point:
                    continue  # Cairo has no direction for the square
                if _makes_rectangle(outline, pen) or (
                    surface.outlines_strokes and outline.rect is None
                ):
                    paint, drawn, reach = paints.fill, shape.stroked(pen, paints), 0.0
                else:
                    paint, drawn, reach = paints.stroke(pen), outline, pen.reach
            paint = colored(paint, rgbas, camera, vmobject, transform)
            if paint is None:
                continue
            if drawn.rect is None:
                canvas.drawPath(drawn.path, paint)
            else:
                canvas.drawRect(drawn.rect, paint)
            box = box.joined(_around(drawn, reach))
        return box

    def _shape_of(self, camera: Camera, transform: Transform, vmobject: VMobject) -> _Shape:
        """The shape of this mobject, from the last frame if its points are the same."""
        key = id(vmobject), id(camera)
        shape = self._shapes.get(key) or self._before.get(key)
        points = vmobject.points
        flat = type(camera).transform_points_pre_display is Camera.transform_points_pre_display
        if not flat:
            points = camera.transform_points_pre_display(vmobject, points)
        content = points.tobytes()
        if shape is None or shape.content != content or shape.transform != transform:
            if flat:
                points = camera.transform_points_pre_display(vmobject, points)
            shape = _Shape(vmobject, content, transform, outline_of(vmobject, points, transform))
        self._shapes[key] = shape
        return shape


class _Shape:
    """The outline of one mobject, and those of the strokes along it.

    Attributes
    ----------
    mobject : held, so that no other takes its id
    content : its points, to notice when they change
    """

    def __init__(
        self, mobject: VMobject, content: bytes, transform: Transform, outline: Outline | None
    ) -> None:
        self.mobject = mobject
        self.content = content
        self.transform = transform
        self.outline = outline
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
            rect = path.getBounds() if _makes_rectangle(self.outline, pen) else None
            found = self._stroked[pen] = Outline(path, rect, False)
        return found


def _makes_rectangle(outline: Outline, pen: Pen) -> bool:
    return outline.level and pen.cap != skia.Paint.kRound_Cap


def _around(outline: Outline, reach: float) -> Box:
    """The pixels within this reach of an outline."""
    bounds: Any = outline.path.getBounds()
    reach += _SOFT
    return Box(
        math.floor(bounds.fTop - reach),
        math.ceil(bounds.fBottom + reach),
        math.floor(bounds.fLeft - reach),
        math.ceil(bounds.fRight + reach),
    )
