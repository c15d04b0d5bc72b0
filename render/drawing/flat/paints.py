"""Colours, gradients and strokes of a mobject as Skia's paints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import skia
from manim import Camera, CapStyleType, LineJointType, VMobject
from numpy.typing import NDArray

from render.drawing.flat.paths import Transform

_JOINS = (skia.Paint.kMiter_Join, skia.Paint.kRound_Join, skia.Paint.kBevel_Join)
_CAPS = (skia.Paint.kButt_Cap, skia.Paint.kRound_Cap, skia.Paint.kSquare_Cap)
_MITER, _ROUND, _SQUARE = 0, 1, 2
# By number, because Skia's own names are slow to compare: a stroke took 10 µs more.
_JOIN_NUMBERS = {
    LineJointType.AUTO: _MITER,
    LineJointType.ROUND: _ROUND,
    LineJointType.BEVEL: 2,
    LineJointType.MITER: _MITER,
}
_CAP_NUMBERS = {
    CapStyleType.AUTO: 0,
    CapStyleType.ROUND: _ROUND,
    CapStyleType.BUTT: 0,
    CapStyleType.SQUARE: _SQUARE,
}
_MITER_LIMIT = 10.0
"""Cairo's; Skia's own is 4."""
_SQUARE_CAP = 2**0.5
_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""


class Pen(NamedTuple):
    """The form of a stroke; its width in pixels, its join and its cap by number."""

    width: float
    join: int
    cap: int

    @property
    def skia_join(self) -> Any:
        """The join as Skia names it."""
        return _JOINS[self.join]

    @property
    def skia_cap(self) -> Any:
        """The cap as Skia names it."""
        return _CAPS[self.cap]

    @property
    def rounds(self) -> bool:
        """Whether the ends are round."""
        return self.cap == _ROUND

    @property
    def squares(self) -> bool:
        """Whether squares are set at the ends."""
        return self.cap == _SQUARE

    @property
    def reach(self) -> float:
        """How far the stroke may reach from its path, in pixels."""
        if self.join == _MITER:
            return _MITER_LIMIT * self.width / 2
        return (_SQUARE_CAP if self.squares else 1.0) * self.width / 2


def pen_of(vmobject: VMobject, width: float) -> Pen:
    """Cap and join as the mobject wants them.

    Parameters
    ----------
    width : of the stroke in pixels
    """
    return Pen(width, _JOIN_NUMBERS[vmobject.joint_type], _CAP_NUMBERS[vmobject.cap_style])


class Paints:
    """One paint for fills and one for strokes, set anew for each mobject: making them is slow."""

    def __init__(self) -> None:
        self.fill = skia.Paint(AntiAlias=True)
        self._stroke = skia.Paint(
            AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeMiter=_MITER_LIMIT
        )
        self._pen: Pen | None = None

    def stroke(self, pen: Pen) -> Any:
        """The paint for strokes, with this pen."""
        if pen != self._pen:
            self._stroke.setStrokeWidth(pen.width)
            self._stroke.setStrokeJoin(pen.skia_join)
            self._stroke.setStrokeCap(pen.skia_cap)
            self._pen = pen
        return self._stroke


def one_color(rgbas: NDArray[np.float64]) -> Sequence[float] | None:
    """The colour, straight, if these are all the same; None for a gradient."""
    first: Sequence[float]
    first, *others = rgbas.tolist()
    return first if all(color == first for color in others) else None


def with_gradient(
    pen: Pen | None,
    rgbas: NDArray[np.float64],
    camera: Camera,
    vmobject: VMobject,
    transform: Transform,
) -> Any:
    """A paint with a linear gradient, for fills or with a pen; None if there is nothing to see."""
    colors = [[_share(value) for value in color] for color in rgbas.tolist()]
    if not any(color[3] for color in colors):
        return None
    ends = np.array(vmobject.get_gradient_start_and_end_points())
    seen = camera.transform_points_pre_display(vmobject, ends)
    pixels = transform.apply(seen[:, :2]).tolist()
    (x1, y1), (x2, y2) = pixels[0], pixels[-1]
    shaded = skia.Paint(Paints().fill if pen is None else Paints().stroke(pen))
    if abs(x2 - x1) + abs(y2 - y1) < _SHORTEST_GRADIENT:
        mixed = [(a + b) / 2 for a, b in zip(colors[0], colors[-1], strict=True)]
        color = plain_color(*mixed)
        if color is None:
            return None
        shaded.setColor4f(color)
        return shaded
    shaded.setColor4f(skia.Color4f(0, 0, 0, 1))  # its alpha would weaken the gradient
    shaded.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(x1, y1), skia.Point(x2, y2)],
            [skia.Color4f(*color).toColor() for color in colors],
        )
    )
    return shaded


@lru_cache(maxsize=1024)
def plain_color(red: float, green: float, blue: float, alpha: float) -> Any:
    """The ``skia.Color4f`` that becomes the very bytes that Cairo makes of these numbers.

    Both multiply by alpha and keep eight bits, but Cairo cuts off where Skia rounds: a white veil
    of 10 % is 25 there and 26 here, over all of the picture.

    Returns
    -------
    None if nothing of the colour is left
    """
    opacity = _share(alpha)
    visible = _byte(opacity)
    if not visible:
        return None
    shares = (_byte(_share(value) * opacity) / visible for value in (red, green, blue))
    return skia.Color4f(*shares, visible / 255)


def _byte(share: float) -> int:
    return min(255, int(share * 256))


def _share(value: float) -> float:
    """Into 0 to 1, as Cairo does; what is no number becomes 0."""
    return min(1.0, max(0.0, value))
