"""Part five: two cures as a preview, normalised inputs and averaged steps."""

from __future__ import annotations

from manim import LEFT, FadeIn, LaggedStart, VGroup

from scenes.animations import Drive
from scenes.frame import STAGE, Rect
from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl.shapes import StepSum
from scenes.lessons.ill_conditioned_bowl.valley import Downhill, Valley, top_view
from scenes.shapes import minimum_star
from scenes.stories.ill_conditioned_bowl import advice
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Words
from scenes.theme import LABEL, Theme

_TITLE, _LEGEND = 0.6, 0.5


def play(lesson: Lesson, story: Story) -> None:
    """The ellipses become circles; then the vertical parts cancel and the horizontal ones add."""
    theme = lesson.theme
    left, right = STAGE.columns(1, 1, gap=0.6)
    titles = [
        _title(text, rect, theme)
        for text, rect in (("1. normalise the inputs", left), ("2. average the steps", right))
    ]
    plane = top_view(story, _below_title(left), theme)
    valley, downhill = Valley(plane, story, story.kappa), Downhill(plane, story, story.kappa)
    star = minimum_star(plane.point(0, 0), theme.color("text"))
    picture = VGroup(valley, downhill, star)

    def show(share: float) -> None:
        kappa = float(story.kappa**share)
        valley.draw(kappa)
        downhill.draw(kappa)

    with lesson.say(advice.normalise(story)) as line:
        lesson.play(FadeIn(titles[0], plane, picture), run_time=line.until("circles"))
        if story.kappa > 1:
            lesson.play(Drive(picture, show, 1, 0), run_time=line.left)
    steps = StepSum(story, _below_title(right), theme)
    with lesson.say(advice.average(story)) as line:
        lesson.play(FadeIn(titles[1], steps), run_time=line.until("add"))
        arrows = LaggedStart(*(FadeIn(arrow) for arrow in steps.steps), lag_ratio=0.5)
        lesson.play(arrows, run_time=line.until("sum"))
        lesson.play(FadeIn(steps.total, steps.label), run_time=min(1.0, line.left))


def _title(text: str, rect: Rect, theme: Theme) -> Words:
    title = Words(text, theme.color("text"), LABEL)
    return title.move_to((rect.x_min, rect.y_max - 0.2, 0.0), aligned_edge=LEFT)


def _below_title(rect: Rect) -> Rect:
    return Rect(rect.x_min, rect.x_max, rect.y_min, rect.y_max - _TITLE)
