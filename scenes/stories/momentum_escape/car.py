"""The car of beat two: it drives north, is told to turn east, and keeps some of its velocity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore.optimizers import Momentum

Floats = NDArray[np.float64]

STEPS = 4
PUSH = 0.5
"""How much velocity each step adds to the east, in units of the first velocity."""

_SEEN = 0.05
"""A share of the velocity smaller than this is not seen on screen."""


@dataclass(frozen=True)
class Car:
    """The momentum method itself on a slope that falls steadily to the east.

    positions  : float64 (n + 1, 2), x east, y north
    velocities : float64 (n + 1, 2), row 0 due north
    kept       : float64 (n, 2), what each step keeps of the velocity before it
    push       : float64 (2,), what each step adds
    """

    positions: Floats
    velocities: Floats
    kept: Floats
    push: Floats
    momentum: float

    @property
    def turns_gradually(self) -> bool:
        """Whether the first step still goes north visibly."""
        return bool(self.velocities[1, 1] >= _SEEN)

    @property
    def swings_east(self) -> bool:
        """Whether north shrinks and east grows at every step."""
        change = np.diff(self.velocities, axis=0)
        return bool((change[:, 1] < 0).all() and (change[:, 0] > 0).all())


def drive(momentum: float) -> Car:
    """Turn the car with this share of its velocity kept."""
    method = Momentum(learning_rate=1.0, momentum=momentum)
    push = np.array([PUSH, 0.0])
    velocities, kept = [np.array([0.0, 1.0])], []
    for step in range(1, STEPS + 1):
        kept.append(momentum * velocities[-1])
        state = {"velocity": velocities[-1]}
        velocities.append(method.update(-push, state, step).update)
    rows = np.array(velocities)
    positions = np.concatenate([np.zeros((1, 2)), np.cumsum(rows[1:], axis=0)])
    return Car(positions, rows, np.array(kept), push, momentum)
