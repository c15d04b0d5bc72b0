"""How a ``Transform`` begins: both mobjects get equally many curves, and their points are compared.

To tell where one closed curve of a glyph ends and the next begins, Manim compares its points two by
two with ``numpy.allclose``: 20 us each time, a sixth of all that a scene of paragraphs that turn
into each other takes without drawing. The same comparison, number by number, takes 1 us.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from math import isfinite
from typing import Any

import numpy as np
from manim import Mobject, Transform, VMobject
from numpy.typing import NDArray

_BEGIN = "begin"
_EQUAL = "consider_points_equals"
_RELATIVE = 1e-5
"""Share of a coordinate by which ``numpy.allclose`` allows another one to differ from it."""


@contextmanager
def quick_beginnings(animations: Iterable[Any]) -> Iterator[None]:
    """Let those animations that begin as Manim's ``Transform`` does begin quickly."""
    changed = [
        each
        for each in animations
        if getattr(type(each), _BEGIN) is Transform.begin and _BEGIN not in vars(each)
    ]
    for animation in changed:
        animation.begin = partial(_begin, animation)
    try:
        yield
    finally:
        for animation in changed:
            vars(animation).pop(_BEGIN, None)


def _begin(animation: Any) -> None:
    """``Transform.begin``."""
    animation.target_mobject = animation.create_target()
    animation.target_copy = animation.target_mobject.copy()
    _align(animation.mobject, animation.target_copy)
    super(Transform, animation).begin()


def _align(mobject: Any, target: Any) -> None:
    """``Mobject.align_data``."""
    if type(mobject).align_data is not Mobject.align_data:
        mobject.align_data(target)
        return
    mobject.null_point_align(target)
    mobject.align_submobjects(target)
    if len(mobject.points) == len(target.points):
        mobject.align_points(target)
    else:
        with _comparing(mobject), _comparing(target):
            mobject.align_points(target)
    for part, target_part in zip(mobject.submobjects, target.submobjects, strict=True):
        _align(part, target_part)


@contextmanager
def _comparing(mobject: Any) -> Iterator[None]:
    """Within the block, a mobject that compares points in Manim's way does so quickly."""
    kind: Any = type(mobject)
    plain = isinstance(mobject, VMobject) and kind.consider_points_equals is _CONSIDER
    if not plain or kind.__setattr__ is not object.__setattr__ or _EQUAL in vars(mobject):
        yield
        return
    mobject.consider_points_equals = partial(points_equal, mobject.tolerance_for_point_equality)
    try:
        yield
    finally:
        del mobject.consider_points_equals


_CONSIDER = VMobject.consider_points_equals


def points_equal(tolerance: float, one: NDArray[Any], other: NDArray[Any]) -> bool:
    """``numpy.allclose`` of two points, (3,), which may be apart by ``tolerance`` and a bit."""
    if not one.dtype == other.dtype == np.float64 or not one.shape == other.shape == (3,):
        return np.allclose(one, other, atol=tolerance)
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        near = abs(a - b) <= tolerance + _RELATIVE * abs(b) and isfinite(b)
        if not near and a != b:
            return False
    return True
