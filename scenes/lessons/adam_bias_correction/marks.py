"""What only this lesson draws: growing bars, a bar of weights, curves that time uncovers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Rectangle, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.frame import Rect
from scenes.plane import Plane
from scenes.shapes import current_dot, exit_mark, polyline
from scenes.text import Formula
from scenes.theme import LINE, THIN, Dash, Theme

Floats = NDArray[np.float64]

_LONGEST_DASHED = 80.0
"""Manim units: a line that goes to and fro for longer is drawn solid, its dashes would merge."""


class GrowingBars(VGroup):
    """Bars at x = 1, 2, 3, ...; ``grow(2.5)`` draws two of them, and the third half grown."""

    def __init__(self, plane: Plane, values: ArrayLike, color: str, share: float = 0.62) -> None:
        super().__init__()
        self.plane = plane
        self.values: Floats = np.asarray(values, dtype=float)
        self.width_of_bar = share * float(plane.scale_xy[0])
        for _ in self.values:
            self.add(
                Rectangle(
                    width=self.width_of_bar, height=1.0,
                    fill_color=color, fill_opacity=0.85, stroke_width=0,
                )
            )  # fmt: skip
        self.grow(0.0)

    def grow(self, progress: float) -> None:
        """Draw as many bars as this."""
        for index, bar in enumerate(self.submobjects):
            grown = float(np.clip(progress - index, 0.0, 1.0))
            foot = self.plane.point(index + 1, 0.0)
            top = self.plane.point(index + 1, grown * self.values[index])
            height = max(abs(float(top[1] - foot[1])), 0.012)
            bar.stretch_to_fit_height(height).move_to((foot + top) / 2)
            bar.set_fill(opacity=0.85 if grown > 0 else 0.0)


class WeightBar(VGroup):
    """A bar of length one with blocks in it, from the left; what they leave free stays empty."""

    def __init__(self, box: Rect, theme: Theme, color: str, count: int = 1) -> None:
        self.box = box
        frame = Rectangle(
            width=box.width, height=box.height, color=theme.color("axis"), stroke_width=THIN
        ).move_to(box.center)
        blocks = [
            Rectangle(
                width=1.0, height=box.height - 0.06,
                color=theme.background, fill_color=color, stroke_width=THIN,
                fill_opacity=0.95 * 0.72**index,
            )
            for index in range(count)
        ]  # fmt: skip
        super().__init__(frame, *blocks)
        self.fill([0.0] * count)

    def fill(self, shares: Sequence[float]) -> None:
        """Give the blocks these shares of the whole length."""
        left = self.box.x_min
        for block, share in zip(self.submobjects[1:], shares, strict=True):
            width = max(share * self.box.width, 1e-3)
            block.stretch_to_fit_width(width).move_to(self.box.center).set_x(left + width / 2)
            left += width

    def place(self, share: float) -> float:
        """Screen x of a share of the length."""
        return self.box.x_min + share * self.box.width


class Trace(VMobject):
    """A curve of a plane that is uncovered along one axis of the screen.

    Parameters
    ----------
    points : float (n, 2), data; along ``axis`` they never turn back on the screen
    axis : 0 uncovers from left to right, 1 from the top downwards
    """

    def __init__(
        self,
        plane: Plane,
        points: ArrayLike,
        color: str,
        axis: int,
        *,
        width: float = LINE,
        dash: Dash = (),
    ) -> None:
        super().__init__(stroke_color=color, stroke_width=width, fill_opacity=0.0)
        pieces = plane.pieces(points)
        length = sum(float(np.linalg.norm(np.diff(p, axis=0), axis=1).sum()) for p in pieces)
        whole = polyline(pieces, color, width, dash if length < _LONGEST_DASHED else ())
        self._cubics: Floats = np.asarray(whole.points, dtype=float).reshape(-1, 4, 3)
        self._sign = 1.0 if axis == 0 else -1.0
        self._axis = axis

    def uncover(self, place: float) -> None:
        """Uncover it as far as this screen coordinate."""
        limit = self._sign * place
        begin = self._sign * self._cubics[:, 0, self._axis]
        end = self._sign * self._cubics[:, 3, self._axis]
        seen = self._cubics[begin < limit].copy()
        if len(seen) and end[begin < limit].max() > limit:
            for cubic, a, b in zip(seen, begin[begin < limit], end[begin < limit], strict=True):
                if b > limit:
                    cubic[:] = cubic[0] + (cubic - cubic[0]) * (limit - a) / (b - a)
        self.set_points(seen.reshape(-1, 3))


class Ball(VGroup):
    """A dot at a data point, or a mark at the plane's edge where it is outside."""

    def __init__(self, plane: Plane, color: str, radius: float) -> None:
        super().__init__()
        self.plane, self.color_of_ball, self.radius_of_ball = plane, color, radius

    def put(self, at: ArrayLike) -> None:
        """Move it."""
        point = np.asarray(at, dtype=float)
        if self.plane.contains(point):
            self.submobjects = [
                current_dot(self.plane.to_screen(point), self.color_of_ball, self.radius_of_ball)
            ]
            return
        low, high = np.array([self.plane.x_range, self.plane.y_range]).T
        edge = np.clip(np.nan_to_num(point), low, high)
        outward = np.sign(point - edge)
        direction = np.array([outward[0], 0.0 if outward[0] else outward[1], 0.0])
        self.submobjects = [exit_mark(self.plane.to_screen(edge), direction, self.color_of_ball)]


def thinned(times: Floats, places: Floats, most: int = 1200) -> tuple[Floats, Floats]:
    """At most about so many rows of a long run, the extremes of every stretch among them.

    times : float64 (n,), as they are drawn, ascending; places : float64 (n,)
    """
    if len(times) <= most:
        return times, places
    edges = np.linspace(times[0], times[-1], most // 2)
    stretch = np.searchsorted(edges, times)
    kept = {0, len(times) - 1}
    for first, last in _runs(stretch):
        part = places[first:last]
        kept |= {first + int(part.argmin()), first + int(part.argmax())}
    rows = np.array(sorted(kept))
    return times[rows], places[rows]


def _runs(labels: NDArray[np.intp]) -> list[tuple[int, int]]:
    """First and last-plus-one index of each run of equal labels."""
    cuts = [0, *(np.flatnonzero(np.diff(labels)) + 1).tolist(), len(labels)]
    return list(pairwise(cuts))


class Stained(Formula):
    """A formula whose parts wait in the plain colour until their own is played.

    ``formula.stain(colour)`` is the animation that shows the parts of that colour.
    """

    def __init__(self, source: str, color: str, size: float, parts: dict[str, str]) -> None:
        super().__init__(source, color, size, parts=parts)
        self._due = {name: VGroup() for name in parts.values()}
        for glyph in self.submobjects:
            # A root's bar is a stroke, the letters are filled.
            lined = glyph.get_stroke_width() > 0
            shade = glyph.get_stroke_color() if lined else glyph.get_fill_color()
            if shade is not None and shade.to_hex() in self._due:
                self._due[shade.to_hex()].add(glyph)
        for glyphs in self._due.values():
            glyphs.set_color(color)

    def part(self, color: str) -> VGroup:
        """The glyphs that are to have this colour."""
        return self._due[color]

    def stain(self, color: str) -> Any:
        """The animation that colours them."""
        return self.part(color).animate.set_color(color)
