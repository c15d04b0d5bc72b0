"""Why does Adam correct its bias? An average that starts at zero, and what Adam makes of it."""

from __future__ import annotations

from typing import cast

from scenes.lesson import Lesson
from scenes.lessons.adam_bias_correction.average import show_average, show_weights
from scenes.lessons.adam_bias_correction.bowl import show_fairness
from scenes.lessons.adam_bias_correction.cost import show_cost
from scenes.lessons.adam_bias_correction.step import show_formula, show_step
from scenes.stories.adam_bias_correction.story import Parameters, tell


class AdamBiasCorrection(Lesson):
    """From the bias of an average to the length of Adam's first step, and what it costs."""

    lesson_id = "adam-bias-correction"
    title = "Why does Adam correct its bias?"
    Parameters = Parameters
    frames_stand_alone = True

    def construct(self) -> None:
        """Play the six sections."""
        story = tell(cast("Parameters", self.parameters))
        self.foresee(story.lines.said)
        show_average(self, story)
        show_weights(self, story)
        show_step(self, story)
        show_cost(self, story)
        show_fairness(self, story)
        show_formula(self, story)
