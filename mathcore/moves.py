"""The steps of a method on a landscape, one after the other, whatever kind of method it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np

from mathcore.arrays import Array
from mathcore.noise import GradientNoise, SampledGradient
from mathcore.objective import Objective
from mathcore.optimizer import Optimizer, State
from mathcore.solvers import Solver

Method: TypeAlias = Optimizer | Solver
"""Whatever ``trajectories.run`` can run."""


class Move(NamedTuple):
    """One step.

    update   : (..., d), to be added to the position
    gradient : (..., d), exact, where the method took it
    state    : what the method holds after the step, and what it saw
    """

    update: Array
    gradient: Array
    state: State


def moves(
    method: Method,
    objective: Objective,
    start: Array,
    steps: int,
    noise: GradientNoise | None,
    generator: np.random.Generator,
) -> Iterator[Move]:
    """Yield up to ``steps`` moves from ``start`` (..., d); call it under ``numpy.errstate``.

    Raises
    ------
    ValueError
        for noise on the gradients of a solver, which does not go by gradients alone
    """
    if not isinstance(method, Solver):
        return _by_gradients(method, objective, start, steps, _seen(noise, generator))
    if noise is not None:
        name = type(method).__name__
        raise ValueError(f"noise: {name} needs exact gradients; use another method, or no noise")
    return _by_path(method, objective, start, steps, generator)


def _by_gradients(
    optimizer: Optimizer,
    objective: Objective,
    position: Array,
    steps: int,
    seen: Callable[[Array, Array], Array] | None,
) -> Iterator[Move]:
    state = optimizer.init(position)
    for step in range(1, steps + 1):
        point = optimizer.query(position, state)
        exact = objective.functions.gradient(point)
        gradient = exact if seen is None else seen(point, exact)
        update, state = optimizer.update(gradient, state, step)
        shown = state
        if point is not position:
            shown = {**shown, "lookahead": point}
        if seen is not None:
            shown = {**shown, "noisy_gradient": gradient}
        yield Move(update, exact, shown)
        position = position + update


def _by_path(
    solver: Solver,
    objective: Objective,
    position: Array,
    steps: int,
    generator: np.random.Generator,
) -> Iterator[Move]:
    for update in solver.path(objective, position, steps, generator):
        yield Move(update, objective.functions.gradient(position), {})
        position = position + update


def _seen(
    noise: GradientNoise | None, generator: np.random.Generator
) -> Callable[[Array, Array], Array] | None:
    """The gradient that the method gets to see, from the point and the exact gradient there."""
    if noise is None:
        return None
    if isinstance(noise, SampledGradient):
        sample = noise.begin(generator)
        return lambda point, exact: sample(point)
    return lambda point, exact: noise(exact, generator)
