"""Curves that reach far out of the picture: only what comes near to it stays exact.

Skia rasterises in fixed-point numbers that end at 32,767 pixels, and cuts longer curves so roughly
that a circle zoomed in on 60,000 times leaves the picture in a wrong direction.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

FAR = 8192.0
"""Pixels out of the picture from which on the form of a curve does not matter."""
_LARGEST_PICTURE = 8192.0
_LONG = 4096.0
_ROUNDS = 40
"""Of halving; enough for any float."""


def tamed(points: Points, spans: list[tuple[int, int]]) -> tuple[Points, list[tuple[int, int]]]:
    """Cut what is near into short curves, and make straight what is far.

    Parameters
    ----------
    points : (n, 2) pixels, four to a curve
    spans : where each subpath starts and ends among them

    Returns
    -------
    points and spans of the same form in the picture
    """
    parts, found, start = [], [], 0
    for first, end in spans:
        last = first + (end - first) // 4 * 4
        part = _cut(points[first:last].reshape(-1, 4, 2)).reshape(-1, 2)
        parts.append(part)
        found.append((start, start + len(part)))
        start += len(part)
    return np.concatenate(parts), found


def _cut(curves: Points) -> Points:
    for _ in range(_ROUNDS):
        low, high = curves.min(axis=1), curves.max(axis=1)
        near = ((high > -FAR) & (low < _LARGEST_PICTURE + FAR)).all(axis=1)
        long = (high - low).max(axis=1) > _LONG
        if not (near & long).any():
            break
        counts = 1 + (near & long)
        firsts = np.cumsum(counts) - counts
        halved = np.repeat(curves, counts, axis=0)
        places = firsts[near & long]
        halved[places], halved[places + 1] = _halves(curves[near & long])
        curves = halved
    far = ~near
    thirds = (curves[far, 3] - curves[far, 0])[:, None] * np.array([[1 / 3], [2 / 3]])
    curves[far, 1:3] = curves[far, :1] + thirds
    return curves


def _halves(curves: Points) -> tuple[Points, Points]:
    """De Casteljau's construction in the middle."""
    start, one, two, end = curves.transpose(1, 0, 2)
    first, between, last = (start + one) / 2, (one + two) / 2, (two + end) / 2
    before, after = (first + between) / 2, (between + last) / 2
    middle = (before + after) / 2
    return (
        np.stack([start, first, before, middle], axis=1),
        np.stack([middle, after, last, end], axis=1),
    )
