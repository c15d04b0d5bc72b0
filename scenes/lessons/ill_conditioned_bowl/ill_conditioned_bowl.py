"""Why does gradient descent zig-zag? A narrated lesson on ill-conditioned bowls."""

from __future__ import annotations

from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl import condition as ill_conditioned_bowl_condition
from scenes.lessons.ill_conditioned_bowl import cures as ill_conditioned_bowl_cures
from scenes.lessons.ill_conditioned_bowl import dilemma as ill_conditioned_bowl_dilemma
from scenes.lessons.ill_conditioned_bowl import squash as ill_conditioned_bowl_squash
from scenes.lessons.ill_conditioned_bowl import steps as ill_conditioned_bowl_steps
from scenes.stories.ill_conditioned_bowl import story, words


class IllConditionedBowl(Lesson):
    """Long valleys turn the gradient away from the minimum: the steps go across, not along."""

    lesson_id = "ill-conditioned-bowl"
    title = "Why does gradient descent zig-zag?"
    Parameters = story.Parameters
    frames_stand_alone = True

    def construct(self) -> None:
        """Tell the five parts in turn."""
        self.story = story.tell(self.parameters)
        self.foresee(words.lines(self.story))
        self.squash()
        self.steps()
        self.dilemma()
        self.condition_number()
        self.cures()

    def squash(self) -> None:
        """Turn a round bowl into a long one: the arrow turns away from the minimum."""
        self.section("squash", "From a round bowl to a long one")
        ill_conditioned_bowl_squash.play(self, self.story)
        self.clear_stage()

    def steps(self) -> None:
        """Take the steps, and collect their parts across the valley and along it."""
        self.section("steps", "Across the valley and along it")
        ill_conditioned_bowl_steps.play(self, self.story)
        self.clear_stage()

    def dilemma(self) -> None:
        """Run three learning rates on one clock, and see what one step does to the error."""
        self.section("dilemma", "Too fast or too slow")
        ill_conditioned_bowl_dilemma.play(self, self.story)
        self.clear_stage()

    def condition_number(self) -> None:
        """See the condition number in the Hessian and in the ellipse; find the best fixed rate."""
        self.section("condition-number", "The condition number")
        ill_conditioned_bowl_condition.play(self, self.story)
        self.clear_stage()

    def cures(self) -> None:
        """Look ahead: normalised inputs, averaged steps."""
        self.section("cures", "Two cures")
        ill_conditioned_bowl_cures.play(self, self.story)
