"""A coordinate system on the stage: from data units to the screen, and cut at its edge.

Everything that a lesson draws in data units goes through a ``Plane``. Huge, infinite and undefined
values are cut away here, so that no drawing ever leaves the stage.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.clipping import clip_polyline
from scenes.frame import Rect
from scenes.numbers import math_source
from scenes.shapes import polyline
from scenes.text import Formula
from scenes.theme import SMALL, THIN, Dash, Theme

Floats = NDArray[np.float64]
Range = tuple[float, float]


class Plane(VGroup):
    """Axes, ticks and the map between data and screen.

    Parameters
    ----------
    x_range, y_range : lowest and highest data value; those of a logarithmic axis are positive
    rect : where on the screen the plane may stand, tick labels included
    equal : the same scale on both axes, so that a right angle looks right
    log_x, log_y : logarithmic axes
    x_label, y_label : Typst mathematics at the ends of the axes, or empty
    ticks : number of ticks aimed at on each axis; 0 for none

    Attributes
    ----------
    box : the screen rectangle that the data ranges fill
    """

    def __init__(
        self,
        x_range: Range,
        y_range: Range,
        rect: Rect,
        theme: Theme,
        *,
        equal: bool = False,
        log_x: bool = False,
        log_y: bool = False,
        x_label: str = "",
        y_label: str = "",
        ticks: int = 5,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.log_x, self.log_y = log_x, log_y
        self.x_range = (float(x_range[0]), float(x_range[1]))
        self.y_range = (float(y_range[0]), float(y_range[1]))
        room = _room_for_labels(rect, ticks, x_label, y_label)
        self.box = _equal_box(self.x_range, self.y_range, room) if equal else room
        self._draw_axes(ticks)
        self._draw_labels(x_label, y_label)

    # --- from data to screen -------------------------------------------------------------

    def _x(self, x: ArrayLike) -> Floats:
        values = np.asarray(x, dtype=float)
        return np.log10(values) if self.log_x else values

    def _y(self, y: ArrayLike) -> Floats:
        values = np.asarray(y, dtype=float)
        return np.log10(values) if self.log_y else values

    def to_screen(self, points: ArrayLike) -> Floats:
        """Data points, shape (..., 2), as screen points, shape (..., 3)."""
        data = np.asarray(points, dtype=float)
        left, right = (float(v) for v in self._x(self.x_range))
        low, high = (float(v) for v in self._y(self.y_range))
        across = (self._x(data[..., 0]) - left) / (right - left)
        up = (self._y(data[..., 1]) - low) / (high - low)
        screen = np.zeros((*data.shape[:-1], 3))
        screen[..., 0] = self.box.x_min + across * self.box.width
        screen[..., 1] = self.box.y_min + up * self.box.height
        return screen

    def point(self, x: float, y: float) -> Floats:
        """Screen point, shape (3,), of one data point."""
        return self.to_screen([x, y])

    @property
    def scale_xy(self) -> Floats:
        """Manim units for one data unit along x and y, shape (2,) (linear axes)."""
        return np.array(
            [
                self.box.width / (self.x_range[1] - self.x_range[0]),
                self.box.height / (self.y_range[1] - self.y_range[0]),
            ]
        )

    def contains(self, point: ArrayLike) -> bool:
        """Whether a data point lies on the plane."""
        x, y = np.asarray(point, dtype=float)
        return bool(
            self.x_range[0] <= x <= self.x_range[1] and self.y_range[0] <= y <= self.y_range[1]
        )

    def pieces(self, points: ArrayLike) -> list[Floats]:
        """The parts of a data polyline, shape (n, 2), that lie on the plane, as screen points."""
        data = np.asarray(points, dtype=float)
        return [self.to_screen(piece) for piece in clip_polyline(data, self.x_range, self.y_range)]

    # --- drawing in data units -----------------------------------------------------------

    def curve(
        self, points: ArrayLike, color: str, width: float = THIN, dash: Dash = ()
    ) -> VMobject:
        """A data polyline, shape (n, 2), cut at the edge of the plane."""
        return polyline(self.pieces(points), color, width, dash)

    def _draw_axes(self, ticks: int) -> None:
        color = self.theme.color("axis")
        box = self.box
        # An axis runs through zero where zero is in sight, else along the edge.
        zero_y = 0.0 if not self.log_y and self.y_range[0] <= 0 <= self.y_range[1] else None
        zero_x = 0.0 if not self.log_x and self.x_range[0] <= 0 <= self.x_range[1] else None
        y = self.point(self.x_range[0], zero_y)[1] if zero_y is not None else box.y_min
        x = self.point(zero_x, self.y_range[0])[0] if zero_x is not None else box.x_min
        self.x_axis_height, self.y_axis_place = float(y), float(x)
        lines = [
            np.array([[box.x_min, y, 0], [box.x_max, y, 0]]),
            np.array([[x, box.y_min, 0], [x, box.y_max, 0]]),
        ]
        self.axes = polyline(lines, color, THIN)
        self.add(self.axes)
        if ticks:
            self._draw_ticks(ticks)

    def _draw_ticks(self, count: int) -> None:
        muted, color = self.theme.color("muted"), self.theme.color("axis")
        marks: list[Floats] = []
        for value, source in _ticks(self.x_range, self.log_x, count):
            foot = self.point(value, self.y_range[0])
            marks.append(np.array([foot, foot + DOWN * 0.08]))
            self.add(Formula(source, muted, SMALL).next_to(foot, DOWN, buff=0.14))
        for value, source in _ticks(self.y_range, self.log_y, count):
            foot = self.point(self.x_range[0], value)
            marks.append(np.array([foot, foot + LEFT * 0.08]))
            self.add(Formula(source, muted, SMALL).next_to(foot, LEFT, buff=0.14))
        self.add(polyline(marks, color, THIN))

    def _draw_labels(self, x_label: str, y_label: str) -> None:
        color = self.theme.color("text")
        box = self.box
        if x_label:
            label = Formula(x_label, color, SMALL)
            self.add(label.next_to((box.x_max, box.y_min, 0.0), RIGHT, buff=0.1))
        if y_label:
            label = Formula(y_label, color, SMALL)
            label.next_to((box.x_min, box.y_max, 0.0), UP, buff=0.08)
            self.add(label.align_to((box.x_min, box.y_max, 0.0), LEFT))


def _room_for_labels(rect: Rect, ticks: int, x_label: str, y_label: str) -> Rect:
    left, below = (0.75, 0.42) if ticks else (0.05, 0.05)
    return Rect(
        rect.x_min + left,
        rect.x_max - (0.12 + 0.17 * len(x_label.replace(" ", "")[:6]) if x_label else 0.15),
        rect.y_min + below,
        rect.y_max - (0.4 if y_label else 0.1),
    )


def _equal_box(x_range: Range, y_range: Range, room: Rect) -> Rect:
    """The largest rectangle with the data's own proportions, in the middle of ``room``."""
    width, height = x_range[1] - x_range[0], y_range[1] - y_range[0]
    scale = min(room.width / width, room.height / height)
    x, y, _ = room.center
    return Rect(
        float(x - width * scale / 2),
        float(x + width * scale / 2),
        float(y - height * scale / 2),
        float(y + height * scale / 2),
    )


def nice_ticks(low: float, high: float, count: int) -> Sequence[float]:
    """Round values (1, 2 or 5 times a power of ten apart) inside a range, about ``count``."""
    rough = (high - low) / max(count, 1)
    power = 10.0 ** np.floor(np.log10(rough))
    step = power * min((1, 2, 5, 10), key=lambda factor: abs(factor * power - rough))
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return [float(f"{k * step:.12g}") for k in np.arange(first, last + 1)]


def log_ticks(low: float, high: float, count: int) -> Sequence[float]:
    """Powers of ten inside a positive range, at most about ``count``."""
    first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
    every = max(1, -(-(last - first + 1) // max(count, 1)))
    return [10.0**k for k in range(first, last + 1, every)]


def _ticks(span: Range, logarithmic: bool, count: int) -> list[tuple[float, str]]:
    """Where the ticks of an axis stand, and their labels as Typst mathematics."""
    if logarithmic:
        return [(v, f"10^({round(np.log10(v))})") for v in log_ticks(*span, count)]
    return [(v, math_source(v)) for v in nice_ticks(*span, count)]
