"""Colours and strokes of a mobject as Skia's paints."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import skia
from manim import CapStyleType, LineJointType, VMobject
from numpy.typing import NDArray

Colors = NDArray[np.float64]

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
    """One paint for fills and one for strokes, to be copied: to set up a new one takes longer."""

    def __init__(self) -> None:
        self._fill = skia.Paint(AntiAlias=True)
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

    def colored(self, color: Any, pen: Pen | None) -> Any:
        """A new paint in a ``skia.Color4f``, for fills, or for strokes with a pen."""
        paint = skia.Paint(self._fill if pen is None else self.stroke(pen))
        paint.setColor4f(color)
        return paint


def is_plain(rgbas: Colors) -> bool:
    """Whether these colours are all the same."""
    if len(rgbas) == 1:
        return True
    first, *others = rgbas.tolist()
    return all(color == first for color in others)


def shares_of(rgbas: Colors) -> Colors:
    """Each into 0 to 1, as Cairo does; what is no number becomes 0."""
    return np.minimum(np.where(rgbas > 0, rgbas, 0.0), 1.0)


def bytes_of(rgbas: Colors) -> NDArray[np.intp]:
    """The bytes that Cairo makes of straight colours (n, 4), times alpha."""
    shares = shares_of(rgbas)
    shares[:, :3] *= shares[:, 3:]
    return np.minimum((shares * 256).astype(np.intp), 255)


def color_of(red: int, green: int, blue: int, alpha: int) -> Any:
    """The ``skia.Color4f`` that becomes these very bytes; alpha is not 0.

    Skia and Cairo multiply by alpha and keep eight bits, but Cairo cuts off where Skia rounds: a
    white veil of 10 % is 25 there and 26 here, over all of the picture.
    """
    return skia.Color4f(red / alpha, green / alpha, blue / alpha, alpha / 255)
