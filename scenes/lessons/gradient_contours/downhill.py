"""Part 6 of the lesson on contours: minus the gradient, and what squashing does to it."""

from __future__ import annotations

import numpy as np
from manim import (
    RIGHT,
    Create,
    FadeIn,
    FadeOut,
    VGroup,
)

from scenes.animations import Drive, TakeSteps
from scenes.lessons.gradient_contours.marks import (
    named,
)
from scenes.lessons.gradient_contours.moving import SquashedBowl
from scenes.lessons.gradient_contours.stage import BELOW_FORMULA, SIDE, ContourStage
from scenes.narration import Line
from scenes.numbers import math_source
from scenes.plane import Plane
from scenes.stories.gradient_contours import words as says
from scenes.text import Formula, Readout
from scenes.theme import FORMULA, LABEL, LINE, TITLE
from scenes.walk import Walk


class DownhillPart(ContourStage):
    """A few steps down; a round bowl that is squashed."""

    def downhill(self) -> None:
        """A few steps along minus the gradient, and what squashed contours do to them."""
        self.section("downhill", "Turn it round: the way down")
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.formula)
        self.bring_to_front(self.stars)
        with self.say(says.downhill(story)) as line:
            self.walk = self.descend(line)
        aim = says.aim(story)
        if aim is not None and story.place is not None and story.minimum is not None:
            way = self.board.curve(
                np.array([story.place, story.minimum]), self.ink("muted"), LINE, (0.1, 0.08)
            )
            with self.say(aim) as line:
                self.wait(line.until("aim"))
                self.play(Create(way), run_time=min(1.0, line.left))
            self.walk = VGroup(way, self.walk)
            self.add(self.walk)
        self.squash()

    def descend(self, line: Line) -> VGroup:
        """The first step as an arrow, then all of them."""
        story = self.story
        rule = Formula("bold(x) arrow.l bold(x) - alpha nabla f", self.ink("text"), TITLE)
        if story.descent is None:
            named([rule], BELOW_FORMULA)
            self.play(FadeIn(self.dot), FadeIn(rule), run_time=line.until("minus"))
            return VGroup(self.dot)
        descent = story.descent
        walk = Walk(self.board, descent.positions, "gradient descent")
        rate = Formula(f"alpha = {math_source(story.learning_rate)}", self.ink("muted"), FORMULA)
        height = self.readout(
            "f",
            lambda: float(descent.losses[int(walk.progress)]),
            "text",
            float(np.abs(descent.losses).min()),
        )
        named([rule, rate, height], BELOW_FORMULA, gap=0.45)
        self.play(FadeIn(walk), FadeIn(rule), FadeIn(rate), run_time=line.until("minus"))
        step = walk.step_arrow(0)
        self.play(FadeIn(step), FadeIn(height), run_time=line.until("steps"))
        self.play(TakeSteps(walk, 1), FadeOut(step), run_time=0.8)
        self.play(TakeSteps(walk, descent.steps), run_time=max(line.left, 1.0))
        return walk

    def squash(self) -> None:
        """The round bowl that becomes a valley, beside the lesson's own landscape."""
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.walk)
        plane = Plane(
            (-2.9, 2.9), (-1.9, 1.9), SIDE.rows(4.4, 1.3)[0], self.theme, equal=True, ticks=0
        )
        bowl = SquashedBowl(plane)
        formula = Formula("f = x^2 + b y^2", self.ink("text"), LABEL)
        curvature = Readout("b", lambda: bowl.curvature, self.ink("text"), LABEL, decimals=1)
        miss = Readout(
            '"off the minimum"', lambda: bowl.miss, self.ink("text"), LABEL, decimals=0, unit="°"
        )
        row = VGroup(formula, curvature, miss).arrange(RIGHT, buff=0.5)
        row.move_to(SIDE.rows(4.4, 1.3)[1].at(0.5, 0.7))
        with self.say(says.squash(story)) as line:
            self.play(FadeIn(plane), FadeIn(bowl), FadeIn(row), run_time=line.until("squash") + 0.5)
            self.play(Drive(bowl, bowl.show_curvature, 1.0, SquashedBowl.MOST), run_time=line.left)
        with self.say(
            "That is why gradients seem to point the [wrong] wrong way: "
            "they know the contour here, not the minimum far away."
        ) as line:
            self.wait(line.until("wrong"))
            self.play(Drive(bowl, bowl.show_curvature, SquashedBowl.MOST, 3.0), run_time=line.left)
