"""Manim's commonest animations, worked out for all parts of a mobject at once.

Manim goes through the parts one by one: 23 us for each glyph of a text that is transformed, on
every frame, and as much for each that has long been written. Here the points and colours of all
parts are mixed in one go, and a part that stands where it stood is left alone. Every number is
the one that Manim would have got.

Nothing in Manim is changed: while a play runs, an animation in it whose methods are all Manim's own
is given another ``interpolate_mobject``. Where nobody else touches its mobject (see
``render.staging.leaps``), what stands is not set again. Where an updater runs, only mixtures are
quick, and what they mix is looked up on every frame.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from manim import (
    Animation,
    AnimationGroup,
    DrawBorderThenFill,
    Succession,
    Transform,
)
from manim.animation.creation import ShowPartial
from manim.utils.bezier import integer_interpolate, interpolate

from render.staging.leaps import parts_stand_alone
from render.staging.mixture import Mixture
from render.staging.quick_paths import QuickMotion, moves_along_a_plain_path
from render.staging.quick_updates import UPDATE_MOBJECTS, quick_updates, updates_itself
from render.staging.styles import keeps_style

_INTERPOLATE = "interpolate_mobject"
_OF_AN_ANIMATION = ("interpolate", _INTERPOLATE, "get_sub_alpha")
_PART_BY_PART = {
    kind.__dict__["interpolate_submobject"] for kind in (Transform, ShowPartial, DrawBorderThenFill)
}
"""Ways to set a part that depend on nothing but the share of its time."""

_BORDER_THEN_FILL = DrawBorderThenFill.__dict__["interpolate_submobject"]


@contextmanager
def quickened(scene: Any) -> Iterator[None]:
    """Let the animations of the play that has begun be quick, as far as that changes nothing."""
    leaves = leaves_of(scene)
    later = {id(leaf) for each in scene.animations or () for leaf in _later(each)}
    begun = [each for each in leaves if id(each) not in later and _INTERPOLATE not in vars(each)]
    alone = parts_stand_alone(scene)
    changed: list[tuple[Any, str, Any]] = [
        (leaf, _INTERPOLATE, QuickMotion(leaf)) for leaf in begun if moves_along_a_plain_path(leaf)
    ]
    shared = _shared(leaves)
    plain = [leaf for leaf in begun if _is_plain(leaf) and not shared & _family(leaf)]
    quick_parts = [QuickParts(leaf, alone=alone) for leaf in plain]
    changed += [(quick.animation, _INTERPOLATE, quick) for quick in quick_parts if quick.worth_it]
    updates = quick_updates(scene, leaves, needed=not alone)
    changed += [(whose, UPDATE_MOBJECTS, quick) for whose, quick in updates]
    for whose, name, quick in changed:
        setattr(whose, name, quick)
    try:
        yield
    finally:
        for whose, name, _ in changed:
            vars(whose).pop(name, None)


def leaves_of(scene: Any) -> list[Any]:
    """The animations of the play that has been compiled, and those inside of groups."""
    return [leaf for each in scene.animations or () for leaf in _leaves(each)]


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


def _keeps_ends(animation: Any) -> bool:
    """Whether an animation goes from one state to another which nobody can change."""
    _, *ends = animation.get_all_mobjects()  # a FadeTransform has no target, but an end
    return not any(map(updates_itself, ends))


def _family(animation: Animation) -> set[int]:
    mobject = animation.mobject
    return set() if mobject is None else {id(part) for part in mobject.get_family()}


def _shared(animations: Iterable[Animation]) -> set[int]:
    """The parts that more than one animation acts upon."""
    counts = Counter(part for each in animations for part in _family(each))
    return {part for part, count in counts.items() if count > 1}


class QuickParts:
    """Stands for ``interpolate_mobject`` of an animation that sets one part after the other.

    Parameters
    ----------
    alone : whether nobody else touches its mobject
    """

    def __init__(self, animation: Animation, *, alone: bool) -> None:
        self.animation: Any = animation
        self._alone = alone
        self._begin()

    @property
    def worth_it(self) -> bool:
        """Whether anything is saved."""
        return self._alone or self._mixture is not None

    def _begin(self) -> None:
        """Look at all parts, of which none has been set."""
        animation, alone = self.animation, self._alone
        self._parts = self._families()
        self._shares: list[float | None] = [None] * len(self._parts)
        self._bordered = [False] * len(self._parts)
        self._mixture = None
        if _is_straight(animation) and (alone or _is_manims(animation)):
            self._keeps_ends = alone or _keeps_ends(animation)
            self._mixture = Mixture.of(self._parts, alone=alone)

    def _families(self) -> list[tuple[Any, ...]]:
        return list(self.animation.get_all_families_zipped())

    def __call__(self, alpha: float) -> None:
        """Set all parts as they are at this share of the time."""
        animation = self.animation
        if alpha == 1:  # at the end, an ``animate`` calls all its methods once more on the mobject
            self._begin()
        if not self._alone:
            self._look_again()
            if self._mixture is None:
                type(animation).interpolate_mobject(animation, alpha)
                return
        count = len(self._parts)
        if self._mixture is not None:
            self._mixture.mix(animation.get_sub_alpha(alpha, 0, count))
            return
        for index, parts in enumerate(self._parts):
            share = animation.get_sub_alpha(alpha, index, count)
            if share != self._shares[index]:
                self._set(index, parts, share)
                self._shares[index] = share

    def _look_again(self) -> None:
        """Others may have changed which parts there are, or those that the animation keeps."""
        parts = self._families()
        if not self._keeps_ends or not _same(parts, self._parts):
            self._parts, self._mixture = parts, Mixture.of(parts, alone=False)

    def _set(self, index: int, parts: tuple[Any, ...], share: float) -> None:
        animation = self.animation
        if type(animation).interpolate_submobject is not _BORDER_THEN_FILL:
            animation.interpolate_submobject(*parts, share)
            return
        part, _, outline = parts
        half, inside = integer_interpolate(0, 2, share)
        if self._bordered[index] and half == 0:
            part.pointwise_become_partial(outline, 0, inside)
            return
        animation.interpolate_submobject(*parts, share)
        self._bordered[index] = half == 0 and keeps_style(part, outline)


def _is_straight(animation: Any) -> bool:
    return (
        isinstance(animation, Transform)
        and animation.path_func is interpolate
        and not animation.lag_ratio
    )


def _is_manims(animation: Any) -> bool:
    return type(animation).__module__.startswith("manim.")


def _same(some: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> bool:
    return len(some) == len(others) and all(
        one is other
        for these, those in zip(some, others, strict=True)
        for one, other in zip(these, those, strict=True)
    )
