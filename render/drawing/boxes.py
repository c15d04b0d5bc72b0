"""Many boxes of pixels at once.

Lists, for the few steps of most frames: numpy would be called ten times. Only which of them meet
is asked of all pairs, and so of arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from render.picture import NOTHING, Box


def spread(boxes: Iterable[Box]) -> list[Box]:
    """Those that hold a pixel."""
    return [box for box in boxes if box[0] < box[1] and box[2] < box[3]]


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around all of these; none of them is empty."""
    if len(boxes) < 2:
        return boxes[0] if boxes else NOTHING
    tops, bottoms, lefts, rights = zip(*boxes, strict=True)
    return Box(min(tops), max(bottoms), min(lefts), max(rights))


def merged(boxes: Sequence[Box]) -> Sequence[Box]:
    """The same boxes, or the one around all of them if it holds fewer pixels than they do."""
    if len(boxes) < 2:
        return boxes
    outer = around(boxes)
    return [outer] if _pixels([outer]) <= _pixels(boxes) else boxes


def _pixels(boxes: Iterable[Box]) -> int:
    return sum([(bottom - top) * (right - left) for top, bottom, left, right in boxes])


Table = NDArray[np.int32]
"""Boxes as (n, 4)."""


def table_of(boxes: Sequence[Box]) -> Table:
    """Boxes as an array; a quarter of what ``np.array`` takes for tuples."""
    return np.fromiter(chain.from_iterable(boxes), np.int32, 4 * len(boxes)).reshape(-1, 4)


def meet(boxes: Table, others: Table) -> NDArray[np.bool_]:
    """Which boxes share a pixel with any of the others; an empty one shares none."""
    top, bottom, left, right = boxes.T[:, :, None]
    other_top, other_bottom, other_left, other_right = others.T[:, None, :]
    share = (np.maximum(top, other_top) < np.minimum(bottom, other_bottom)) & (
        np.maximum(left, other_left) < np.minimum(right, other_right)
    )
    result: NDArray[np.bool_] = share.any(axis=1)
    return result
