"""The bowl seen from above: its level curves and the downhill arrow, for any condition number."""

from __future__ import annotations

import numpy as np
from manim import VGroup, VMobject

from mathcore.calculus import tangent
from mathcore.objective import Objective
from scenes.frame import Rect
from scenes.plane import Plane
from scenes.shapes import Floats, arrow, cut_into_dashes, polyline, right_angle
from scenes.stories.ill_conditioned_bowl.ellipse import ellipse, ring_levels
from scenes.stories.ill_conditioned_bowl.run import misses_by
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.theme import LINE, THICK, THIN, Theme

RINGS = 9
ARROW = 1.7
"""Length of the downhill arrow, Manim units: only its direction is meant."""
_TANGENT = 1.3
_DASHES = (0.12, 0.1)


def view(start: tuple[float, float], aspect: float) -> tuple[tuple[float, float], ...]:
    """Ranges of x and y, one scale on both, that show the start and the minimum with room."""
    wide = max(abs(start[0]) * 10.5 / 9, abs(start[1]) * 1.25 * aspect)
    return (-wide, wide), (-wide / aspect, wide / aspect)


def top_view(story: Story, rect: Rect, theme: Theme, *, ticks: int = 0) -> Plane:
    """A plane for the bowl that fills ``rect``, the minimum in its middle."""
    left, below = (0.9, 0.52) if ticks else (0.2, 0.15)
    x_range, y_range = view(story.start, (rect.width - left) / (rect.height - below))
    return Plane(x_range, y_range, rect, theme, equal=True, ticks=ticks)


def reshape(drawn: VMobject, anew: VMobject) -> None:
    """Give a mobject, part by part, the points of another one of the same make."""
    for old, new in zip(drawn.get_family(), anew.get_family(), strict=True):
        old.set_points(new.points)


class Valley(VGroup):
    """Level curves of the bowl on a plane. ``draw`` computes them anew for a condition number.

    The rings are spread evenly from the minimum to the corner of the picture, so that the picture
    is filled however long the ellipses are.
    """

    def __init__(self, plane: Plane, story: Story, kappa: float) -> None:
        super().__init__()
        self.plane, self.story = plane, story
        colors = [plane.theme.level_color(k / (RINGS - 1)) for k in range(RINGS)]
        self.add(*(polyline([], color, THIN) for color in colors))
        self.draw(kappa)

    def draw(self, kappa: float) -> Valley:
        """Draw the level curves for this condition number."""
        self.kappa = kappa
        bowl = self.story.bowl_at(kappa)
        corner = self.plane.x_range[1], self.plane.y_range[1]
        for ring, level in zip(self.submobjects, ring_levels(bowl, corner, RINGS), strict=True):
            reshape(ring, polyline(self._pieces(bowl, float(level)), "#000000", THIN))
        return self

    def _pieces(self, bowl: Objective, level: float) -> list[Floats]:
        curves = ellipse(bowl, level, self.plane.x_range[1])
        return [piece for curve in curves for piece in self.plane.pieces(curve)]


class Downhill(VGroup):
    """The start with all that decides where its step goes.

    The level curve through it, that curve's tangent, the downhill arrow at a right angle to it, and
    the way to the minimum. ``misses_by`` is the angle between the last two, in degrees.
    """

    def __init__(self, plane: Plane, story: Story, kappa: float) -> None:
        super().__init__()
        self.plane, self.story = plane, story
        theme = plane.theme
        self.curve = polyline([], theme.level_color(0.75), THICK)
        self.tangent = polyline([], theme.color("tangent"), LINE)
        self.mark = polyline([], theme.color("tangent"), LINE)
        self.arrow = arrow(np.zeros(3), np.array([1.0, 0, 0]), theme.color("gradient"), THICK)
        here, target = plane.to_screen(np.array([story.start, (0.0, 0.0)]))
        way = cut_into_dashes(np.array([here, target]), _DASHES)
        self.way = polyline(way, theme.color("muted"), LINE)
        self.add(self.curve, self.way, self.tangent, self.mark, self.arrow)
        self.draw(kappa)

    def draw(self, kappa: float) -> Downhill:
        """Draw the directions for this condition number."""
        self.kappa = kappa
        bowl, plane = self.story.bowl_at(kappa), self.plane
        start = np.array(self.story.start)
        self.misses_by = misses_by(bowl, self.story.start)
        level = float(bowl.value(start))
        pieces = ellipse(bowl, level, plane.x_range[1])
        screen = [piece for curve in pieces for piece in plane.pieces(curve)]
        reshape(self.curve, polyline(screen, "#000000", THICK))
        along = tangent(bowl, start)
        reach = _TANGENT / plane.scale_xy[0]
        ends = np.array([start - reach * along, start + reach * along])
        reshape(self.tangent, polyline(plane.pieces(ends), "#000000", LINE))
        gradient = bowl.gradient(start)
        down = np.append(-gradient / np.linalg.norm(gradient), 0.0)
        here = plane.to_screen(start)
        reshape(self.arrow, arrow(here, here + ARROW * down, "#000000", THICK))
        side = np.append(along if along @ start < 0 else -along, 0.0)
        reshape(self.mark, right_angle(here, down, side, "#000000"))
        return self

    def gap(self) -> VMobject:
        """The arc from the arrow to the way to the minimum; nothing where they are one."""
        bowl, start = self.story.bowl_at(self.kappa), np.array(self.story.start)
        down, way = -bowl.gradient(start), -start
        first = float(np.arctan2(down[1], down[0]))
        turn = float(np.arctan2(down[0] * way[1] - down[1] * way[0], down @ way))
        angles = first + turn * np.linspace(0.0, 1.0, 30)
        circle = np.stack([np.cos(angles), np.sin(angles), np.zeros(30)], axis=1)
        arc = self.plane.to_screen(start) + 0.55 * ARROW * circle
        return polyline([arc], self.plane.theme.color("text"), LINE)
