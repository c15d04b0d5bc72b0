"""Measures on the rows of a run, that claims about it rest on. ``Trajectory`` has them as methods.

Lengths are compared with the size of the landscape: what a picture of the domain cannot show is
not said to happen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import Array, as_point, diagonal
from mathcore.objective import Objective

SETTLED = 0.01
"""Settled: the last tenth of a run stays this close to a minimum, share of the diagonal."""

VISIBLE = 0.005
"""An overshoot shorter than this share of the diagonal is not counted."""

_ROUNDING = 8 * float(np.finfo(np.float64).eps)


def along(vectors: Array, axis: int | ArrayLike, dimension: int) -> Array:
    """Components (n,) of vectors (n, d) along a coordinate's index or a direction (d,)."""
    if isinstance(axis, int | np.integer) and not isinstance(axis, bool):
        if not 0 <= axis < dimension:
            raise ValueError(f"axis must be from 0 to {dimension - 1}, got {axis}")
        return np.asarray(vectors[:, int(axis)])
    direction = as_point(axis, dimension, "axis")
    length = float(np.linalg.norm(direction))
    if length == 0:
        raise ValueError("axis must not be the zero vector")
    return np.asarray(vectors @ (direction / length))


def moving_signs(positions: Array, updates: Array, axis: int | ArrayLike) -> Array:
    """Signs of the updates along an axis, without those that are nothing but rounding."""
    dimension = positions.shape[1]
    components = along(updates, axis, dimension)
    reach = np.abs(positions).max(axis=1)
    noise = _ROUNDING * np.maximum(reach[:-1], reach[1:])
    return np.asarray(np.sign(components[np.abs(components) > noise]))


def sign_changes(positions: Array, updates: Array, axis: int | ArrayLike) -> int:
    """Count how often the direction of travel along an axis turns round."""
    signs = moving_signs(positions, updates, axis)
    return int(np.count_nonzero(signs[1:] != signs[:-1]))


def oscillates(positions: Array, updates: Array, axis: int | ArrayLike) -> bool:
    """Whether at least three quarters of four or more consecutive pairs of updates turn round."""
    signs = moving_signs(positions, updates, axis)
    pairs = len(signs) - 1
    return pairs >= 4 and sign_changes(positions, updates, axis) >= 0.75 * pairs


def settled_in(objective: Objective, tails: Array) -> NDArray[np.intp]:
    """Which minimum each run has settled in, -1 for none.

    Parameters
    ----------
    tails : float64 (k, t, d), the last rows of k runs
    """
    result = np.full(len(tails), -1, dtype=np.intp)
    if len(objective.minima) and len(tails):
        final = np.linalg.norm(tails[:, -1, None, :] - objective.minima, axis=-1)
        nearest = final.argmin(axis=1)
        offsets = np.linalg.norm(tails - objective.minima[nearest][:, None, :], axis=-1)
        stays = offsets.max(axis=1) <= SETTLED * diagonal(objective.domain)
        result[stays] = nearest[stays]
    return result


def tail_length(steps: int) -> int:
    """Rows that ``settled_in`` looks at: the last tenth, at least one."""
    return max(1, steps // 10)


def overshoots(objective: Objective, positions: Array, minimum: Array) -> bool:
    """Whether the run passes the minimum and goes on visibly on its far side.

    Either one step leads across, or the run comes near and moves away again, the turning points
    before and after lying on opposite sides.
    """
    offsets = positions - minimum
    lengths = np.linalg.norm(offsets, axis=1)
    least = VISIBLE * diagonal(objective.domain)
    across = np.einsum("ni,ni->n", offsets[:-1], offsets[1:]) < 0
    if bool(np.any(across & (lengths[1:] > least))):
        return True
    # Rows where the distance turns from growing to shrinking or back; the ends count as well.
    trend = np.sign(np.diff(lengths))
    turns = np.flatnonzero(trend[1:] * trend[:-1] < 0) + 1
    rows = [0, *turns.tolist(), len(lengths) - 1]
    return any(
        lengths[nearest] < min(lengths[before], lengths[after])
        and lengths[after] > least
        and float(offsets[before] @ offsets[after]) < 0
        for before, nearest, after in zip(rows, rows[1:], rows[2:], strict=False)
    )


def runs_away(losses: Array, updates: Array) -> bool:
    """Whether the losses and the steps both grow without sign of an end.

    Either every step of the last half is longer and higher than the one before (at least four
    steps), or the last quarter is at least twice as high and half as long again as all before.
    A run that climbs out of a valley rises too, but slows down while it does.
    """
    count = len(updates)
    if count < 4:
        return False
    lengths = np.linalg.norm(updates, axis=1)
    heights = losses - losses.min()
    half = count - max(4, count // 2)
    if all(_rises(row) for row in (lengths[half:], heights[half + 1 :])):
        return True
    late = count - count // 4
    return bool(
        heights[late + 1 :].max() > 2 * heights[: late + 1].max()
        and lengths[late:].max() > 1.5 * lengths[:late].max()
    )


def _rises(row: Array) -> bool:
    """Whether each value is above the one before by more than rounding."""
    return bool(np.all(np.diff(row) > 1e-9 * np.abs(row[:-1])))


def contraction_rates(positions: Array, minimum: Array, hessian: Array) -> Array:
    """Factor by which each step changes the distance to the minimum along the principal axes.

    Returns
    -------
    float64 (n, d), column 0 along the shallowest axis, the last along the steepest; nan where the
    distance before the step is zero but for rounding
    """
    _, axes = np.linalg.eigh(hessian)
    offsets = np.abs((positions - minimum) @ axes)
    floor = 1e4 * float(np.finfo(np.float64).eps) * float(np.linalg.norm(minimum)) + 1e-290
    before = np.where(offsets[:-1] > floor, offsets[:-1], np.nan)
    return np.asarray(offsets[1:] / before)
