"""The map of outcomes, painted row by row, and the balls on the surface seen from above."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, Rectangle, Square, VGroup, VMobject
from numpy.typing import NDArray

from scenes.frame import Rect
from scenes.lessons.momentum_escape.hill import Drawn, EdgePlane, valley_color
from scenes.numbers import math_source
from scenes.plane import Plane, nice_ticks
from scenes.shapes import current_dot, minimum_star, polyline, start_ring
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.map import OutcomeMap, height
from scenes.text import Formula, Words
from scenes.theme import LINE, READOUT, SMALL, THICK, THIN, Dash, Theme
from scenes.walk import Walk

Floats = NDArray[np.float64]

_TICKS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.975, 0.99, 0.999, 0.9999, 0.99999, 0.999999)
_DOTS = 30
"""Steps of a ball on the surface that leave a dot."""


class MomentumPlane(EdgePlane):
    """Starts across, momenta up, at the heights of ``momentum_escape_map.height``."""

    def _draw_ticks(self, count: int) -> None:
        muted, color = self.theme.color("muted"), self.theme.color("axis")
        marks: list[Floats] = []
        for value in nice_ticks(*self.x_range, count):
            foot = self.point(value, 0.0)
            marks.append(np.array([foot, foot + DOWN * 0.08]))
            self.add(Formula(math_source(value), muted, SMALL).next_to(foot, DOWN, buff=0.14))
        last = -np.inf
        for momentum in _TICKS:
            foot = self.point(self.x_range[0], float(height(momentum)))
            if foot[1] > self.box.y_max + 1e-6 or foot[1] < last + 0.35:
                continue
            last = foot[1]
            marks.append(np.array([foot, foot + LEFT * 0.08]))
            source = math_source(momentum, 6)
            self.add(Formula(source, muted, SMALL).next_to(foot, LEFT, buff=0.14))
        self.add(polyline(marks, color, THIN))


class MapPicture(Drawn):
    """The map, filled up to some row; where no run settled it stays empty.

    ``plane`` and ``strip``, the hill above it on the same x axis, are drawn apart from it.
    """

    def __init__(self, outcomes: OutcomeMap, hill: Hill, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.outcomes = outcomes
        upper, lower = rect.rows(1.0, 4.6, gap=0.1)
        x_range = (float(outcomes.start_edges[0]), float(outcomes.start_edges[-1]))
        self.plane = MomentumPlane(
            x_range, (0.0, float(outcomes.height_edges[-1])), lower, theme,
            x_label='"start"', y_label='"momentum"',
        )  # fmt: skip
        self.strip = self._hill_strip(hill, upper, theme)
        self._fills: list[VMobject] = []
        self._corners: list[list[Floats]] = []
        for index in range(len(hill.valleys)):
            color = valley_color(theme, hill, index)
            self._fills.append(VMobject(stroke_width=0, fill_color=color, fill_opacity=0.8))
            self._corners.append([self._row(row, index) for row in range(len(outcomes.momenta))])
        self.shown = -1
        self.submobjects = [*self._fills]
        self.show_rows(0)

    def _hill_strip(self, hill: Hill, rect: Rect, theme: Theme) -> VGroup:
        """The landscape above the map, its starts above those of the map."""
        box = self.plane.box
        # A plane without ticks leaves 0.05 to the left of its box and 0.15 to the right.
        room = Rect(box.x_min - 0.05, box.x_max + 0.15, rect.y_min, rect.y_max)
        low, high = hill.y_range
        if hill.two:
            high = low + 1.8 * (hill.ridge_height - low)
        plane = EdgePlane(self.plane.x_range, (low, high), room, theme, ticks=0)
        curve = plane.curve(hill.curve(), theme.color("axis"), LINE)
        stars = [
            minimum_star(plane.point(x, hill.height(x)), valley_color(theme, hill, index))
            for index, x in enumerate(hill.valleys)
        ]
        return VGroup(curve, *stars)

    def _row(self, row: int, index: int) -> Floats:
        """Corner points (4 k, 3) of the rectangles of one row in which ``index`` is reached."""
        same = np.concatenate([[False], self.outcomes.outcomes[row] == index, [False]])
        first = np.flatnonzero(same[1:] & ~same[:-1])
        last = np.flatnonzero(same[:-1] & ~same[1:])
        low, high = self.outcomes.height_edges[row : row + 2]
        # A hair higher than the row: no seam may show between two rows.
        high = min(high + 0.1 * (high - low), self.plane.y_range[1])
        edges = self.outcomes.start_edges
        boxes = [
            [(edges[a], low), (edges[b], low), (edges[b], high), (edges[a], high)]
            for a, b in zip(first, last, strict=True)
        ]
        return self.plane.to_screen(np.array(boxes).reshape(-1, 2))

    def show_rows(self, count: float) -> None:
        """Paint the lowest ``count`` rows."""
        shown = round(count)
        if shown == self.shown:
            return
        self.shown = shown
        for fill, rows in zip(self._fills, self._corners, strict=True):
            corners = np.concatenate(rows[:shown]) if shown else np.zeros((0, 3))
            fill.clear_points()
            for box in corners.reshape(-1, 4, 3):
                fill.append_points(_sides(np.concatenate([box, box[:1]])))

    def row_frame(self, row: int, color: str) -> VMobject:
        """An outline around one row."""
        (left, right), edges = self.plane.x_range, self.outcomes.height_edges
        low, high = self.plane.point(left, edges[row]), self.plane.point(right, edges[row + 1])
        rim = 0.03
        corners = [
            (low[0] - rim, low[1] - rim), (high[0] + rim, low[1] - rim),
            (high[0] + rim, high[1] + rim), (low[0] - rim, high[1] + rim),
        ]  # fmt: skip
        closed = np.array([(x, y, 0.0) for x, y in [*corners, corners[0]]])
        return polyline([closed], color, LINE)

    def ring(self, start: float, momentum: float) -> VGroup:
        """A ring around one run, seen on every colour; nothing where its start is not drawn."""
        at = (start, float(height(momentum)))
        if not self.plane.contains(at):
            return VGroup()
        theme = self.plane.theme
        rim = start_ring(self.plane.point(*at), theme.background).set_stroke(width=9)
        return VGroup(rim, start_ring(self.plane.point(*at), theme.color("text")))


def _sides(corners: Floats) -> Floats:
    """Straight cubic pieces through the corners of a closed outline (n + 1, 3)."""
    start, end = corners[:-1, None], corners[1:, None]
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    pieces: Floats = (start + (end - start) * shares).reshape(-1, 3)
    return pieces


def legend_row(color: str | None, text: str, theme: Theme, width: float) -> VGroup:
    """A swatch, empty for no colour, and what it stands for."""
    swatch = Square(0.3, stroke_color=theme.color("axis"), stroke_width=2)
    if color is not None:
        swatch.set_fill(color, 0.8)
    words = Words(text, theme.color("text"), READOUT, width=width - 0.5)
    return VGroup(swatch, words.next_to(swatch, RIGHT, buff=0.18))


def backed(label: VMobject, theme: Theme) -> VGroup:
    """A label on a patch of background: what lies under it does not run through it."""
    patch = Rectangle(
        width=label.width + 0.1, height=label.height + 0.1,
        stroke_width=0, fill_color=theme.background, fill_opacity=0.8,
    )  # fmt: skip
    return VGroup(patch.move_to(label), label)


class BallPath(Walk):
    """A walk with a dash of its own, and dots for its first steps only: it is one of three.

    ``trail_rows`` is how many steps back its trail reaches.
    """

    def __init__(
        self, plane: Plane, positions: Floats, role: str, dash: Dash, trail_rows: int
    ) -> None:
        self.own_dash, self.trail_rows = dash, trail_rows
        self._marks = [
            (row, current_dot(plane.to_screen(p), plane.theme.color(role), radius=0.045))
            for row, p in enumerate(positions[:_DOTS])
            if plane.contains(p)
        ]
        super().__init__(plane, positions, role, width=THICK)

    def show_progress(self, progress: float) -> Walk:
        """Draw the path up to ``progress`` steps."""
        self.progress = float(np.clip(progress, 0.0, self.steps))
        done, here, color = int(np.floor(self.progress)), self.at(self.progress), self.color_of_role
        first = max(done - self.trail_rows, 0)
        trail = np.concatenate([self.positions[first : done + 1], here[None]])
        pieces = self.plane.pieces(trail)
        parts: list[VMobject] = [polyline(pieces, color, self.width_of_line, self.own_dash)]
        parts += [dot for row, dot in self._marks if first <= row <= done]
        if self.plane.contains(self.positions[0]):
            parts.append(start_ring(self.plane.to_screen(self.positions[0]), color))
        if self.plane.contains(here):
            parts.append(current_dot(self.plane.to_screen(here), color, radius=0.12))
        else:
            parts += self._exit(trail)
        self.submobjects = parts
        return self
