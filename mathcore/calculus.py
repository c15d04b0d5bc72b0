"""Derivatives as geometry: slopes along directions, tangents, angles; and the table of contents
of all calculus: curvature, differences, Taylor polynomials, stationary points.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, as_point, as_points
from mathcore.curvature import (
    PrincipalAxes,
    Stationary,
    classify,
    condition_number,
    principal_axes,
)
from mathcore.differences import (
    GradientCheck,
    NumericGradient,
    check_gradient,
    numeric_gradient,
)
from mathcore.objective import Objective
from mathcore.projection import onto_level
from mathcore.stationary_points import StationaryPoint, StationaryPoints, stationary_points
from mathcore.taylor import Taylor, taylor

__all__ = [
    "GradientCheck",
    "NumericGradient",
    "PrincipalAxes",
    "Stationary",
    "StationaryPoint",
    "StationaryPoints",
    "Taylor",
    "angle_between",
    "check_gradient",
    "classify",
    "condition_number",
    "directional_derivative",
    "numeric_gradient",
    "principal_axes",
    "stationary_points",
    "tangent",
    "taylor",
]

_SHARE_OF_RADIUS = 1e-3
"""Longest step of ``tangent`` along a curve, as a share of its radius of curvature."""


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
