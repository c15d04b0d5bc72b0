"""Noise on gradients: what a run sees instead of the exact gradient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np

from mathcore import checks
from mathcore.arrays import Array


class AdditiveNoise(Protocol):
    """Turns the exact gradient into a noisy one."""

    def __call__(self, gradient: Array, generator: np.random.Generator) -> Array:
        """Return a noisy gradient of the same shape, drawn from ``generator`` alone."""
        ...


@runtime_checkable
class SampledGradient(Protocol):
    """Takes the gradient of a part of the data instead, as mini-batches do."""

    def begin(self, generator: np.random.Generator) -> Callable[[Array], Array]:
        """Return the gradient at a point (d,) as seen by one run, a new part at each call."""
        ...


GradientNoise: TypeAlias = AdditiveNoise | SampledGradient
"""What ``trajectories.run`` takes as noise."""


@dataclass(frozen=True)
class GaussianNoise:
    """Adds independent normal noise to every component.

    Parameters
    ----------
    scale : float, >= 0, standard deviation in units of the gradient
    """

    scale: float

    def __post_init__(self) -> None:
        checks.not_negative("scale", self.scale)

    def __call__(self, gradient: Array, generator: np.random.Generator) -> Array:
        """Return the gradient plus noise."""
        return gradient + self.scale * generator.standard_normal(gradient.shape)
