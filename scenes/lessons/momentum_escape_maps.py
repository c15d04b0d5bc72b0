"""The map of outcomes, painted row by row, and the balls on the surface seen from above."""

from __future__ import annotations

import numpy as np
from manim import RIGHT, Square, VGroup, VMobject
from numpy.typing import NDArray

from scenes.frame import Rect
from scenes.lessons.momentum_escape_hill import Drawn, EdgePlane, valley_color
from scenes.plane import Plane
from scenes.shapes import polyline, start_ring
from scenes.stories.momentum_escape_hill import Hill
from scenes.stories.momentum_escape_map import OutcomeMap
from scenes.text import Words
from scenes.theme import LINE, SMALL, THICK, Dash, Theme
from scenes.walk import Walk

Floats = NDArray[np.float64]


class MapPicture(Drawn):
    """The map, filled up to ``momentum``; where no run settled it stays empty."""

    def __init__(self, outcomes: OutcomeMap, hill: Hill, rect: Rect, theme: Theme) -> None:
        super().__init__()
        self.outcomes = outcomes
        x_range = (float(outcomes.start_edges[0]), float(outcomes.start_edges[-1]))
        self.plane = EdgePlane(
            x_range, (0.0, float(outcomes.momentum_edges[-1])), rect, theme,
            x_label='"start"', y_label='"momentum"',
        )  # fmt: skip
        self._fills: list[VMobject] = []
        self._corners: list[list[Floats]] = []
        for index in range(len(hill.valleys)):
            color = valley_color(theme, hill, index)
            self._fills.append(VMobject(stroke_width=0, fill_color=color, fill_opacity=1.0))
            self._corners.append([self._row(row, index) for row in range(len(outcomes.momenta))])
        self.shown = -1
        self.submobjects = [*self._fills]
        self.show_rows(0)

    def _row(self, row: int, index: int) -> Floats:
        """Corner points (4 k, 3) of the rectangles of one row in which ``index`` is reached."""
        same = np.concatenate([[False], self.outcomes.outcomes[row] == index, [False]])
        first = np.flatnonzero(same[1:] & ~same[:-1])
        last = np.flatnonzero(same[:-1] & ~same[1:])
        low, high = self.outcomes.momentum_edges[row : row + 2]
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
                closed = np.concatenate([box, box[:1]])
                fill.append_points(_sides(closed))

    def row_frame(self, row: int, color: str) -> VMobject:
        """An outline around one row."""
        (left, right), edges = self.plane.x_range, self.outcomes.momentum_edges
        low, high = self.plane.point(left, edges[row]), self.plane.point(right, edges[row + 1])
        rim = 0.03
        corners = [
            (low[0] - rim, low[1] - rim), (high[0] + rim, low[1] - rim),
            (high[0] + rim, high[1] + rim), (low[0] - rim, high[1] + rim),
        ]  # fmt: skip
        closed = np.array([(x, y, 0.0) for x, y in [*corners, corners[0]]])
        return polyline([closed], color, LINE)

    def ring(self, start: float, momentum: float, color: str) -> VMobject:
        """A ring around one run."""
        return start_ring(self.plane.point(start, momentum), color)


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
        swatch.set_fill(color, 1.0)
    words = Words(text, theme.color("text"), SMALL, width=width - 0.5)
    return VGroup(swatch, words.next_to(swatch, RIGHT, buff=0.18))


class DashedWalk(Walk):
    """A walk with a dash of its own, to tell two runs of one method apart."""

    def __init__(self, plane: Plane, positions: Floats, role: str, dash: Dash) -> None:
        self.own_dash = dash
        super().__init__(plane, positions, role, width=THICK)

    def show_progress(self, progress: float) -> Walk:
        """Draw the path up to ``progress`` steps."""
        super().show_progress(progress)
        if self.own_dash:
            done = int(np.floor(self.progress))
            trail = np.concatenate([self.positions[: done + 1], self.at(self.progress)[None]])
            pieces = self.plane.pieces(trail)
            self.submobjects[0] = polyline(
                pieces, self.color_of_role, self.width_of_line, self.own_dash
            )
        return self
