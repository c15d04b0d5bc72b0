"""Motion along a path whose length is measured once, not on every frame.

Manim's ``MoveAlongPath`` measures all curves of its path for every frame: 25 ms for 300 curves,
ten of the sixteen seconds that a scene of 480 frames took. The numbers here are Manim's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import MoveAlongPath, VMobject
from numpy.typing import NDArray

_OF_A_PATH = (
    "point_from_proportion",
    "get_curve_functions_with_lengths",
    "get_nth_curve_function_with_length",
    "get_nth_curve_length_pieces",
    "get_nth_curve_function",
    "get_nth_curve_points",
    "get_num_curves",
)
"""What must be Manim's own for the length to follow from the points alone."""


class _Measured:
    """What Manim's ``point_from_proportion`` asks of a path, with the measuring done."""

    def __init__(self, path: VMobject) -> None:
        self.points: NDArray[np.float64] = path.points.copy()
        still = VMobject()  # the curves are functions of its points, which stay as they are
        still.points = self.points
        self._curves = tuple(still.get_curve_functions_with_lengths())

    def get_curve_functions_with_lengths(self) -> tuple[Any, ...]:
        """The curves and their lengths."""
        return self._curves

    def throw_error_if_no_points(self) -> None:
        """There are some."""


class QuickMotion:
    """Stands for ``interpolate_mobject`` of a ``MoveAlongPath``."""

    def __init__(self, animation: MoveAlongPath) -> None:
        self._animation = animation
        self._measured: _Measured | None = None

    def __call__(self, alpha: float) -> None:
        """Put the mobject where it is at this share of the time."""
        path, share = self._animation.path, self._animation.rate_func(alpha)
        if not 0 <= share < 1 or not len(path.points):  # its end, or an error that names it
            self._animation.mobject.move_to(path.point_from_proportion(share))
            return
        if self._measured is None or not np.array_equal(self._measured.points, path.points):
            self._measured = _Measured(path)
        point_from_proportion: Callable[[Any, float], Any] = VMobject.point_from_proportion
        self._animation.mobject.move_to(point_from_proportion(self._measured, share))


def moves_along_a_plain_path(animation: Any) -> bool:
    """Whether all is Manim's own, so that the quick way ends at the same place."""
    if type(animation).__dict__.get("interpolate_mobject") is not _INTERPOLATE:
        return False
    kind = type(animation.path)
    return issubclass(kind, VMobject) and all(
        getattr(kind, name) is getattr(VMobject, name) for name in _OF_A_PATH
    )


_INTERPOLATE = MoveAlongPath.__dict__["interpolate_mobject"]
