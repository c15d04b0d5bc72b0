"""Solvers of their own: Newton's method, L-BFGS and random search.

They need more of a landscape than a gradient at a time: its Hessian, its values, or a whole line
search. Instead of an ``update`` they have a ``path``; ``trajectories.run`` takes them all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import numpy as np

from mathcore import checks
from mathcore.arrays import Array
from mathcore.objective import Objective


@runtime_checkable
class Solver(Protocol):
    """What ``trajectories.run`` needs of a method that is no ``Optimizer``."""

    def path(
        self, objective: Objective, start: Array, steps: int, generator: np.random.Generator
    ) -> Iterator[Array]:
        """Yield up to ``steps`` updates (..., d), each to be added to the position.

        ``start`` is (d,), or (k, d) for k runs at once; each run must come out as it would alone.
        It ends early where no further step can be taken.
        """
        ...


@dataclass(frozen=True)
class Newton:
    """To the stationary point of the quadratic model: x <- x - (H + damping I)^-1 g.

    Undamped, it goes to maxima and saddles as gladly as to minima; with a damping larger than the
    most negative curvature it goes downhill. Where H + damping I has no inverse, it takes the
    shortest of the steps that fit best.

    Parameters
    ----------
    damping : float, >= 0, units of curvature (K. Levenberg, 1944, doi:10.1090/qam/10666)
    """

    damping: float = 0.0

    def __post_init__(self) -> None:
        checks.not_negative("damping", self.damping)

    def path(
        self, objective: Objective, start: Array, steps: int, generator: np.random.Generator
    ) -> Iterator[Array]:
        """Yield Newton's steps; it draws nothing."""
        position = start
        shift = self.damping * np.eye(objective.dimension)
        for _ in range(steps):
            gradient = objective.functions.gradient(position)
            update = -_solve(objective.functions.hessian(position) + shift, gradient)
            yield update
            position = position + update


@dataclass(frozen=True)
class LBFGS:
    """Scipy's L-BFGS-B without bounds; every iterate of it is a row, its line searches are not.

    It ends where no step lowers the loss any more, which is as far as float64 goes.

    Parameters
    ----------
    history : int, >= 1, pairs of steps and gradient changes that stand in for the Hessian

    Source: D. C. Liu and J. Nocedal, 1989, doi:10.1007/BF01589116.
    """

    history: int = 10

    def __post_init__(self) -> None:
        checks.count("history", self.history, 1)

    def path(
        self, objective: Objective, start: Array, steps: int, generator: np.random.Generator
    ) -> Iterator[Array]:
        """Yield the differences between scipy's iterates; it draws nothing."""
        flat = start.reshape(-1, objective.dimension)
        runs = [self._updates(objective, row, steps) for row in flat]
        longest = max((len(updates) for updates in runs), default=0)
        padded = np.zeros((longest, *flat.shape))
        for index, updates in enumerate(runs):
            padded[: len(updates), index] = updates
        yield from padded.reshape(longest, *start.shape)

    def _updates(self, objective: Objective, start: Array, steps: int) -> Array:
        from scipy.optimize import minimize

        rows = [start]

        def keep(xk: Any) -> None:
            rows.append(np.array(xk, dtype=np.float64))

        if steps and np.isfinite(objective.functions.value(start)):
            # Scipy's type stubs know no arrays of unknown shape.
            arguments: dict[str, Any] = {
                "fun": lambda position: float(objective.functions.value(position)),
                "x0": start,
                "jac": objective.functions.gradient,
                "method": "L-BFGS-B",
                "callback": keep,
                "options": {
                    "maxcor": self.history,
                    "maxiter": steps,
                    "maxfun": 100 * steps + 100,
                    "ftol": 0.0,
                    "gtol": 0.0,
                },
            }
            minimize(**arguments)
        return np.diff(np.array(rows), axis=0)


@dataclass(frozen=True)
class RandomSearch:
    """A guess around the best point so far, kept if it is lower; it never looks at a gradient.

    A guess that is not kept is a row as well, with an update of zero. Runs from many starts at
    once draw the same guesses as each run alone would with the same seed.

    Parameters
    ----------
    scale : float, > 0, standard deviation of a guess along each coordinate, data units

    Source: L. A. Rastrigin, 1963, Automation and Remote Control 24, 1337-1342.
    """

    scale: float

    def __post_init__(self) -> None:
        checks.positive("scale", self.scale)

    def path(
        self, objective: Objective, start: Array, steps: int, generator: np.random.Generator
    ) -> Iterator[Array]:
        """Yield a step to each guess that is lower, and zero for the others."""
        position, loss = start, objective.functions.value(start)
        for _ in range(steps):
            guess = self.scale * generator.standard_normal(objective.dimension)
            guess_loss = objective.functions.value(position + guess)
            lower = np.asarray(guess_loss < loss)
            update = np.where(lower[..., None], guess, 0.0)
            yield update
            position, loss = position + update, np.where(lower, guess_loss, loss)


def _solve(hessian: Array, gradient: Array) -> Array:
    """Solve for each point; where there is no inverse, the least-squares step of least length."""
    broken = np.asarray(~np.isfinite(hessian).all(axis=(-2, -1)))
    usable = np.where(broken[..., None, None], np.eye(gradient.shape[-1]), hessian)
    singular = np.asarray(np.linalg.det(usable) == 0)
    regular = np.where(singular[..., None, None], np.eye(gradient.shape[-1]), usable)
    step = np.asarray(np.linalg.solve(regular, gradient[..., None])[..., 0])
    if singular.any():
        inverse = np.linalg.pinv(usable[singular], hermitian=True)
        step[singular] = (inverse @ gradient[singular][..., None])[..., 0]
    return np.where(broken[..., None], np.nan, step)
