"""The methods, and finding one by its name. See ``optimizer`` for what they have in common.

``solvers`` holds those that need more than gradients; ``trajectories.run`` takes all of them.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from mathcore.moves import Method
from mathcore.optimizer import Optimizer, State, Step
from mathcore.optimizers_adam import AdamW, AMSGrad, NAdam, QHAdam
from mathcore.optimizers_adaptive import AdaDelta, AdaGrad, Adam, RMSProp
from mathcore.optimizers_plain import QHM, GradientDescent, Momentum, Nesterov, SignDescent
from mathcore.solvers import LBFGS, Newton, RandomSearch, Solver

__all__ = [
    "LBFGS",
    "METHODS",
    "QHM",
    "AMSGrad",
    "AdaDelta",
    "AdaGrad",
    "Adam",
    "AdamW",
    "GradientDescent",
    "Method",
    "Momentum",
    "NAdam",
    "Nesterov",
    "Newton",
    "Optimizer",
    "OptimizerError",
    "QHAdam",
    "RMSProp",
    "RandomSearch",
    "SignDescent",
    "Solver",
    "State",
    "Step",
    "get",
    "names",
    "settings",
]

METHODS: Mapping[str, type[Any]] = MappingProxyType(
    {
        "gradient_descent": GradientDescent,
        "sign_descent": SignDescent,
        "momentum": Momentum,
        "nesterov": Nesterov,
        "adagrad": AdaGrad,
        "rmsprop": RMSProp,
        "adadelta": AdaDelta,
        "adam": Adam,
        "adamw": AdamW,
        "amsgrad": AMSGrad,
        "nadam": NAdam,
        "qhm": QHM,
        "qhadam": QHAdam,
        "newton": Newton,
        "lbfgs": LBFGS,
        "random_search": RandomSearch,
    }
)
"""Name -> class of every method."""


class OptimizerError(ValueError):
    """A method that does not exist, a setting that it does not have, or one that is missing."""


def names() -> tuple[str, ...]:
    """Return the names of all methods, simple ones first."""
    return tuple(METHODS)


def settings(name: str) -> dict[str, float | bool | None]:
    """Return the settings of a method with their default values; None for one that has none."""
    return {
        field.name: None if field.default is dataclasses.MISSING else field.default
        for field in dataclasses.fields(_class(name))
    }


def get(name: str, **settings: Any) -> Method:
    """Make a method.

    Parameters
    ----------
    name : one of ``names()``; capitals, hyphens and underscores make no difference
    settings : as the class takes them, such as ``learning_rate=0.1``

    Raises
    ------
    OptimizerError
        for an unknown name (the nearest ones are listed), an unknown setting or a missing one
    ValueError
        for a value out of range
    """
    made_by = _class(name)
    known = {field.name: field for field in dataclasses.fields(made_by)}
    for setting in settings:
        if setting not in known:
            raise OptimizerError(f"{name} has no setting {setting!r} (it has {', '.join(known)})")
    for setting, field in known.items():
        if field.default is dataclasses.MISSING and setting not in settings:
            raise OptimizerError(f"{name} needs {setting}")
    return cast("Method", made_by(**settings))


def _class(name: str) -> type[Any]:
    plain = {_plain(known): known for known in METHODS}
    if _plain(name) in plain:
        return METHODS[plain[_plain(name)]]
    near = difflib.get_close_matches(_plain(name), plain, n=3)
    hint = f"did you mean {' or '.join(plain[n] for n in near)}?"
    if not near:
        hint = f"choose from {', '.join(METHODS)}"
    raise OptimizerError(f"there is no optimizer {str(name)[:40]!r}; {hint}")


def _plain(name: str) -> str:
    return str(name).lower().replace("_", "").replace("-", "").replace(" ", "")
