"""Bézier points of mobjects to what Skia draws: the subpaths that Manim's Cairo camera makes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from render.drawing.flat.far_curves import is_far, tamed
from render.drawing.flat.level_curves import level_curves, rectangle
from render.drawing.flat.outlines import Outline, bounds_of
from render.drawing.flat.path_bytes import paths_of

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

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
        # One coordinate after the other: numpy takes six times as long for pairs.
        pixels = np.empty(points.shape)
        x, y = pixels[..., 0], pixels[..., 1]
        np.multiply(points[..., 0], self.scale, out=x)
        np.multiply(points[..., 1], -self.scale, out=y)
        x += self.left
        y += self.top / self.stretch
        return pixels


def outlines_of(
    points: Sequence[Points], tolerances: Sequence[float], transform: Transform
) -> Sequence[Outline | None]:
    """The curves of many mobjects; None for one without any.

    All are worked out together. One by one, a glyph took 60 µs, nearly all of it for calling
    numpy; of 190, each takes 5, half of it for its path.

    Parameters
    ----------
    points : of each mobject float64 (n, 3), four to a curve, in scene units, as the camera has
        transformed them; if one of them is no finite number, Manim shows nothing of the mobject
    tolerances : of each mobject, scene units within which two ends are one
    """
    counts = [len(some) // 4 for some in points]
    if not all(counts):
        shown = [place for place, count in enumerate(counts) if count]
        drawn = iter(
            outlines_of(
                [points[place] for place in shown],
                [tolerances[place] for place in shown],
                transform,
            )
        )
        return [next(drawn) if count else None for count in counts]
    if not points:
        return []
    joined = np.concatenate([some[: 4 * count] for some, count in zip(points, counts, strict=True)])
    if not np.isfinite(joined).all():
        none = np.empty((0, 3))
        return outlines_of(
            [some if np.isfinite(some).all() else none for some in points], tolerances, transform
        )
    curves = joined[:, :2].reshape(-1, 4, 2)
    bounds = np.array([0, *accumulate(counts)])
    begins, closes = _subpaths(curves, bounds[:-1], np.array(tolerances).repeat(counts))
    pixels = transform.apply(curves)
    paths = paths_of(pixels, begins, closes, bounds)
    corners = _corners(pixels, bounds[:-1])
    outlines = list(map(Outline, paths, corners.tolist()))
    for index in range(len(outlines)) if is_far(corners) else ():
        if not is_far(corners[index]):
            continue
        some = slice(bounds[index], bounds[index + 1])
        near = tamed(pixels[some], begins[some], closes[some])
        (path,) = paths_of(*near, np.array([0, len(near[0])]))
        outlines[index] = Outline(path, bounds_of(path))
    _mark_level(outlines, pixels, begins, closes, counts)
    return outlines


def _corners(pixels: Points, firsts: Indices) -> Points:
    """Left, top, right and bottom (n, 4) around the curves from each of these to the next."""
    flat = pixels.reshape(-1, 2)
    low = np.minimum.reduceat(flat, 4 * firsts, axis=0)
    high = np.maximum.reduceat(flat, 4 * firsts, axis=0)
    return np.concatenate([low, high], axis=1)


def _mark_level(
    outlines: Sequence[Outline],
    pixels: Points,
    begins: Flags,
    closes: Flags,
    counts: Sequence[int],
) -> None:
    """Say which are straight lines across or down, and which are upright rectangles."""
    firsts = accumulate(counts, initial=0)
    few = [
        (outline, first, count)
        for outline, first, count in zip(outlines, firsts, counts, strict=False)
        if count == 1 or (count == 4 and _goes_around(first, begins, closes))
    ]
    if not few:
        return
    chosen = pixels[[place for _, first, count in few for place in range(first, first + count)]]
    across, down = level_curves(chosen)
    start = 0
    for outline, _, count in few:
        end = start + count
        if count == 1:
            outline.level = across[start] or down[start]
        else:
            outline.rect = rectangle(chosen[start:end], across[start:end], down[start:end])
        start = end


def _goes_around(first: int, begins: Flags, closes: Flags) -> bool:
    """Whether four curves, from this one on, go on from each other and close."""
    return bool(closes[first + 3]) and not begins[first + 1 : first + 4].any()


def _subpaths(curves: Points, firsts: Indices, tolerances: Points) -> tuple[Flags, Flags]:
    """Which curves begin a subpath, and which end one that is closed.

    A curve that goes on where the one before has ended belongs to the same subpath; one that ends
    where it has begun is closed. Both are Manim's rules, to the rounding.
    """
    starts, ends = curves[:, 0], curves[:, 3]
    begins = np.ones(len(curves), dtype=bool)
    begins[1:] = _apart(ends[:-1], starts[1:], tolerances[1:])
    begins[firsts] = True
    (first_ones,) = begins.nonzero()
    last_ones = np.empty_like(first_ones)
    last_ones[:-1], last_ones[-1] = first_ones[1:] - 1, len(curves) - 1
    closes = np.zeros(len(curves), dtype=bool)
    closes[last_ones] = ~_apart(starts[first_ones], ends[last_ones], tolerances[last_ones])
    return begins, closes


def _apart(places: Points, others: Points, tolerances: Points) -> Flags:
    """Which places (n, 2) are not the same as the others."""
    # One coordinate after the other: numpy takes twice as long for pairs.
    across, down = (
        np.abs(places[:, axis] - others[:, axis])
        > tolerances + _RELATIVE_TOLERANCE * np.abs(others[:, axis])
        for axis in (0, 1)
    )
    return across | down
