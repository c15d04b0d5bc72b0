"""Part 5 of the lesson on contours: all directions, and arrows everywhere."""

from __future__ import annotations

import numpy as np
from manim import (
    FadeIn,
    FadeOut,
    linear,
)

from scenes.animations import Drive
from scenes.contours import contours
from scenes.lessons.gradient_contours.marks import (
    named,
    scale_note,
    small_arrows,
)
from scenes.lessons.gradient_contours.moving import Fan
from scenes.lessons.gradient_contours.stage import BELOW_FORMULA, ContourStage
from scenes.numbers import math_source
from scenes.stories.gradient_contours import story as story_of
from scenes.stories.gradient_contours import words as says
from scenes.stories.gradient_contours.places import half_width
from scenes.text import Formula
from scenes.theme import FORMULA, TITLE


class SteepestPart(ContourStage):
    """The gradient is the steepest direction; it is long where curves crowd."""

    def steepest(self) -> None:
        """Try all directions; then look at arrows elsewhere."""
        self.section("steepest", "No direction is steeper")
        story = self.story
        if story.place is None:
            return
        size = float(np.linalg.norm(story.place_gradient))
        fan = Fan(self.board, story, story.place, self.scale)
        self.remove(self.compass)
        self.add(fan, self.dot)
        slope = self.readout('"slope"', lambda: fan.slope, "text", size)
        length = Formula(f"|nabla f| = {math_source(size)}", self.ink("gradient"), TITLE)
        note = scale_note(self.scale, self.theme)
        named([slope, note], BELOW_FORMULA, gap=0.9)
        named([length], BELOW_FORMULA)
        arrow = self.gradient_arrow(story.place, story.place_gradient)
        with self.say(
            "[fan] Try every direction, and draw each as long as its slope is steep."
        ) as line:
            self.play(FadeIn(slope), FadeIn(note), run_time=0.4)
            self.play(
                Drive(fan, fan.show_count, 0, story_of.FAN, rate_func=linear), run_time=line.left
            )
        self.play(FadeOut(slope), run_time=0.3)
        with self.say(says.steepest(story)) as line:
            self.wait(line.until("gradient"))
            self.play(FadeIn(arrow), FadeIn(length), run_time=min(1.0, line.left))
        self.remove(slope)
        self.play(
            *(FadeOut(mobject) for mobject in (fan, arrow, length, note, self.highlight)),
            run_time=0.4,
        )
        self.crowding()

    def crowding(self) -> None:
        """Small arrows everywhere: long where the curves crowd."""
        story = self.story
        steps = contours(self.board, story.objective, [float(v) for v in story.equal_levels])
        longest = 0.28 * half_width(story.view)
        field = small_arrows(self.board, story.grid, story.grid_gradients, longest)
        rule = Formula(
            '"distance of curves" approx "step of height" / (|nabla f|)', self.ink("text"), FORMULA
        )
        named([rule], BELOW_FORMULA)
        with self.say(says.spacing(story)) as line:
            change = [FadeOut(self.curves), FadeIn(steps)]
            self.play(*change, FadeOut(self.dot), run_time=0.8)
            self.play(FadeIn(field), run_time=line.until("crowd"))
            self.play(FadeIn(rule), run_time=line.until("short"))
        self.play(FadeOut(field), FadeOut(rule), FadeOut(steps), FadeIn(self.curves), run_time=0.5)
