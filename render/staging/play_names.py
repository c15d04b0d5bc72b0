"""A readable name for a play, such as ``Create(Circle)`` or ``Dot.shift, FadeIn(Words)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from manim import AnimationGroup, Wait

_SHOWN = 3


def play_name(animations: Sequence[Any]) -> str:
    """Name the animations that are played at once; after the third, say how many more."""
    names = [_animation_name(animation) for animation in animations[:_SHOWN]]
    more = len(animations) - len(names)
    return ", ".join([*names, f"{more} more"] if more else names)


def _animation_name(animation: Any) -> str:
    kind = type(animation).__name__
    if isinstance(animation, Wait):
        return kind
    if isinstance(animation, AnimationGroup):
        return f"{kind}({play_name(animation.animations)})"
    target = type(animation.mobject).__name__
    if kind == "_MethodAnimation":
        return ".".join([target, *(item.method.__name__ for item in animation.methods)])
    return f"{kind}({target})"
