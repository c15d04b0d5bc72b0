"""Second derivatives as geometry: principal axes, condition number, kinds of stationary points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array, as_point
from mathcore.objective import Objective
from mathcore.results import Result, Table, components

_DEGENERATE = 1e-9
"""A curvature this small, as a share of the largest, is taken for zero."""


@dataclass(frozen=True, eq=False)
class PrincipalAxes(Result):
    """The Hessian's own directions.

    curvatures : float64 (d,), ascending
    axes       : float64 (d, d), row k is the unit vector that belongs to curvatures[k]
    """

    curvatures: Array
    axes: Array

    def table(self) -> Table:
        """Columns: curvature and the components of its axis."""
        return {"curvature": self.curvatures, **components(self.axes, "axis_")}


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
