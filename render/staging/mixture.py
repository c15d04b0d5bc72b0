"""All parts of a mobject between two states at once, every number as ``VMobject`` mixes it."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import Any, Self

import numpy as np
from manim import Mobject, VMobject
from manim.utils.bezier import interpolate

_POINTS = "points"
_ARRAYS = (
    _POINTS,
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "sheen_direction",
)
_NUMBERS = ("stroke_width", "background_stroke_width", "sheen_factor")
STATE = (*_ARRAYS, *_NUMBERS)
"""All that ``VMobject.interpolate`` sets."""


class Mixture:
    """The parts of a mobject between two states; all numbers of a kind lie in one array.

    Parameters
    ----------
    alone : whether nobody else sets anything of these parts, so that what comes out as it was
        need not be set again: of most texts that is all but the points, seven of eight
    """

    def __init__(self, parts: list[tuple[Any, ...]], *, alone: bool) -> None:
        self._parts, starts, targets = zip(*parts, strict=True)
        self._alone = alone
        self._arrays = []
        self._set: dict[str, object] = {}
        for name in _ARRAYS:
            begin, end = ([getattr(each, name) for each in some] for some in (starts, targets))
            bounds = accumulate(map(len, begin), initial=0)
            places = [slice(first, last) for first, last in pairwise(bounds)]
            self._arrays.append((name, np.concatenate(begin), np.concatenate(end), places))
        self._numbers = []
        for name in _NUMBERS:
            begin, end = ([getattr(each, name) for each in some] for some in (starts, targets))
            self._numbers.append((name, begin, end, not any(begin) and not any(end)))

    @classmethod
    def of(cls, parts: list[tuple[Any, ...]], *, alone: bool) -> Self | None:
        """Nothing if there is none, or a part that is not mixed as Manim mixes most."""
        kinds = {type(part) for part, *_ in parts}
        if not parts or not all(map(_is_mixed_plainly, kinds)):
            return None
        if not all(_form(start) == _form(target) is not None for _, start, target in parts):
            return None
        return cls(parts, alone=alone)

    def mix(self, share: float) -> None:
        """Set all parts; 0 is the start, 1 the target."""
        for name, start, target, places in self._arrays:
            mixed = interpolate(start, target, share)
            if name != _POINTS:
                if share == 1:
                    mixed = target.copy()
                if self._stands(name, mixed.tobytes()):
                    continue
            for part, place in zip(self._parts, places, strict=True):
                setattr(part, name, mixed[place])
        for name, begin, end, zero in self._numbers:
            ends = share == 1  # where a number is what the target has, be it 0 and not 0.0
            if zero and self._stands(name, (ends, type(share))):
                continue
            values = (
                end
                if ends
                else [interpolate(*pair, share) for pair in zip(begin, end, strict=True)]
            )
            for part, value in zip(self._parts, values, strict=True):
                setattr(part, name, value)

    def _stands(self, name: str, value: object) -> bool:
        """Whether all parts have this already."""
        if self._alone and self._set.get(name) == value:
            return True
        self._set[name] = value
        return False


def _is_mixed_plainly(kind: Any) -> bool:
    return (
        issubclass(kind, VMobject)
        and kind.interpolate is Mobject.interpolate
        and kind.interpolate_color is VMobject.interpolate_color
        and kind.__setattr__ is object.__setattr__
        and not any(isinstance(getattr(kind, name, None), property) for name in STATE)
    )


def _form(mobject: Any) -> list[tuple[int, ...]] | None:
    """The shapes of what makes up the state of a part; None if it is no plain numbers."""
    shapes = []
    for name in _ARRAYS:
        array = getattr(mobject, name)
        if not isinstance(array, np.ndarray) or array.dtype != np.float64:
            return None
        shapes.append(array.shape)
    plain = all(isinstance(getattr(mobject, name), (int, float)) for name in _NUMBERS)
    return shapes if plain else None
