"""What one ball does: a run, and the verdict that every sentence about it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import diagonal
from mathcore.measures import VISIBLE
from mathcore.objectives import Objective
from mathcore.optimizers import GradientDescent, Momentum
from mathcore.trajectories import Trajectory, run

Floats = NDArray[np.float64]


class Verdict(Enum):
    """How a run ends; ``valley`` is the basin of a minimum."""

    RESTS = "it starts where the slope is zero and does not move visibly"
    STAYS = "it settles in the valley where it began and never left it"
    ESCAPES = "it settles in another valley than the one where it began"
    RETURNS = "it leaves its valley, comes back, and settles there"
    UNSETTLED = "the steps are over and it is at rest nowhere"
    DIVERGES = "it leaves the landscape for good"


@dataclass(frozen=True)
class BallRun:
    """One run with what is claimed about it.

    Attributes
    ----------
    trajectory : the run itself
    visited : indices of the valleys in the order in which the ball was in them
    end : index of the minimum that it settled in, or None
    """

    trajectory: Trajectory
    learning_rate: float
    visited: tuple[int, ...]
    end: int | None

    @property
    def home(self) -> int | None:
        """The valley of the start; None on top of a ridge, or where no minimum is known."""
        return self.visited[0] if self.visited else None

    @property
    def crossings(self) -> int:
        """How often it went from one valley to another."""
        return max(len(self.visited) - 1, 0)

    @cached_property
    def verdict(self) -> Verdict:
        """How the run ends."""
        rows = self.trajectory.positions
        moved = float(np.linalg.norm(rows - rows[0], axis=1).max())
        if self.trajectory.diverged:
            return Verdict.DIVERGES
        settled = self.end is not None
        still = moved < VISIBLE * self._span and self.crossings == 0
        if still and (settled or self.trajectory.steps == 0):
            return Verdict.RESTS
        if not settled:
            return Verdict.UNSETTLED
        if self.crossings == 0:
            return Verdict.STAYS
        return Verdict.RETURNS if self.visited[-1] == self.visited[0] else Verdict.ESCAPES

    @property
    def last(self) -> Floats:
        """Where it is after the last step, (d,)."""
        row: Floats = self.trajectory.positions[-1]
        return row

    @cached_property
    def settled_row(self) -> int:
        """The first row from which on it stays visibly where it ends."""
        away = np.linalg.norm(self.trajectory.positions - self.last, axis=1)
        outside = np.flatnonzero(away > VISIBLE * self._span)
        return int(outside[-1]) + 1 if len(outside) else 0

    @property
    def overshoots(self) -> bool:
        """Whether it passes the bottom where it settles visibly before it settles."""
        return self.end is not None and self.trajectory.overshoots(self.end)

    @cached_property
    def beyond_row(self) -> int | None:
        """Where it gets farthest again from the minimum where it settles, once it has come near.

        Near: as close as at the first turn of the distance inside that valley.
        """
        if self.end is None:
            return None
        inside = self.trajectory.basins == self.end
        away = self._away(self.end)
        for row in range(1, len(away) - 1):
            if inside[row] and away[row - 1] >= away[row] < away[row + 1]:
                return row + int(away[row:].argmax())
        return None

    @property
    def beyond(self) -> float:
        """How far that is, data units; 0 if it never came near."""
        if self.end is None or self.beyond_row is None:
            return 0.0
        return float(self._away(self.end)[self.beyond_row])

    @property
    def trail_rows(self) -> int:
        """How many rows of its path a picture can show: few where it would fill the picture."""
        wild = self.verdict is Verdict.UNSETTLED and self.trajectory.path_length > 20 * self._span
        return 20 if wild else len(self.trajectory.positions)

    def _away(self, index: int) -> Floats:
        minimum = self.trajectory.objective.minima[index]
        away: Floats = np.linalg.norm(self.trajectory.positions - minimum, axis=1)
        return away

    @property
    def _span(self) -> float:
        return diagonal(self.trajectory.objective.domain)


def tell_run(
    objective: Objective, start: ArrayLike, learning_rate: float, momentum: float, steps: int
) -> BallRun:
    """Run with this momentum; 0 is plain gradient descent."""
    method = Momentum(learning_rate, momentum) if momentum else GradientDescent(learning_rate)
    trajectory = run(method, objective, start, steps)
    valleys = [int(index) for index in trajectory.basins if index >= 0]
    visited = valleys[:1] + [now for before, now in pairwise(valleys) if now != before]
    return BallRun(trajectory, learning_rate, tuple(visited), trajectory.settled_in())


@dataclass(frozen=True)
class BottomPass:
    """The step taken nearest to the bottom of the first valley, as the run passes it.

    ``kept + push`` is the new velocity, data units a step; ``row`` is where the step begins.
    """

    row: int
    kept: float
    push: float

    @property
    def carries(self) -> bool:
        """Whether it is the kept velocity that takes the ball past the bottom."""
        return abs(self.kept) > 2 * abs(self.push)


def bottom_pass(ball: BallRun) -> BottomPass | None:
    """Find the first step across the bottom of the start's valley, in one dimension."""
    trajectory = ball.trajectory
    if ball.home is None or not isinstance(trajectory.optimizer, Momentum):
        return None
    offset = (trajectory.positions - trajectory.objective.minima[ball.home])[:, 0]
    across = np.flatnonzero(offset[:-1] * offset[1:] < 0)
    if not len(across) or abs(offset[0]) < VISIBLE * diagonal(trajectory.objective.domain):
        return None
    # The row before and the row after the bottom: the nearer one begins the step.
    row = int(across[0])
    if row + 1 < trajectory.steps and abs(offset[row + 1]) < abs(offset[row]):
        row += 1
    velocity = float(trajectory.updates[row - 1, 0]) if row else 0.0
    kept = trajectory.optimizer.momentum * velocity
    return BottomPass(row, kept, float(trajectory.updates[row, 0]) - kept)


def energy(ball: BallRun) -> tuple[Floats, Floats]:
    """Height f(x) and motion v^2 / (2 learning_rate) at every row, (n + 1,) each.

    With the learning rate as the square of a time step their sum is the energy of a ball of mass
    one that rolls without friction, and momentum below one is the friction. In units of f.
    """
    speed = np.concatenate([[0.0], np.linalg.norm(ball.trajectory.updates, axis=1)])
    with np.errstate(over="ignore"):
        return ball.trajectory.losses, speed**2 / (2 * ball.learning_rate)
