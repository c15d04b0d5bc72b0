"""The runs of the lesson: Adam with and without the correction, on one hill and in one bowl."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from mathcore import objectives
from mathcore.objectives import Objective
from mathcore.optimizers import Adam
from mathcore.trajectories import run
from mathcore.trajectory import Trajectory

Floats = NDArray[np.float64]

WELLS = "tilted_wells"
BOWL_START = (-9.0, 2.0)
BOWL_CONDITION = 25.0
BOWL_STEPS = 1000
ARRIVED = 0.1
"""Loss below which a run has arrived in the bowl."""

_NAME = re.compile(r"[A-Za-z_]\w+")


class End(Enum):
    """How a run on the hill ends."""

    SETTLED = "it stays at a minimum"
    RESTLESS = "it does not stay at a minimum"
    NO_MINIMUM = "there is no minimum to stay at"
    RUNS_AWAY = "it diverges"
    NEVER_MOVED = "it starts where the slope is zero"


@dataclass(frozen=True)
class Pair:
    """Two runs that differ in the correction alone."""

    corrected: Trajectory
    uncorrected: Trajectory

    @property
    def same(self) -> bool:
        """Whether both took the same steps, but for rounding."""
        one, other = self.corrected.positions, self.uncorrected.positions
        if one.shape != other.shape:
            return False
        scale = 1.0 + float(np.abs(one).max())
        return bool(np.abs(one - other).max() <= 1e-9 * scale)


def hill(text: str, tilt: float) -> Objective:
    """The one-dimensional landscape of this name, or of this formula in x.

    Raises
    ------
    ValueError : one line, for what cannot be read or is no landscape over x
    """
    if text == WELLS:
        return objectives.get(WELLS, tilt=tilt)
    name = text.strip()
    if _NAME.fullmatch(name) and name not in objectives.names() and name != "pi":
        raise ValueError(f"there is no landscape {name[:40]!r}; take {WELLS} or a formula in x")
    objective = (
        objectives.get(name) if name in objectives.names() else objectives.from_expression(text)
    )
    if objective.dimension != 1:
        raise ValueError(f"{name[:40]} has two dimensions; take {WELLS} or a formula in x alone")
    return objective


def pair(
    objective: Objective,
    start: float | tuple[float, float],
    steps: int,
    learning_rate: float,
    beta1: float,
    beta2: float,
) -> Pair:
    """Both runs from one start."""
    corrected, uncorrected = (
        run(Adam(learning_rate, beta1, beta2, bias_correction=flag), objective, start, steps)
        for flag in (True, False)
    )
    return Pair(corrected, uncorrected)


def end_of(trajectory: Trajectory) -> End:
    """How a run ends, by mathcore's own measures."""
    if trajectory.diverged:
        return End.RUNS_AWAY
    if trajectory.steps == 0:
        return End.NEVER_MOVED
    if not len(trajectory.objective.minima):
        return End.NO_MINIMUM
    return End.RESTLESS if trajectory.settled_in() is None else End.SETTLED


def first_valley(trajectory: Trajectory) -> int | None:
    """Index of the minimum in whose valley a run starts, or None."""
    if not len(trajectory.objective.minima):
        return None
    index = int(trajectory.basins[0])
    return None if index < 0 else index


def arrival(trajectory: Trajectory) -> int | None:
    """Steps after which the loss is below ``ARRIVED`` for good, or None if it never is."""
    above = np.flatnonzero(trajectory.losses >= ARRIVED)
    first = int(above[-1]) + 1 if len(above) else 0
    return None if trajectory.diverged or first > trajectory.steps else first


@dataclass(frozen=True)
class View:
    """The part of the hill that is drawn, and the hill in it.

    Attributes
    ----------
    x_range, y_range : data units
    points : float64 (n, 2), the landscape as (x, f(x))
    """

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    points: Floats


def view(pair: Pair) -> View:
    """Show the minima, the start and the way, as far as they lie near the domain and not too high.

    What lies outside leaves the picture: a view of it all would hide the valleys.
    """
    objective = pair.corrected.objective
    ((low, high),) = objective.domain
    width = high - low
    start = pair.corrected.positions[0]
    if np.isfinite(objective.value(np.linspace(low, high, 40)[:, None])).sum() < 2:
        low, high = float(start[0]) - width / 2, float(start[0]) + width / 2
    core = np.concatenate([objective.minima[:, 0], start[np.abs(start - low - width / 2) < width]])
    if len(core) == 0 or np.ptp(core) < 0.2 * width:
        core = np.concatenate([core, [low, high]])
    bottom, top = _heights(objective, float(core.min()), float(core.max()))
    way = np.concatenate([pair.corrected.positions[:, 0], pair.uncorrected.positions[:, 0]])
    losses = np.concatenate([pair.corrected.losses, pair.uncorrected.losses])
    near = (np.abs(way - low - width / 2) < 0.75 * width) & (losses < top + 2 * (top - bottom))
    seen = np.concatenate([core, way[near]])
    margin = 0.12 * float(np.ptp(seen))
    x_range = (float(seen.min()) - margin, float(seen.max()) + margin)
    top = max([top, *losses[near].tolist()])
    bottom = min([bottom, *losses[near].tolist()])
    rise = top - bottom
    xs = np.linspace(*x_range, 400)
    return View(
        x_range,
        (bottom - 0.3 * rise, top + 0.2 * rise),
        np.stack([xs, objective.value(xs[:, None])], axis=1),
    )


def _heights(objective: Objective, low: float, high: float) -> tuple[float, float]:
    """Lowest and highest value worth drawing between two places; near a pole, not all of it."""
    heights = objective.value(np.linspace(low, high, 400)[:, None])
    heights = heights[np.isfinite(heights)]
    if len(heights) == 0:
        return -1.0, 1.0
    bottom, top = (float(v) for v in np.clip(np.percentile(heights, [0, 100]), -1e100, 1e100))
    middle, spread = (
        float(np.median(heights)),
        float(np.subtract(*np.percentile(heights, [90, 10]))),
    )
    if spread > 0:
        bottom, top = max(bottom, middle - 10 * spread), min(top, middle + 10 * spread)
    return (bottom, top) if top - bottom > 1e-9 * max(abs(top), 1.0) else (bottom - 1, bottom + 1)
