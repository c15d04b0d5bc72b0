"""Bézier points of mobjects to what Skia draws: the subpaths that Manim's Cairo camera makes."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from render.drawing.flat.far_curves import is_far, tamed
from render.drawing.flat.level_curves import level_curves, rectangle
from render.errors import SteepestError

Points = NDArray[np.float64]

_HEADER = struct.Struct("<4i")
_VERSION = 5  # of Skia's serialised paths; the fill type in the next bits is 0, winding
_VERBS = np.array([0, 4, 5], dtype=np.uint8)  # move, cubic, close
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")
_RELATIVE_TOLERANCE = 1e-5
"""Within which Manim takes two ends for one, besides the mobject's own tolerance."""


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
        """Scene points (..., 2) to pixels (..., 2), before the stretch."""
        pixels: Points = points * (self.scale, -self.scale)
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
    rect: Any = None
    level: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it goes nowhere."""
        bounds = self.path.getBounds()
        return bool(bounds.fLeft == bounds.fRight and bounds.fTop == bounds.fBottom)


def outlines_of(
    points: Sequence[Points], tolerances: Sequence[float], transform: Transform
) -> list[Outline | None]:
    """The curves of many mobjects; None for one without any.

    All are worked out together. One by one, a glyph took 60 µs, nearly all of it for calling
    numpy; of a hundred, each takes 8. And paths are made from bytes, in 7 µs for 200 curves; a
    loop over ``cubicTo`` took 247.

    Parameters
    ----------
    points : of each mobject float64 (n, 3), four to a curve, in scene units, as the camera has
        transformed them; if one of them is no finite number, Manim shows nothing of the mobject
    tolerances : of each mobject, scene units within which two ends are one
    """
    found: list[Outline | None] = [None] * len(points)
    shown = [place for place, some in enumerate(points) if len(some) >= 4]
    if not shown:
        return found
    counts = [len(points[place]) // 4 for place in shown]
    joined = np.concatenate(
        [points[place][: 4 * count] for place, count in zip(shown, counts, strict=True)]
    )
    if not np.isfinite(joined).all():
        none = np.empty((0, 3))
        return outlines_of(
            [some if np.isfinite(some).all() else none for some in points], tolerances, transform
        )
    curves = joined[:, :2].reshape(-1, 4, 2)
    bounds = [0, *accumulate(counts)]
    own = np.repeat([tolerances[place] for place in shown], counts)[:, None]
    begins, closes = _subpaths(curves, bounds[:-1], own)
    pixels = transform.apply(curves)
    paths = _paths(pixels, begins, closes, bounds)
    far = is_far(pixels)
    for place, first, count, path in zip(shown, bounds[:-1], counts, paths, strict=True):
        found[place] = Outline(path)
        some = slice(first, first + count)
        if far and is_far(pixels[some]):
            near = tamed(pixels[some], begins[some], closes[some])
            found[place] = Outline(*_paths(*near, [0, len(near[0])]))
    # A line, or four that go on from each other and close, may be level.
    few = [
        (place, first, count)
        for place, first, count in zip(shown, bounds, counts, strict=False)
        if count == 1
        or (count == 4 and closes[first + 3] and not begins[first + 1 : first + 4].any())
    ]
    if few:
        _mark_level(found, pixels, few)
    return found


def _mark_level(
    found: list[Outline | None], pixels: Points, few: list[tuple[int, int, int]]
) -> None:
    """Say of these which are straight lines across or down, and which are upright rectangles.

    Parameters
    ----------
    few : place among those found, first curve among all, and number of curves: 1 or 4
    """
    chosen = pixels[[index for _, first, count in few for index in range(first, first + count)]]
    across, down = level_curves(chosen)
    start = 0
    for place, _, count in few:
        outline, end = found[place], start + count
        assert outline is not None
        if count == 1:
            found[place] = outline._replace(level=across[start] or down[start])
        else:
            rect = rectangle(chosen[start:end], across[start:end], down[start:end])
            found[place] = outline._replace(rect=rect)
        start = end


def _subpaths(
    curves: Points, firsts: list[int], tolerances: Points
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which curves begin a subpath, and which end one that is closed.

    A curve that goes on where the one before has ended belongs to the same subpath; one that ends
    where it has begun is closed. Both are Manim's rules, to the rounding.
    """
    starts, ends = curves[:, 0], curves[:, 3]
    begins = np.ones(len(curves), dtype=bool)
    thresholds = tolerances + _RELATIVE_TOLERANCE * np.abs(starts)
    begins[1:] = (np.abs(ends[:-1] - starts[1:]) > thresholds[1:]).any(axis=1)
    begins[firsts] = True
    first_ones = np.flatnonzero(begins)
    last_ones = np.append(first_ones[1:], len(curves)) - 1
    thresholds = tolerances[last_ones] + _RELATIVE_TOLERANCE * np.abs(ends[last_ones])
    closed = (np.abs(starts[first_ones] - ends[last_ones]) <= thresholds).all(axis=1)
    closes = np.zeros(len(curves), dtype=bool)
    closes[last_ones] = closed
    return begins, closes


def _paths(
    pixels: Points, begins: NDArray[np.bool_], closes: NDArray[np.bool_], bounds: list[int]
) -> list[Any]:
    """A path of the curves between each two bounds.

    Skia wants the start of a curve only if a subpath begins there.
    """
    kept = np.ones((len(pixels), 4), dtype=bool)
    kept[:, 0] = begins
    places = pixels.astype(np.float32)[kept].tobytes()
    used = np.stack([begins, np.ones_like(begins), closes], axis=1)
    verbs = np.broadcast_to(_VERBS, used.shape)[used].tobytes()
    points_before = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])[bounds].tolist()
    verbs_before = np.concatenate([[0], np.cumsum(used.sum(axis=1))])[bounds].tolist()
    paths = []
    for (start, end), (done, then) in zip(
        pairwise(points_before), pairwise(verbs_before), strict=True
    ):
        path = skia.Path()
        taken = path.readFromMemory(
            _HEADER.pack(_VERSION, end - start, 0, then - done)
            + places[8 * start : 8 * end]
            + verbs[done:then]
            + _PADDING[(then - done) % 4]
        )
        if not taken:
            raise SteepestError(
                f"skia-python {skia.__version__} lays out paths otherwise: install skia-python 144"
            )
        paths.append(path)
    return paths
