"""The results of runs: their rows, and the measures that claims about them rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import measures
from mathcore.arrays import Array, as_point
from mathcore.flow import basin_of
from mathcore.moves import Method
from mathcore.objective import Objective
from mathcore.results import Result, Table, components
from mathcore.stops import Stop

__all__ = ["Trajectories", "Trajectory"]


@dataclass(frozen=True, eq=False)
class Trajectory(Result):
    """One run: n steps give n + 1 rows; row 0 is the start. All numbers kept are finite.

    positions : float64 (n + 1, d), data units
    losses    : float64 (n + 1,), f(positions)
    gradients : float64 (n + 1, d), exact gradient at positions
    updates   : float64 (n, d), positions[k + 1] - positions[k]
    state     : name -> float64 (n, d), what the method held after each step
    stop      : why the run ended
    seed      : of the noise

    Arguments named ``minimum`` are an index into ``objective.minima`` or a point (d,); arguments
    named ``axis`` are a coordinate's index or a direction (d,).
    """

    optimizer: Method
    objective: Objective
    positions: Array = field(repr=False)
    losses: Array = field(repr=False)
    gradients: Array = field(repr=False)
    updates: Array = field(repr=False)
    state: Mapping[str, Array] = field(repr=False)
    stop: Stop
    seed: int = 0

    @property
    def steps(self) -> int:
        """Number of steps taken, n."""
        return len(self.updates)

    @property
    def path_length(self) -> float:
        """Length of the way, data units."""
        return float(np.linalg.norm(self.updates, axis=1).sum())

    @property
    def diverged(self) -> bool:
        """Whether the run was stopped for running away, or is still doing so at its last row."""
        return self.stop in (Stop.DIVERGED, Stop.NONFINITE) or measures.runs_away(
            self.losses, self.updates
        )

    def sign_changes(self, axis: int | ArrayLike) -> int:
        """Count how often consecutive updates along ``axis`` have opposite signs."""
        return measures.sign_changes(self.positions, self.updates, axis)

    def oscillates(self, axis: int | ArrayLike) -> bool:
        """Whether the sign changes in at least three quarters of four or more pairs of updates.

        Updates that are zero, or rounding, make no pair.
        """
        return measures.oscillates(self.positions, self.updates, axis)

    def visits(self, minimum: int | ArrayLike) -> bool:
        """Whether any row, the start included, lies in the basin of ``minimum``."""
        return bool(np.any(self.basins == self._index(minimum)))

    def escapes(self, minimum: int | ArrayLike) -> bool:
        """Whether a row lies in the basin of ``minimum`` and the last row in another.

        A run that diverges ends nowhere: it does not escape.
        """
        ends_elsewhere = bool(self.basins[-1] != self._index(minimum))
        return self.visits(minimum) and ends_elsewhere and not self.diverged

    def overshoots(self, minimum: int | ArrayLike) -> bool:
        """Whether the run passes ``minimum`` and goes on visibly on its far side."""
        return measures.overshoots(self.objective, self.positions, self._point(minimum))

    def settled_in(self) -> int | None:
        """Return the index of the minimum that the last tenth of the rows stays at, or None.

        At a minimum: within 1 % of the length of the domain's diagonal.
        """
        tail = self.positions[-measures.tail_length(self.steps) :]
        index = int(measures.settled_in(self.objective, tail[None])[0])
        return None if index < 0 else index

    def contraction_rates(self, minimum: int | ArrayLike | None = None) -> Array:
        """Return the factor by which each step changes the distance along each principal axis.

        Parameters
        ----------
        minimum : which; by default the one nearest to the lowest row

        Returns
        -------
        float64 (n, d), columns from the shallowest axis to the steepest; nan where the distance
        before the step is zero but for rounding
        """
        if minimum is None:
            self._require_minima()
            lowest = self.positions[int(np.argmin(self.losses))]
            minimum = self._nearest(lowest)
        point = self._point(minimum)
        return measures.contraction_rates(self.positions, point, self.objective.hessian(point))

    @cached_property
    def basins(self) -> NDArray[np.intp]:
        """For each row the index of the minimum in whose basin it lies, or -1, (n + 1,)."""
        return basin_of(self.objective, self.positions)

    def summary(self) -> str:
        """Return one line: method, landscape, start, end, and why it ended."""
        start, end = (_format_point(self.positions[row]) for row in (0, -1))
        return (
            f"{self.optimizer} on {self.objective.name}: {self.steps} steps from {start} to {end}, "
            f"loss {self.losses[0]:.6g} to {self.losses[-1]:.6g}; {self.stop.value}"
        )

    def table(self) -> Table:
        """Columns: step, position, loss, gradient, then the update that led there and the state.

        The start has neither update nor state.
        """
        columns: dict[str, Any] = {"step": range(self.steps + 1)}
        columns |= components(self.positions) | {"loss": self.losses}
        columns |= components(self.gradients, "gradient_")
        columns |= components(self.updates, "update_", missing=1)
        for name, rows in self.state.items():
            columns |= components(rows, f"{name}_", missing=1)
        return columns

    def _require_minima(self) -> None:
        if not len(self.objective.minima):
            raise ValueError(f"{self.objective.name} has no known minimum")

    def _nearest(self, point: Array) -> int:
        return int(np.linalg.norm(self.objective.minima - point, axis=1).argmin())

    def _index(self, minimum: int | ArrayLike) -> int:
        """Index of a minimum given by its index or by a point near it."""
        self._require_minima()
        count = len(self.objective.minima)
        if isinstance(minimum, int | np.integer):
            if not 0 <= minimum < count:
                raise ValueError(f"minimum must be from 0 to {count - 1}, got {minimum}")
            return int(minimum)
        point = as_point(minimum, self.objective.dimension, "minimum")
        index = self._nearest(point)
        if not np.allclose(self.objective.minima[index], point, rtol=0, atol=1e-2):
            raise ValueError(f"{_format_point(point)} is no known minimum of {self.objective.name}")
        return index

    def _point(self, minimum: int | ArrayLike) -> Array:
        point: Array = self.objective.minima[self._index(minimum)]
        return point


@dataclass(frozen=True, eq=False)
class Trajectories(Result):
    """Runs of one method from k starts, computed together.

    A run that diverges stays at its last sensible position from then on.

    positions : float64 (k, n + 1, d), data units
    losses    : float64 (k, n + 1); inf or nan only where a start itself has no finite loss
    lengths   : int (k,), steps taken before the run was stopped, n if it never was
    stops     : k reasons for the end
    """

    optimizer: Method
    objective: Objective
    positions: Array = field(repr=False)
    losses: Array = field(repr=False)
    lengths: NDArray[np.intp] = field(repr=False)
    stops: tuple[Stop, ...] = field(repr=False)

    def table(self) -> Table:
        """Columns: run, step, position and loss of every row of every run."""
        count, rows, dimension = self.positions.shape
        run, step = np.indices((count, rows)).reshape(2, -1)
        where = components(self.positions.reshape(-1, dimension))
        return {"run": run, "step": step, **where, "loss": self.losses.reshape(-1)}

    def settled_in(self) -> NDArray[np.intp]:
        """Return for each run the index of the minimum that it settled in, -1 for none, (k,)."""
        tail = measures.tail_length(self.positions.shape[1] - 1)
        return measures.settled_in(self.objective, self.positions[:, -tail:])


def _format_point(point: Array) -> str:
    return "(" + ", ".join(f"{coordinate:.6g}" for coordinate in point) + ")"
