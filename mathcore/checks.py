"""Checks of single settings; each error is one line with the name, the range and what was given."""

from __future__ import annotations

import math
from numbers import Integral, Real


def number(name: str, value: object) -> float:
    """Return ``value`` as a finite float, or raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValueError(f"{name} must be a number, got {value!r}")
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise ValueError(f"{name} must be a finite number, got {result:g}")
    return result


def positive(name: str, value: object) -> float:
    """Return ``value`` as a float above zero, or raise ValueError."""
    result = number(name, value)
    if result <= 0:
        raise ValueError(f"{name} must be > 0, got {result:g}")
    return result


def not_negative(name: str, value: object) -> float:
    """Return ``value`` as a float of at least zero, or raise ValueError."""
    return at_least(name, value, 0)


def at_least(name: str, value: object, least: float) -> float:
    """Return ``value`` as a float of at least ``least``, or raise ValueError."""
    result = number(name, value)
    if result < least:
        raise ValueError(f"{name} must be >= {least:g}, got {result:g}")
    return result


def share(name: str, value: object) -> float:
    """Return ``value`` as a float in [0, 1), as momenta and decays are, or raise ValueError."""
    result = number(name, value)
    if not 0 <= result < 1:
        raise ValueError(f"{name} must be in [0, 1), got {result:.17g}")
    return result


def count(name: str, value: object, least: int = 0) -> int:
    """Return ``value`` as an int of at least ``least``, or raise ValueError."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise ValueError(f"{name} must be a whole number, got {value!r}")
    result = int(value)
    if result < least:
        raise ValueError(f"{name} must be >= {least}, got {result}")
    return result


def fraction(name: str, value: object) -> float:
    """Return ``value`` as a float in (0, 1], or raise ValueError."""
    result = number(name, value)
    if not 0 < result <= 1:
        raise ValueError(f"{name} must be in (0, 1], got {result:.17g}")
    return result


def portion(name: str, value: object) -> float:
    """Return ``value`` as a float in [0, 1], or raise ValueError."""
    result = number(name, value)
    if not 0 <= result <= 1:
        raise ValueError(f"{name} must be in [0, 1], got {result:.17g}")
    return result
