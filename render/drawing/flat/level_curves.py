"""Straight lines across and down, and the upright rectangles that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

Points = NDArray[np.float64]

_LEVEL = 1e-3
"""Pixels by which a level line may lean."""


def level_curves(curves: Points) -> tuple[list[bool], list[bool]]:
    """Which curves run straight across, and which straight down, never turning back.

    Parameters
    ----------
    curves : (n, 4, 2) pixels
    """
    steps = curves[:, 1:] - curves[:, :-1]
    low, high = steps.min(axis=1), steps.max(axis=1)
    rests = (low > -_LEVEL) & (high < _LEVEL)
    onward = (low >= 0) | (high <= 0)
    return (rests[:, 1] & onward[:, 0]).tolist(), (rests[:, 0] & onward[:, 1]).tolist()


def rectangle(sides: Points, across: Sequence[bool], down: Sequence[bool]) -> Any:
    """The ``skia.Rect`` that four curves make, each beginning where the one before ends, or None.

    Parameters
    ----------
    sides : (4, 4, 2) pixels
    across, down : (4,) which of them run straight across or down
    """
    if across[0]:
        upright = across[2] and down[1] and down[3]
    else:
        upright = down[0] and down[2] and across[1] and across[3]
    if not upright:
        return None
    (left, top), (right, bottom) = sides.min(axis=(0, 1)).tolist(), sides.max(axis=(0, 1)).tolist()
    return skia.Rect.MakeLTRB(left, top, right, bottom)
