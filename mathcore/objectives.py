"""The landscapes by name, and landscapes from a formula that somebody types."""

from __future__ import annotations

import difflib
import inspect

from mathcore import (  # noqa: F401  (importing them enters their landscapes in the registry)
    landscapes_dips,
    landscapes_simple,
    landscapes_valleys,
    landscapes_waves,
)
from mathcore.expression_syntax import ExpressionError
from mathcore.expressions import objective as from_expression
from mathcore.objective import Objective
from mathcore.registry import LANDSCAPES, Builder

__all__ = [
    "ExpressionError",
    "Objective",
    "ObjectiveError",
    "from_expression",
    "get",
    "names",
    "parameters",
]


class ObjectiveError(ValueError):
    """A landscape that does not exist, or a parameter that it does not have."""


def names() -> tuple[str, ...]:
    """Return the names of all landscapes, sorted."""
    return tuple(sorted(LANDSCAPES))


def parameters(name: str) -> dict[str, float]:
    """Return the parameters of a landscape with their default values."""
    return {
        parameter.name: float(parameter.default)
        for parameter in inspect.signature(_builder(name)).parameters.values()
    }


def get(name: str, **parameters: float) -> Objective:
    """Make a landscape.

    Parameters
    ----------
    name : one of ``names()``
    parameters : what the landscape lets you set, such as ``condition_number=25``

    Raises
    ------
    ObjectiveError
        for an unknown name (the nearest ones are listed) or an unknown parameter
    ValueError
        for a value out of range
    """
    builder = _builder(name)
    known = list(inspect.signature(builder).parameters)
    for parameter in parameters:
        if parameter not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise ObjectiveError(f"{name} has no parameter {parameter!r} ({has})")
    return builder(**parameters)


def _builder(name: str) -> Builder:
    if name in LANDSCAPES:
        return LANDSCAPES[name]
    near = difflib.get_close_matches(str(name).lower().replace("-", "_"), LANDSCAPES, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose from {', '.join(names())}"
    raise ObjectiveError(f"there is no objective {str(name)[:40]!r}; {hint}")
