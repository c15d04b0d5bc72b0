"""Where a height field folds away from the eye: there, and along its rim, its edge is seen."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


def facing(pixels: Floats, shown: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """On which side both triangles of each cell are seen, 1 or -1, or 0 for not at all.

    Parameters
    ----------
    pixels : (2, rows + 1, columns + 1), where the grid is seen
    shown : (rows, columns), which cells are drawn
    """
    corner = pixels[:, :-1, :-1]
    down, across, along = (
        other - corner for other in (pixels[:, 1:, :-1], pixels[:, 1:, 1:], pixels[:, :-1, 1:])
    )
    upper, lower = (
        np.sign(one[0] * other[1] - one[1] * other[0])
        for one, other in ((down, across), (across, along))
    )
    if not shown.all():
        upper, lower = np.where(shown, upper, 0.0), np.where(shown, lower, 0.0)
    return upper, lower


def edges_seen(upper: Floats, lower: Floats) -> tuple[tuple[Indices, Indices], ...]:
    """Where the triangles on both sides of an edge are seen from different sides, or one is not.

    Parameters
    ----------
    upper, lower : of ``facing``

    Returns
    -------
    rows and columns of the points where such edges begin: of those along a row, of those from row
    to row, and of the diagonals
    """
    rows, columns = upper.shape
    above, below = np.zeros((2, rows + 1, columns))
    above[1:], below[:-1] = upper, lower
    before, after = np.zeros((2, rows, columns + 1))
    before[:, 1:], after[:, :-1] = lower, upper
    return _folds(above, below), _folds(before, after), _folds(upper, lower)


def _folds(one: Floats, other: Floats) -> tuple[Indices, Indices]:
    """Where two triangles side by side are seen from different sides, or only one is there."""
    i, j = np.nonzero((one * other <= 0) & ((one != 0) | (other != 0)))
    return i, j
