"""The few animations that Manim does not have: walking a path, moving a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from manim import Animation, Mobject, linear

from scenes.walk import Walk


class TakeSteps(Animation):
    """Advance a ``Walk`` from where it stands to ``until`` steps."""

    def __init__(self, walk: Walk, until: float, **kwargs: Any) -> None:
        self.walk = walk
        self.first, self.last = walk.progress, float(min(until, walk.steps))
        super().__init__(walk, rate_func=kwargs.pop("rate_func", linear), **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the walk at this share of the animation."""
        share = self.rate_func(alpha)
        self.walk.show_progress(self.first + share * (self.last - self.first))

    def begin(self) -> None:
        """Nothing is copied: the walk draws itself from its data."""
        self.interpolate(0)

    def clean_up_from_scene(self, scene: Any) -> None:
        """Leave the walk where it is."""


class Drive(Animation):
    """Call ``show(value)`` while a value runs from ``start`` to ``end``; it redraws ``mobject``.

    For pictures that depend on one number (a condition number, an angle): everything drawn comes
    from the data for the value of the moment, never from morphing one picture into another.
    """

    def __init__(
        self,
        mobject: Mobject,
        show: Callable[[float], Any],
        start: float,
        end: float,
        **kwargs: Any,
    ) -> None:
        self.show, self.first, self.last = show, start, end
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the value at this share of the animation."""
        self.show(self.first + self.rate_func(alpha) * (self.last - self.first))

    def begin(self) -> None:
        """Nothing is copied: the picture is redrawn from its data."""
        self.interpolate(0)

    def clean_up_from_scene(self, scene: Any) -> None:
        """Leave the picture as it is."""
