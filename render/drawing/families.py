"""The parts of mobjects, found again as long as nothing is added, removed or reordered."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from manim import Mobject
from manim.utils.family import extract_mobject_family_members

_LEAST = 64
"""Fewer parts are walked through as fast as they are compared."""


class Families:
    """Remembers the parts of the mobjects that it was asked for last.

    To walk through 4,096 faces takes Manim 3 ms of each frame; to see that they are the same ones
    takes 1 ms. Nothing is taken on trust: every list of parts, whether a part has points, and its
    z index are looked at each time.
    """

    def __init__(self) -> None:
        self._roots: list[Mobject] = []
        self._sorted = False
        self._family: list[Mobject] = []
        self._state: _State | None = None
        self._members: list[Mobject] = []

    def members(self, roots: Iterable[Mobject], *, use_z_index: bool) -> list[Mobject]:
        """Those parts of the roots, themselves included, that have points, as Manim orders them."""
        asked = list(roots)
        if (
            asked == self._roots  # by identity: mobjects have no other equality
            and use_z_index == self._sorted
            and self._state is not None
            and _state_of(self._family) == self._state
        ):
            return list(self._members)
        self._roots, self._sorted = asked, use_z_index
        self._members = extract_mobject_family_members(
            asked, use_z_index=use_z_index, only_those_with_points=True
        )
        self._family = extract_mobject_family_members(asked)
        self._state = None
        if len(self._family) >= _LEAST and all(map(_is_plain, set(map(type, self._family)))):
            parts, have_points, z_indices = _state_of(self._family)
            self._state = [list(part) for part in parts], have_points, z_indices
        return list(self._members)


_State = tuple[list[list[Mobject]], list[bool], list[float]]
"""What the members follow from: the parts, whether there are points, and the z index."""


def _state_of(family: list[Mobject]) -> _State:
    counts = map(len, map(attrgetter("points"), family))
    return (
        list(map(attrgetter("submobjects"), family)),
        list(map(bool, counts)),
        list(map(attrgetter("z_index"), family)),
    )


def _is_plain(kind: type[Mobject]) -> bool:
    """Whether Manim's own methods say what belongs to a family."""
    return all(getattr(kind, name) is getattr(Mobject, name) for name in _ASKED)


_ASKED = ("get_family", "_iter_family", "family_members_with_points", "get_num_points")
