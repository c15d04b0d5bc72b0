"""Colours, gradients and strokes of a mobject as Skia's paints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import skia
from manim import Camera, CapStyleType, LineJointType, VMobject
from numpy.typing import NDArray

from render.drawing.paths import Transform

_JOINS = {
    LineJointType.AUTO: skia.Paint.kMiter_Join,
    LineJointType.ROUND: skia.Paint.kRound_Join,
    LineJointType.BEVEL: skia.Paint.kBevel_Join,
    LineJointType.MITER: skia.Paint.kMiter_Join,
}
_CAPS = {
    CapStyleType.AUTO: skia.Paint.kButt_Cap,
    CapStyleType.ROUND: skia.Paint.kRound_Cap,
    CapStyleType.BUTT: skia.Paint.kButt_Cap,
    CapStyleType.SQUARE: skia.Paint.kSquare_Cap,
}
_MITER_LIMIT = 10.0
"""Cairo's; Skia's own is 4."""
_SQUARE_CAP = 2**0.5
_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""


class Paints:
    """One paint for fills and one for strokes, set anew for each mobject: making them is slow."""

    def __init__(self) -> None:
        self.fill = skia.Paint(AntiAlias=True)
        self.stroke = skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeMiter=_MITER_LIMIT
        )
        self._width = self._join = self._cap = None

    def set_stroke(self, vmobject: VMobject, width: float) -> float:
        """Take cap and join from the mobject; return how far the stroke reaches from its path.

        Parameters
        ----------
        width : of the stroke in pixels
        """
        join, cap = _JOINS[vmobject.joint_type], _CAPS[vmobject.cap_style]
        self.stroke.setStrokeWidth(width)
        self.stroke.setStrokeJoin(join)
        self.stroke.setStrokeCap(cap)
        reach = 1.0
        if join == skia.Paint.kMiter_Join and len(vmobject.points) > 4:
            reach = _MITER_LIMIT
        elif cap == skia.Paint.kSquare_Cap:
            reach = _SQUARE_CAP
        return reach * width / 2


def colored(
    paint: Any,
    rgbas: NDArray[np.float64],
    camera: Camera,
    vmobject: VMobject,
    transform: Transform,
) -> Any:
    """The paint in one colour, or a copy with a gradient; None if there is nothing to see."""
    colors = rgbas.tolist()
    if len(colors) > 1 and any(color != colors[0] for color in colors):
        ends = np.array(vmobject.get_gradient_start_and_end_points())
        (x1, y1, *_), (x2, y2, *_) = camera.transform_points_pre_display(vmobject, ends)
        return _gradient(
            paint,
            [[_share(value) for value in color] for color in colors],
            (transform.across * x1 + transform.left, transform.down * y1 + transform.top),
            (transform.across * x2 + transform.left, transform.down * y2 + transform.top),
        )
    red, green, blue, alpha = colors[0]
    if not alpha > 0:
        return None
    paint.setColor4f(skia.Color4f(_share(red), _share(green), _share(blue), _share(alpha)))
    return paint


def _gradient(
    paint: Any,
    colors: Sequence[Sequence[float]],
    start: tuple[float, float],
    end: tuple[float, float],
) -> Any:
    if not any(color[3] for color in colors):
        return None
    if abs(end[0] - start[0]) + abs(end[1] - start[1]) < _SHORTEST_GRADIENT:
        mixed = [(a + b) / 2 for a, b in zip(colors[0], colors[-1], strict=True)]
        paint.setColor4f(skia.Color4f(*mixed))
        return paint
    shaded = skia.Paint(paint)
    shaded.setColor4f(skia.Color4f(0, 0, 0, 1))  # its alpha would weaken the gradient
    shaded.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(*start), skia.Point(*end)],
            [skia.Color4f(*color).toColor() for color in colors],
        )
    )
    return shaded


def _share(value: float) -> float:
    """Into 0 to 1, as Cairo does; what is no number becomes 0."""
    return min(1.0, max(0.0, value))
