"""Part four: the condition number in the Hessian and in the ellipse, and the best fixed rate."""

from __future__ import annotations

import numpy as np
from manim import LEFT, FadeIn, GrowFromPoint, VGroup

from scenes.animations import Drive
from scenes.frame import STAGE, Rect
from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl.charts import FactorChart
from scenes.lessons.ill_conditioned_bowl.shapes import EllipseAxes
from scenes.numbers import math_source
from scenes.stories.ill_conditioned_bowl import advice
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Formula, Readout, stack
from scenes.theme import FORMULA, LABEL, Theme


def play(lesson: Lesson, story: Story) -> None:
    """The Hessian and its ratio, the ellipse and its axes, then the factors meet."""
    theme = lesson.theme
    left, right = STAGE.columns(1, 1, gap=0.6)
    upper, lower = left.rows(1, 1.6)
    hessian, ratio = _formulas(story, upper, theme)
    ellipse = EllipseAxes(story, lower, theme)
    chart, formulas = _chart(story, right, theme)
    with lesson.say(advice.condition(story)) as line:
        lesson.play(FadeIn(hessian), run_time=line.until("ratio"))
        lesson.play(FadeIn(ratio, ellipse), run_time=1.0)
        lesson.wait(line.until("axes"))
        middle = ellipse.middle
        lesson.play(
            GrowFromPoint(ellipse.long, middle),
            GrowFromPoint(ellipse.short, middle),
            FadeIn(ellipse.numbers),
            run_time=1.0,
        )
    with lesson.say(advice.best(story)) as line:
        lesson.play(FadeIn(chart, chart.title, chart.labels, chart.dot), run_time=0.7)
        lesson.add(formulas[-1])
        moving = VGroup(chart.dot)
        move = Drive(moving, chart.draw, 0.0, story.best_rate)
        lesson.play(move, run_time=line.until("best"))
        lesson.play(FadeIn(formulas[0], formulas[1]), run_time=0.8)


def _formulas(story: Story, rect: Rect, theme: Theme) -> tuple[Formula, Formula]:
    color, kappa = theme.color("text"), math_source(story.kappa)
    hessian = Formula(f"H = mat(1, 0; 0, {kappa})", color, FORMULA)
    ratio = Formula(
        f"kappa = frac(sigma_max, sigma_min) = frac({kappa}, 1) = {kappa}", color, FORMULA
    )
    both = stack(hessian, ratio, gap=0.3)
    if both.width > rect.width:
        both.scale_to_fit_width(rect.width)
    both.move_to(rect.center).align_to(rect.at(0, 0), LEFT)
    return hessian, ratio


def _chart(story: Story, rect: Rect, theme: Theme) -> tuple[FactorChart, VGroup]:
    upper, lower = rect.rows(3.2, 1.6)
    place = Rect(upper.x_min, upper.x_max, upper.y_min, upper.y_max - 0.45)
    chart = FactorChart(story, place, theme)
    color = theme.color("text")
    # As many decimals as tell the best factor from one.
    decimals = max(3, int(np.ceil(-np.log10(1 - story.best_factor))))
    formulas = stack(
        Formula(f'"best" alpha = 2/(1 + kappa) = {math_source(story.best_rate)}', color, LABEL),
        Formula(f'"limit" 2/kappa = {math_source(story.limit)}', color, LABEL),
        Readout('"larger factor"', lambda: chart.worst(chart.rate), color, LABEL, decimals),
        gap=0.2,
    )
    formulas.move_to(lower.center).align_to((chart.plane.box.x_min, 0, 0.0), LEFT)
    return chart, formulas
