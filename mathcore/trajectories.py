"""Running a method on a landscape: one loop owns stopping, for one start or for many.

A run is stopped as diverged when it is a thousand times as far from the centre of the domain as
the domain (or the start, if that is farther) is large; the row is kept. A step to where position,
gradient or loss is not finite is not kept. Numpy stays quiet throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import checks
from mathcore.arrays import Array, as_point, as_points, diagonal, read_only
from mathcore.moves import Method, Move, moves
from mathcore.noise import GaussianNoise, GradientNoise
from mathcore.objective import Objective
from mathcore.optimizer import State
from mathcore.stops import Stop
from mathcore.trajectory import Trajectories, Trajectory

__all__ = [
    "GaussianNoise",
    "GradientNoise",
    "Stop",
    "Trajectories",
    "Trajectory",
    "final_positions",
    "run",
    "run_many",
]

_FAR = 1e3
"""How many sizes of the landscape a run may be away from its centre."""


def run(
    optimizer: Method,
    objective: Objective,
    start: ArrayLike,
    steps: int,
    *,
    noise: GradientNoise | None = None,
    tolerance: float = 0.0,
    seed: int = 0,
) -> Trajectory:
    """Run a method from one start.

    Parameters
    ----------
    start : (d,), data units; a bare number in one dimension
    steps : int, >= 0, the most steps taken
    noise : what makes the gradients noisy, if anything; not for a ``Solver``
    tolerance : float, >= 0; the run has converged where the gradient and the step that follows
        from it are both no longer than this. With 0 that is where nothing moves any more.
    seed : of the noise

    Raises
    ------
    ValueError
        for a start of the wrong shape, one that is not finite or where the loss is not
    """
    position = as_point(start, objective.dimension, "start").copy()
    steps = checks.count("steps", steps)
    tolerance = checks.not_negative("tolerance", tolerance)
    loss = objective.value(position)
    if not np.isfinite(loss):
        raise ValueError(f"start: {objective.name} is {loss} there; choose another start")
    if not np.isfinite(objective.gradient(position)).all():
        raise ValueError(f"start: {objective.name} has no gradient there; choose another start")
    generator = np.random.default_rng(seed)
    centre, radius = _reach(objective, position)
    positions, losses = [position], [loss]
    states: list[State] = []
    stop = Stop.STEP_BUDGET
    with np.errstate(all="ignore"):
        for move in moves(optimizer, objective, position, steps, noise, generator):
            moved = position + move.update
            loss = objective.functions.value(moved)
            finite = np.isfinite(moved).all() and np.isfinite(loss)
            if not (finite and np.isfinite(move.gradient).all()):
                stop = Stop.NONFINITE
                break
            if _still(move, tolerance):
                stop = Stop.CONVERGED
                break
            position = moved
            positions.append(position)
            losses.append(loss)
            states.append(move.state)
            if np.abs(position - centre).max() > radius:
                stop = Stop.DIVERGED
                break
        else:
            if len(states) < steps:  # the method itself has seen the end
                stop = Stop.CONVERGED
    rows = np.array(positions)
    gradients = objective.gradient(rows)
    steep = ~np.isfinite(gradients).all(axis=1)
    if steep.any():
        stop, end = Stop.NONFINITE, int(steep.argmax())
        rows, gradients, losses = rows[:end], gradients[:end], losses[:end]
        states = states[: end - 1]
    return Trajectory(
        optimizer=optimizer,
        objective=objective,
        positions=read_only(rows),
        losses=read_only(np.array(losses, dtype=np.float64)),
        gradients=read_only(gradients),
        updates=read_only(np.diff(rows, axis=0)),
        state=MappingProxyType(_stack(states)),
        stop=stop,
        seed=seed,
    )


def run_many(
    optimizer: Method, objective: Objective, starts: ArrayLike, steps: int
) -> Trajectories:
    """Run a method from all starts (k, d) at once; row by row the same as ``run``.

    No run is stopped for having converged: all have the same number of rows. Raises ValueError for
    starts of the wrong shape or not finite; a start without a finite loss stays where it is.
    """
    first = as_points(starts, objective.dimension, "starts")
    if first.ndim != 2:
        raise ValueError(f"starts: expected shape (k, {objective.dimension}), got {first.shape}")
    steps = checks.count("steps", steps)
    positions = np.empty((len(first), steps + 1, objective.dimension))
    losses = np.empty((len(first), steps + 1))
    lengths = np.full(len(first), steps, dtype=np.intp)
    for row, now in enumerate(_march(optimizer, objective, first, steps)):
        positions[:, row] = now.positions
        losses[:, row] = now.losses
        lengths[now.stopped] = row - now.dropped[now.stopped]
    return Trajectories(
        optimizer=optimizer,
        objective=objective,
        positions=read_only(positions),
        losses=read_only(losses),
        lengths=lengths,
        stops=tuple(now.stops.tolist()),
    )


def final_positions(
    optimizer: Method, objective: Objective, starts: Array, steps: int, rows: int
) -> Array:
    """Run from all starts (k, d) and keep only the last ``rows`` rows, (k, rows, d).

    For maps of many starts, whose whole paths would not fit into memory.
    """
    kept = np.empty((len(starts), rows, objective.dimension))
    for row, now in enumerate(_march(optimizer, objective, starts, steps)):
        kept[:, row % rows] = now.positions
    return np.roll(kept, -((steps + 1) % rows), axis=1)


class _Now(NamedTuple):
    """All runs after one step; ``stopped`` are those that this step ended."""

    positions: Array
    losses: Array
    stopped: NDArray[np.intp]
    dropped: NDArray[np.intp]
    stops: NDArray[np.object_]


def _march(optimizer: Method, objective: Objective, starts: Array, steps: int) -> Iterator[_Now]:
    """Step all runs together, holding those that have stopped; first yield the starts."""
    centre, radius = _reach(objective, starts)
    stops = np.full(len(starts), Stop.STEP_BUDGET, dtype=object)
    with np.errstate(all="ignore"):
        position = starts.copy()
        loss = np.array(objective.functions.value(position))
        alive = np.isfinite(loss)
        stops[~alive] = Stop.NONFINITE
        dropped = np.zeros(len(starts), dtype=np.intp)
    yield _Now(position, loss, np.flatnonzero(~alive), dropped, stops)
    generator = np.random.default_rng(0)
    coming = moves(optimizer, objective, position, steps, None, generator)
    rest = Move(np.zeros_like(position), np.zeros_like(position), {})
    for _ in range(steps):
        with np.errstate(all="ignore"):
            move = next(coming, rest)
            moved = position + move.update
            moved_loss = objective.functions.value(moved)
            finite = np.isfinite(moved_loss)
            finite &= _in_every_column(np.isfinite(moved) & np.isfinite(move.gradient))
            keep = alive & finite
            position = np.where(keep[:, None], moved, position)
            loss = np.where(keep, moved_loss, loss)
            near = np.abs(position - centre) <= radius[:, None]
            far = keep & ~_in_every_column(near)
        broken = alive & ~finite
        stops[broken] = Stop.NONFINITE
        stops[far] = Stop.DIVERGED
        alive = keep & ~far
        yield _Now(position, loss, np.flatnonzero(broken | far), broken.astype(np.intp), stops)


def _reach(objective: Objective, starts: Array) -> tuple[Array, Array]:
    """Centre of the domain, and how far (...) a run from each start may get from it."""
    centre = np.mean(objective.domain, axis=1)
    away = np.linalg.norm(starts - centre, axis=-1)
    return centre, _FAR * np.maximum(diagonal(objective.domain), away)


def _in_every_column(rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each row (d,) holds throughout; for few columns much quicker than ``all``."""
    result = rows[:, 0].copy()
    for column in range(1, rows.shape[1]):
        result &= rows[:, column]
    return result


def _still(move: Move, tolerance: float) -> bool:
    """Whether gradient and step are both no longer than the tolerance."""
    return bool(
        np.linalg.norm(move.gradient) <= tolerance and np.linalg.norm(move.update) <= tolerance
    )


def _stack(states: list[State]) -> dict[str, Array]:
    """Turn a list of states into arrays (n, d) by name; names with an underscore stay inside."""
    if not states:
        return {}
    names = [name for name in states[0] if not name.startswith("_")]
    return {name: read_only(np.array([s[name] for s in states])) for name in names}
