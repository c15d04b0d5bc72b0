"""Pictures as arrays, and the parts of them that change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""One picture, (height, width, 4), red green blue alpha; colours are premultiplied by alpha."""


class Box(NamedTuple):
    """A rectangle of pixels: rows ``top`` to before ``bottom``, columns ``left`` to ``right``."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """To index an array of pixels."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def empty(self) -> bool:
        """Whether it holds no pixel."""
        return self.bottom <= self.top or self.right <= self.left

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        if self.empty:
            return other
        if other.empty:
            return self
        return Box(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


NOTHING = Box(0, 0, 0, 0)


def whole(pixels: Pixels) -> Box:
    """All of a picture."""
    height, width, _ = pixels.shape
    return Box(0, height, 0, width)


Boxes: TypeAlias = tuple[Box, ...]
"""Parts of a picture that share no pixel, from top to bottom; none of them is empty."""

_GROUP: Final = 8
"""Rows that are looked at together."""

_GAP: Final = 4
"""Groups without a difference that part one box from the next: to convert 32 rows of a picture,
75 us at 1080p, costs about as much as to treat a box more."""

_SAMPLED: Final = 16
_NEARLY: Final = 0.9
"""When so many of every 16th row differ, over so much of the width, the others are not looked at:
in ``contours`` that takes 0.4 ms a picture in the place of 0.9."""

_MOST: Final = 0.8
"""Share of a picture; when more differs, all of it is passed on at less cost than its parts."""


class Comparer:
    """Finds where two pictures differ; keeps its memory, for fresh pages cost more than work."""

    def __init__(self) -> None:
        self._differs = np.empty(0, dtype=np.bool_)

    def differences(self, before: Pixels, after: Pixels, inside: Box) -> Boxes:
        """Boxes around all pixels, within ``inside``, that differ; all of it if that is most of it.

        Between two frames far less changes than one box around all changes holds: of 1080p, 29 %
        in ``formulas`` of the rendering benchmark, and 14 % are in boxes of which each takes the
        rows that it needs.
        """
        if inside.empty:
            return ()
        height, width, _ = after.shape
        left, right = inside.left, inside.right
        if 2 * (right - left) > width:
            # Whole rows follow each other in memory: 0.23 ms where nine tenths of each take 0.6.
            left, right = 0, width
        # Whole pixels at a time: four times as fast as byte by byte.
        old = before[inside.top : inside.bottom, left:right].view(np.uint32)[..., 0]
        new = after[inside.top : inside.bottom, left:right].view(np.uint32)[..., 0]
        if _all_over(old[::_SAMPLED], new[::_SAMPLED], inside.left - left, inside.right - left):
            found = [inside]
        else:
            found = self._found(old, new, inside.top, left)
        if sum(map(_area, found)) > _MOST * height * width:
            return (whole(after),)
        return tuple(found)

    def _found(
        self, old: NDArray[np.uint32], new: NDArray[np.uint32], top_row: int, left: int
    ) -> list[Box]:
        if self._differs.size < old.size:
            self._differs = np.empty(old.size, dtype=np.bool_)
        differs = self._differs[: old.size].reshape(old.shape)
        np.not_equal(old, new, out=differs)
        found = []
        for top, bottom in _bands(differs):
            columns = np.flatnonzero(differs[top:bottom].any(axis=0))
            found.append(
                Box(
                    top_row + top,
                    top_row + bottom,
                    left + int(columns[0]),
                    left + int(columns[-1]) + 1,
                )
            )
        return found


def _all_over(old: NDArray[np.uint32], new: NDArray[np.uint32], left: int, right: int) -> bool:
    """Whether some rows differ nearly all, from ``left`` to ``right``."""
    differs = old != new
    columns = np.flatnonzero(differs.any(axis=0))
    if not len(columns) or columns[-1] - columns[0] < _NEARLY * (right - left):
        return False
    return int(np.count_nonzero(differs.any(axis=1))) >= _NEARLY * len(differs)


def _bands(differs: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First row and row after the last, of rows that belong together, from top to bottom."""
    height, width = differs.shape
    full = height // _GROUP
    groups = differs[: full * _GROUP].reshape(full, _GROUP * width).any(axis=1)
    if height % _GROUP:
        groups = np.append(groups, differs[full * _GROUP :].any())
    found = np.flatnonzero(groups)
    for band in np.split(found, np.flatnonzero(np.diff(found) > _GAP) + 1):
        if len(band):
            yield int(band[0]) * _GROUP, min(int(band[-1] + 1) * _GROUP, height)


def _area(box: Box) -> int:
    return (box.bottom - box.top) * (box.right - box.left)


def around(boxes: Boxes) -> Box:
    """The smallest box around all of these."""
    result = NOTHING
    for box in boxes:
        result = result.joined(box)
    return result


def copied(pixels: Pixels, into: Pixels | None) -> Pixels:
    """A copy, in the given array where its shape fits: fresh memory costs more than the copy."""
    if into is None or into.shape != pixels.shape:
        return pixels.copy()
    np.copyto(into, pixels)
    return into
