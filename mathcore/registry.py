"""The list that landscapes enter themselves in; two of one name are refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TypeAlias

from mathcore.objective import Objective

Builder: TypeAlias = Callable[..., Objective]

LANDSCAPES: dict[str, Builder] = {}
"""Name -> the function that makes the landscape; its keywords are the parameters."""


def landscape(builder: Builder) -> Builder:
    """Enter a builder under its own name; its keywords must all have defaults."""
    name = builder.__name__
    if name in LANDSCAPES:
        raise ValueError(f"the landscape {name!r} is registered twice")
    for parameter in inspect.signature(builder).parameters.values():
        if parameter.default is inspect.Parameter.empty:
            raise ValueError(f"parameter {parameter.name!r} of landscape {name!r} has no default")
    LANDSCAPES[name] = builder
    return builder
