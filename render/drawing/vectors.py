"""Draw vector mobjects: background stroke, fill, stroke."""

from __future__ import annotations

import math
from typing import Any

from manim import Camera, VMobject

from render.drawing.paints import Paints, colored
from render.drawing.paths import Transform, path_of
from render.picture import NOTHING, Box

_SOFT = 2
"""Pixels around a shape that its soft edge may touch."""


class VectorDrawer:
    """Draws vector mobjects."""

    def __init__(self) -> None:
        self._paints = Paints()

    def draw(self, canvas: Any, camera: Camera, transform: Transform, vmobject: VMobject) -> Box:
        """Draw one mobject, without its family.

        Returns
        -------
        a box around all pixels that may have changed; it may reach beyond the picture
        """
        points = camera.transform_points_pre_display(vmobject, vmobject.points)
        path = path_of(vmobject, points, transform)
        if path is None:
            return NOTHING
        paints = self._paints
        reach = -1.0
        reach = max(reach, self._stroke(canvas, camera, transform, vmobject, path, True))
        rgbas = camera.get_fill_rgbas(vmobject)
        fill = colored(paints.fill, rgbas, camera, vmobject, transform)
        if fill is not None:
            canvas.drawPath(path, fill)
            reach = max(reach, 0.0)
        reach = max(reach, self._stroke(canvas, camera, transform, vmobject, path, False))
        if reach < 0:
            return NOTHING
        bounds = path.getBounds()
        reach += _SOFT
        return Box(
            math.floor(bounds.fTop - reach),
            math.ceil(bounds.fBottom + reach),
            math.floor(bounds.fLeft - reach),
            math.ceil(bounds.fRight + reach),
        )

    def _stroke(
        self,
        canvas: Any,
        camera: Camera,
        transform: Transform,
        vmobject: VMobject,
        path: Any,
        background: bool,
    ) -> float:
        width = vmobject.get_stroke_width(background)
        if not width > 0:
            return -1.0
        rgbas = camera.get_stroke_rgbas(vmobject, background)
        pixels = width * camera.cairo_line_width_multiple * transform.across
        reach = self._paints.set_stroke(vmobject, pixels)
        stroke = colored(self._paints.stroke, rgbas, camera, vmobject, transform)
        if stroke is None:
            return -1.0
        canvas.drawPath(path, stroke)
        return reach
