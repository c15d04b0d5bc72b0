"""Where a height field folds away from the eye: there, and along its rim, its edge is seen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def facing(pixels: Floats, shown: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """On which side both triangles of each cell are seen, 1 or -1, or 0 for not at all.

    Parameters
    ----------
    pixels : (rows + 1, columns + 1, 2), where the grid is seen
    shown : (rows, columns), which cells are drawn
    """
    corner, down = pixels[:-1, :-1], pixels[1:, :-1]
    across, along = pixels[1:, 1:], pixels[:-1, 1:]
    sides = (down - corner, across - corner, along - corner)
    upper, lower = (
        np.where(shown, np.sign(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]), 0.0)
        for a, b in pairwise(sides)
    )
    return upper, lower


def folds(one: Floats, other: Floats) -> tuple[Indices, Indices]:
    """Where two triangles side by side are seen from different sides, or only one is there."""
    i, j = np.nonzero((one * other <= 0) & ((one != 0) | (other != 0)))
    return i, j
