"""Which scenes are lessons, told without loading what only lessons need."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeGuard

from manim import Scene

if TYPE_CHECKING:
    from scenes.lesson import Lesson


def is_lesson(scene: type[Scene]) -> TypeGuard[type[Lesson]]:
    """Whether a scene is a lesson.

    Where nobody has loaded the base of lessons, there is none. It loads pydantic, which would take
    60 ms of the 0.5 s until the workers of plain scenes are ready.
    """
    base = sys.modules.get("scenes.lesson")
    return base is not None and issubclass(scene, base.Lesson)
