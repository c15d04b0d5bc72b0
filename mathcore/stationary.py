"""Searching a domain for local minima, for landscapes whose minima nobody has listed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mathcore.arrays import Array, diagonal
from mathcore.flow import flow
from mathcore.objective import Objective

_STARTS = {1: 61, 2: 13}
"""Starts of the search along each side of the domain."""


def find_minima(objective: Objective) -> Objective:
    """Return the objective with the minima that a search over its domain finds.

    The flow from a grid of starts is followed, and its ends are polished by Newton's method. Kept
    are points inside the domain with gradient zero and positive definite Hessian, deepest first.
    Minima whose basin no start of the grid lies in are missed.
    """
    sides = [
        np.linspace(low, high, _STARTS[objective.dimension] + 2)[1:-1]
        for low, high in objective.domain
    ]
    starts = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, objective.dimension)
    starts = starts[np.isfinite(objective.value(starts))]
    found = _distinct(objective, _polish(objective, flow(objective, starts, leash=0.75)))
    return replace(objective, minima=found)


def _polish(objective: Objective, points: Array) -> Array:
    """Newton's method from points near minima; points that are no minimum are dropped."""
    with np.errstate(all="ignore"):
        for _ in range(4):
            gradient = objective.functions.gradient(points)
            hessian = objective.functions.hessian(points)
            usable = np.isfinite(hessian).all(axis=(1, 2)) & np.isfinite(gradient).all(axis=1)
            points, gradient, hessian = points[usable], gradient[usable], hessian[usable]
            curvatures = np.linalg.eigvalsh(hessian)
            convex = curvatures[:, 0] > 1e-9 * np.maximum(np.abs(curvatures[:, -1]), 1e-300)
            points, gradient, hessian = points[convex], gradient[convex], hessian[convex]
            step = np.linalg.solve(hessian, gradient[..., None])[..., 0]
            near = np.linalg.norm(step, axis=1) <= 1e-2 * diagonal(objective.domain)
            points = points[near] - step[near]
        return points


def _distinct(objective: Objective, points: Array) -> Array:
    """The points inside the domain, each once, deepest first."""
    span = diagonal(objective.domain)
    low, high = np.array(objective.domain).T
    points = points[np.all((points >= low) & (points <= high), axis=1)]
    # Ties in depth are broken by position, so that the order does not hang on rounding.
    depths = objective.value(points)
    scale = max(1.0, float(np.abs(depths).max())) if len(points) else 1.0
    keys = [points[:, i] for i in reversed(range(objective.dimension))]
    order = np.lexsort((*keys, np.round(depths / scale, 9)))
    kept: list[Array] = []
    for point in points[order]:
        if all(np.linalg.norm(point - other) > 1e-4 * span for other in kept):
            # A coordinate that is zero but for rounding is zero.
            kept.append(np.where(np.abs(point) < 1e-13 * span, 0.0, point))
    return np.array(kept).reshape(-1, objective.dimension)
