"""What moves in the lesson on contours: slices, the point on its curve, the fan, the bowl."""

from __future__ import annotations

from typing import Any

import numpy as np
from manim import VGroup, VMobject

from mathcore import calculus, objectives
from mathcore.objectives import Objective
from scenes.lessons.gradient_contours.marks import backed
from scenes.plane import Floats, Plane
from scenes.shapes import arrow, current_dot, minimum_star, polyline, right_angle
from scenes.stories.gradient_contours.places import Route
from scenes.stories.gradient_contours.story import Story
from scenes.text import Formula
from scenes.theme import LABEL, LINE, THICK, THIN
from scenes.walk import arrow_on

TANGENT_REACH = 1.0
"""Half the length of a tangent on screen, Manim units."""


class Live(VGroup):
    """A picture that redraws itself from data. A copy of it, as fades make one, is only lines."""

    def copy(self) -> Any:
        """What is drawn now, without the data."""
        return VGroup(*(part.copy() for part in self.submobjects))


class Slide(Live):
    """A dot that slides along one axis, on the map and in the slice, with the slice's tangent."""

    def __init__(
        self, story: Story, axis: int, board: Plane, slice_plane: Plane, reach: float
    ) -> None:
        super().__init__()
        self.story, self.axis = story, axis
        self.board, self.slice_plane, self.reach = board, slice_plane, reach
        self.with_guide = True
        self.show_turn(0.0)

    @property
    def slope(self) -> float:
        """The slope of the slice where the dot is."""
        return float(self.story.objective.gradient(self.position)[self.axis])

    def show_turn(self, turn: float) -> None:
        """Show the dot; from 0 to 1 it goes to one side, to the other side, and back."""
        offset = np.zeros(2)
        offset[self.axis] = self.reach * np.sin(2 * np.pi * turn)
        self.position: Floats = self.story.point + offset
        theme = self.board.theme
        height = float(self.story.objective.value(self.position))
        place = np.array([self.position[self.axis], height])
        half = 0.2 * (self.slice_plane.x_range[1] - self.slice_plane.x_range[0])
        run = np.array([-half, half])
        line = place + np.stack([run, self.slope * run], axis=1)
        parts: list[VMobject] = [self.slice_plane.curve(line, theme.color("tangent"), LINE)]
        if self.slice_plane.contains(place):
            parts.append(current_dot(self.slice_plane.to_screen(place), theme.color("text")))
        self.submobjects = parts
        if not self.with_guide:
            return
        through = np.repeat(self.story.point[None], 2, axis=0)
        through[:, self.axis] = (self.board.x_range, self.board.y_range)[self.axis]
        parts.append(self.board.curve(through, theme.color("tangent"), THIN, (0.1, 0.08)))
        parts.append(current_dot(self.board.to_screen(self.position), theme.color("text")))

    def hide_guide(self) -> None:
        """Leave only the slice's dot and tangent."""
        self.with_guide = False
        self.show_turn(0.0)


class Compass(Live):
    """The point on its level curve, with tangent, gradient and the right angle between them."""

    def __init__(self, plane: Plane, route: Route, scale: float) -> None:
        super().__init__()
        self.plane, self.route, self.scale_of_arrow = plane, route, scale
        self.with_tangent = self.with_arrow = self.with_mark = False
        self.show_share(0.0)

    @property
    def level_here(self) -> float:
        """The value of f where the point is."""
        return float(self.route.values[self.row])

    @property
    def angle(self) -> float:
        """Degrees between tangent and gradient."""
        return float(self.route.angles[self.row])

    def show_share(self, share: float) -> None:
        """Show the point at this share of the whole walk."""
        self.row = self.route.index(share)
        theme, plane = self.plane.theme, self.plane
        point, gradient = self.route.points[self.row], self.route.gradients[self.row]
        tangent = self.route.tangents[self.row]
        parts: list[VMobject] = []
        if self.with_tangent:
            reach = TANGENT_REACH / plane.scale_xy[0] * tangent
            parts.append(plane.curve([point - reach, point + reach], theme.color("tangent"), LINE))
        if self.with_arrow:
            parts.append(
                arrow_on(plane, point, self.scale_of_arrow * gradient, theme.color("gradient"))
            )
        drawn = self.scale_of_arrow * np.linalg.norm(gradient) * plane.scale_xy[0]
        if self.with_mark and drawn > 0.4 and abs(self.angle - 90) < 0.5:
            up, along = (np.array([*vector, 0.0]) for vector in (gradient, tangent))
            parts.append(right_angle(plane.to_screen(point), up, along, theme.color("text")))
        parts.append(current_dot(plane.to_screen(point), theme.color("text")))
        self.submobjects = parts


