"""Where water would run: the minimum at the foot of the steepest-descent flow from a point.

The basin of a minimum is the set of points whose flow x' = -gradient ends there. It belongs to
the landscape alone, not to any optimiser.
"""

from __future__ import annotations

import numpy as np

from mathcore.arrays import Array, diagonal
from mathcore.objective import Objective

_STRIDE = 0.005
"""Longest step of the flow, as a share of the domain's diagonal."""

_FAR_STRIDE = 0.05
"""Longest step farther than a diagonal from the centre, as a share of that distance."""

_CLOSE = 1e-6
"""A flow this close to a minimum (share of the diagonal) has arrived."""

_MOST_STEPS = 1500


def basin_of(objective: Objective, points: Array) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return which known minimum the flow from each point ends in.

    Parameters
    ----------
    objective : a landscape with known minima
    points : float64 (n, d), trusted

    Returns
    -------
    indices into ``objective.minima``, (n,); -1 where the flow ends elsewhere: on a saddle, in a
    minimum that is not listed, or far outside the domain
    """
    end = flow(objective, points)
    result = np.full(len(points), -1, dtype=np.intp)
    if len(objective.minima) and len(points):
        distances = np.linalg.norm(end[:, None, :] - objective.minima, axis=-1)
        nearest = distances.argmin(axis=1)
        arrived = distances.min(axis=1) <= 1e-3 * diagonal(objective.domain)
        result[arrived] = nearest[arrived]
    return result


def flow(objective: Objective, points: Array, leash: float = 2.0) -> Array:
    """Follow the steepest-descent flow from each point and return where it ends, (n, d).

    Each step is the exact flow of the local quadratic model, x - (1 - exp(-H h)) / H g, with the
    time h chosen so that the step is short. Narrow valleys therefore cost no more than round ones.

    Parameters
    ----------
    leash : a flow that gets this many diagonals away from the centre, or as many times as far as
        it began, is taken to have left for good
    """
    span = diagonal(objective.domain)
    centre = np.mean(objective.domain, axis=1)
    position = np.array(points, dtype=np.float64)
    active = np.arange(len(position))
    limit = leash * np.maximum(span, np.linalg.norm(position - centre, axis=1))
    time = np.full(len(position), np.inf)
    with np.errstate(all="ignore"):
        loss = np.atleast_1d(objective.functions.value(position))
        for _ in range(_MOST_STEPS):
            if not active.size:
                break
            x = position[active]
            away = np.linalg.norm(x - centre, axis=1)
            stride = np.where(away > span, _FAR_STRIDE * away, _STRIDE * span)
            gradient = objective.functions.gradient(x)
            h = np.minimum(time[active], stride / np.linalg.norm(gradient, axis=1) * 1e3)
            step, newton = _model_flow(gradient, objective.functions.hessian(x), h)
            length = np.linalg.norm(step, axis=1)
            trial = x + step
            trial_loss = objective.functions.value(trial)
            good = (length <= stride) & (trial_loss <= loss[active])
            position[active[good]] = trial[good]
            loss[active[good]] = trial_loss[good]
            time[active] = np.where(good, h * 3, h / 4)
            stuck = ~np.isfinite(gradient).all(axis=1) | (length < 1e-14 * span)
            finished = (newton <= _CLOSE * span) | stuck | (away > limit[active])
            active = active[~finished]
    return position


def _model_flow(gradient: Array, hessian: Array, time: Array) -> tuple[Array, Array]:
    """Flow of g + H x from 0 for ``time``, and the length of Newton's step (inf if not convex)."""
    hessian = np.where(np.isfinite(hessian), hessian, 0.0)
    curvatures, axes = np.linalg.eigh(hessian)
    along = np.einsum("nij,ni->nj", axes, gradient)
    z = curvatures * time[:, None]
    factor = np.where(np.abs(z) < 1e-12, time[:, None], -np.expm1(-z) / curvatures)
    step = -np.einsum("nij,nj->ni", axes, factor * along)
    convex = curvatures.min(axis=1) > 0
    newton = np.where(convex, np.linalg.norm(along / curvatures, axis=1), np.inf)
    return step, newton
