"""What of a picture must be drawn again, so that it is as if all of it had been."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from render.drawing.surfaces import around
from render.picture import Box

_MOST_PAIRS = 400_000
"""Of boxes to compare: 3 ms; with more, drawing everything is as quick."""


class Drawable(NamedTuple):
    """One step of drawing a picture.

    Attributes
    ----------
    key : the same as in the last frame if it draws the same mobject
    look : the same object as in the last frame only if it draws the very same pixels
    box : the pixels that it touches; empty if there are none, None if that is not known before
    draw : does it; gives the box again
    """

    key: int
    look: object
    box: Box | None
    draw: Callable[[], Box]


class Drawn(NamedTuple):
    """What has been drawn in one step, and where."""

    key: int
    look: object
    box: Box


def redrawn(
    before: Sequence[Drawn], now: Sequence[Drawable]
) -> tuple[Sequence[bool], list[Box]] | None:
    """Which steps must be done, after the ground has been restored in which boxes.

    Where something has changed, everything that touches the place must be drawn again, from back
    to front; and as nothing is ever cut to a box, this holds for all of the places that it touches
    in turn. The rest of the picture stays as it is, to the bit. In a text that is written glyph by
    glyph, nine of ten glyphs need not be drawn.

    Returns
    -------
    None if everything must be
    """
    places = {drawn.key: place for place, drawn in enumerate(before)}
    if len(places) < len(before):
        return None
    changed, dirty, last = np.zeros(len(now), dtype=bool), [], -1
    for index, step in enumerate(now):
        place = places.pop(step.key, None)
        if step.box is None:
            return None
        if place is None:
            changed[index] = True
        else:
            if place < last:
                return None  # they have changed places, from back to front
            last = place
            if before[place].look is step.look:
                continue
            changed[index] = True
            dirty.append(before[place].box)
        dirty.append(step.box)
    dirty += [before[place].box for place in places.values()]
    dirty = [box for box in dirty if not box.empty]
    if not dirty:
        return changed.tolist(), []
    boxes, new = _table([step.box for step in now if step.box is not None]), _table(dirty)
    while len(new):
        rest = np.flatnonzero(~changed)
        if len(rest) * len(new) > _MOST_PAIRS:
            return None
        met = rest[_meet(boxes[rest], new)]
        changed[met] = True
        new = boxes[met]
        dirty += [step for step in map(Box._make, new.tolist()) if not step.empty]
    return changed.tolist(), dirty  # not merged: what lies between them stays


def merged(boxes: Sequence[Box]) -> list[Box]:
    """The same boxes, or the one around all of them if it holds fewer pixels than they do."""
    if len(boxes) < 2:
        return list(boxes)
    outer = around(boxes)
    return [outer] if _area(outer) <= sum(map(_area, boxes)) else list(boxes)


def _table(boxes: Sequence[Box]) -> NDArray[np.int32]:
    """Boxes as (n, 4); a quarter of what ``np.array`` takes for tuples."""
    return np.fromiter(chain.from_iterable(boxes), np.int32, 4 * len(boxes)).reshape(-1, 4)


def _meet(boxes: NDArray[np.int32], others: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which boxes share a pixel with any of the others; an empty one shares none."""
    top, bottom, left, right = boxes.T[:, :, None]
    other_top, other_bottom, other_left, other_right = others.T[:, None, :]
    share = (np.maximum(top, other_top) < np.minimum(bottom, other_bottom)) & (
        np.maximum(left, other_left) < np.minimum(right, other_right)
    )
    result: NDArray[np.bool_] = share.any(axis=1)
    return result


def _area(box: Box) -> int:
    return (box.bottom - box.top) * (box.right - box.left)
