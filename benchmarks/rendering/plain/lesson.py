"""The first part of a lesson as a plain Manim scene, without a voice."""

from __future__ import annotations

from scenes.lessons.gradient_contours.gradient_contours import GradientContours
from scenes.stories.gradient_contours import story
from scenes.voice.silent import SilentVoice


class LessonPart(GradientContours):
    """What ``steepest render gradient-contours --section slopes --voice none`` shows."""

    voice = SilentVoice()

    def construct(self) -> None:
        self.story = story.tell(self.parameters)
        self.slopes()
