"""The car that is told to turn, and the arrows of one momentum step laid head to tail."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, UR, RoundedRectangle, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.frame import Rect
from scenes.lessons.momentum_escape.hill import Drawn
from scenes.numbers import words
from scenes.shapes import arrow, current_dot, polyline
from scenes.stories.momentum_escape.car import Car
from scenes.stories.momentum_escape.runs import BottomPass
from scenes.text import Words
from scenes.theme import LABEL, LINE, READOUT, THICK, THIN, Theme

Floats = NDArray[np.float64]

_RUN_UP = 0.7
"""How far the car drives north before it is told to turn, in units of its velocity."""

_NAME = 1.7
"""Room for the name of the first arrow, to the left of the car."""

_GAP = 0.4
"""Between the names of two arrows on one line."""


class CarPicture(Drawn):
    """The car seen from above, its track, and the arrows of the step that it is about to take.

    It stands at ``progress`` steps; from -1 to 0 it drives north to the first corner.
    """

    def __init__(self, car: Car, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.car, self.theme = car, theme
        track = np.concatenate([[[0.0, -_RUN_UP]], car.positions])
        self._track: Floats = track
        self._fit(rect)
        if self.place(track[0])[0] < rect.x_min + _NAME:
            self._fit(Rect(rect.x_min + _NAME, rect.x_max, rect.y_min, rect.y_max))
        self._body = self._car_body()
        self._angle = np.pi / 2
        self.progress = -1.0
        self.show_progress(-1.0)

    def _fit(self, rect: Rect) -> None:
        low, high = self._track.min(axis=0) - 0.3, self._track.max(axis=0) + 0.4
        self._scale = float(min(rect.width / (high - low)[0], rect.height / (high - low)[1]))
        self._origin = rect.center[:2] - self._scale * (low + high) / 2

    def place(self, point: ArrayLike) -> Floats:
        """Screen point of a place on the ground; one scale in all directions."""
        return np.array([*(self._origin + self._scale * np.asarray(point, dtype=float)), 0.0])

    def _car_body(self) -> VGroup:
        color = self.theme.color("momentum")
        shell = RoundedRectangle(
            width=0.62, height=0.32, corner_radius=0.1,
            stroke_width=0, fill_color=color, fill_opacity=1.0,
        )  # fmt: skip
        window = RoundedRectangle(
            width=0.12, height=0.24, corner_radius=0.04,
            stroke_width=0, fill_color=self.theme.background, fill_opacity=1.0,
        )  # fmt: skip
        return VGroup(shell, window.shift(0.1 * RIGHT))

    def show_progress(self, progress: float) -> None:
        """Put the car where it is after so many steps."""
        self.progress = progress
        rows = np.arange(-1, len(self.car.positions))
        here = np.array([np.interp(progress, rows, self._track[:, i]) for i in range(2)])
        done = int(np.floor(progress + 1e-9)) + 1
        trail = np.array([self.place(p) for p in [*self._track[: done + 1], here]])
        color = self.theme.color("momentum")
        # While a step is taken the car looks along it.
        step = int(np.clip(np.ceil(progress - 1e-9), 0, len(self.car.velocities) - 1))
        heading = self.car.velocities[step]
        angle = float(np.arctan2(heading[1], heading[0]))
        body = self._body.copy().rotate(angle).move_to(self.place(here))
        dots = [current_dot(self.place(p), color, 0.06) for p in self._track[1 : done + 1]]
        self.submobjects = [polyline([trail], color, THIN), *dots, body]

    def arrows(self, step: int) -> VGroup:
        """Step ``step`` from its start: kept velocity, the push from its tip, and their sum."""
        start = self.car.positions[step]
        kept = self.car.kept[step]
        tip = self.place(start + kept)
        first = arrow(self.place(start), tip, self.theme.color("momentum"), LINE)
        push = arrow(tip, self.place(start + kept + self.car.push), self.theme.color("gradient"))
        end = self.place(start + self.car.velocities[step + 1])
        return VGroup(first, push, arrow(self.place(start), end, self.theme.color("text"), THICK))

    def arrow_names(self, kept: VMobject, push: VMobject) -> VGroup:
        """The names of the first two arrows of a step, with their lengths."""
        blue, red = self.theme.color("momentum"), self.theme.color("gradient")
        lengths = float(np.linalg.norm(self.car.kept[0])), float(np.linalg.norm(self.car.push))
        first = Words(f"kept {words(lengths[0])}", blue, LABEL)
        second = Words(f"push {words(lengths[1])}", red, LABEL)
        return VGroup(first.next_to(kept, LEFT, buff=0.3), second.next_to(push, UP, buff=0.15))

    def compass(self, at: ArrayLike) -> VGroup:
        """North and east, as two small arrows with their names."""
        corner = np.asarray(at, dtype=float)
        muted = self.theme.color("muted")
        up, across = corner + 0.6 * UP, corner + 0.6 * RIGHT
        return VGroup(
            arrow(corner, up, muted, THIN),
            arrow(corner, across, muted, THIN),
            Words("north", muted, READOUT).next_to(up, UP, buff=0.08),
            Words("east", muted, READOUT).next_to(across, RIGHT, buff=0.08),
        )


def head_to_tail(passed: BottomPass, rect: Rect, theme: Theme) -> tuple[VGroup, VGroup, VGroup]:
    """The step at the bottom, enlarged: kept velocity, push from its tip, new velocity below.

    Each with its number. One scale for all three; together they fill the width of ``rect``.
    """
    ends = [0.0, passed.kept, passed.kept + passed.push]
    span = max(ends) - min(ends)
    scale = 0.92 * rect.width / span if span > 0 else 0.0
    left = rect.x_min + 0.04 * rect.width - scale * min(ends)

    def at(value: float, height: float) -> Floats:
        return np.array([left + scale * value, height, 0.0])

    upper, lower = rect.y_max - 0.5, rect.y_max - 0.95
    colors = _blue(theme), _red(theme), theme.color("text")
    arrows = (
        arrow(at(0, upper), at(ends[1], upper), colors[0]),
        arrow(at(ends[1], upper), at(ends[2], upper), colors[1]),
        arrow(at(0, lower), at(ends[2], lower), colors[2]),
    )
    numbers = words(passed.kept, 2), words(passed.push, 1), words(ends[2], 2)

    def named(*names: str) -> list[Words]:
        pairs = zip(names, numbers, colors, strict=True)
        return [Words(f"{name} {number}", color, LABEL) for name, number, color in pairs]

    labels = named("velocity kept", "push", "new velocity")
    if labels[0].width + labels[1].width > rect.width - _GAP:  # numbers with exponents
        labels = named("kept", "push", "new velocity")
    groups = [VGroup(*pair) for pair in zip(arrows, labels, strict=True)]
    # The first arrow's name stands over its tail, the second one's over the tip.
    begin, end = (UL, UR) if passed.kept > 0 else (UR, UL)
    for group, corner in ((groups[0], begin), (groups[1], end)):
        at_corner = rect.at(float(corner[0] > 0), 1)
        group[1].move_to(at_corner).align_to(at_corner, corner)
    groups[2][1].next_to(at((ends[0] + ends[2]) / 2, lower), DOWN, buff=0.12)
    return groups[0], groups[1], groups[2]


def _blue(theme: Theme) -> str:
    return theme.color("momentum")


def _red(theme: Theme) -> str:
    return theme.color("gradient")
