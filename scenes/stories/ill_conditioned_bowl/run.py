"""What a run down the bowl does along each axis, and what it may therefore be called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from mathcore.arrays import Array
from mathcore.calculus import angle_between
from mathcore.objective import Objective
from mathcore.optimizers import GradientDescent
from mathcore.trajectories import Trajectory, run

HORIZONTAL, VERTICAL = 0, 1
"""Indices of the two axes: along the valley, and across it."""

STRIP_STEPS = 40
"""At most so many steps get a bar of their own."""

_UNSEEN = 1e-3
"""What stays below this share of the start's coordinates cannot be seen."""
_TAKEN = 0.02
"""One step has taken an error away if at most this share of it is left."""
_EQUAL = 1e-9
"""Relative difference between two rates or factors that is rounding."""


class Motion(Enum):
    """What the steps do along one axis."""

    STILL = "no step has a part along this axis that could be seen"
    TAKEN = "the first step takes the error away"
    ALTERNATES = "the steps go back and forth"
    STEADY = "all steps have the same sign"


class Verdict(Enum):
    """What a run is called."""

    AT_MINIMUM = "already at the minimum"
    DIVERGES = "diverges"
    CYCLES = "cycles"
    LANDS = "lands on the minimum with one step"
    ZIG_ZAGS = "zig-zags"
    BOUNCES = "bounces"
    GLIDES = "glides"


@dataclass(frozen=True)
class Run:
    """A run of gradient descent on the bowl, with its verdict.

    Attributes
    ----------
    rate : learning rate, units of 1 / curvature
    horizontal, vertical : what its steps do along and across the valley
    """

    rate: float
    trajectory: Trajectory
    horizontal: Motion
    vertical: Motion
    verdict: Verdict

    def __deepcopy__(self, memo: dict[int, object]) -> Run:
        """Manim copies mobjects deeply, with what they hold; a run never changes."""
        return self

    @property
    def positions(self) -> Array:
        """Rows (n + 1, 2), data units; the first is the start."""
        return self.trajectory.positions

    @property
    def updates(self) -> Array:
        """The steps (n, 2), data units."""
        return self.trajectory.updates

    @property
    def steps(self) -> int:
        """Number of steps taken."""
        return self.trajectory.steps

    @property
    def factors(self) -> Array:
        """|1 - rate * curvature| along and across the valley, shape (2,)."""
        curvatures = np.diag(self.trajectory.objective.hessian((0.0, 0.0)))
        return np.asarray(np.abs(1 - self.rate * curvatures))

    @property
    def above_limit(self) -> bool:
        """Whether the rate is above two over the largest curvature, so that steps can grow."""
        return bool(self.factors.max() > 1 + _EQUAL)

    @property
    def share_left(self) -> float:
        """Distance from the minimum at the end, as a share of the distance at the start."""
        away = np.linalg.norm(self.positions[[0, -1]], axis=1)
        return float(away[1] / away[0]) if away[0] > 0 else 0.0

    @property
    def straight(self) -> bool:
        """Whether every row lies, for all one can see, on the line from start to minimum."""
        line = self.positions[0]
        off = self.positions[:, 0] * line[1] - self.positions[:, 1] * line[0]
        reach = np.linalg.norm(self.positions, axis=1).max() * np.linalg.norm(line)
        return bool(np.abs(off).max() <= _UNSEEN * reach)

    @property
    def bars(self) -> int:
        """How many steps the strips show: all, or the first few of a long or a diverging run."""
        shown = min(self.steps, STRIP_STEPS)
        if self.verdict is Verdict.DIVERGES:
            # Beside a step that is many times longer the first ones could not be seen.
            reach = np.abs(self.updates).max(axis=1)
            shown = min(shown, max(3, int(np.count_nonzero(reach < 8 * reach[0]))))
        return shown


def descend(rate: float, objective: Objective, start: tuple[float, float], steps: int) -> Run:
    """Run gradient descent and judge it from its rows."""
    trajectory = run(GradientDescent(rate), objective, start, steps)
    motions = _motion(trajectory, HORIZONTAL), _motion(trajectory, VERTICAL)
    return Run(rate, trajectory, *motions, _verdict(trajectory, motions))


def _motion(trajectory: Trajectory, axis: int) -> Motion:
    places = np.abs(trajectory.positions[:, axis])
    if places.max() <= _UNSEEN * np.abs(trajectory.positions[0]).max():
        return Motion.STILL
    if trajectory.steps and places[1:].max() <= _TAKEN * places[0]:
        return Motion.TAKEN
    return Motion.ALTERNATES if _alternates(trajectory, axis) else Motion.STEADY


def _alternates(trajectory: Trajectory, axis: int) -> bool:
    if trajectory.oscillates(axis):
        return True
    # Too few steps for that measure: a run that shot away at once. Every step changed sides.
    sides = np.sign(trajectory.positions[:, axis])
    return trajectory.steps < 5 and bool(np.all(sides[1:] == -sides[:-1]))


def _verdict(trajectory: Trajectory, motions: tuple[Motion, Motion]) -> Verdict:
    if not trajectory.gradients[0].any():
        return Verdict.AT_MINIMUM
    if trajectory.diverged:
        return Verdict.DIVERGES
    if any(_cycles(trajectory, axis, motions[axis]) for axis in (HORIZONTAL, VERTICAL)):
        return Verdict.CYCLES
    lasting = {motion for motion in motions if motion not in (Motion.STILL, Motion.TAKEN)}
    if not lasting:
        return Verdict.LANDS
    if Motion.ALTERNATES not in lasting:
        return Verdict.GLIDES
    return Verdict.ZIG_ZAGS if Motion.STEADY in lasting else Verdict.BOUNCES


def _cycles(trajectory: Trajectory, axis: int, motion: Motion) -> bool:
    if motion is not Motion.ALTERNATES:
        return False
    # The bowl lies along the axes, the shallow one first, as the columns of the rates do.
    rates = trajectory.contraction_rates()[:, axis]
    return bool(np.all(np.abs(rates - 1) <= _EQUAL))


def misses_by(objective: Objective, point: tuple[float, float]) -> float:
    """Angle in degrees between the downhill direction at ``point`` and the way to the minimum."""
    gradient = objective.gradient(point)
    return float(angle_between(gradient, np.asarray(point, dtype=float)))
