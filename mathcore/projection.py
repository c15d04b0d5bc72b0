"""Putting points on a level set by Newton's method along the gradient."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array
from mathcore.objective import Objective

TOLERANCE = 1e-9
"""A point is on the curve where |f - level| <= TOLERANCE max(1, |level|)."""


def onto_level(
    objective: Objective, points: Array, levels: Array | float, farthest: float = np.inf
) -> tuple[Array, NDArray[np.bool_]]:
    """Move each point along its gradient until f equals its level.

    Newton's method goes on as long as it comes nearer, which is to the last digit.

    Parameters
    ----------
    points : float64 (n, d), trusted
    levels : float64 (n,) or one number
    farthest : points that would end farther from where they began count as failed, data units

    Returns
    -------
    points : float64 (n, d)
    reached : bool (n,), whether the point is on its level to within ``TOLERANCE``
    """
    start = points
    goal = np.broadcast_to(np.asarray(levels, dtype=np.float64), points.shape[:1])
    with np.errstate(all="ignore"):
        best = points.copy()
        error = objective.functions.value(best) - goal
        active = np.flatnonzero(np.isfinite(error) & (error != 0))
        for _ in range(50):
            if not active.size:
                break
            gradient = objective.functions.gradient(best[active])
            square = np.einsum("ni,ni->n", gradient, gradient)
            shift = (error[active] / square)[:, None] * gradient
            trial, trial_error, better = _nearer(objective, best[active], shift, goal[active])
            better &= np.abs(trial_error) < np.abs(error[active])
            best[active[better]] = trial[better]
            error[active[better]] = trial_error[better]
            active = active[better & (trial_error != 0)]
        moved = np.linalg.norm(best - start, axis=1)
        reached = (np.abs(error) <= TOLERANCE * np.maximum(1, np.abs(goal))) & (moved <= farthest)
    return best, reached


def _nearer(
    objective: Objective, points: Array, shift: Array, goal: Array
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Newton's trial, shortened up to six times where it overshoots into a worse place."""
    before = np.abs(objective.functions.value(points) - goal)
    trial = points - shift
    error = objective.functions.value(trial) - goal
    for halving in range(1, 7):
        worse = ~(np.abs(error) < before)
        if not worse.any():
            break
        trial[worse] = points[worse] - shift[worse] * 0.5**halving
        error[worse] = objective.functions.value(trial[worse]) - goal[worse]
    return trial, error, np.isfinite(error)
