"""Pictures of the last two parts: an ellipse with its axes, and steps that are added up."""

from __future__ import annotations

import numpy as np
from manim import DOWN, RIGHT, UP, VGroup

from scenes.frame import Rect
from scenes.numbers import math_source
from scenes.plane import Plane
from scenes.shapes import arrow
from scenes.stories.ill_conditioned_bowl.ellipse import ellipse, half_axes
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Formula, Words
from scenes.theme import LABEL, LINE, THICK, THIN, Theme
from scenes.walk import arrow_on, label_near


class EllipseAxes(VGroup):
    """One level curve of the bowl with its half-axes, in units of the shorter one."""

    def __init__(self, story: Story, rect: Rect, theme: Theme) -> None:
        super().__init__()
        level = story.kappa / 2  # the short half-axis is one
        long, short = half_axes(story.bowl, level)
        inner = rect.inset(0.45)  # the numbers stand outside of the ellipse
        tall = max(1.02 * short, 1.02 * long * inner.height / inner.width)
        wide = max(1.02 * long, tall * inner.width / inner.height)
        plane = Plane((-wide, wide), (-tall, tall), inner, theme, equal=True, ticks=0)
        self.curve = VGroup(
            *(
                plane.curve(curve, theme.level_color(0.75), LINE)
                for curve in ellipse(story.bowl, level, 2 * long, 120)
            )
        )
        middle = plane.point(0, 0)
        color = theme.color("text")
        self.long = arrow(middle, plane.point(long, 0), color, LINE)
        self.short = arrow(middle, plane.point(0, short), color, LINE)
        length = Formula(f"sqrt(kappa) = {math_source(float(long))}", color, LABEL)
        length.next_to(plane.point(0.5 * long, -short), DOWN, buff=0.15)
        height = Formula(math_source(float(short)), color, LABEL)
        height.next_to(plane.point(0, short), UP, buff=0.12)
        self.middle = middle
        self.numbers = VGroup(length, height)
        self.add(self.curve)


class StepSum(VGroup):
    """Steps drawn from one point, and the arrow of their sum."""

    def __init__(self, story: Story, rect: Rect, theme: Theme) -> None:
        super().__init__()
        steps = story.summed_steps
        total = steps.sum(axis=0)
        ends = np.array([(0.0, 0.0), *steps, total])
        low, high = ends.min(axis=0), ends.max(axis=0)
        middle, size = (low + high) / 2, np.maximum(high - low, 1e-9)
        aspect = rect.width / rect.height
        tall = 1.15 * max(size[1], size[0] / aspect)
        wide = tall * aspect
        self.plane = Plane(
            (middle[0] - wide / 2, middle[0] + wide / 2),
            (middle[1] - tall / 2, middle[1] + tall / 2),
            rect,
            theme,
            equal=True,
            ticks=0,
        )
        origin = (0.0, 0.0)
        color = theme.color("gradient descent")
        self.steps = VGroup(*(arrow_on(self.plane, origin, s, color, width=THIN) for s in steps))
        self.total = arrow_on(self.plane, origin, total, theme.color("momentum"), width=THICK)
        label = f"sum of {len(steps)} steps" if len(steps) > 1 else "one step"
        self.label = Words(label, theme.color("momentum"), LABEL)
        # Under a level arrow, beside any other one: clear of the steps in both cases.
        side = DOWN if story.sum_is_level else RIGHT
        label_near(self.plane, self.label, total, side, 0.3)
        self.add(self.plane)
