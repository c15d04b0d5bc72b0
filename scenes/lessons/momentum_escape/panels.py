"""What stands beside the hill: rules, live numbers, and the place of the ball against the step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from manim import DOWN, RIGHT, UL, ManimColor, VGroup, VMobject
from manim.typing import Vector3D
from numpy.typing import NDArray

from scenes.frame import PANEL, Rect
from scenes.lessons.momentum_escape.hill import Ball, Drawn, EdgePlane
from scenes.numbers import math_source
from scenes.plane import Plane
from scenes.shapes import polyline
from scenes.stories.momentum_escape.runs import BallRun
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import LABEL, LINE, READOUT, THIN, Theme

Floats = NDArray[np.float64]

_APART = 0.3
"""Least distance between two labels at the ends of curves."""


def plain_panel(ball: Ball) -> VGroup:
    """The rule of gradient descent, then step, gradient, next step and place, live.

    Order of its parts: rule, step, gradient, next step, x.
    """
    theme, run = ball.picture.theme, ball.run.trajectory
    rate = ball.run.learning_rate
    text, red = theme.color("text"), theme.color("gradient")
    rule = Formula(f"x arrow.l x - {math_source(rate)} g", text, parts={"g": red})

    def gradient() -> float:
        return float(run.gradients[ball.row, 0])

    rows = (
        Readout('"step"', lambda: ball.row, text, LABEL, decimals=0),
        Readout('"gradient" g', gradient, red, LABEL, decimals=3),
        Readout('"next step"', lambda: -rate * gradient(), text, LABEL, decimals=3),
        Readout("x", lambda: ball.x, text, LABEL, decimals=3),
    )
    stacked = stack(rule, *rows, gap=0.5)
    return stacked.move_to(PANEL.at(0, 0.95)).align_to(PANEL.at(0.04, 0.95), UL)


def momentum_panel(ball: Ball, keep: str, pull: str) -> VGroup:
    """The rule of momentum, then step, x and velocity, live."""
    theme, run = ball.picture.theme, ball.run.trajectory
    text, blue, red = (theme.color(role) for role in ("text", "momentum", "gradient"))

    def velocity() -> float:
        return float(run.updates[ball.row - 1, 0]) if ball.row else 0.0

    rule = Formula(f"v arrow.l {keep} {pull}", text, parts={keep: blue, pull: red})
    rows = (
        Readout('"step"', lambda: ball.row, text, decimals=0),
        Readout("x", lambda: ball.x, text, decimals=3),
        Readout('"velocity" v', velocity, blue, decimals=3),
    )
    stacked = stack(rule, *rows, gap=0.17)
    return stacked.move_to(PANEL.at(0, 1)).align_to(PANEL.at(0.04, 1), UL)


def named_part(formula: VMobject, name: str, color: str, end: Vector3D) -> VGroup:
    """A bar under the part of a formula that has this colour, and a name below that part.

    ``end`` is the side on which name and part end together: names of neighbours grow apart.
    """
    part = VGroup(
        *(glyph for glyph in formula.submobjects if glyph.get_fill_color() == ManimColor(color))
    )
    foot = formula.get_bottom()[1] - 0.12
    ends = [np.array([x, foot, 0.0]) for x in (part.get_left()[0], part.get_right()[0])]
    bar = polyline([np.array(ends)], color, LINE)
    label = Words(name, color, LABEL).next_to(bar, DOWN, buff=0.15)
    return VGroup(bar, label.align_to(bar, end))


class Trace(Drawn):
    """x against the step: the run without momentum, and the ball's own as far as it is."""

    def __init__(self, ball: Ball, plain: BallRun, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.ball = ball
        last = last_step(plain, ball.run)
        room = Rect(rect.x_min, rect.x_max - 0.85, rect.y_min, rect.y_max)
        self.plane = EdgePlane(
            (0, last), ball.picture.hill.x_range, room, theme,
            y_label='x "at each step"', ticks=3,
        )  # fmt: skip
        grey = theme.color("gradient descent")
        other = self.plane.curve(_points(plain, last), grey, THIN)
        ends = [float(_points(run, last)[-1, 1]) for run in (plain, ball.run)]
        names = end_labels(self.plane, ends, ['"without"', '"with"'], [grey, ball.role_color])
        self._still = [self.plane, other, *names]
        self._rows = _points(ball.run, ball.steps)
        self.follow()

    def follow(self) -> None:
        """Draw the ball's way until now."""
        done = self._rows[: self.ball.row + 1]
        now = [[self.ball.progress, self.ball.x]]
        curve = self.plane.curve(np.concatenate([done, now]), self.ball.role_color, LINE)
        self.submobjects = [*self._still, curve]


def last_step(*runs: BallRun) -> int:
    """How many steps a chart of these runs shows: until all are at rest, and a little more."""
    longest = max(run.trajectory.steps for run in runs)
    settled = max(run.settled_row for run in runs)
    return max(min(int(1.25 * settled) + 5, longest), 10)


def end_labels(
    plane: Plane, values: Sequence[float], texts: Sequence[str], colors: Sequence[str]
) -> list[Formula]:
    """Labels (Typst mathematics) right of a plane at the heights of these values, kept apart."""
    low, high = plane.y_range
    heights = [float(plane.point(plane.x_range[1], np.clip(v, low, high))[1]) for v in values]
    order = np.argsort(heights)
    placed = np.array(heights)
    for below, above in pairwise(order):
        placed[above] = max(placed[above], placed[below] + _APART)
    placed -= max(placed.max() - plane.box.y_max, 0.0)
    return [
        Formula(text, color, READOUT).next_to((plane.box.x_max, y, 0.0), RIGHT, buff=0.12)
        for text, color, y in zip(texts, colors, placed, strict=True)
    ]


def _points(run: BallRun, last: int) -> Floats:
    """Rows (step, x) of a run up to ``last``; one that ended early stays where it is."""
    return _extended(run, run.trajectory.positions[:, 0], last)


def _extended(run: BallRun, values: Floats, last: int) -> Floats:
    xs = values[: last + 1]
    steps = np.arange(len(xs), dtype=float)
    if len(xs) <= last and not run.trajectory.diverged:
        steps, xs = np.append(steps, last), np.append(xs, xs[-1])
    return np.stack([steps, xs], axis=1)


def loss_points(run: BallRun, last: int) -> Floats:
    """Rows (step, loss) of a run up to ``last``; one that ended early stays where it is."""
    return _extended(run, run.trajectory.losses, last)
