"""Searching a domain for every point where the gradient is zero: minima, saddles and maxima."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array, Domain, as_domain, diagonal
from mathcore.curvature import Stationary, classify
from mathcore.objective import Objective
from mathcore.results import Result, Results, Table, components

_STARTS = {1: 401, 2: 61}
"""Starts of the search along each side of the domain."""

_MOST_STEPS = 80

_ORDER = (Stationary.MINIMUM, Stationary.SADDLE, Stationary.MAXIMUM, Stationary.DEGENERATE)


@dataclass(frozen=True, eq=False)
class StationaryPoint(Result):
    """A point where the gradient is zero.

    point : float64 (d,), data units
    kind  : minimum, saddle, maximum or degenerate
    value : f there
    """

    point: Array
    kind: Stationary
    value: float

    def table(self) -> Table:
        """Columns: kind, position, value."""
        where = components(self.point[None])
        return {"kind": [self.kind.value], **where, "value": [self.value]}


class StationaryPoints(Results, tuple[StationaryPoint, ...]):
    """A tuple of stationary points that can be exported as a whole."""

    __slots__ = ()


def stationary_points(
    objective: Objective, domain: Sequence[Sequence[float]] | None = None
) -> StationaryPoints:
    """Return the stationary points inside a domain, a tuple: minima first, deepest first.

    From each point of a grid the length of the gradient is brought down by damped Newton steps.
    Points that no start of the grid leads to are missed; of a whole line of stationary points some
    are returned.

    Parameters
    ----------
    domain : one (low, high) for each coordinate, by default the objective's
    """
    box = as_domain(objective.domain if domain is None else domain, objective.dimension)
    sides = [np.linspace(low, high, _STARTS[objective.dimension]) for low, high in box]
    starts = np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, objective.dimension)
    starts = np.concatenate([starts, objective.minima])
    ends, sizes = _level_out(objective, starts, diagonal(box))
    found = _distinct(ends, sizes, box)
    points = [
        StationaryPoint(point, kind, float(objective.value(point)))
        for point in found
        if (kind := classify(objective, point)) in _ORDER
    ]
    points.sort(key=lambda p: (_ORDER.index(p.kind), p.value, p.point.tolist()))
    return StationaryPoints(points)


def _level_out(objective: Objective, starts: Array, span: float) -> tuple[Array, Array]:
    """Where |gradient| is brought to zero, and what is left of it there, (m, d) and (m,)."""
    gradient_of, hessian_of = objective.functions.gradient, objective.functions.hessian
    identity = np.eye(objective.dimension)
    with np.errstate(all="ignore"):
        points = starts[_finite(gradient_of(starts)) & _finite(hessian_of(starts))]
        size = np.linalg.norm(gradient_of(points), axis=1)
        damping = np.zeros(len(points))
        last = np.full(len(points), np.inf)
        active = np.flatnonzero(size > 0)
        last[size == 0] = 0
        for _ in range(_MOST_STEPS):
            if not active.size:
                break
            gradient, hessian = gradient_of(points[active]), hessian_of(points[active])
            square = hessian @ hessian
            scale = np.trace(square, axis1=1, axis2=2)
            shift = np.maximum(damping[active], 1e-15) * scale + 1e-300
            pull = hessian @ gradient[..., None]
            step = -np.linalg.solve(square + shift[:, None, None] * identity, pull)[..., 0]
            length = np.linalg.norm(step, axis=1)
            step *= np.minimum(1, 0.05 * span / np.maximum(length, 1e-300))[:, None]
            trial = points[active] + step
            trial_size = np.linalg.norm(gradient_of(trial), axis=1)
            better = (trial_size < size[active]) & _finite(hessian_of(trial))
            moved = active[better]
            points[moved], size[moved] = trial[better], trial_size[better]
            last[moved] = length[better]
            damping[active] = np.where(
                better, damping[active] / 10, np.maximum(10 * damping[active], 1e-6)
            )
            damping[damping < 1e-10] = 0
            # At the end no step makes the gradient any shorter.
            ended = (~better & ((length < 1e-9 * span) | (damping[active] > 1e6))) | (
                size[active] == 0
            )
            last[active[ended]] = np.minimum(last[active[ended]], length[ended])
            active = active[~ended]
        arrived = last <= 1e-6 * span
    return points[arrived], size[arrived]


def _distinct(points: Array, sizes: Array, box: Domain) -> list[Array]:
    """The points inside the box, each once, as exact as any start came to it."""
    span = diagonal(box)
    low, high = np.array(box).T
    inside = np.all((points >= low - 1e-9 * span) & (points <= high + 1e-9 * span), axis=1)
    points, sizes = points[inside], sizes[inside]
    kept: list[Array] = []
    rest = points[np.argsort(sizes, kind="stable")]
    while len(rest):
        kept.append(np.where(np.abs(rest[0]) < 1e-12 * span, 0.0, rest[0]))
        rest = rest[np.abs(rest - rest[0]).max(axis=1) > 1e-4 * span]
    return kept


def _finite(values: Array) -> NDArray[np.bool_]:
    """Which rows are finite throughout, (n,)."""
    return np.asarray(np.isfinite(values).reshape(len(values), -1).all(axis=1))
