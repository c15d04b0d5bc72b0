"""Manim's commonest animations, worked out for all parts of a mobject at once.

Manim goes through the parts one by one: 23 us for each glyph of a text that is transformed, on
every frame, and as much for each that has long been written. Here the points and colours of all
parts are mixed in one go, and a part that stands where it stood is left alone. Every number is
the one that Manim would have got.

Nothing in Manim is changed: while a play runs, an animation in it whose methods are all Manim's own
is given another ``interpolate_mobject``. That holds only where nobody else touches its mobject; see
``render.staging.leaps``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import accumulate, pairwise
from typing import Any, Self

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    DrawBorderThenFill,
    Mobject,
    Succession,
    Transform,
    VMobject,
)
from manim.animation.creation import ShowPartial
from manim.utils.bezier import interpolate

from render.staging.leaps import parts_stand_alone
from render.staging.quick_paths import QuickMotion, moves_along_a_plain_path

_ARRAYS = ("points", "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "sheen_direction")
_NUMBERS = ("stroke_width", "background_stroke_width", "sheen_factor")
_STATE = (*_ARRAYS, *_NUMBERS)
"""All that ``VMobject.interpolate`` sets."""

_INTERPOLATE = "interpolate_mobject"
_OF_AN_ANIMATION = ("interpolate", _INTERPOLATE, "get_sub_alpha")
_PART_BY_PART = {
    kind.__dict__["interpolate_submobject"] for kind in (Transform, ShowPartial, DrawBorderThenFill)
}
"""Ways to set a part that depend on nothing but the share of its time."""


@contextmanager
def quickened(scene: Any) -> Iterator[None]:
    """Let the animations of the play that has begun be quick, as far as that changes nothing."""
    leaves = [leaf for each in scene.animations or () for leaf in _leaves(each)]
    later = {id(leaf) for each in scene.animations or () for leaf in _later(each)}
    begun = [each for each in leaves if id(each) not in later and _INTERPOLATE not in vars(each)]
    changed: list[tuple[Any, Any]] = [
        (leaf, QuickMotion(leaf)) for leaf in begun if moves_along_a_plain_path(leaf)
    ]
    if parts_stand_alone(scene):
        shared = _shared(leaves)
        changed += [
            (leaf, QuickParts(leaf))
            for leaf in begun
            if _is_plain(leaf) and not shared & _family(leaf)
        ]
    for leaf, quick in changed:
        setattr(leaf, _INTERPOLATE, quick)
    try:
        yield
    finally:
        for leaf, _ in changed:
            delattr(leaf, _INTERPOLATE)


def _leaves(animation: Any) -> Iterator[Any]:
    if isinstance(animation, AnimationGroup):
        for each in animation.animations:
            yield from _leaves(each)
    elif isinstance(animation, Animation):
        yield animation


def _later(animation: Any) -> Iterator[Any]:
    """Those in a succession, which begin in the middle of the play."""
    if isinstance(animation, Succession):
        yield from _leaves(animation)
    elif isinstance(animation, AnimationGroup):
        for each in animation.animations:
            yield from _later(each)


def _is_plain(animation: Animation) -> bool:
    kind = type(animation)
    return kind.interpolate_submobject in _PART_BY_PART and all(
        getattr(kind, name) is getattr(Animation, name) for name in _OF_AN_ANIMATION
    )


def _family(animation: Animation) -> set[int]:
    mobject = animation.mobject
    return set() if mobject is None else {id(part) for part in mobject.get_family()}


def _shared(animations: Iterable[Animation]) -> set[int]:
    """The parts that more than one animation acts upon."""
    counts = Counter(part for each in animations for part in _family(each))
    return {part for part, count in counts.items() if count > 1}


class QuickParts:
    """Stands for ``interpolate_mobject`` of an animation that sets one part after the other."""

    def __init__(self, animation: Animation) -> None:
        self._animation: Any = animation
        self._parts = list(self._animation.get_all_families_zipped())
        self._shares: list[float | None] = [None] * len(self._parts)
        self._mixture = None
        straight = isinstance(animation, Transform) and animation.path_func is interpolate
        if straight and self._parts and not animation.lag_ratio:
            self._mixture = _Mixture.of(self._parts)

    def __call__(self, alpha: float) -> None:
        """Set all parts as they are at this share of the time."""
        animation, count = self._animation, len(self._parts)
        if self._mixture is not None:
            self._mixture.mix(animation.get_sub_alpha(alpha, 0, count))
            return
        for index, parts in enumerate(self._parts):
            share = animation.get_sub_alpha(alpha, index, count)
            if share != self._shares[index]:
                animation.interpolate_submobject(*parts, share)
                self._shares[index] = share


def _can_be_mixed(parts: tuple[Mobject, ...]) -> bool:
    kind = type(parts[0])
    return (
        issubclass(kind, VMobject)
        and kind.interpolate is Mobject.interpolate
        and kind.interpolate_color is VMobject.interpolate_color
        and kind.__setattr__ is object.__setattr__
        and not any(isinstance(getattr(kind, name, None), property) for name in _STATE)
        and _form(parts[1]) == _form(parts[2]) is not None
    )


def _form(mobject: Any) -> list[tuple[int, ...]] | None:
    """The shapes of what makes up the state of a part; None if it is no plain numbers."""
    arrays = [getattr(mobject, name) for name in _ARRAYS]
    numbers = [getattr(mobject, name) for name in _NUMBERS]
    plain = all(isinstance(each, np.ndarray) and each.dtype == np.float64 for each in arrays)
    if not plain or not all(isinstance(each, (int, float)) for each in numbers):
        return None
    return [each.shape for each in arrays]


class _Mixture:
    """The parts of a mobject between two states; all numbers of a kind lie in one array."""

    def __init__(self, parts: list[tuple[Any, ...]]) -> None:
        self._parts, starts, targets = zip(*parts, strict=True)
        self._arrays = []
        for name in _ARRAYS:
            begin, end = ([getattr(each, name) for each in some] for some in (starts, targets))
            bounds = accumulate(map(len, begin), initial=0)
            places = [slice(first, last) for first, last in pairwise(bounds)]
            self._arrays.append((name, np.concatenate(begin), np.concatenate(end), places))
        self._numbers = []
        for name in _NUMBERS:
            begin, end = ([getattr(each, name) for each in some] for some in (starts, targets))
            self._numbers.append((name, np.array(begin, float), np.array(end, float), end))

    @classmethod
    def of(cls, parts: list[tuple[Any, ...]]) -> Self | None:
        """Nothing if there is a part that is not mixed as Manim mixes most."""
        return cls(parts) if all(map(_can_be_mixed, parts)) else None

    def mix(self, share: float) -> None:
        """Set all parts; 0 is the start, 1 the target."""
        for name, start, target, places in self._arrays:
            mixed = interpolate(start, target, share)
            for part, place in zip(self._parts, places, strict=True):
                setattr(part, name, mixed[place])
        for name, start, target, ends in self._numbers:
            values = ends if share == 1 else interpolate(start, target, share).tolist()
            for part, value in zip(self._parts, values, strict=True):
                setattr(part, name, value)
