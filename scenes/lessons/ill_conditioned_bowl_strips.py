"""Two strips of bars under the picture: the vertical and the horizontal part of each step."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes.bars import bars
from scenes.frame import PANEL, Rect
from scenes.plane import Plane
from scenes.shapes import Floats, arrow
from scenes.stories.ill_conditioned_bowl_run import Run
from scenes.text import Readout, Words, stack
from scenes.theme import LABEL, READOUT, Theme

_ROOM_FOR_TICKS = 0.75
"""Tick labels such as 5 x 10^-6 reach farther left than a plane leaves room for."""


class Strip(VGroup):
    """The parts of the steps along one axis, one bar a step, with their running average.

    ``draw(progress)`` brings up the bars of the steps taken so far; 2.5 is half of the third.
    """

    def __init__(self, run: Run, axis: int, name: str, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.values: Floats = np.asarray(run.updates[: run.bars, axis])
        self.progress = 0.0
        size = float(np.abs(self.values).max(initial=0.0)) or 1.0
        lower = -size if (self.values < 0).any() else 0.0
        upper = size if (self.values > 0).any() or lower == 0 else 0.0
        place = Rect(rect.x_min + _ROOM_FOR_TICKS, rect.x_max, rect.y_min, rect.y_max)
        count = max(len(self.values), 5)
        self.plane = Plane(
            (0.2, count + 0.8),
            (1.1 * lower, 1.1 * upper),
            place,
            theme,
            ticks=3,
        )
        self.bars = bars(self.plane, self.values, theme.color("gradient descent"))
        self.title = Words(f"{name} part of each step", theme.color("text"), READOUT)
        self.average = Readout(
            '"average so far"', self.mean, theme.color("text"), READOUT, _decimals(size)
        )
        self.label = stack(self.title, self.average, gap=0.2)
        self.label.move_to((PANEL.x_min, self.plane.box.center[1], 0.0), aligned_edge=LEFT)
        self.add(self.plane, self.bars)
        self.draw(0.0)

    def mean(self) -> float:
        """Average of the parts of the steps taken so far."""
        done = round(self.progress)
        if not done:
            return 0.0
        mean = float(self.values[:done].mean())
        return 0.0 if abs(mean) < 1e-12 * float(np.abs(self.values[:done]).max()) else mean

    def draw(self, progress: float) -> Strip:
        """Show the bars of so many steps."""
        self.progress = float(np.clip(progress, 0.0, len(self.values)))
        for index, bar in enumerate(self.bars):
            bar.set_fill(opacity=0.85 * float(np.clip(self.progress - index, 0.0, 1.0)))
        return self


def _decimals(size: float) -> int:
    """Decimals that show three digits of a number of this size."""
    return int(np.clip(2 - np.floor(np.log10(size)), 2, 14))


class Compass(VGroup):
    """Which way is vertical and which is horizontal, with what they mean in this bowl."""

    def __init__(self, theme: Theme, vertical: str, horizontal: str, rect: Rect) -> None:
        super().__init__()
        color = theme.color("text")
        middle = np.array([rect.x_min + 0.45, rect.y_max - 0.75, 0.0])
        across = VGroup(
            arrow(middle, middle + 0.6 * UP, color), arrow(middle, middle - 0.6 * UP, color)
        )
        words = Words(vertical, color, LABEL).next_to(across, RIGHT, buff=0.3)
        self.upright = VGroup(across, words)
        middle = np.array([rect.x_min + 0.45, rect.y_max - 1.85, 0.0])
        along = VGroup(
            arrow(middle, middle + 0.45 * RIGHT, color), arrow(middle, middle + 0.45 * LEFT, color)
        )
        words = Words(horizontal, color, LABEL).next_to(along, RIGHT, buff=0.3)
        words.align_to(self.upright[1], LEFT)
        self.sideways = VGroup(along, words)
        self.add(self.upright, self.sideways)
