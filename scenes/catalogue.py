"""The list of lessons: what there is, and where each one lives.

A lesson is imported only when it is used, so that listing lessons loads no Manim.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from scenes.lesson import Lesson
    from scenes.parameters import LessonParameters


@dataclass(frozen=True)
class Entry:
    """Where one lesson stands in the course.

    Attributes
    ----------
    id : the name on the command line, such as ``ill-conditioned-bowl``
    title : the question that the lesson answers
    module : number of the course module, 1 to 5
    story : module that holds the parameters and the data, free of Manim
    scene : module that holds the drawing
    scene_class : name of the ``Lesson`` class in ``scene``
    """

    id: str
    title: str
    module: int
    story: str
    scene: str
    scene_class: str

    def load(self) -> type[Lesson]:
        """Import the drawing side. Takes about a second: it loads Manim."""
        return cast("type[Lesson]", getattr(importlib.import_module(self.scene), self.scene_class))

    def parameters(self) -> type[LessonParameters]:
        """Import only the parameters of the lesson."""
        story = importlib.import_module(self.story)
        return cast("type[LessonParameters]", story.Parameters)


def _entry(id_: str, title: str, module: int, scene_class: str) -> Entry:
    name = id_.replace("-", "_")
    story, scene = f"scenes.stories.{name}.story", f"scenes.lessons.{name}.{name}"
    return Entry(id_, title, module, story, scene, scene_class)


_ENTRIES = (
    _entry(
        "gradient-contours",
        "Why is the gradient perpendicular to the contours?",
        1,
        "GradientContours",
    ),
    _entry("ill-conditioned-bowl", "Why does gradient descent zig-zag?", 3, "IllConditionedBowl"),
    _entry(
        "momentum-escape",
        "How does momentum carry past a local minimum?",
        4,
        "MomentumEscape",
    ),
    _entry("adam-bias-correction", "Why does Adam correct its bias?", 4, "AdamBiasCorrection"),
)
LESSONS: dict[str, Entry] = {entry.id: entry for entry in _ENTRIES}
if len(LESSONS) != len(_ENTRIES):
    raise ImportError("two lessons in scenes/catalogue.py share an id")
