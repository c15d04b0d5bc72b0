"""Bézier points of a mobject to what Skia draws: the subpaths that Manim's Cairo camera makes."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import numpy as np
import skia
from manim import VMobject
from numpy.typing import NDArray

from render.drawing.far_curves import FAR, tamed

Points = NDArray[np.float64]

_HEADER = struct.Struct("<4i")
_VERSION = 5  # of Skia's serialised paths; the fill type in the next bits is 0, winding
_MOVE, _CUBIC, _CLOSE = b"\0", b"\4", b"\5"
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")
_LEVEL = 1e-3
"""Pixels by which a level line may lean."""


class Transform(NamedTuple):
    """From scene units to pixels: ``x * scale + left``, ``-y * scale * stretch + top``.

    Vector mobjects are drawn before the stretch, on a canvas that is stretched: so the widths of
    their strokes are stretched too. It is 1 unless the frame of a moving camera has been deformed.
    """

    scale: float
    stretch: float
    left: float
    top: float

    @property
    def across(self) -> float:
        """Pixels to the right for one scene unit to the right."""
        return self.scale

    @property
    def down(self) -> float:
        """Pixels down for one scene unit up: negative."""
        return -self.scale * self.stretch

    def apply(self, points: Points) -> Points:
        """Scene points (n, 2 or 3) to pixels (n, 2), before the stretch."""
        pixels: Points = points[:, :2] * (self.scale, -self.scale)
        pixels += (self.left, self.top / self.stretch)
        return pixels


class Outline(NamedTuple):
    """The curves of a mobject in pixels.

    Attributes
    ----------
    path : a ``skia.Path``
    rect : a ``skia.Rect`` if it is one, upright. Skia's rasteriser puts the corners of paths on
        quarters of a pixel, up and down; it draws rectangles exactly, and ten times as fast.
    level : whether it is one straight line across or down
    """

    path: Any
    rect: Any
    level: bool

    @property
    def is_point(self) -> bool:
        """Whether it goes nowhere."""
        bounds = self.path.getBounds()
        return bool(bounds.fLeft == bounds.fRight and bounds.fTop == bounds.fBottom)


def outline_of(vmobject: VMobject, points: Points, transform: Transform) -> Outline | None:
    """The curves through these points; None if there are none.

    Building a path from bytes takes 7 µs for 200 curves, a loop over ``cubicTo`` 247 µs.

    Parameters
    ----------
    points : float64 (n, 3), four to a curve, as the camera has transformed them, in scene units
    """
    spans = _subpaths(vmobject, points)
    if not spans:
        return None
    closed = [
        vmobject.consider_points_equals_2d(points[start], points[end - 1]) for start, end in spans
    ]
    pixels = transform.apply(points)
    path = _path(pixels, spans, closed)
    if _is_far(path.getBounds()):
        path = _path(*tamed(pixels, spans), closed)
    rect, level = None, False
    if closed == [True] and len(points) == 16:
        rect = _rectangle(pixels)
    elif len(points) == 4:
        level = _is_level(pixels)
    return Outline(path, rect, level)


def _path(points: Points, spans: list[tuple[int, int]], closed: list[bool]) -> Any:
    verbs = b"".join(
        _MOVE + _CUBIC * ((end - start) // 4) + (_CLOSE if close else b"")
        for (start, end), close in zip(spans, closed, strict=True)
    )
    kept = _ends_and_handles(points, spans)
    path = skia.Path()
    path.readFromMemory(
        _HEADER.pack(_VERSION, len(kept), 0, len(verbs))
        + kept.astype(np.float32).tobytes()
        + verbs
        + _PADDING[len(verbs) % 4]
    )
    return path


def _is_far(bounds: Any) -> bool:
    return bool(max(bounds.fRight, bounds.fBottom, -bounds.fLeft, -bounds.fTop) > FAR)


def _subpaths(vmobject: VMobject, points: Points) -> list[tuple[int, int]]:
    """Where each run of connected curves starts and ends among the points."""
    count = len(points)
    if count < 4:
        return []
    if count % 4 == 0 and (points[3:-1:4, :2] == points[4::4, :2]).all():
        return [(0, count)]
    found = vmobject.get_subpath_split_indices_from_points(points, n_dims=2).tolist()
    return [(start, end) for start, end in found if end - start >= 4]


def _ends_and_handles(points: Points, spans: list[tuple[int, int]]) -> Points:
    """The points that Skia wants: a curve begins where the one before has ended."""
    if spans == [(0, len(points))] and len(points) % 4 == 0:
        kept = np.empty((1 + 3 * (len(points) // 4), 2))
        kept[0] = points[0]
        kept[1:].reshape(-1, 3, 2)[:] = points.reshape(-1, 4, 2)[:, 1:]
        return kept
    wanted = np.zeros(len(points), dtype=bool)
    for start, end in spans:
        last = start + (end - start) // 4 * 4
        wanted[start:last] = True
        wanted[start + 4 : last : 4] = False
    return points[wanted]


def _is_level(line: Points) -> bool:
    """Whether four points lie, in order, on one line across or down."""
    across, down = np.diff(line, axis=0).T
    return bool(
        (np.abs(down).max() < _LEVEL and (across.min() >= 0 or across.max() <= 0))
        or (np.abs(across).max() < _LEVEL and (down.min() >= 0 or down.max() <= 0))
    )


def _rectangle(points: Points) -> Any:
    """The upright rectangle that four curves make, or None."""
    sides = points.reshape(4, 4, 2)
    if not all(map(_is_level, sides)):
        return None
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = sides[:, 0].tolist()
    if abs(x1 - x2) < _LEVEL:  # the first side goes down, the second across
        x1, y1, x2, y2, x3, y3, x4, y4 = x2, y2, x3, y3, x4, y4, x1, y1
    # Now sides 1 and 3 go across, 2 and 4 down.
    if max(abs(y1 - y2), abs(x2 - x3), abs(y3 - y4), abs(x4 - x1)) >= _LEVEL:
        return None
    return skia.Rect.MakeLTRB(min(x1, x2), min(y1, y3), max(x1, x2), max(y1, y3))
