"""Where the clips of a grid, its labels and its title stand on the picture; all in pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

from render.picture import Box
from scenes.theme import LABEL, READOUT, SMALL

# In Manim units: the picture is 8 high.
_HEIGHT = 8.0
_TITLE = 0.66
_LABEL = {LABEL: 0.5, READOUT: 0.46, SMALL: 0.42}
_GAP = 0.14
_MARGIN = 0.16
_FEW, _SOME = 4, 9
"""Clips up to which labels are large, and middling."""

_LETTER = 0.0053
"""Width of a letter for a font size of 1, in Manim units: an estimate on the safe side."""


@dataclass(frozen=True)
class Label:
    """A text in the middle of a rectangle.

    Attributes
    ----------
    lines : one, or two where one would be too long
    turned : by a quarter, to be read from below
    """

    lines: tuple[str, ...]
    box: Box
    size: int
    turned: bool = False


@dataclass(frozen=True)
class Layout:
    """A picture of a grid.

    Attributes
    ----------
    cells : where each clip is shown; all of one size
    labels : the title first
    """

    cells: tuple[Box, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Axes:
    """The labels of a table of clips, which are given row by row: ``name = value``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]


def arrange(
    title: str,
    labels: tuple[str, ...] | Axes,
    page: tuple[int, int],
    shape: float,
) -> Layout:
    """Make the clips as large as they can be.

    Parameters
    ----------
    labels : one under each clip; or of the rows and columns of a table of them
    page : width and height of the picture
    shape : width of a clip for a height of 1
    """
    plan = _Plan(page, shape)
    if isinstance(labels, Axes):
        return plan.table(title, labels)
    return plan.under(title, labels)


@dataclass(frozen=True)
class _Plan:
    page: tuple[int, int]
    shape: float

    def under(self, title: str, labels: tuple[str, ...]) -> Layout:
        """Nearly square, a label under each clip."""
        count = len(labels)
        size = _size(count)
        strip = self._pixels(_LABEL[size])
        options = []
        for columns in range(1, count + 1):
            rows = math.ceil(count / columns)
            width, height = self._room(rows, columns, 0.0, rows * strip)
            options.append((width, -(rows * columns - count), rows, columns, height))
        width, _, rows, columns, height = max(options)
        block = rows * (height + strip) + (rows - 1) * self._gap
        top = self._title + (self.page[1] - self._title - self._margin - block) / 2
        cells, texts = [], [self._heading(title)]
        for row in range(rows):
            there = min(columns, count - row * columns)  # the last row is shown in the middle
            left = (self.page[0] - there * width - (there - 1) * self._gap) / 2
            for column in range(there):
                x = left + column * (width + self._gap)
                cells.append(_box(x, top, width, height))
                label = labels[len(cells) - 1]
                texts.append(Label((label,), _box(x, top + height, width, strip), size))
            top += height + strip + self._gap
        return Layout(tuple(cells), tuple(texts))

    def table(self, title: str, axes: Axes) -> Layout:
        """Rows and columns, with a label on top of each column and on the left of each row."""
        rows, columns = len(axes.rows), len(axes.columns)
        size = _size(rows * columns)
        strip = self._pixels(_LABEL[size])
        side = strip
        width, height = self._room(rows, columns, side, strip)
        longest = max(len(text) for text in axes.rows) * self._pixels(size * _LETTER)
        lines = 1 if longest <= height else 2
        if lines > 1:
            side = 1.8 * strip
            width, height = self._room(rows, columns, side, strip)
        wide = side + columns * width + (columns - 1) * self._gap
        high = strip + rows * height + (rows - 1) * self._gap
        left = (self.page[0] - wide) / 2 + side
        top = self._title + (self.page[1] - self._title - self._margin - high) / 2 + strip
        across = [left + column * (width + self._gap) for column in range(columns)]
        down = [top + row * (height + self._gap) for row in range(rows)]
        heads = [
            Label((text,), _box(x, top - strip, width, strip), size)
            for text, x in zip(axes.columns, across, strict=True)
        ]
        sides = [
            Label(_in_lines(text, lines), _box(left - side, y, side, height), size, turned=True)
            for text, y in zip(axes.rows, down, strict=True)
        ]
        cells = tuple(_box(x, y, width, height) for y in down for x in across)
        return Layout(cells, (self._heading(title), *heads, *sides))

    def _room(self, rows: int, columns: int, beside: float, under: float) -> tuple[float, float]:
        """Width and height of a clip in such a table with so much room for labels."""
        wide = self.page[0] - 2 * self._margin - beside - (columns - 1) * self._gap
        high = self.page[1] - self._title - self._margin - under - (rows - 1) * self._gap
        width = min(wide / columns, high / rows * self.shape)
        return width, width / self.shape

    def _heading(self, title: str) -> Label:
        width = self.page[0] - 2 * self._margin
        return Label((title,), _box(self._margin, 0, width, self._title), 32)

    def _pixels(self, units: float) -> float:
        return units * min(self.page) / _HEIGHT

    @property
    def _title(self) -> float:
        return self._pixels(_TITLE)

    @property
    def _gap(self) -> float:
        return self._pixels(_GAP)

    @property
    def _margin(self) -> float:
        return self._pixels(_MARGIN)


def _size(count: int) -> int:
    return LABEL if count <= _FEW else READOUT if count <= _SOME else SMALL


def _in_lines(text: str, lines: int) -> tuple[str, ...]:
    """``condition number = 5`` in one line, or its value in a second."""
    name, sign, value = text.partition(" = ")
    return (text,) if lines == 1 or not sign else (name, f"= {value}")


def _box(left: float, top: float, width: float, height: float) -> Box:
    first, start = round(top), round(left)
    return Box(first, first + max(round(height), 2), start, start + max(round(width), 2))
