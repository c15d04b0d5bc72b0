"""The hill and what moves on it: the ball, its arrows, the bar of height and motion."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
from manim import DOWN, RIGHT, Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.frame import Rect
from scenes.plane import Plane
from scenes.shapes import current_dot, exit_mark, minimum_star, polyline, start_ring
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.runs import BallRun, energy
from scenes.text import Words
from scenes.theme import LABEL, LINE, READOUT, THICK, THIN, Theme
from scenes.walk import arrow_on, keep_inside

Floats = NDArray[np.float64]

_DOTS = 40
"""Steps that leave a dot; later ones would merge."""


def valley_color(theme: Theme, hill: Hill, index: int) -> str:
    """The colour of a valley: as on a contour map, the deeper one is that of low ground."""
    low = hill.adjective(index) in ("deep", "left")
    return theme.level_color(0.0 if low else 0.85)


class EdgePlane(Plane):
    """A plane with its axes along the lower and the left edge: the ridge stays free of lines."""

    def _draw_axes(self, ticks: int) -> None:
        box = self.box
        self.x_axis_height, self.y_axis_place = box.y_min, box.x_min
        corner = np.array([box.x_min, box.y_min, 0.0])
        across, up = np.array([box.x_max, box.y_min, 0.0]), np.array([box.x_min, box.y_max, 0.0])
        self.axes = polyline([np.array([up, corner, across])], self.theme.color("axis"), THIN)
        self.add(self.axes)
        if ticks:
            self._draw_ticks(ticks)


def room_for_numbers(rect: Rect, span: tuple[float, float]) -> Rect:
    """The rectangle, narrower on the left where the numbers of a vertical axis are long."""
    wide = 0.7 if max(map(abs, span)) >= 1e5 else 0.0
    return Rect(rect.x_min + wide, rect.x_max, rect.y_min, rect.y_max)


class Drawn(VGroup):
    """A picture that is redrawn from its data. A copy, as fades make one, is only its shapes."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """What is drawn now, without the data."""
        shapes = VGroup()
        memo[id(self)] = shapes
        shapes.add(*(deepcopy(part, memo) for part in self.submobjects))
        return shapes


class HillPicture(Drawn):
    """The landscape with a star and a name at the bottom of each valley.

    ``plane``, ``curve``, ``stars`` and ``names`` (deepest valley first) are its parts.
    """

    def __init__(self, hill: Hill, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.hill, self.theme = hill, theme
        room = room_for_numbers(rect, hill.y_range)
        self.plane = EdgePlane(hill.x_range, hill.y_range, room, theme, x_label="x", y_label="f(x)")
        self.curve = self.plane.curve(hill.curve(), theme.color("axis"), THICK)
        self.stars, self.names = VGroup(), VGroup()
        for index, x in enumerate(hill.valleys):
            at = self.plane.point(x, hill.height(x))
            color = valley_color(theme, hill, index)
            name = Words(hill.name(index).removeprefix("the "), theme.color("muted"), READOUT)
            self.stars.add(minimum_star(at, color))
            self.names.add(keep_inside(name.next_to(at, DOWN, buff=0.16), self.plane))
        self.add(self.plane, self.curve, self.stars, self.names)

    def on_curve(self, x: float) -> Floats:
        """Screen point of the landscape above x."""
        return self.plane.point(x, self.hill.height(x))

    def ridge_line(self, to: float) -> VMobject:
        """A dashed line at the height of the ridge, from its top to the screen x ``to``."""
        assert self.hill.ridge is not None
        top = self.on_curve(self.hill.ridge)
        end = np.array([to, top[1], 0.0])
        color = self.theme.color("muted")
        return polyline([np.array([top, end])], color, THIN, (0.12, 0.08))


class Ball(Drawn):
    """A run on the hill: start ring, a dot for each step, and the ball itself.

    It stands at ``progress`` steps; half-way through a step it is half-way along x.
    """

    def __init__(self, picture: HillPicture, run: BallRun, role: str) -> None:
        super().__init__()
        self.picture, self.run, self.role_color = picture, run, picture.theme.color(role)
        self.xs: Floats = run.trajectory.positions[:, 0]
        self.steps = len(self.xs) - 1
        self.progress = 0.0
        self._dots = [
            self._place(current_dot(np.zeros(3), self.role_color, 0.05), x) for x in self.xs[:_DOTS]
        ]
        self._ring = self._place(start_ring(np.zeros(3), self.role_color), self.xs[0])
        self._ball = current_dot(np.zeros(3), self.role_color, 0.12)
        self.show_progress(0.0)

    @property
    def x(self) -> float:
        """Where it is."""
        return float(np.interp(self.progress, np.arange(self.steps + 1), self.xs))

    @property
    def row(self) -> int:
        """The last row that it has reached."""
        return int(np.floor(self.progress + 1e-9))

    def show_progress(self, progress: float) -> None:
        """Put the ball where it is after so many steps."""
        self.progress = float(np.clip(progress, 0.0, self.steps))
        passed = [dot for dot in self._dots[: self.row + 1] if dot is not None]
        ring = [] if self._ring is None else [self._ring]
        self.submobjects = [*passed, *ring, self._marker()]

    def _marker(self) -> VMobject:
        plane, x = self.picture.plane, self.x
        height = self.picture.hill.height(x)
        if plane.contains((x, height)):
            return self._ball.move_to(plane.point(x, height))
        (low, high), (bottom, top) = plane.x_range, plane.y_range
        inside = np.array([np.clip(x, low, high), np.clip(height, bottom, top)])
        away = np.array([np.sign(x - inside[0]), np.sign(height - inside[1]), 0.0])
        return exit_mark(plane.to_screen(inside), away, self.role_color)

    def _place(self, mark: VMobject, x: float) -> VMobject | None:
        """Move a mark to the curve above x; None where that is out of the picture."""
        height = self.picture.hill.height(float(x))
        if not self.picture.plane.contains((float(x), height)):
            return None
        return mark.move_to(self.picture.plane.point(float(x), height))

    def step_arrow(self, row: int) -> VGroup:
        """The step from ``row``, level at the height of the ball."""
        at = (float(self.xs[row]), self.picture.hill.height(float(self.xs[row])))
        step = (float(self.xs[row + 1] - self.xs[row]), 0.0)
        return arrow_on(self.picture.plane, at, step, self.role_color)


class EnergyBar(Drawn):
    """Height and motion of a ball on top of each other, on the scale of the hill's plane."""

    def __init__(self, picture: HillPicture, ball: Ball, left: float) -> None:
        super().__init__()
        self.picture, self.ball = picture, ball
        self._left, self._width = left, 0.34
        self.height_color, self.motion_color = picture.theme.color("axis"), ball.role_color
        self._height, self._motion = energy(ball.run)
        self._floor = min(picture.hill.height(x) for x in picture.hill.valleys)
        self._parts = [
            Rectangle(width=self._width, height=1, stroke_width=0, fill_color=c, fill_opacity=0.9)
            for c in (self.height_color, self.motion_color)
        ]
        self._frame = polyline([self._outline()], picture.theme.color("axis"), THIN)
        self.add(self._frame, *self._parts)
        self.follow()
        self.add_updater(lambda bar: bar.follow())

    @property
    def right(self) -> float:
        """Screen x of its right edge."""
        return self._left + self._width

    def _outline(self) -> Floats:
        box = self.picture.plane.box
        foot = self.picture.plane.point(self.picture.plane.x_range[0], self._floor)[1]
        a, b = self._left, self.right
        corners = [(a, box.y_max), (a, foot), (b, foot), (b, box.y_max)]
        return np.array([(x, y, 0.0) for x, y in corners])

    def follow(self) -> EnergyBar:
        """Show the ball's height now and its motion, between rows in between."""
        rows = np.arange(len(self._height))
        height = self.picture.hill.height(self.ball.x)
        motion = float(np.interp(self.ball.progress, rows, self._motion))
        top = self.picture.plane.y_range[1]
        levels = [self._floor, min(height, top), min(height + motion, top)]
        ys = [self.picture.plane.point(0.0, level)[1] for level in levels]
        for part, low, high in zip(self._parts, ys[:-1], ys[1:], strict=True):
            part.stretch_to_fit_height(max(high - low, 1e-3))
            part.move_to(((self._left + self.right) / 2, (low + high) / 2, 0.0))
        return self


def gradient_arrow(ball: Ball, length: float = 0.6) -> VGroup:
    """The direction of the gradient at the start, with its name; nothing where it is zero.

    The arrow has a fixed screen length: the gradient itself would not fit on the stage.
    """
    plane, color = ball.picture.plane, ball.picture.theme.color("gradient")
    slope = float(ball.run.trajectory.gradients[0, 0])
    x = float(ball.xs[0])
    at = (x, ball.picture.hill.height(x))
    if slope == 0 or not plane.contains(at):
        return VGroup()
    uphill = np.sign(slope)
    arrow = arrow_on(plane, at, (uphill * length / plane.scale_xy[0], 0.0), color, width=LINE)
    name = Words("uphill: the gradient", color, LABEL)
    # On the free side of the ball: uphill is the wall.
    return VGroup(arrow, name.next_to(plane.point(*at), -uphill * RIGHT, buff=0.35))
