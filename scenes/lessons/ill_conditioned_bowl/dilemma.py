"""Part three: three learning rates on one clock, and what one step leaves of the error."""

from __future__ import annotations

from manim import UP, FadeIn, FadeToColor, VGroup, linear

from scenes.animations import Drive
from scenes.frame import STAGE, Rect
from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl.charts import RUN_NAMES, LossChart
from scenes.lessons.ill_conditioned_bowl.path import Path
from scenes.lessons.ill_conditioned_bowl.table import FactorTable, number
from scenes.lessons.ill_conditioned_bowl.valley import Valley, top_view
from scenes.shapes import minimum_star
from scenes.stories.ill_conditioned_bowl import advice
from scenes.stories.ill_conditioned_bowl.numbers import rate
from scenes.stories.ill_conditioned_bowl.run import Run
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Formula
from scenes.theme import READOUT, THIN, Theme

_TITLE = 0.45
_END_LABELS = 0.8
"""Width kept free for the names at the ends of the curves, Manim units."""


class _Lane(VGroup):
    """One of the three runs on its own small picture, its name above."""

    def __init__(self, story: Story, run: Run, name: str, rect: Rect, theme: Theme) -> None:
        super().__init__()
        place = Rect(rect.x_min, rect.x_max, rect.y_min, rect.y_max - _TITLE)
        plane = top_view(story, place, theme)
        star = minimum_star(plane.point(0, 0), theme.color("text"))
        self.path = Path(plane, run.positions, width=THIN)
        source = f'"{name}: rate" {number(rate(run, story))}'
        self.heading = Formula(source, theme.color("muted"), READOUT)
        self.heading.next_to((rect.center[0], place.y_max, 0.0), UP, buff=0.08)
        self.add(plane, Valley(plane, story, story.kappa), star, self.heading)


def play(lesson: Lesson, story: Story) -> None:
    """Run the three side by side, then show what one step does in each direction."""
    theme, steps = lesson.theme, max(run.steps for run in story.compared)
    top, bottom = STAGE.rows(1.05, 1.0, gap=0.3)
    left, right = bottom.columns(2, 1, gap=0.4)
    places = zip(story.compared, RUN_NAMES, top.columns(1, 1, 1), strict=True)
    lanes = [_Lane(story, run, name, rect, theme) for run, name, rect in places]
    paths = VGroup(*(lane.path for lane in lanes))
    narrow = Rect(left.x_min, left.x_max - _END_LABELS, left.y_min, left.y_max)
    chart = LossChart(story.compared, steps, narrow, theme)
    clock = VGroup(paths, chart)

    def show(progress: float) -> None:
        for lane in lanes:
            lane.path.take(progress)
        chart.draw(progress)

    with lesson.say("Three learning rates, one clock.") as line:
        lesson.play(FadeIn(*lanes, paths, chart), run_time=min(1.2, line.left))
    with lesson.say(advice.compared(story)) as line:
        begin, cues = 0.0, ("slow", "middle", "fast", None)
        for index, lane in enumerate(lanes):
            lesson.wait(line.until(str(cues[index])))
            lesson.play(FadeToColor(lane.heading, theme.color("text")), run_time=0.3)
            until = steps * (index + 1) / len(lanes)
            cue = cues[index + 1]
            lesson.play(
                Drive(clock, show, begin, until, rate_func=linear),
                run_time=line.left if cue is None else line.until(cue),
            )
            begin = until
    table = FactorTable(story, right, theme)
    with lesson.say(advice.factors(story)) as line:
        lesson.play(
            FadeIn(chart.labels, table.heads, table.names), run_time=min(1.0, line.until("across"))
        )
        lesson.wait(line.until("across"))
        lesson.play(FadeIn(table.across), run_time=0.5)
        lesson.wait(line.until("along"))
        lesson.play(FadeIn(table.along), run_time=0.5)
