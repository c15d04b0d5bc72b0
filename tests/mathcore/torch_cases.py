"""The runs that are compared with PyTorch: which class there stands for which class here."""

from mathcore import objectives
from mathcore.optimizers import (
    AdaDelta,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    GradientDescent,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
)

ROWS = (1, 2, 3, 5, 10, 20, 40)
"""Numbers of the steps whose positions are kept."""

PLAIN = {
    "sgd": (GradientDescent, {}, "SGD", {}),
    "momentum": (Momentum, {"momentum": 0.9}, "SGD", {"momentum": 0.9}),
    "nesterov": (Nesterov, {"momentum": 0.8}, "SGD", {"momentum": 0.8, "nesterov": True}),
}
"""Ours, its settings, PyTorch's, its settings; with a rate that suits the landscape's curvature."""

SCALED = {
    "adagrad": (AdaGrad, {}, "Adagrad", {}),
    "rmsprop": (RMSProp, {"decay": 0.95}, "RMSprop", {"alpha": 0.95}),
    "adam": (Adam, {}, "Adam", {}),
    "adam-other": (
        Adam,
        {"beta1": 0.7, "beta2": 0.95, "epsilon": 1e-3},
        "Adam",
        {"betas": (0.7, 0.95), "eps": 1e-3},
    ),
    "amsgrad": (AMSGrad, {"beta2": 0.9}, "Adam", {"betas": (0.9, 0.9), "amsgrad": True}),
    "adamw": (AdamW, {"weight_decay": 0.2}, "AdamW", {"weight_decay": 0.2}),
    "nadam": (NAdam, {}, "NAdam", {}),
    "adadelta": (AdaDelta, {"decay": 0.8}, "Adadelta", {"rho": 0.8}),
}
"""The same, with the rate of 0.05, or 1 for AdaDelta."""


def start(objective):
    """Three tenths of the way through the domain."""
    return [low + 0.3 * (high - low) for low, high in objective.domain]


def landscapes():
    return [objectives.get(name) for name in objectives.names()]
