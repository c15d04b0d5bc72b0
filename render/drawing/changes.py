"""What of a picture must be drawn again, so that it is as if all of it had been."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from itertools import compress
from operator import attrgetter, is_not

import numpy as np

from render.drawing.boxes import meet, spread, table_of
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

    key: int
    look: object
    box: Box | None

    @abstractmethod
    def draw(self) -> Box:
        """Do it, and know the box from then on."""


class CalledStep(Step):
    """A step that calls a function, which gives the box."""

    __slots__ = ("_call",)

    def __init__(self, key: int, look: object, box: Box | None, call: Callable[[], Box]) -> None:
        self.key = key
        self.look = look
        self.box = box
        self._call = call

    def draw(self) -> Box:
        """Call it."""
        self.box = self._call()
        return self.box


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
    boxes = list(map(_BOX, now))
    found = None if None in boxes else _changed(before, now)
    if found is None:
        return None
    changed, left = found
    if sum(changed) > _MOST_CHANGES * len(now):
        return None
    dirty = spread([*map(_BOX, left), *compress(boxes, changed)])
    return _with_touched(changed, dirty, boxes) if dirty else (changed, dirty)


def _changed(
    before: Sequence[Step], now: Sequence[Step]
) -> tuple[list[bool], Sequence[Step]] | None:
    """Which of the steps look otherwise than before, and those of before that are no longer done.

    Returns
    -------
    None if some have changed places, from back to front
    """
    keys, looks = list(map(_KEY, before)), map(_LOOK, before)
    if keys == list(map(_KEY, now)):  # as in most frames
        changed = list(map(is_not, looks, map(_LOOK, now)))
        return changed, list(compress(before, changed))
    places = {key: place for place, key in enumerate(keys)}
    if len(places) < len(keys):
        return None
    changed, left, last = [], [], -1
    for step in now:
        place = places.pop(step.key, None)
        changed.append(place is None or before[place].look is not step.look)
        if place is None:
            continue
        if place < last:
            return None
        last = place
        if changed[-1]:
            left.append(before[place])
    return changed, [*left, *(before[place] for place in places.values())]


_KEY, _LOOK, _BOX = map(attrgetter, ("key", "look", "box"))


def _with_touched(
    changed: list[bool], dirty: list[Box], steps: list[Box]
) -> tuple[list[bool], list[Box]] | None:
    """Besides these, all steps that touch a dirty place, or one that is then dirty too."""
    boxes, new, done = table_of(steps), table_of(dirty), np.array(changed, dtype=bool)
    while len(new):
        rest = np.flatnonzero(~done)
        if len(rest) * len(new) > _MOST_PAIRS:
            return None
        met = rest[meet(boxes[rest], new)]
        done[met] = True
        new = boxes[met]
        dirty += spread(map(Box._make, new.tolist()))
    return done.tolist(), dirty  # not merged: what lies between the boxes stays
