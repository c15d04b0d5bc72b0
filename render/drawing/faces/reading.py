"""Attributes of thousands of mobjects as lists and arrays, and whether any has changed.

Arrays are compared and never taken on trust, because Manim and its users change them in place as
well as replace them. For 4,096 faces it takes 2.8 ms to see that all is as it was; to make the
arrays of all attributes anew takes another 2.9 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, Self

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_ARRAYS = {"points": 3, "fill_rgbas": 4, "stroke_rgbas": 4, "background_stroke_rgbas": 4}
"""How wide the rows are."""
_WIDTHS = ("stroke_width", "background_stroke_width")
_IMMUTABLE = {int, float, np.float64, np.float32}
"""What widths are, and not arrays that may be changed in place."""


class Stacked(NamedTuple):
    """Arrays of n mobjects, one below the other.

    Attributes
    ----------
    rows : float64 (m, width)
    starts, lengths : (n,), which of the rows are whose
    """

    rows: Floats
    starts: Indices
    lengths: Indices

    def all_of(self, places: Indices, length: int) -> Floats:
        """The rows of some mobjects that have equally many, (k, length, width)."""
        rows: Floats = self.rows[self.starts[places, None] + np.arange(length)]
        return rows

    def ends_of(self, places: Indices) -> Floats:
        """The first and the last of the first two rows of some mobjects, (k, 2, width)."""
        starts, last = self.starts[places], np.clip(self.lengths[places], 1, 2) - 1
        return np.stack([self.rows[starts], self.rows[starts + last]], axis=1)


class Reading:
    """What was read of some mobjects.

    Attributes
    ----------
    lists : the attributes, each of all mobjects, by name; of the parts their number
    """

    def __init__(self, lists: dict[str, list[Any]], contents: list[bytes] | None) -> None:
        self.lists = lists
        self._contents = contents

    @classmethod
    def of(cls, vectors: Sequence[VMobject], *, kept: bool) -> Self:
        """Read all that the look of these mobjects follows from.

        Parameters
        ----------
        kept : whether all attributes are what the mobjects themselves keep; see ``keeps``

        Raises
        ------
        AttributeError : a mobject lacks one
        """
        own = list(map(vars, vectors))
        grouped = list(map(dict.__contains__, own, repeat("z_index_group")))
        if kept:
            try:
                lists = {name: list(map(itemgetter(name), own)) for name in _NAMES}
            except KeyError:
                kept = False
        if not kept:
            lists = {name: list(map(attrgetter(name), vectors)) for name in _NAMES if name != _LAST}
            lists[_LAST] = [vector.get_stroke_rgbas(background=True) for vector in vectors]
        lists["submobjects"] = list(map(len, lists["submobjects"]))
        lists["grouped"] = grouped
        contents = None
        if kept and all(_IMMUTABLE.issuperset(map(type, lists[name])) for name in _WIDTHS):
            try:
                contents = [b"".join(lists[name]) for name in _ARRAYS]
            except (BufferError, TypeError, ValueError):  # not arrays in one piece each
                contents = None
        return cls(lists, contents)

    def equals(self, other: Reading) -> bool:
        """Whether all is certainly the same as in another reading."""
        if self._contents is None or other._contents is None:
            return False
        try:
            # Equal lists have the same arrays; of others, numpy does not say if they are equal.
            return self.lists == other.lists and self._contents == other._contents
        except ValueError:
            return False

    def stacked(self, name: str) -> Stacked:
        """An attribute that is an array."""
        arrays, width = self.lists[name], _ARRAYS[name]
        lengths = np.array(list(map(len, arrays)), dtype=np.intp)
        starts = np.cumsum(lengths) - lengths
        if self._contents is not None and set(map(attrgetter("dtype"), arrays)) == {_FLOAT}:
            rows = np.frombuffer(self._contents[list(_ARRAYS).index(name)])
            if rows.size == width * lengths.sum():
                return Stacked(rows.reshape(-1, width), starts, lengths)
        return Stacked(np.concatenate(arrays).astype(float, copy=False), starts, lengths)


def keeps(kind: type[Mobject]) -> bool:
    """Whether mobjects of a kind keep their attributes themselves, and none is worked out."""
    return kind.__getattribute__ is object.__getattribute__ and not any(
        hasattr(getattr(kind, name, None), "__get__") for name in _NAMES
    )


_LAST = "background_stroke_rgbas"
"""Manim does without it."""
_NAMES = (
    *_ARRAYS,
    *_WIDTHS,
    "shade_in_3d",
    "joint_type",
    "cap_style",
    "background_image",
    "submobjects",
)
_FLOAT = np.dtype(float)
