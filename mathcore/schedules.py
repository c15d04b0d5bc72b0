"""Learning rates that change from step to step. They go in wherever a learning rate goes.

A schedule is called with the number of the step, counted from 1, and returns the rate of that step.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np

from mathcore import checks
from mathcore.arrays import Array

__all__ = [
    "Constant",
    "Cosine",
    "Exponential",
    "InverseTime",
    "Rate",
    "Schedule",
    "StepDecay",
    "WarmUp",
    "rate_at",
    "rates",
]


class Schedule(Protocol):
    """Any function from the number of a step to a learning rate."""

    def __call__(self, step: int) -> float:
        """Return the rate of step ``step``, counted from 1."""
        ...


Rate: TypeAlias = float | Schedule
"""A learning rate: one number for all steps, or a schedule."""


def rate_at(rate: Rate, step: int) -> float:
    """Return the rate of step ``step``, counted from 1."""
    if isinstance(rate, float | int):  # first, because it is quick
        return rate
    return rate(step) if callable(rate) else float(rate)


def rates(rate: Rate, steps: int) -> Array:
    """Return the rates of steps 1 .. ``steps`` as float64 (steps,)."""
    count = checks.count("steps", steps)
    return np.array([rate_at(rate, step) for step in range(1, count + 1)], dtype=np.float64)


def check_rate(name: str, rate: Rate) -> None:
    """Raise ValueError unless ``rate`` is a schedule or a number above zero."""
    if not callable(rate):
        checks.positive(name, rate)


@dataclass(frozen=True)
class Constant:
    """The same rate at every step.

    Parameters
    ----------
    rate : float, > 0
    """

    rate: float

    def __post_init__(self) -> None:
        checks.positive("rate", self.rate)

    def __call__(self, step: int) -> float:
        """Return the rate."""
        return self.rate


@dataclass(frozen=True)
class StepDecay:
    """Stairs: rate factor^floor((step - 1) / every).

    Parameters
    ----------
    rate : float, > 0, of the first ``every`` steps
    factor : float in (0, 1], of each stair to the next
    every : int, >= 1, steps on each stair
    """

    rate: float
    factor: float = 0.5
    every: int = 30

    def __post_init__(self) -> None:
        checks.positive("rate", self.rate)
        checks.fraction("factor", self.factor)
        checks.count("every", self.every, 1)

    def __call__(self, step: int) -> float:
        """Return the rate of the stair that the step is on."""
        return float(self.rate * self.factor ** ((step - 1) // self.every))


@dataclass(frozen=True)
class Exponential:
    """The same factor from each step to the next: rate factor^(step - 1).

    Parameters
    ----------
    rate : float, > 0, of the first step
    factor : float in (0, 1]
    """

    rate: float
    factor: float = 0.99

    def __post_init__(self) -> None:
        checks.positive("rate", self.rate)
        checks.fraction("factor", self.factor)

    def __call__(self, step: int) -> float:
        """Return the rate of the step."""
        return float(self.rate * self.factor ** (step - 1))


@dataclass(frozen=True)
class InverseTime:
    """Like 1/t: rate / (1 + decay (step - 1)).

    Its sum has no bound and the sum of its squares has one, which is what descent with noisy
    gradients needs to arrive (H. Robbins and S. Monro, 1951, doi:10.1214/aoms/1177729586).

    Parameters
    ----------
    rate : float, > 0, of the first step
    decay : float, >= 0, per step; with 1 it is rate / step
    """

    rate: float
    decay: float = 1.0

    def __post_init__(self) -> None:
        checks.positive("rate", self.rate)
        checks.not_negative("decay", self.decay)

    def __call__(self, step: int) -> float:
        """Return the rate of the step."""
        return float(self.rate / (1 + self.decay * (step - 1)))


@dataclass(frozen=True)
class Cosine:
    """Half a cosine from ``rate`` down to ``final``, where it stays.

    final + (rate - final) (1 + cos(pi (step - 1) / steps)) / 2

    Parameters
    ----------
    rate : float, > 0, of the first step
    steps : int, >= 1; step ``steps`` + 1 and all later ones have the final rate
    final : float, >= 0

    Source: I. Loshchilov and F. Hutter, 2017, arXiv:1608.03983.
    """

    rate: float
    steps: int
    final: float = 0.0

    def __post_init__(self) -> None:
        checks.positive("rate", self.rate)
        checks.count("steps", self.steps, 1)
        checks.not_negative("final", self.final)

    def __call__(self, step: int) -> float:
        """Return the rate of the step."""
        share = min(step - 1, self.steps) / self.steps
        return float(self.final + (self.rate - self.final) * (1 + math.cos(math.pi * share)) / 2)


@dataclass(frozen=True)
class WarmUp:
    """A rate, or another schedule, that is faded in: times step / steps in the first steps.

    Parameters
    ----------
    rate : float, > 0, or a schedule
    steps : int, >= 1; from step ``steps`` on the rate is the full one
    """

    rate: Rate
    steps: int

    def __post_init__(self) -> None:
        check_rate("rate", self.rate)
        checks.count("steps", self.steps, 1)

    def __call__(self, step: int) -> float:
        """Return the rate of the step."""
        return float(rate_at(self.rate, step) * min(1.0, step / self.steps))
