"""Curves that reach far out of the picture: only what comes near to it stays exact.

Skia rasterises in fixed-point numbers that end at 32,767 pixels, and cuts longer curves so roughly
that a circle zoomed in on 60,000 times leaves the picture in a wrong direction.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]

_FAR = 8192.0
"""Pixels out of the picture from which on the form of a curve does not matter."""
_LARGEST_PICTURE = 8192.0
_LONG = 4096.0
_ROUNDS = 40
"""Of halving; enough for any float."""


def is_far(curves: Points) -> bool:
    """Whether something reaches so far out; pixels, of any shape."""
    return bool(max(curves.max(), -curves.min()) > _FAR)


def tamed(curves: Points, begins: Flags, closes: Flags) -> tuple[Points, Flags, Flags]:
    """Cut what is near into short curves, and make straight what is far.

    Parameters
    ----------
    curves : (n, 4, 2) pixels
    begins, closes : (n,) whether a curve begins a subpath, and whether it ends and closes one

    Returns
    -------
    the same of more curves
    """
    for _ in range(_ROUNDS):
        low, high = curves.min(axis=1), curves.max(axis=1)
        near = ((high > -_FAR) & (low < _LARGEST_PICTURE + _FAR)).all(axis=1)
        halved = near & ((high - low).max(axis=1) > _LONG)
        if not halved.any():
            break
        counts = 1 + halved
        places = (np.cumsum(counts) - counts)[halved]
        halves = _halves(curves[halved])
        curves = np.repeat(curves, counts, axis=0)
        begins, closes = np.repeat(begins, counts), np.repeat(closes, counts)
        curves[places], curves[places + 1] = halves
        begins[places + 1] = closes[places] = False
    straight = curves.copy()
    thirds = (curves[~near, 3] - curves[~near, 0])[:, None] * np.array([[1 / 3], [2 / 3]])
    straight[~near, 1:3] = curves[~near, :1] + thirds
    return straight, begins, closes


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
