"""Walking along one level curve: a step along the tangent, then Newton back onto the curve."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, Domain, as_point, diagonal
from mathcore.objective import Objective
from mathcore.projection import TOLERANCE

_MOST_POINTS = 20_000


def walk(
    objective: Objective, point: ArrayLike, domain: Domain, spacing: float | None = None
) -> tuple[float, Array, bool]:
    """Walk along the level curve through a point.

    Parameters
    ----------
    point : (2,), inside the domain, where the gradient is not zero
    spacing : the longest distance between points, data units; by default 1/400 of the domain's
        diagonal. Where the curve bends, steps are shortened to turn at most about 3 degrees.

    Returns
    -------
    level, points (n, 2), closed

    Raises
    ------
    ValueError
        when the point lies outside, or the gradient is zero there
    """
    where = as_point(point, 2)
    span = diagonal(domain)
    longest = span / 400 if spacing is None else checks.positive("spacing", spacing)
    if not _inside(where, domain):
        raise ValueError(f"point ({where[0]:g}, {where[1]:g}) lies outside the domain")
    level = float(objective.value(where))
    if not np.isfinite(level) or not np.linalg.norm(objective.gradient(where)) > 0:
        raise ValueError(
            f"no level curve runs through ({where[0]:g}, {where[1]:g}): the gradient is zero there"
        )
    ahead, closed = _one_way(objective, where, level, domain, longest, 1.0)
    if closed:
        return level, np.array([where, *ahead, where]), True
    behind, _ = _one_way(objective, where, level, domain, longest, -1.0)
    return level, np.array([*behind[::-1], where, *ahead]), False


def _one_way(
    objective: Objective, start: Array, level: float, domain: Domain, longest: float, side: float
) -> tuple[list[Array], bool]:
    """Points after ``start`` with the higher ground on one side; whether they come round to it."""
    points: list[Array] = []
    position = start
    direction = side * _left(objective.functions.gradient(start))
    first_direction = direction
    left_start = False
    with np.errstate(all="ignore"):
        while len(points) < _MOST_POINTS:
            stride = _stride(objective, position, longest)
            arrived = _advance(objective, position, direction, level, stride, side)
            if arrived is None:
                return points, False
            moved, heading = arrived
            if not _inside(moved, domain):
                edge = _edge(objective, position, direction, level, domain, stride)
                return ([*points, edge] if edge is not None else points), False
            gap = float(np.linalg.norm(moved - start))
            reach = float(np.linalg.norm(moved - position))
            ahead = float((start - position) @ direction)
            if left_start and gap <= 1.5 * reach and ahead >= 0 and heading @ first_direction > 0.5:
                # A last point nearly on the start would make a kink that nobody could see.
                if gap > 0.3 * reach and float((start - moved) @ heading) > 0:
                    points.append(moved)
                return points, True
            left_start = left_start or gap > 2 * reach or len(points) > 8
            points.append(moved)
            position, direction = moved, heading
    return points, False


def _left(gradient: Array) -> Array:
    """Unit vector along the curve that has the higher ground on its right."""
    return np.array([-gradient[1], gradient[0]]) / math.hypot(gradient[0], gradient[1])


def _stride(objective: Objective, point: Array, longest: float) -> float:
    """Length of a step that turns by no more than 0.05 radians."""
    gradient = objective.functions.gradient(point)
    left = _left(gradient)
    pull = abs(float(left @ objective.functions.hessian(point) @ left))
    size = math.hypot(gradient[0], gradient[1])
    return min(longest, 0.05 * size / pull) if pull > 0 else longest


def _advance(
    objective: Objective,
    position: Array,
    direction: Array,
    level: float,
    stride: float,
    side: float,
) -> tuple[Array, Array] | None:
    """Next point and heading; None where the curve cannot be followed (its gradient dies out)."""
    for _ in range(12):
        moved = _land(objective, position + stride * direction, level, 0.5 * stride)
        if moved is not None:
            heading = side * _left(objective.functions.gradient(moved))
            if heading @ direction > 0.9:
                return moved, heading
        stride /= 2
    return None


def _land(objective: Objective, point: Array, level: float, farthest: float) -> Array | None:
    """Newton's method onto the level from nearby; None if it ends elsewhere or far away.

    It is ``onto_level`` for one point, without the cost of arrays.
    """
    start = point
    error = float(objective.functions.value(point)) - level
    for _ in range(20):
        if error == 0:
            break
        gradient = objective.functions.gradient(point)
        trial = point - (error / (gradient @ gradient)) * gradient
        trial_error = float(objective.functions.value(trial)) - level
        if not abs(trial_error) < abs(error):
            break
        point, error = trial, trial_error
    near = math.hypot(*(point - start)) <= farthest
    return point if near and abs(error) <= TOLERANCE * max(1.0, abs(level)) else None


def _edge(
    objective: Objective,
    position: Array,
    direction: Array,
    level: float,
    domain: Domain,
    stride: float,
) -> Array | None:
    """The last point of the curve inside the domain, found by halving the step across the edge."""
    best, low, high = None, 0.0, stride
    for _ in range(40):
        middle = 0.5 * (low + high)
        moved = _land(objective, position + middle * direction, level, 0.5 * stride)
        if moved is not None and _inside(moved, domain):
            best, low = moved, middle
        else:
            high = middle
    return best


def _inside(point: Array, domain: Domain) -> bool:
    return all(low <= x <= high for x, (low, high) in zip(point, domain, strict=True))