class Fan(Live):
    """Spokes in all directions, each as long as its slope is steep; dashed where it goes down."""

    def __init__(self, plane: Plane, story: Story, place: Floats, scale: float) -> None:
        super().__init__()
        self.plane, self.story, self.place, self.scale_of_arrow = plane, story, place, scale
        self.show_count(0.0)

    def show_count(self, count: float) -> None:
        """Show the first so many spokes; the last of them is the one being tried."""
        self.count = int(np.clip(np.ceil(count), 0, len(self.story.fan)))
        theme = self.plane.theme
        up: list[Floats] = []
        down: list[Floats] = []
        last: list[Floats] = []
        for direction, slope in zip(
            self.story.fan[: self.count], self.story.slopes[: self.count], strict=True
        ):
            end = self.place + self.scale_of_arrow * abs(slope) * direction
            last = self.plane.pieces(np.array([self.place, end]))
            (up if slope > 0 else down).extend(last)
        if self.count == len(self.story.fan):
            last = []
        self.submobjects = [
            polyline(up, theme.color("text"), LINE),
            polyline(down, theme.color("muted"), THIN, (0.07, 0.06)),
            polyline(last, theme.color("tangent"), THICK),
        ]

    @property
    def slope(self) -> float:
        """The slope in the direction that was tried last."""
        return float(self.story.slopes[max(self.count - 1, 0)])


class SquashedBowl(Live):
    """A bowl that is squashed along y, and where minus the gradient points then."""

    PLACE = np.array([1.7, 1.0])
    MOST = 6.0

    def __init__(self, plane: Plane) -> None:
        super().__init__()
        self.plane = plane
        label = Formula("-nabla f", plane.theme.color("gradient descent"), LABEL)
        self.label = backed(label, plane.theme)
        self.show_curvature(1.0)

    @staticmethod
    def bowl(curvature: float) -> Objective:
        """The bowl f = x^2 + curvature y^2."""
        return objectives.get("quadratic", a=1.0, b=curvature)

    def show_curvature(self, curvature: float) -> None:
        """Show the bowl with this curvature along y."""
        plane, theme, place = self.plane, self.plane.theme, self.PLACE
        bowl = self.bowl(curvature)
        self.curvature = curvature
        down = -bowl.gradient(place)
        self.miss = float(calculus.angle_between(down, -place))
        parts: list[VMobject] = []
        height = float(bowl.value(place))
        for rank, share in enumerate((0.35, 0.7, 1.0, 1.35, 1.7)):
            around = np.linspace(0, 2 * np.pi, 90)
            axes = share * np.sqrt(height / np.array([1.0, curvature]))
            ring = np.stack([np.cos(around), np.sin(around)], axis=1) * axes
            width = THICK if share == 1.0 else THIN
            parts.append(plane.curve(ring, theme.level_color(rank / 4), width))
        tangent = calculus.tangent(bowl, place)
        unit = down / np.linalg.norm(down)
        to_screen = plane.to_screen
        side = np.array([-unit[1], unit[0]]) * 0.42
        self.label.move_to(to_screen(place + 0.9 * unit) + np.array([*side, 0.0]))
        parts += [
            plane.curve([place, np.zeros(2)], theme.color("muted"), LINE, (0.1, 0.08)),
            plane.curve(place + np.outer([-0.7, 0.7], tangent), theme.color("tangent"), LINE),
            arrow(to_screen(place), to_screen(place + 1.1 * unit), theme.color("gradient descent")),
            right_angle(
                to_screen(place), [*-unit, 0.0], [*tangent, 0.0], theme.color("text")
            ),
            minimum_star(to_screen(np.zeros(2)), theme.color("text")),
            current_dot(to_screen(place), theme.color("text")),
            self.label,
        ]  # fmt: skip
        self.submobjects = parts
