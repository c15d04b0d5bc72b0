"""The methods by name. See ``optimizer`` for what they have in common."""

from __future__ import annotations

from mathcore.optimizer import Optimizer, State, Step
from mathcore.optimizers_adaptive import AdaGrad, Adam, RMSProp
from mathcore.optimizers_plain import GradientDescent, Momentum, Nesterov, SignDescent

__all__ = [
    "AdaGrad",
    "Adam",
    "GradientDescent",
    "Momentum",
    "Nesterov",
    "Optimizer",
    "RMSProp",
    "SignDescent",
    "State",
    "Step",
]
