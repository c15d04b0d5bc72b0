"""The type of a landscape: a function with its exact gradient and Hessian.

Formulas are written in the files ``landscapes_*.py``; ``objectives`` is the list of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array, Domain, as_points, read_only

Function: TypeAlias = Callable[[Array], Array]
"""A vectorised function of points, which trusts its argument."""


@dataclass(frozen=True)
class Functions:
    """A formula and its derivatives, vectorised and unchecked.

    Inside a loop call these, under ``numpy.errstate``. Complex points work where the formula is
    analytic.

    value    : (..., d) -> (...)
    gradient : (..., d) -> (..., d)
    hessian  : (..., d) -> (..., d, d)
    """

    value: Function
    gradient: Function
    hessian: Function


@dataclass(frozen=True, eq=False)
class Objective:
    """A function to be minimised.

    Attributes
    ----------
    name : the name in ``objectives.names()``, or the text of an expression
    title : for people, such as "Rosenbrock's banana"
    formula : Typst math source of the right-hand side, numbers filled in
    dimension : number of coordinates d
    domain : the part worth drawing, one (low, high) for each coordinate, data units
    minima : float64 (m, d), known local minima, deepest first; they may be none
    functions : the formula and its derivatives, unchecked
    parameters : the settings that the landscape was made with
    """

    name: str
    title: str
    formula: str
    dimension: int
    domain: Domain
    minima: Array
    functions: Functions = field(repr=False)
    parameters: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        minima = np.array(self.minima, dtype=np.float64).reshape(-1, self.dimension)
        object.__setattr__(self, "minima", read_only(minima))
        object.__setattr__(self, "parameters", MappingProxyType(dict(self.parameters)))

    def value(self, points: ArrayLike) -> Array:
        """Return f at ``points`` (..., d) as float64 (...), a float for a single point.

        Where f exceeds float64 it is inf, and nan where it is not defined; numpy stays quiet.
        Raises ValueError when the shape is not (..., d) or a coordinate is not finite.
        """
        return self._apply(self.functions.value, points)

    def gradient(self, points: ArrayLike) -> Array:
        """Return the exact gradient at ``points`` (..., d) as float64 (..., d).

        Errors and overflow as for ``value``.
        """
        return self._apply(self.functions.gradient, points)

    def hessian(self, points: ArrayLike) -> Array:
        """Return the exact second derivatives at ``points`` (..., d) as float64 (..., d, d).

        Errors and overflow as for ``value``.
        """
        return self._apply(self.functions.hessian, points)

    def _apply(self, function: Function, points: ArrayLike) -> Array:
        checked = as_points(points, self.dimension)
        with np.errstate(all="ignore"):
            result = function(checked)
        # [()] makes a plain float of an array without axes: it can be formatted and compared.
        plain: Array = np.asarray(result)[()]
        return plain


def planar(
    value: Callable[[Any, Any], Any],
    first: Callable[[Any, Any], tuple[Any, Any]],
    second: Callable[[Any, Any], tuple[Any, Any, Any]],
) -> Functions:
    """Pack formulas in x and y into ``Functions``.

    Parameters
    ----------
    value : (x, y) -> f
    first : (x, y) -> (df/dx, df/dy)
    second : (x, y) -> (d2f/dx2, d2f/dxdy, d2f/dy2)
    """

    def value_function(points: Array) -> Array:
        return cast("Array", value(points[..., 0], points[..., 1]))

    def gradient_function(points: Array) -> Array:
        result = np.empty_like(points)
        result[..., 0], result[..., 1] = first(points[..., 0], points[..., 1])
        return result

    def hessian_function(points: Array) -> Array:
        result = np.empty((*points.shape, 2), dtype=points.dtype)
        xx, xy, yy = second(points[..., 0], points[..., 1])
        result[..., 0, 0] = xx
        result[..., 0, 1] = xy
        result[..., 1, 0] = xy
        result[..., 1, 1] = yy
        return result

    return Functions(value_function, gradient_function, hessian_function)


def linear(
    value: Callable[[Any], Any],
    first: Callable[[Any], Any],
    second: Callable[[Any], Any],
) -> Functions:
    """Pack formulas in x alone into ``Functions``: f, f', f''."""

    def value_function(points: Array) -> Array:
        return cast("Array", value(points[..., 0]))

    def gradient_function(points: Array) -> Array:
        result = np.empty_like(points)
        result[..., 0] = first(points[..., 0])
        return result

    def hessian_function(points: Array) -> Array:
        result = np.empty((*points.shape, 1), dtype=points.dtype)
        result[..., 0, 0] = second(points[..., 0])
        return result

    return Functions(value_function, gradient_function, hessian_function)
