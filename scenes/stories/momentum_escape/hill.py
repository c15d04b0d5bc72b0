"""The one-dimensional landscape: its valleys and what they are called, its ridge, its view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mathcore import objectives
from mathcore.objectives import Objective

Floats = NDArray[np.float64]
Range = tuple[float, float]

_FARTHEST_START = 2.0
"""A start farther than this from every valley is not brought into the view."""

_RIDGES_HIGH = 16.0
"""The view is at most so many times as high as the ridge: the two valleys must stay visible."""


@dataclass(frozen=True)
class Hill:
    """f(x) = (x^2 - 1)^2 - tilt x, seen from ``start``.

    Attributes
    ----------
    objective : the landscape; its minima are the valleys, deepest first
    """

    objective: Objective
    start: float

    @classmethod
    def tilted(cls, tilt: float, start: float) -> Hill:
        """The landscape of the lesson."""
        return cls(objectives.get("tilted_wells", tilt=tilt), start)

    @property
    def valleys(self) -> tuple[float, ...]:
        """Where the minima are, deepest first."""
        return tuple(float(x) for x in self.objective.minima[:, 0])

    @property
    def two(self) -> bool:
        """Whether there are two valleys, and so something to escape from."""
        return len(self.valleys) == 2

    @cached_property
    def ridge(self) -> float | None:
        """Where the top between the valleys is, or None with one valley."""
        if not self.two:
            return None
        tilt = self.objective.parameters["tilt"]
        roots = np.sort(np.roots([4.0, 0.0, -4.0, -tilt]).real)
        return float(roots[1])

    def height(self, x: float) -> float:
        """f(x)."""
        return float(self.objective.value(np.array([x])))

    @cached_property
    def ridge_height(self) -> float:
        """Height at the ridge. Raises ValueError with one valley."""
        if self.ridge is None:
            raise ValueError("a landscape with one valley has no ridge")
        return self.height(self.ridge)

    @cached_property
    def differ(self) -> bool:
        """Whether one of two valleys is visibly deeper: by a hundredth of the ridge's height."""
        if not self.two:
            return False
        deep, shallow = (self.height(x) for x in self.valleys)
        return shallow - deep > 0.01 * (self.ridge_height - deep)

    def side(self, index: int) -> str:
        """``left`` or ``right``: where valley ``index`` lies among the two."""
        return "left" if self.valleys[index] == min(self.valleys) else "right"

    def adjective(self, index: int) -> str:
        """``deep`` or ``shallow``; where both are as deep, ``left`` or ``right``."""
        return ("deep", "shallow")[index] if self.differ else self.side(index)

    def name(self, index: int) -> str:
        """A valley in a sentence: ``the shallow valley``."""
        return f"the {self.adjective(index)} valley" if self.two else "the valley"

    @cached_property
    def x_range(self) -> Range:
        """What is drawn: the valleys with room beside them, and the start unless it is far off."""
        # A steep tilt makes one wide valley far out; it needs as much room as it is away.
        room = 1.2 if self.two else max(1.2, 1.1 * abs(self.valleys[0]))
        low, high = min(self.valleys) - room, max(self.valleys) + room
        margin = 0.06 * (high - low)
        if low - _FARTHEST_START <= self.start <= high + _FARTHEST_START:
            low, high = min(low, self.start - margin), max(high, self.start + margin)
        return low, high

    @cached_property
    def y_range(self) -> Range:
        """Heights drawn: from below the deepest point to above the start, if that is in sight."""
        xs = np.linspace(*self.x_range, 400)
        heights = self.objective.value(xs[:, None])
        low, top = float(heights.min()), float(heights.max())
        if self.two:
            rise = self.ridge_height - low
            start = self.height(self.start) if self.sees(self.start) else top
            top = low + min(max(1.15 * (start - low), 4.0 * rise), _RIDGES_HIGH * rise, top - low)
        return low - 0.1 * (top - low), top

    def sees(self, x: float) -> bool:
        """Whether x lies in the drawn range, however high it is."""
        return self.x_range[0] <= x <= self.x_range[1]

    @property
    def shows_start(self) -> bool:
        """Whether the ball can be seen at its start."""
        return self.sees(self.start) and self.height(self.start) <= self.y_range[1]

    def curve(self, count: int = 500) -> Floats:
        """Points (count, 2) of the landscape over the drawn range."""
        xs = np.linspace(*self.x_range, count)
        return np.stack([xs, self.objective.value(xs[:, None])], axis=1)
