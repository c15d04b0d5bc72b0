"""Part two: the steps one by one, and their parts across the valley and along it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import LEFT, FadeIn, VGroup, linear

from scenes.animations import Drive
from scenes.frame import LEFT_STAGE, PANEL, Rect
from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl.path import Path
from scenes.lessons.ill_conditioned_bowl.strips import Compass, strips
from scenes.lessons.ill_conditioned_bowl.valley import Valley, top_view
from scenes.plane import Plane
from scenes.shapes import minimum_star
from scenes.stories.ill_conditioned_bowl import words as told
from scenes.stories.ill_conditioned_bowl.run import HORIZONTAL, VERTICAL, Run
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Words
from scenes.theme import FORMULA, LINE
from scenes.walk import arrow_on

_SLOW = 3
"""So many steps are taken one by one."""
_DASH = (0.1, 0.08)


def play(lesson: Lesson, story: Story) -> None:
    """Name the directions, take three steps slowly and the rest quickly, give the verdict."""
    theme, run = lesson.theme, story.asked
    top, upper, lower = LEFT_STAGE.rows(3.0, 1.25, 1.25, gap=0.3)
    side = Rect(PANEL.x_min, PANEL.x_max, top.y_min, top.y_max)
    plane = top_view(story, top, theme)
    picture = VGroup(
        plane,
        Valley(plane, story, story.kappa),
        minimum_star(plane.point(0, 0), theme.color("text")),
    )
    path = Path(plane, run.positions)
    bars = strips(run, upper, lower, theme)
    across, along = ("across", "along") if not story.is_round else ("up, down", "left, right")
    compass = Compass(theme, f"vertical: {across}", f"horizontal: {along}", side)
    clock = VGroup(path, *bars)

    def show(progress: float) -> None:
        path.take(progress)
        for strip in bars:
            strip.draw(progress)

    with lesson.say(told.directions(story)) as line:
        lesson.play(FadeIn(picture, path, compass.upright), run_time=1.0)
        lesson.wait(line.until("horizontal"))
        lesson.play(
            FadeIn(compass.sideways, *bars, *(strip.title for strip in bars)),
            run_time=min(1.0, line.left),
        )
    with lesson.say(told.first_steps(story)) as line:
        cues = ("first", "second", "third")[: min(_SLOW, run.steps)]
        for index, cue in enumerate(cues):
            lesson.wait(line.until(cue))
            is_last = index + 1 == len(cues)
            seconds = min(1.3, line.left if is_last else line.until(cues[index + 1]))
            _one_step(lesson, run, plane, clock, show, index, seconds)
    begin, end = float(min(_SLOW, run.bars)), float(run.bars)

    def show_vertical(progress: float) -> None:
        path.take(progress)
        bars[0].draw(progress)

    # The horizontal bars wait for their own sentence, so that each average is seen as it is said.
    moves = ((VGroup(path, bars[0]), show_vertical), (bars[1], bars[1].draw))
    for strip, axis, move in zip(bars, (VERTICAL, HORIZONTAL), moves, strict=True):
        with lesson.say(told.parts(story, axis)) as line:
            strip.average.update()  # its number is of the steps taken by now
            lesson.play(FadeIn(strip.average), run_time=0.5)
            if end > begin:
                lesson.play(
                    Drive(*move, begin, end, rate_func=linear), run_time=max(0.5, line.left - 1.5)
                )
    with lesson.say(told.verdict(story)) as line:
        lesson.wait(line.until("verdict"))
        verdict = Words(run.verdict.value, theme.color("text"), FORMULA, PANEL.width)
        verdict.move_to((PANEL.x_min, side.y_min + 0.3, 0.0), aligned_edge=LEFT)
        lesson.play(FadeIn(verdict), run_time=0.5)
        if end < path.last:
            lesson.play(Drive(path, path.take, end, path.last), run_time=line.left)


def _one_step(
    lesson: Lesson,
    run: Run,
    plane: Plane,
    clock: VGroup,
    show: Callable[[float], None],
    index: int,
    seconds: float,
) -> None:
    """One step: its arrow with its two parts, then the point."""
    here, there = run.positions[index : index + 2]
    color, muted = (lesson.theme.color(role) for role in ("gradient", "muted"))
    corner = np.array([here[0], there[1]])
    drawn = VGroup(
        plane.curve([here, corner, there], muted, LINE, _DASH),
        arrow_on(plane, here, there - here, color),
    )
    lesson.play(FadeIn(drawn), run_time=0.4 * seconds)
    lesson.play(Drive(clock, show, index, index + 1), run_time=0.6 * seconds)
    lesson.remove(drawn)
