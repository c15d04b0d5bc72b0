"""Two strips of bars under the picture: the vertical and the horizontal part of each step."""

from __future__ import annotations

import numpy as np
from manim import LEFT, RIGHT, UP, VGroup

from scenes.bars import bars
from scenes.frame import PANEL, Rect
from scenes.numbers import math_source
from scenes.plane import Plane
from scenes.shapes import Floats, arrow
from scenes.stories.ill_conditioned_bowl.run import HORIZONTAL, VERTICAL, Run
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import LABEL, READOUT, SMALL, Theme


class Strip(VGroup):
    """The parts of the steps along one axis, one bar a step, with their running average.

    ``draw(progress)`` brings up the bars of the steps taken so far; 2.5 is half of the third.

    Parameters
    ----------
    room : width kept free at the left for the scale, Manim units
    """

    def __init__(
        self, run: Run, axis: int, name: str, rect: Rect, room: float, theme: Theme
    ) -> None:
        super().__init__()
        self.values: Floats = np.asarray(run.updates[: run.bars, axis])
        self.progress = 0.0
        count = max(len(self.values), 5)
        self.plane = Plane(
            (0.2, count + 0.8),
            _reach(self.values),
            Rect(rect.x_min + room, rect.x_max, rect.y_min, rect.y_max),
            theme,
            ticks=0,
        )
        self.bars = bars(self.plane, self.values, theme.color("gradient descent"))
        self.scale_labels = VGroup(
            *(
                Formula(source, theme.color("muted"), SMALL).next_to(
                    self.plane.point(0.2, value), LEFT, buff=0.12
                )
                for value, source in _scale(self.values)
            )
        )
        self.title = Words(f"{name} part of each step", theme.color("text"), READOUT)
        self.average = Readout(
            '"average so far"', self.mean, theme.color("text"), READOUT, _decimals(self.values)
        )
        self.label = stack(self.title, self.average, gap=0.2)
        self.label.move_to((PANEL.x_min, self.plane.box.center[1], 0.0), aligned_edge=LEFT)
        self.add(self.plane, self.bars, self.scale_labels)
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


def strips(run: Run, upper: Rect, lower: Rect, theme: Theme) -> tuple[Strip, Strip]:
    """The vertical parts above the horizontal ones, step below step."""
    scales = [_scale(run.updates[: run.bars, axis]) for axis in (VERTICAL, HORIZONTAL)]
    widest = max(Formula(source, "#000000", SMALL).width for rows in scales for _, source in rows)
    room = widest + 0.15
    return (
        Strip(run, VERTICAL, "vertical", upper, room, theme),
        Strip(run, HORIZONTAL, "horizontal", lower, room, theme),
    )


def _round_up(size: float) -> float:
    """The next number of one digit."""
    power = 10.0 ** np.floor(np.log10(size))
    return float(f"{np.ceil(size / power - 1e-9) * power:.1g}")


def _reach(values: Floats) -> tuple[float, float]:
    """Range of y: round numbers that hold all values, and zero."""
    size = _round_up(float(np.abs(values).max(initial=0.0)) or 1.0)
    lower = -size if (values < 0).any() else 0.0
    upper = size if (values > 0).any() or lower == 0 else 0.0
    return lower, upper


def _scale(values: Floats) -> list[tuple[float, str]]:
    """Numbers beside the axis, with their Typst source."""
    return [(value, math_source(value)) for value in sorted({*_reach(values), 0.0})]


def _decimals(values: Floats) -> int:
    """Decimals that show the average as it is said, with two digits."""
    mean = abs(float(values.mean())) if len(values) else 0.0
    size = float(np.abs(values).max(initial=0.0))
    if mean <= 1e-12 * size:
        return 2
    return int(np.clip(1 - np.floor(np.log10(mean)), 0, 14))


class Compass(VGroup):
    """Which way is vertical and which is horizontal, with what they mean in this bowl."""

    def __init__(self, theme: Theme, vertical: str, horizontal: str, rect: Rect) -> None:
        super().__init__()
        color = theme.color("text")
        self.upright, self.sideways = (
            _signpost(meaning, way, (rect.x_min + 0.6, rect.y_max - below, 0.0), color)
            for meaning, way, below in ((vertical, UP, 0.7), (horizontal, RIGHT, 1.65))
        )
        self.add(self.upright, self.sideways)


def _signpost(meaning: str, way: Floats, at: tuple[float, float, float], color: str) -> VGroup:
    """A double arrow with what its direction means."""
    middle = np.array(at)
    ends = (arrow(middle, middle + sign * 0.55 * way, color) for sign in (1, -1))
    words = Words(meaning, color, LABEL).move_to(middle + 0.85 * RIGHT, aligned_edge=LEFT)
    return VGroup(*ends, words)
