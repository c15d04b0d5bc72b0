"""What of a picture must be drawn again, so that it is as if all of it had been."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from render.drawing.surfaces.surfaces import around
from render.picture import Box

_MOST_CHANGES = 0.6
"""Share of the steps; with more, it is as quick to do all of them."""
_MOST_PAIRS = 400_000
"""Of boxes to compare: 3 ms; with more, so it is then, too."""


class Step(ABC):
    """One step of drawing a picture.

    Attributes
    ----------
    key : the same as in the last frame if it draws the same mobject
    look : the same object as in the last frame only if it draws the very same pixels
    box : the pixels that it touches; empty if there are none, None if that is not known before
    """

    __slots__ = ("box", "key", "look")

    def __init__(self, key: int, look: object, box: Box | None) -> None:
        self.key = key
        self.look = look
        self.box = box

    def draw(self) -> Box:
        """Do it, and know the box from then on."""
        self.box = self._draw()
        return self.box

    @abstractmethod
    def _draw(self) -> Box: ...


class CalledStep(Step):
    """A step that calls a function, which gives the box."""

    __slots__ = ("_call",)

    def __init__(self, key: int, look: object, box: Box | None, call: Callable[[], Box]) -> None:
        super().__init__(key, look, box)
        self._call = call

    def _draw(self) -> Box:
        return self._call()


def redrawn(before: Sequence[Step], now: Sequence[Step]) -> tuple[list[bool], list[Box]] | None:
    """Which steps must be done, after the ground has been restored in which boxes.

    Where something has changed, everything that touches the place must be drawn again, from back
    to front; and as nothing is ever cut to a box, this holds for all of the places that it touches
    in turn. The rest of the picture stays as it is, to the bit. In a text that is written glyph by
    glyph, nine of ten glyphs need not be drawn.

    Returns
    -------
    None if everything must be
    """
    places = {step.key: place for place, step in enumerate(before)}
    if len(places) < len(before):
        return None
    changed, dirty, last = [], [], -1
    for step in now:
        place = places.pop(step.key, None)
        if step.box is None:
            return None
        if place is not None:
            if place < last:
                return None  # they have changed places, from back to front
            last = place
            if before[place].look is step.look:
                changed.append(False)
                continue
            dirty.append(before[place].box)
        changed.append(True)
        dirty.append(step.box)
    if sum(changed) > _MOST_CHANGES * len(now):
        return None
    dirty += [before[place].box for place in places.values()]
    spread = [box for box in dirty if box is not None and not box.empty]
    return _with_touched(changed, spread, [step.box for step in now if step.box is not None])


def _with_touched(
    changed: list[bool], dirty: list[Box], steps: list[Box]
) -> tuple[list[bool], list[Box]] | None:
    """Besides these, all steps that touch a dirty place, or one that is then dirty too."""
    if not dirty:
        return changed, dirty
    boxes, new, done = _table(steps), _table(dirty), np.array(changed, dtype=bool)
    while len(new):
        rest = np.flatnonzero(~done)
        if len(rest) * len(new) > _MOST_PAIRS:
            return None
        met = rest[_meet(boxes[rest], new)]
        done[met] = True
        new = boxes[met]
        dirty += [box for box in map(Box._make, new.tolist()) if not box.empty]
    return done.tolist(), dirty  # not merged: what lies between the boxes stays


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
