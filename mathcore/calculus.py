"""Derivatives as geometry: directions and their slopes, tangents of level curves, curvature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, as_point, as_points
from mathcore.objective import Objective
from mathcore.projection import onto_level

__all__ = [
    "NumericGradient",
    "PrincipalAxes",
    "Stationary",
    "angle_between",
    "classify",
    "condition_number",
    "directional_derivative",
    "numeric_gradient",
    "principal_axes",
    "tangent",
]

_DEGENERATE = 1e-9
"""A curvature this small, as a share of the largest, is taken for zero."""

_SHARE_OF_RADIUS = 1e-3
"""Longest step of ``tangent`` along a curve, as a share of its radius of curvature."""

_STEPS = {"forward": 2e-8, "central": 6e-6, "complex": 1e-30}


@dataclass(frozen=True, eq=False)
class NumericGradient:
    """A gradient from differences: ``gradient`` (d,) and what it cost in ``evaluations`` of f."""

    gradient: Array
    evaluations: int


def numeric_gradient(
    function: Callable[[Any], Any],
    point: ArrayLike,
    step: float | None = None,
    scheme: str = "central",
) -> NumericGradient:
    """Estimate a gradient from values of the function alone.

    Parameters
    ----------
    function : takes a point (d,), returns a number; for ``complex`` it must accept complex points
        and be analytic, as ``Objective.functions.value`` is
    point : (d,)
    step : float, > 0, data units; by default the one with the least error for values near one
    scheme : ``forward`` (d + 1 evaluations), ``central`` (2 d), ``complex`` (d)
    """
    if scheme not in _STEPS:
        raise ValueError(f"scheme must be one of {', '.join(_STEPS)}, got {scheme!r}")
    where = np.atleast_1d(np.asarray(point, dtype=np.float64))
    where = as_point(where, len(where))
    h = _STEPS[scheme] if step is None else checks.positive("step", step)
    axes = np.eye(len(where))
    if scheme == "complex":
        slopes = [np.imag(function(where + 1j * h * axis)) / h for axis in axes]
        return NumericGradient(np.array(slopes, dtype=np.float64), len(where))
    # The step that is really taken, after rounding, is what to divide by.
    above = [where + h * axis for axis in axes]
    if scheme == "forward":
        here = float(function(where))
        slopes = [(float(function(up)) - here) / (up[i] - where[i]) for i, up in enumerate(above)]
        return NumericGradient(np.array(slopes), len(where) + 1)
    below = [where - h * axis for axis in axes]
    slopes = [
        (float(function(up)) - float(function(down))) / (up[i] - down[i])
        for i, (up, down) in enumerate(zip(above, below, strict=True))
    ]
    return NumericGradient(np.array(slopes), 2 * len(where))


def directional_derivative(objective: Objective, point: ArrayLike, directions: ArrayLike) -> Array:
    """Return the slope of f at ``point`` (d,) along ``directions`` (..., d) as float64 (...).

    The directions are taken at length one; a zero direction is a ValueError.
    """
    where = as_point(point, objective.dimension)
    ways = as_points(directions, objective.dimension, "directions")
    lengths = np.linalg.norm(ways, axis=-1, keepdims=True)
    if np.any(lengths == 0):
        raise ValueError("directions: the zero vector has no direction")
    return np.asarray((ways / lengths) @ objective.gradient(where))[()]


def tangent(objective: Objective, points: ArrayLike, step: float = 1e-5) -> Array:
    """Return unit tangents (..., 2) of the level curves through ``points`` (..., 2).

    Taken from the curve itself: two points about ``step`` away on either side are put on the
    curve by Newton's method, and the tangent runs from one to the other. Where the curve bends
    sharply the step is shortened to a small part of the radius of curvature; far from the origin
    it is lengthened to stay clear of rounding. With the gradient pointing up, the tangent points
    left.

    Raises
    ------
    ValueError
        at points where the gradient is zero: the level set has no tangent there
    """
    where = as_points(points, 2)
    if objective.dimension != 2:
        raise ValueError(f"{objective.name} has one dimension: it has no level curves")
    flat = where.reshape(-1, 2)
    gradient = objective.gradient(flat)
    size = np.linalg.norm(gradient, axis=1)
    if not np.all(size > 0):
        x, y = flat[~(size > 0)][0]
        raise ValueError(f"no level curve runs through ({x:g}, {y:g}): the gradient is zero there")
    left = np.stack([-gradient[:, 1], gradient[:, 0]], axis=1) / size[:, None]
    bend = np.abs(np.einsum("ni,nij,nj->n", left, objective.hessian(flat), left)) / size
    h = np.maximum(checks.positive("step", step), 1e-9 * np.linalg.norm(flat, axis=1))
    h = np.minimum(h, _SHARE_OF_RADIUS / np.maximum(bend, 1e-300))
    # The first guess is the coordinate axis nearer to the curve, so that nothing of the tangent is
    # put in beforehand; from the chord that it gives, the differences are central.
    rows, axis = np.arange(len(flat)), np.abs(left).argmax(axis=1)
    guess = np.zeros_like(flat)
    guess[rows, axis] = np.sign(left[rows, axis])
    guess = _chord(objective, flat, guess * h[:, None])
    # Differences over h and 2 h together cancel what the bend of the curve changes on the way.
    near = _chord(objective, flat, guess * h[:, None])
    far = _chord(objective, flat, guess * 2 * h[:, None])
    mixed = (4 * near - far) / 3
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).reshape(where.shape)


def _chord(objective: Objective, points: Array, offsets: Array) -> Array:
    """Unit vectors from behind each point to ahead of it, both ends put on the level curve."""
    level = objective.value(points)
    ahead, _ = onto_level(objective, points + offsets, level)
    behind, _ = onto_level(objective, points - offsets, level)
    chord = ahead - behind
    return np.asarray(chord / np.linalg.norm(chord, axis=1, keepdims=True))


def angle_between(first: ArrayLike, second: ArrayLike) -> Array:
    """Return the angle between vectors (..., d) in degrees, 0 to 180, as float64 (...).

    Exact near 0, 90 and 180 degrees alike. A zero vector is a ValueError.
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    a = as_points(a, a.shape[-1], "first")
    b = as_points(b, a.shape[-1], "second")
    a, b = _unit(a), _unit(b)
    # W. Kahan's formula: neither the cosine near 0 nor the sine near 90 loses digits.
    half = np.arctan2(np.linalg.norm(a - b, axis=-1), np.linalg.norm(a + b, axis=-1))
    return np.asarray(np.degrees(2 * half))[()]


