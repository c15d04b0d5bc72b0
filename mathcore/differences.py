"""Gradients from values alone: differences, and checking an exact gradient against them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, as_point
from mathcore.objective import Objective
from mathcore.results import Result, Table, coordinates

_STEPS = {"forward": 2e-8, "central": 6e-6, "complex": 1e-30}


@dataclass(frozen=True, eq=False)
class NumericGradient(Result):
    """A gradient from differences: ``gradient`` (d,) and what it cost in ``evaluations`` of f."""

    gradient: Array
    evaluations: int

    def table(self) -> Table:
        """Columns: coordinate, gradient, and the evaluations that all of it took."""
        count = len(self.gradient)
        return {
            "coordinate": coordinates(count),
            "gradient": self.gradient,
            "evaluations": [self.evaluations] * count,
        }


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


@dataclass(frozen=True, eq=False)
class GradientCheck(Result):
    """A gradient beside its estimate from central differences of the value.

    point           : float64 (d,)
    exact           : float64 (d,), what the objective says
    numeric         : float64 (d,), from differences
    relative_errors : float64 (d,), |exact - numeric| over the larger of the two, per component;
        0 where the difference is no more than the rounding of the values explains
    tolerance       : the largest relative error that passes
    evaluations     : values of f that the estimate took
    objective       : name of the landscape
    """

    point: Array
    exact: Array
    numeric: Array
    relative_errors: Array
    tolerance: float
    evaluations: int
    objective: str = ""

    def table(self) -> Table:
        """Columns: coordinate, point, exact, numeric, relative error, and whether it passes."""
        return {
            "coordinate": coordinates(len(self.point)),
            "point": self.point,
            "exact": self.exact,
            "numeric": self.numeric,
            "relative_error": self.relative_errors,
            "passed": self.relative_errors <= self.tolerance,
        }

    @property
    def relative_error(self) -> float:
        """The largest relative error of a component."""
        return float(self.relative_errors.max(initial=0.0))

    @property
    def passed(self) -> bool:
        """Whether every component agrees."""
        return bool(np.all(self.relative_errors <= self.tolerance))

    @property
    def verdict(self) -> str:
        """One sentence: that they agree, or which component is worst and how it differs."""
        if self.passed:
            return f"the gradient agrees with differences to {self.relative_error:.1e}"
        wrong = np.where(self.relative_errors <= self.tolerance, -1.0, self.relative_errors)
        worst = int(np.nanargmax(np.where(np.isnan(wrong), np.inf, wrong)))
        return (
            f"component {worst} is wrong: {self.exact[worst]:.8g} was given, differences say "
            f"{self.numeric[worst]:.8g}; check its formula, or whether f is smooth there"
        )


def check_gradient(
    objective: Objective, point: ArrayLike, tolerance: float = 1e-6
) -> GradientCheck:
    """Compare the objective's gradient at ``point`` (d,) with central differences of its value.

    Differences of step h and 2 h are combined so that what is left falls with h^4; that takes 4 d
    values.

    Parameters
    ----------
    tolerance : float, > 0, the largest relative error that passes
    """
    where = as_point(point, objective.dimension)
    tolerance = checks.positive("tolerance", tolerance)
    exact = np.atleast_1d(objective.gradient(where))
    with np.errstate(all="ignore"):
        numeric, doubt, evaluations = _extrapolated(objective, where)
        gap = np.abs(exact - numeric)
        size = np.maximum(np.abs(exact), np.abs(numeric))
        errors = np.where(gap <= doubt, 0.0, gap / size)
    return GradientCheck(
        where, exact, numeric, errors, tolerance, evaluations, objective=objective.name
    )


def _extrapolated(objective: Objective, point: Array) -> tuple[Array, Array, int]:
    """Central differences, extrapolated; how far rounding alone may put them off; the cost."""
    value = objective.functions.value
    slopes, doubts = np.empty(len(point)), np.empty(len(point))
    for index, axis in enumerate(np.eye(len(point))):
        h = 2e-4 * max(1.0, abs(float(point[index])))
        rows = point + np.outer([h, -h, 2 * h, -2 * h], axis)
        up, down, far_up, far_down = (float(value(row)) for row in rows)
        near = (up - down) / (rows[0, index] - rows[1, index])
        far = (far_up - far_down) / (rows[2, index] - rows[3, index])
        slopes[index] = (4 * near - far) / 3
        largest = max(abs(up), abs(down), abs(far_up), abs(far_down))
        doubts[index] = 16 * float(np.finfo(np.float64).eps) * largest / h
    return slopes, doubts, 4 * len(point)
