"""Taylor polynomials of a landscape: the level, the plane and the quadratic that touch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, as_domain, as_point, as_points
from mathcore.objective import Functions, Objective
from mathcore.results import Result, Table, components, coordinates

_MOST = 2

_TERMS = ("f(p)", "g dot (x - p)", "1/2 (x - p) dot H (x - p)")


@dataclass(frozen=True, eq=False)
class Taylor(Result):
    """f(p) + g . (x - p) + 1/2 (x - p) . H (x - p), as far as the order goes.

    point    : float64 (d,), where it touches
    order    : 0, 1 or 2
    value    : f(p)
    gradient : float64 (d,), g; zero for order 0
    hessian  : float64 (d, d), H; zero below order 2
    """

    point: Array
    order: int
    value: float
    gradient: Array = field(repr=False)
    hessian: Array = field(repr=False)

    def __call__(self, points: ArrayLike) -> Array:
        """Return the polynomial at ``points`` (..., d) as float64 (...)."""
        return np.asarray(self._value(as_points(points, len(self.point))))[()]

    def table(self) -> Table:
        """Columns: coordinate, point, value, gradient, and the row of the Hessian."""
        count = len(self.point)
        return {
            "coordinate": coordinates(count),
            "point": self.point,
            "value": [self.value] * count,
            "gradient": self.gradient,
            **components(self.hessian, "hessian_"),
        }

    @property
    def stationary_point(self) -> Array | None:
        """Where the quadratic is level (d,), the goal of Newton's step; None if nowhere alone."""
        if self.order < _MOST or np.linalg.det(self.hessian) == 0:
            return None
        return np.asarray(self.point - np.linalg.solve(self.hessian, self.gradient))

    def objective(self, domain: Sequence[Sequence[float]]) -> Objective:
        """Return the polynomial as a landscape, whose level curves can be drawn.

        Its minimum is known where the quadratic has one.
        """
        dimension = len(self.point)
        lowest = self.stationary_point
        convex = lowest is not None and bool(np.all(np.linalg.eigvalsh(self.hessian) > 0))
        return Objective(
            name=f"taylor_{self.order}",
            title=f"Taylor polynomial of order {self.order}",
            formula=" + ".join(_TERMS[: self.order + 1]),
            dimension=dimension,
            domain=as_domain(domain, dimension),
            minima=np.empty((0, dimension)) if lowest is None or not convex else lowest[None],
            functions=Functions(self._value, self._slope, self._bend),
        )

    def _value(self, points: Array) -> Array:
        offset = points - self.point
        bent = np.einsum("...i,ij,...j->...", offset, self.hessian, offset)
        return np.asarray(self.value + offset @ self.gradient + bent / 2)

    def _slope(self, points: Array) -> Array:
        return np.asarray(self.gradient + (points - self.point) @ self.hessian)

    def _bend(self, points: Array) -> Array:
        return np.broadcast_to(self.hessian, (*points.shape, len(self.point))).copy()


def taylor(objective: Objective, point: ArrayLike, order: int = 2) -> Taylor:
    """Return the Taylor polynomial of ``order`` 0, 1 or 2 around ``point`` (d,), exact.

    Raises
    ------
    ValueError
        for another order, or where f or a derivative that is needed is not finite
    """
    where = as_point(point, objective.dimension)
    if checks.count("order", order) > _MOST:
        raise ValueError(f"order must be 0, 1 or 2, got {order}")
    value = float(objective.value(where))
    gradient, hessian = np.zeros_like(where), np.zeros((len(where), len(where)))
    if order >= 1:
        gradient = np.asarray(objective.gradient(where))
    if order == _MOST:
        hessian = np.asarray(objective.hessian(where))
    if not (np.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        raise ValueError(f"{objective.name} has no Taylor polynomial at {where.tolist()}")
    return Taylor(where, int(order), value, gradient, hessian)