def _unit(vectors: Array) -> Array:
    """Vectors at length one; scaled first, so that no square overflows or vanishes."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    if np.any(largest == 0):
        raise ValueError("the zero vector makes no angle")
    scaled = vectors / largest
    return np.asarray(scaled / np.linalg.norm(scaled, axis=-1, keepdims=True))


@dataclass(frozen=True, eq=False)
class PrincipalAxes:
    """The Hessian's own directions.

    curvatures : float64 (d,), ascending
    axes       : float64 (d, d), row k is the unit vector that belongs to curvatures[k]
    """

    curvatures: Array
    axes: Array


def principal_axes(objective: Objective, point: ArrayLike) -> PrincipalAxes:
    """Return curvatures and axes of the Hessian at ``point`` (d,), the shallowest first."""
    curvatures, axes = np.linalg.eigh(_finite_hessian(objective, point))
    rows = np.asarray(axes.T)
    # Each axis points where its largest component is positive: the sign is otherwise accidental.
    largest = rows[np.arange(len(rows)), np.abs(rows).argmax(axis=1)]
    return PrincipalAxes(curvatures, rows * np.sign(largest)[:, None])


def condition_number(objective: Objective, point: ArrayLike) -> float:
    """Return the ratio of the Hessian's singular values at ``point`` (d,), inf if one is zero."""
    sizes = np.abs(principal_axes(objective, point).curvatures)
    return float(sizes.max() / sizes.min()) if sizes.min() > 0 else float("inf")


class Stationary(Enum):
    """What a point is, judged by its gradient and Hessian."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"
    DEGENERATE = "degenerate"
    SLOPE = "slope"


def classify(objective: Objective, point: ArrayLike, tolerance: float = 1e-6) -> Stationary:
    """Return what ``point`` (d,) is.

    ``SLOPE`` where the gradient is longer than ``tolerance`` times the largest curvature (or one,
    if that is more); ``DEGENERATE`` where a curvature is below a billionth of the largest, so
    that second derivatives do not decide.
    """
    where = as_point(point, objective.dimension)
    hessian = objective.hessian(where)
    size = float(np.linalg.norm(objective.gradient(where)))
    if not np.isfinite(hessian).all():
        return Stationary.DEGENERATE if size <= tolerance else Stationary.SLOPE
    curvatures = np.linalg.eigvalsh(hessian)
    largest = float(np.abs(curvatures).max())
    if not size <= tolerance * max(1.0, largest):
        return Stationary.SLOPE
    if np.abs(curvatures).min() <= _DEGENERATE * largest:
        return Stationary.DEGENERATE
    if curvatures[0] > 0:
        return Stationary.MINIMUM
    return Stationary.MAXIMUM if curvatures[-1] < 0 else Stationary.SADDLE


def _finite_hessian(objective: Objective, point: ArrayLike) -> Array:
    where = as_point(point, objective.dimension)
    hessian = objective.hessian(where)
    if not np.isfinite(hessian).all():
        raise ValueError(f"{objective.name} has no finite Hessian at {where.tolist()}")
    return hessian
