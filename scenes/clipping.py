"""Cut polylines and arrows at the edge of a rectangle; anything not finite is cut away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Range = tuple[float, float]


def clip_segments(
    starts: Floats, ends: Floats, x_range: Range, y_range: Range
) -> tuple[Floats, Floats]:
    """Shares (n,), (n,) where each segment enters and leaves; enter > leave when it stays outside.

    Liang and Barsky's method, doi:10.1145/357332.357333, for all segments at once.
    """
    enter, leave = np.zeros(len(starts)), np.ones(len(starts))
    with np.errstate(all="ignore"):
        step = ends - starts
        for axis, (low, high) in enumerate((x_range, y_range)):
            for sign, bound in ((-1.0, -low), (1.0, high)):
                speed = sign * step[:, axis]
                room = bound - sign * starts[:, axis]
                share = room / speed
                enter = np.where(speed < 0, np.maximum(enter, share), enter)
                leave = np.where(speed > 0, np.minimum(leave, share), leave)
                # Parallel to this edge and outside of it.
                leave = np.where((speed == 0) & (room < 0), -1.0, leave)
        finite = np.isfinite(starts).all(axis=1) & np.isfinite(ends).all(axis=1)
        finite &= np.isfinite(step).all(axis=1)
    return enter, np.where(finite, leave, -1.0)


def clip_polyline(points: Floats, x_range: Range, y_range: Range) -> list[Floats]:
    """The parts of a polyline, shape (n, 2), inside the rectangle; each has at least two points."""
    if len(points) < 2:
        return []
    low, high = np.array([x_range, y_range]).T
    if ((low <= points) & (points <= high)).all():  # as most curves are: 12 us, and 110 to cut them
        return [points.copy()]
    starts, ends = points[:-1], points[1:]
    enter, leave = clip_segments(starts, ends, x_range, y_range)
    seen = np.flatnonzero(enter <= leave)
    if not len(seen):
        return []
    # Along a segment of astronomical length the shares round badly; the cut stays on the edge.
    starts, ends, enter, leave = starts[seen], ends[seen], enter[seen, None], leave[seen, None]
    with np.errstate(over="ignore", invalid="ignore"):
        step = ends - starts
        entries = np.clip(starts + enter * step, low, high)
        exits = np.clip(np.where(leave == 1.0, ends, starts + leave * step), low, high)
    # A piece goes on while the curve neither leaves nor enters between two segments.
    whole = (leave[:-1, 0] == 1.0) & (enter[1:, 0] == 0.0) & (np.diff(seen) == 1)
    firsts = np.concatenate([[0], np.flatnonzero(~whole) + 1])
    return [
        np.concatenate([entries[first : first + 1], exits[first:last]])
        for first, last in zip(firsts, [*firsts[1:], len(seen)], strict=True)
    ]


def clip_segment(
    start: Floats, end: Floats, x_range: Range, y_range: Range
) -> tuple[Floats, Floats] | None:
    """One segment cut at the rectangle, or None when it lies outside."""
    enter, leave = clip_segments(start[None], end[None], x_range, y_range)
    if enter[0] > leave[0]:
        return None
    step = end - start
    low, high = np.array([x_range, y_range]).T
    return (
        np.clip(start + enter[0] * step, low, high),
        np.clip(start + leave[0] * step, low, high),
    )
