"""Which frames of a play have to run at all, when only some are drawn.

The frames of most plays stand alone: what an animation shows is a function of the time, whatever
was shown before. Of such a play only the frames that somebody looks at are run. A worker that
draws a half of the frames then does a half of the work, and a still in the middle of a lesson is
reached in a second. An updater may remember what it saw, so a play with one runs frame by frame;
a lesson can promise that its updaters do not (``Lesson.frames_stand_alone``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from manim import (
    AnimationGroup,
    ApplyFunction,
    ApplyMethod,
    ChangeSpeed,
    ChangingDecimal,
    FocusOn,
    MaintainPositionRelativeTo,
    PhaseFlow,
    Scene,
    Succession,
    TransformAnimations,
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    Wait,
    Wiggle,
    linear,
    smooth,
)

from render.staging.quick_updates import updates_itself

_REMEMBERING = (
    ChangeSpeed,  # plays any other animation
    ChangingDecimal,
    MaintainPositionRelativeTo,
    PhaseFlow,
    TransformAnimations,  # plays two others
    UpdateFromAlphaFunc,
    UpdateFromFunc,
    Wiggle,  # about the middle of what the frame before has left
)
"""Manim's animations that go on from the frame before, or call what an author has written."""

_WITH_SURPRISES = (ApplyFunction, ApplyMethod, FocusOn)
"""Those that make their target when they begin, and perhaps one that updates itself."""

_ONWARD = (linear, smooth)
"""Rate functions that never go back, as a succession cannot."""


class Traveller(Protocol):
    """What is told of the frames that are run."""

    def reach(self, offset: int) -> None:
        """Frame number ``offset`` of the play comes next; those before it are over."""


class FrameTimes:
    """The times of those frames of a play that are run, in seconds from its start.

    Manim goes through them and closes them, like a progress bar.
    """

    def __init__(
        self, traveller: Traveller, offsets: Iterable[int], count: int, frame_rate: int
    ) -> None:
        self._traveller = traveller
        self._offsets = offsets
        self._count = count
        self._frame_rate = frame_rate

    def __iter__(self) -> Iterator[float]:
        for offset in self._offsets:
            self._traveller.reach(offset)
            yield offset / self._frame_rate
        self._traveller.reach(self._count)

    def close(self) -> None:
        """Nothing to close."""


def frames_stand_alone(scene: Scene) -> bool:
    """Whether each frame of the play that begins depends on its time only."""
    if scene.stop_condition is not None:
        return False
    return getattr(scene, "frames_stand_alone", False) or parts_stand_alone(scene)


def parts_stand_alone(scene: Scene) -> bool:
    """Whether nothing but Manim's own animations touches what they act upon in this play.

    Then what they show depends on the time only.
    """
    if scene.updaters:
        return False
    animations = scene.animations or []
    # Compared with None: a mobject without points, as a trace is at first, counts as false.
    held = [each for each in _held(animations) if each is not None]
    if any(map(updates_itself, [*scene.mobjects, *held])):
        return False
    return all(map(_depends_on_time_only, animations))


def _held(animations: Iterable[Any]) -> Iterator[Any]:
    """The mobjects that these animations change, now or later, and those they turn them into."""
    for animation in animations:
        yield animation.mobject
        yield getattr(animation, "target_mobject", None)
        yield from _held(getattr(animation, "animations", ()))


def _depends_on_time_only(animation: Any) -> bool:
    if not type(animation).__module__.startswith("manim."):
        return False
    if isinstance(animation, AnimationGroup):
        goes_back = animation.rate_func not in _ONWARD and _holds_succession(animation)
        if goes_back or _one_outlasts_another(animation):
            return False
        return all(map(_depends_on_time_only, animation.animations))
    if type(animation) in _WITH_SURPRISES and "target_copy" not in vars(animation):
        return False  # in a succession, and so not begun: its target cannot be looked at
    return not isinstance(animation, (*_REMEMBERING, Wait))


def _holds_succession(animation: Any) -> bool:
    """Whether it is one or there is one in it."""
    parts = getattr(animation, "animations", ())
    return isinstance(animation, Succession) or any(map(_holds_succession, parts))


def _one_outlasts_another(group: Any) -> bool:
    """Whether of two animations on the same mobject the one that is set first ends last.

    The other is set to its end in the first frame after that. Where frames are left out, that may
    be a frame in which only the longer one should be seen.
    """
    ends: dict[int, float] = {}
    for animation, _, end in group.anims_with_timings:
        held = [each for each in _held([animation]) if each is not None]
        parts = {id(part) for each in held for part in each.get_family()}
        if any(ends.get(part, end) > end for part in parts):
            return True
        ends.update(dict.fromkeys(parts, end))
    return False
