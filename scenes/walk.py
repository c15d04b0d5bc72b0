"""The path of an optimiser that grows as the steps are taken, cut cleanly at the plane's edge."""

from __future__ import annotations

import numpy as np
from manim import DL, UP, UR, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.clipping import clip_segment
from scenes.plane import Plane
from scenes.shapes import arrow, current_dot, dots, exit_mark, polyline, start_ring
from scenes.theme import LINE

Floats = NDArray[np.float64]

MOST_DOTS = 60
"""Dots are drawn for the first steps only: more would merge into a band."""


class Walk(VGroup):
    """A trajectory shown up to ``progress`` steps.

    ``progress`` is a float from 0 to the number of steps: 2.5 is half-way through the third step.
    Animate it with ``TakeSteps(walk, until=3)`` or set it with ``show_progress``.

    Parameters
    ----------
    plane : where it is drawn
    positions : data points (n + 1, 2), row 0 the start; a one-dimensional method on its landscape
        gives (x, f(x))
    role : the theme's role of the method: its colour and its dash
    """

    def __init__(
        self, plane: Plane, positions: ArrayLike, role: str, *, width: float = LINE
    ) -> None:
        super().__init__()
        self.plane, self.role, self.width_of_line = plane, role, width
        self.positions: Floats = np.asarray(positions, dtype=float)
        self.steps = len(self.positions) - 1
        self.color_of_role = plane.theme.color(role)
        self.progress = 0.0
        self._on_plane = np.array([plane.contains(p) for p in self.positions])
        self._places = plane.to_screen(np.where(self._on_plane[:, None], self.positions, np.nan))
        self.show_progress(0.0)

    def at(self, progress: float) -> Floats:
        """The data point (2,) after ``progress`` steps, in between by a straight line."""
        step = int(np.clip(np.floor(progress), 0, self.steps))
        share = progress - step
        here: Floats = self.positions[step]
        if step == self.steps or share <= 0:
            return here
        between: Floats = here + share * (self.positions[step + 1] - here)
        return between

    def show_progress(self, progress: float) -> Walk:
        """Draw the path up to ``progress`` steps."""
        self.progress = float(np.clip(progress, 0.0, self.steps))
        done = int(np.floor(self.progress))
        here = self.at(self.progress)
        trail = np.concatenate([self.positions[: done + 1], here[None]])
        dash = self.plane.theme.dash(self.role)
        parts: list[VMobject] = [
            polyline(self.plane.pieces(trail), self.color_of_role, self.width_of_line, dash)
        ]
        passed = min(done, MOST_DOTS) + 1
        inside = self._places[:passed][self._on_plane[:passed]]
        parts.append(dots(list(inside), self.color_of_role, 0.045))
        if self._on_plane[0]:
            parts.append(start_ring(self._places[0], self.color_of_role))
        if self.plane.contains(here):
            parts.append(current_dot(self.plane.to_screen(here), self.color_of_role))
        else:
            parts += self._exit(trail)
        self.submobjects = parts
        return self

    def _exit(self, trail: Floats) -> list[VMobject]:
        """The mark where the path left the plane for the last time."""
        for k in range(len(trail) - 2, -1, -1):
            cut = clip_segment(trail[k], trail[k + 1], self.plane.x_range, self.plane.y_range)
            if cut is not None:
                a, b = self.plane.to_screen(np.array(cut))
                return [exit_mark(b, b - a, self.color_of_role)] if (a != b).any() else []
        return []

    def step_arrow(self, step: int, color: str | None = None) -> VGroup:
        """The arrow of one step, from row ``step`` to the next, cut at the plane's edge."""
        return arrow_on(
            self.plane,
            self.positions[step],
            self.positions[step + 1] - self.positions[step],
            color or self.color_of_role,
        )


def arrow_on(
    plane: Plane, at: ArrayLike, vector: ArrayLike, color: str, *, width: float = LINE
) -> VGroup:
    """An arrow in data units on a plane, cut at its edge with a mark where it leaves."""
    start = np.asarray(at, dtype=float)
    end = start + np.asarray(vector, dtype=float)
    cut = clip_segment(start, end, plane.x_range, plane.y_range)
    if cut is None:
        return VGroup()
    a, b = plane.to_screen(np.array(cut))
    if np.allclose(cut[1], end):
        return arrow(a, b, color, width)
    return VGroup(polyline([np.array([a, b])], color, width), exit_mark(b, b - a, color))


def label_near(
    plane: Plane, label: VMobject, at: ArrayLike, direction: ArrayLike = UP, gap: float = 0.15
) -> VMobject:
    """Put a label beside a data point, pushed back inside the plane's box where it would leave."""
    label.next_to(plane.to_screen(at), np.asarray(direction, dtype=float), buff=gap)
    return keep_inside(label, plane)


def keep_inside(label: VMobject, plane: Plane) -> VMobject:
    """Shift a mobject so that it lies inside the plane's box."""
    box = plane.box
    left, bottom, _ = label.get_corner(DL)
    right, top, _ = label.get_corner(UR)
    dx = max(box.x_min - left, 0.0) + min(box.x_max - right, 0.0)
    dy = max(box.y_min - bottom, 0.0) + min(box.y_max - top, 0.0)
    return label.shift(np.array([dx, dy, 0.0]))
