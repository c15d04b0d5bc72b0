"""Why is the gradient perpendicular to the contours?"""

from __future__ import annotations

from typing import ClassVar

from scenes.lessons.gradient_contours.curve import CurvePart
from scenes.lessons.gradient_contours.downhill import DownhillPart
from scenes.lessons.gradient_contours.slopes import SlopesPart
from scenes.lessons.gradient_contours.steepest import SteepestPart
from scenes.lessons.gradient_contours.zero import ZeroPart
from scenes.parameters import LessonParameters
from scenes.stories.gradient_contours import story as story_of
from scenes.stories.gradient_contours import words as says


class GradientContours(SlopesPart, CurvePart, SteepestPart, DownhillPart, ZeroPart):
    """Slopes, gradient, level curve, right angle, steepest way up, and the way down."""

    lesson_id = "gradient-contours"
    title = "Why is the gradient perpendicular to the contours?"
    Parameters: ClassVar[type[LessonParameters]] = story_of.Parameters
    frames_stand_alone = True

    def construct(self) -> None:
        """Tell the whole lesson."""
        self.story = story_of.tell(self.parameters)
        self.foresee(says.lines(self.story))
        self.slopes()
        self.gradient()
        self.level_curve()
        if self.story.place is not None:
            self.right_angle()
            self.steepest()
        self.downhill()
        self.stationary_points()
