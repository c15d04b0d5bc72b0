"""What a first-order method is: frozen settings, and a pure update that carries its state along.

Every method has ``init(position) -> state``, ``query(position, state) -> where to take the
gradient`` and ``update(gradient, state, step) -> Step``. All arrays are (..., d), so that one call
moves one point or a thousand. ``step`` counts from 1. The loop around them is in ``trajectories``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol, TypeAlias

from mathcore.arrays import Array

State: TypeAlias = Mapping[str, Array]
"""What a method remembers and what it shows: arrays (..., d) by name."""


class Step(NamedTuple):
    """One step: ``update`` (..., d) is to be added to the position; ``state`` is the new state."""

    update: Array
    state: State


class Optimizer(Protocol):
    """What ``trajectories.run`` needs of a method."""

    def init(self, position: Array) -> State:
        """Return the state before the first step at ``position`` (..., d)."""
        ...

    def query(self, position: Array, state: State) -> Array:
        """Return the points (..., d) at which the next gradient is to be taken."""
        ...

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step that follows from the gradient (..., d); ``step`` counts from 1."""
        ...


class AtPosition:
    """Methods that take the gradient where they stand."""

    def query(self, position: Array, state: State) -> Array:
        """Return the position itself."""
        return position
