"""The charts of the lesson: losses on a log axis, and shrink factors against the learning rate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup

from scenes.frame import Rect
from scenes.plane import Plane
from scenes.shapes import Floats, current_dot, cut_into_dashes, polyline
from scenes.stories.ill_conditioned_bowl.run import Run
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Words
from scenes.theme import LINE, READOUT, SMALL, THIN, Dash, Theme

RUN_DASHES: tuple[Dash, ...] = ((0.03, 0.1), (), (0.24, 0.12))
"""Slow, middle and fast: one method, so one colour."""
RUN_NAMES = ("slow", "middle", "fast")

_DECADES_DOWN, _DECADES_UP = 6, 3
"""How far below and above the first loss the chart reaches at most."""
_LEAST_GAP = 0.34
_POINTS = 400


class LossChart(VGroup):
    """Loss against steps for several runs on one clock; ``draw(progress)`` draws so many steps."""

    def __init__(self, runs: Sequence[Run], steps: int, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.rows = [_thinned(run) for run in runs]
        self.plane = Plane(
            (0, steps),
            _loss_range([run.trajectory.losses for run in runs]),
            rect,
            theme,
            log_y=True,
            y_label='"loss after each step"',
            ticks=4,
        )
        color = theme.color("gradient descent")
        self.curves = VGroup(*(polyline([], color, LINE) for _ in runs))
        self.labels = VGroup(*(Words(name, color, SMALL) for name in RUN_NAMES[: len(runs)]))
        self._place_labels()
        self.add(self.plane, self.curves)
        self.draw(0.0)

    def draw(self, progress: float) -> LossChart:
        """Draw the curves up to so many steps."""
        for rows, curve, dash in zip(self.rows, self.curves, RUN_DASHES, strict=True):
            until = _cut_off(rows, progress)
            drawn = polyline(self.plane.pieces(until), "#000000", LINE, dash)
            curve.set_points(drawn.points)
        return self

    def _place_labels(self) -> None:
        """Put each label at the end of its curve, apart from the others."""
        ends = []
        for rows in self.rows:
            pieces = self.plane.pieces(rows)
            ends.append(pieces[-1][-1] if pieces else self.plane.to_screen(rows[0]))
        taken: list[Floats] = []
        for index in np.argsort([-end[1] for end in ends]):
            at = ends[index].copy()
            at[1] = np.clip(at[1], self.plane.box.y_min + 0.15, self.plane.box.y_max - 0.3)
            for other in taken:
                if abs(at[0] - other[0]) < 1.2 and at[1] > other[1] - _LEAST_GAP:
                    at[1] = other[1] - _LEAST_GAP
            taken.append(at)
            self.labels[int(index)].next_to(at, RIGHT, buff=0.12)
        too_low = self.plane.box.y_min - min(label.get_bottom()[1] for label in self.labels)
        if too_low > 0:
            self.labels.shift(too_low * UP)


def _thinned(run: Run) -> Floats:
    """Rows (step, loss) of a run, few enough to be drawn every frame; the last one is kept."""
    losses = run.trajectory.losses
    steps = np.unique(np.linspace(0, len(losses) - 1, min(len(losses), _POINTS)).astype(int))
    # A loss of zero has no place on a log axis: it lies below every picture.
    return np.stack([steps.astype(float), np.maximum(losses[steps], 1e-300)], axis=1)


def _cut_off(rows: Floats, progress: float) -> Floats:
    """The rows up to ``progress`` steps, the last one in between on the log axis."""
    steps = rows[:, 0]
    progress = min(progress, float(steps[-1]))
    last = 10 ** np.interp(progress, steps, np.log10(rows[:, 1]))
    return np.concatenate([rows[steps < progress], [[progress, last]]])


def _loss_range(losses: Sequence[Floats]) -> tuple[float, float]:
    first = losses[0][0]
    every = np.concatenate(losses)
    low = max(float(every.min()), first * 10.0**-_DECADES_DOWN)
    high = min(float(every.max()), first * 10.0**_DECADES_UP)
    return 10 ** np.floor(np.log10(low)), 10 ** np.ceil(np.log10(high) + 1e-9)


class FactorChart(VGroup):
    """What one step leaves of the error, across and along, against the learning rate."""

    def __init__(self, story: Story, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.story = story
        self.curvatures = (1.0, story.kappa)
        self.end = 1.1 * story.limit
        # Long tick labels, such as 5 x 10^-7, need more room.
        ticks = 3 if story.kappa < 500 else 2
        self.plane = Plane((0, self.end), (0, 1.3), rect, theme, ticks=ticks, x_label="alpha")
        color = theme.color("text")
        self.rates = np.unique([*np.linspace(0, self.end, 50), story.best_rate, 1 / story.kappa])
        self.across = self._curve(story.kappa, color, ())
        self.along = self._curve(1.0, color, (0.2, 0.1))
        box = self.plane.box
        one = polyline(
            cut_into_dashes(
                np.array([self.plane.point(0, 1), self.plane.point(self.end, 1)]), (0.05, 0.1)
            ),
            theme.color("muted"),
            THIN,
        )
        self.labels = self._labels(color)
        self.title = Words("error left by each step", theme.color("text"), READOUT)
        self.title.move_to((box.x_min, box.y_max + 0.3, 0.0), aligned_edge=LEFT)
        self.dot = current_dot(self.plane.point(0, 1), theme.color("gradient"))
        self.add(self.plane, one, self.across, self.along)
        self.draw(0.0)

    def _curve(self, curvature: float, color: str, dash: Dash) -> VGroup:
        rows = np.stack([self.rates, np.abs(1 - self.rates * curvature)], axis=1)
        return VGroup(self.plane.curve(rows, color, LINE, dash))

    def _labels(self, color: str) -> VGroup:
        """Names beside the curves; one name where they can hardly be told apart."""
        beside = self.plane.point(0.75 * self.end, 0.3)
        if self.story.kappa < 1.5:
            between = self.plane.point(0.46 * self.end, 0.75)
            return VGroup(Words("across and along", color, SMALL).move_to(between))
        place = 0.28 * self.end
        under = self.plane.point(place, 1 - place) + 0.24 * DOWN
        return VGroup(
            Words("across", color, SMALL).move_to(beside),
            Words("along", color, SMALL).move_to(under),
        )

    def worst(self, rate: float) -> float:
        """The larger of the two factors."""
        return max(abs(1 - rate * curvature) for curvature in self.curvatures)

    def draw(self, rate: float) -> FactorChart:
        """Put the dot on the larger factor at this rate."""
        self.rate = rate
        self.dot.move_to(self.plane.point(rate, self.worst(rate)))
        return self
