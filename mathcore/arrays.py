"""Arrays at the boundary: every public function checks the shape of its points once, here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
"""An array of float64."""

Domain: TypeAlias = tuple[tuple[float, float], ...]
"""One (low, high) pair for each coordinate."""


def as_points(values: ArrayLike, dimension: int, name: str = "points") -> Array:
    """Return ``values`` as finite float64 points.

    Parameters
    ----------
    values : array_like (..., dimension); a bare number stands for a point of one coordinate
    dimension : length that the last axis must have
    name : what the error calls the values

    Raises
    ------
    ValueError
        when the shape is another, or a coordinate is not a finite number
    """
    array = _as_float(values, name)
    if array.ndim == 0 and dimension == 1:
        array = array.reshape(1)
    if array.ndim == 0 or array.shape[-1] != dimension:
        raise ValueError(f"{name}: expected shape (..., {dimension}), got {_shape(array)}")
    return _finite(array, name)


def as_point(values: ArrayLike, dimension: int, name: str = "point") -> Array:
    """Return ``values`` as one finite point, float64 (dimension,); errors as ``as_points``."""
    array = _as_float(values, name)
    if array.ndim == 0 and dimension == 1:
        array = array.reshape(1)
    if array.shape != (dimension,):
        raise ValueError(f"{name}: expected shape ({dimension},), got {_shape(array)}")
    return _finite(array, name)


def as_values(values: ArrayLike, name: str = "values") -> Array:
    """Return ``values`` as a finite float64 array (n,), or raise ValueError."""
    array = _as_float(values, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected shape (n,), got {_shape(array)}")
    return _finite(array, name)


def as_domain(domain: Sequence[Sequence[float]], dimension: int) -> Domain:
    """Return ``domain`` as one finite (low, high) pair for each coordinate, low < high.

    Raises
    ------
    ValueError
        when the number of pairs is not ``dimension`` or a pair is empty or reversed
    """
    array = _as_float(domain, "domain")
    if array.shape != (dimension, 2):
        raise ValueError(f"domain: expected shape ({dimension}, 2), got {_shape(array)}")
    _finite(array, "domain")
    for low, high in array:
        if low >= high:
            raise ValueError(f"domain: expected low < high, got ({low:g}, {high:g})")
    return tuple((float(low), float(high)) for low, high in array)


def diagonal(domain: Domain) -> float:
    """Length of the domain from corner to corner, data units."""
    return float(np.linalg.norm([high - low for low, high in domain]))


def read_only(array: Array) -> Array:
    """Return the array with writing switched off: results are shared and never change."""
    array.setflags(write=False)
    return array


def _as_float(values: object, name: str) -> Array:
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name}: expected numbers in rows of equal length") from None
    if array.dtype.kind not in "fiu":
        raise ValueError(f"{name}: expected real numbers, got {array.dtype}")
    return array.astype(np.float64, copy=False)


def _finite(array: Array, name: str) -> Array:
    if not np.isfinite(array).all():
        bad = array[~np.isfinite(array)][0]
        raise ValueError(f"{name}: every coordinate must be finite, got {bad}")
    return array


def _shape(array: Array) -> str:
    return str(tuple(array.shape))
