"""Fitting a line to real data: the landscape of slope and intercept, and descent by mini-batches.

Points are (slope, intercept). The loss is the mean squared error, units of the target squared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import checks, datasets
from mathcore.arrays import Array, Domain, as_point, as_points, as_values, read_only
from mathcore.objective import Objective, planar
from mathcore.optimizer import Optimizer
from mathcore.results import Result, Table
from mathcore.trajectories import run
from mathcore.trajectory import Trajectory

__all__ = ["Descent", "MiniBatches", "Regression", "batches", "descend", "old_faithful"]

Rows = NDArray[np.intp]
"""Indices of samples."""


@dataclass(frozen=True, eq=False)
class Regression:
    """A line through samples: target = slope input + intercept.

    inputs  : float64 (n,), not all the same
    targets : float64 (n,)
    name    : what the objective is called
    """

    inputs: Array = field(repr=False)
    targets: Array = field(repr=False)
    name: str = "regression"

    def __post_init__(self) -> None:
        inputs, targets = as_values(self.inputs, "inputs"), as_values(self.targets, "targets")
        if inputs.shape != targets.shape:
            raise ValueError(
                f"targets: expected shape {inputs.shape} as the inputs, got {targets.shape}"
            )
        if not len(inputs) or np.ptp(inputs) == 0:
            raise ValueError("inputs: a line needs at least two different ones")
        object.__setattr__(self, "inputs", read_only(inputs.copy()))
        object.__setattr__(self, "targets", read_only(targets.copy()))

    @property
    def count(self) -> int:
        """Number of samples, n."""
        return len(self.inputs)

    @cached_property
    def solution(self) -> Array:
        """Slope and intercept of least squares in closed form, (2,)."""
        x, y = self.inputs, self.targets
        offset = x - x.mean()
        slope = float(offset @ (y - y.mean())) / float(offset @ offset)
        return read_only(np.array([slope, y.mean() - slope * x.mean()]))

    @cached_property
    def objective(self) -> Objective:
        """The mean squared error over slope and intercept, exact.

        The domain holds every line that fits at least as well as the best level one, and some
        room around them.
        """
        x, best = self.inputs, self.solution
        # The error is quadratic: its minimum and its Hessian say everything, without the samples.
        least = float(np.mean(self.residuals(best) ** 2))
        across, mixed = 2 * float(np.mean(x * x)), 2 * float(x.mean())
        slope, intercept = (float(coordinate) for coordinate in best)

        def value(m: Array, b: Array) -> Array:
            m, b = m - slope, b - intercept
            return least + (across * m * m + 2 * mixed * m * b + 2 * b * b) / 2

        def gradient(m: Array, b: Array) -> tuple[Array, Array]:
            m, b = m - slope, b - intercept
            return across * m + mixed * b, mixed * m + 2 * b

        return Objective(
            name=self.name,
            title=f"Mean squared error of a line ({self.name.replace('_', ' ')})",
            formula=f"1/{self.count} sum_(i=1)^{self.count} (m x_i + b - y_i)^2",
            dimension=2,
            domain=self._domain(np.array([[across, mixed], [mixed, 2.0]]), least),
            minima=best[None],
            functions=planar(value, gradient, lambda m, b: (across, mixed, 2.0)),
        )

    def residuals(self, points: ArrayLike) -> Array:
        """Return line minus target of every sample, (..., n), for points (..., 2)."""
        where = as_points(points, 2)
        lines = where[..., :1] * self.inputs + where[..., 1:]
        return np.asarray(lines - self.targets)

    def sample_gradients(self, points: ArrayLike, rows: ArrayLike | None = None) -> Array:
        """Return the gradient of each sample's squared error, (..., m, 2), at points (..., 2).

        Parameters
        ----------
        rows : (m,), which samples; by default all. Their mean is the gradient of the objective.
        """
        chosen = self._rows(rows)
        residuals = self.residuals(points)[..., chosen]
        return np.stack([2 * residuals * self.inputs[chosen], 2 * residuals], axis=-1)

    def batch_gradient(self, points: ArrayLike, rows: ArrayLike) -> Array:
        """Return the mean gradient of the samples ``rows`` (m,) at points (..., 2), (..., 2)."""
        return np.asarray(self.sample_gradients(points, rows).mean(axis=-2))

    def standardised(self) -> Regression:
        """Return the regression on (input - mean) / standard deviation: its bowl is round."""
        x = self.inputs
        return Regression((x - x.mean()) / x.std(), self.targets, f"{self.name}_standardised")

    def _rows(self, rows: ArrayLike | None) -> Rows:
        if rows is None:
            return np.arange(self.count)
        chosen = np.asarray(rows)
        if chosen.ndim != 1 or not len(chosen) or chosen.dtype.kind not in "iu":
            raise ValueError("rows: expected the indices of at least one sample, shape (m,)")
        if chosen.min() < 0 or chosen.max() >= self.count:
            raise ValueError(f"rows: expected indices from 0 to {self.count - 1}")
        return chosen.astype(np.intp)

    def _domain(self, hessian: Array, least: float) -> Domain:
        excess = max(float(self.targets.var()) - least, 1e-12 + 1e-3 * least)
        reach = 1.25 * np.sqrt(2 * excess * np.diag(np.linalg.inv(hessian)))
        low, high = self.solution - reach, self.solution + reach
        return ((float(low[0]), float(high[0])), (float(low[1]), float(high[1])))


def old_faithful() -> Regression:
    """Return the waiting time of Old Faithful on the duration of the last eruption, minutes."""
    data = datasets.old_faithful()
    return Regression(data.duration, data.waiting, "old_faithful")


def batches(
    count: int, size: int, generator: np.random.Generator, shuffle: bool = True
) -> Iterator[Rows]:
    """Yield mini-batches of ``count`` samples, epoch after epoch, without end.

    Each epoch deals out every sample once, in a new random order if ``shuffle``. The last batch
    of an epoch holds what is left, which may be fewer.
    """
    count, size = checks.count("count", count, 1), checks.count("size", size, 1)
    while True:
        order = generator.permutation(count) if shuffle else np.arange(count)
        for first in range(0, count, size):
            yield order[first : first + size].astype(np.intp)


@dataclass(frozen=True, eq=False)
class MiniBatches:
    """Noise for ``trajectories.run``: each gradient is that of the next mini-batch.

    Parameters
    ----------
    regression : where the samples come from; run it on ``regression.objective``
    size : int, >= 1; 1 for one sample at a time, ``regression.count`` for all
    shuffle : whether every epoch has an order of its own
    """

    regression: Regression
    size: int
    shuffle: bool = True

    def __post_init__(self) -> None:
        checks.count("size", self.size, 1)

    def begin(self, generator: np.random.Generator) -> Callable[[Array], Array]:
        """Return the gradient of mini-batch after mini-batch, in an order drawn for one run."""
        x, y = self.regression.inputs, self.regression.targets
        coming = batches(len(x), self.size, generator, self.shuffle)

        def gradient(point: Array) -> Array:
            rows = next(coming)
            residuals = point[0] * x[rows] + point[1] - y[rows]
            return np.array([2 * np.mean(residuals * x[rows]), 2 * np.mean(residuals)])

        return gradient


@dataclass(frozen=True, eq=False)
class Descent(Result):
    """Training by mini-batches.

    trajectory : the run; its losses are those of all samples, its state has ``noisy_gradient``,
        the gradient of each step's mini-batch
    batches    : n arrays of sample indices, the mini-batch of each step
    epochs     : float64 (n + 1,), passes through the data before each row
    """

    trajectory: Trajectory
    batches: tuple[Rows, ...] = field(repr=False)
    epochs: Array = field(repr=False)

    def table(self) -> Table:
        """Columns: epochs, the size of the mini-batch that led there, then those of the run."""
        sizes = [None, *map(len, self.batches)]
        return {"epochs": self.epochs, "batch_size": sizes, **self.trajectory.table()}


def descend(
    regression: Regression,
    optimizer: Optimizer,
    start: ArrayLike,
    epochs: int,
    batch_size: int,
    *,
    shuffle: bool = True,
    seed: int = 0,
) -> Descent:
    """Train for whole epochs: shuffle, deal out mini-batches, take one step on each.

    Parameters
    ----------
    start : (2,), slope and intercept
    epochs : int, >= 0
    batch_size : int, >= 1; ``regression.count`` for batch descent, 1 for single samples
    seed : of the shuffling
    """
    point = as_point(start, 2, "start")
    noise = MiniBatches(regression, checks.count("batch_size", batch_size, 1), shuffle)
    steps = checks.count("epochs", epochs) * -(-regression.count // batch_size)
    done = run(optimizer, regression.objective, point, steps, noise=noise, seed=seed)
    dealt = batches(regression.count, batch_size, np.random.default_rng(seed), shuffle)
    used = tuple(next(dealt) for _ in range(done.steps))
    seen = np.cumsum([0, *map(len, used)]) / regression.count
    return Descent(done, used, read_only(seen))
