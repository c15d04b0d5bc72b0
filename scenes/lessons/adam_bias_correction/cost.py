"""What the missing correction costs on a hill, and the honest word on an easy bowl."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, VGroup, linear
from numpy.typing import NDArray

from scenes.animations import Drive
from scenes.frame import LEFT_STAGE, PANEL, Rect
from scenes.lesson import Lesson
from scenes.lessons.adam_bias_correction.marks import Ball, Trace, thinned
from scenes.numbers import math_source
from scenes.plane import Plane, nice_ticks
from scenes.shapes import minimum_star, polyline
from scenes.stories.adam_bias_correction.endings import valley
from scenes.stories.adam_bias_correction.story import Story
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import LABEL, LINE, SMALL, THIN
from scenes.walk import keep_inside, label_near

Floats = NDArray[np.float64]

_SLOW_STEPS = 3
_SMOOTH_UNTIL = 30.0
"""Steps up to which a ball slides from place to place; later ones come too quickly."""


def show_cost(lesson: Lesson, story: Story) -> None:
    """Two balls on one hill; below them, their way through time."""
    theme, lines = lesson.theme, story.lines
    text, muted, adam = (theme.color(r) for r in ("text", "muted", "adam"))
    runs, view = story.hill, story.view
    objective = runs.corrected.objective
    lesson.section("cost", "What it costs")

    hill, time_plane = _planes(story, lesson)
    steps = max(runs.corrected.steps, runs.uncorrected.steps, 1)
    depth = float(np.log10(steps + 1))
    ground = hill.curve(view.points, theme.color("gradient descent"), LINE)
    marks = _places(hill, muted)
    times = _time_labels(time_plane, steps, muted)
    stars, guides, names = _valleys(story, hill, time_plane, lesson)
    name = Formula(f"f(x) = {objective.formula}", text, LABEL)
    if name.width > PANEL.width:
        name.scale_to_fit_width(PANEL.width)

    clock = {"t": 0.0}
    places = {
        "uncorrected": runs.uncorrected.positions[:, 0],
        "corrected": runs.corrected.positions[:, 0],
    }
    colors = {"uncorrected": text, "corrected": adam}
    radii = {"uncorrected": 0.17, "corrected": 0.11}  # the smaller one in front of the other
    balls = {key: Ball(hill, colors[key], radii[key]) for key in places}
    traces = {
        key: _trace(
            time_plane, places[key], colors[key], theme.dash("adam") if key == "corrected" else ()
        )
        for key in places
    }
    moving = VGroup(*traces.values(), *balls.values())

    def run(depth_now: float) -> None:
        clock["t"] = 10**depth_now - 1 + 1e-9
        for key, way in places.items():
            x = _at(way, clock["t"])
            balls[key].put([x, float(objective.value(x))])
            traces[key].uncover(time_plane.point(view.x_range[0], -depth_now)[1])

    run(0.0)
    panel = stack(
        name,
        Readout("t", lambda: int(clock["t"]), text, LABEL, decimals=0),
        Words("corrected", adam, LABEL),
        Readout("x", lambda: _at(places["corrected"], clock["t"]), adam, LABEL, decimals=3),
        Words("uncorrected", text, LABEL),
        Readout("x", lambda: _at(places["uncorrected"], clock["t"]), text, LABEL, decimals=3),
        gap=0.35,
    )
    panel.move_to(PANEL.center).align_to(PANEL.at(0, 0), LEFT)
    with lesson.say(lines.start) as line:
        lesson.play(
            FadeIn(VGroup(ground, marks, times, stars, guides, names)), run_time=line.until("start")
        )
        lesson.add(moving)
        lesson.play(FadeIn(panel), run_time=line.left)
    slow = min(depth, float(np.log10(1 + min(1, steps))))
    later = min(depth, float(np.log10(1 + min(_SLOW_STEPS, steps))))
    with lesson.say(lines.first_steps) as line:
        lesson.wait(line.until("corrected"))
        lesson.play(
            Drive(moving, run, 0.0, slow, rate_func=linear), run_time=line.until("uncorrected")
        )
        lesson.play(Drive(moving, run, slow, later, rate_func=linear), run_time=line.left)
    ends = _end_labels(time_plane, places, colors)
    with lesson.say(lines.endings) as line:
        middle = later + 0.55 * (depth - later)
        lesson.play(
            Drive(moving, run, later, middle, rate_func=linear), run_time=line.until("uncorrected")
        )
        lesson.play(Drive(moving, run, middle, depth, rate_func=linear), run_time=0.75 * line.left)
        lesson.play(FadeIn(ends), run_time=line.left)
    lesson.clear_stage()


def _planes(story: Story, lesson: Lesson) -> tuple[Plane, Plane]:
    """The hill above, and time running down below it, over the same places."""
    view, runs = story.view, story.hill
    depth = float(np.log10(max(runs.corrected.steps, runs.uncorrected.steps, 1) + 1))
    left, right = LEFT_STAGE.x_min + 0.9, LEFT_STAGE.x_max
    above, below = Rect(left, right, 0.0, 3.0), Rect(left, right, -2.9, -0.35)
    hill = Plane(view.x_range, view.y_range, above, lesson.theme, ticks=0)
    time_plane = Plane(view.x_range, (-depth, 0.0), below, lesson.theme, ticks=0)
    for plane in (hill, time_plane):
        plane.remove(plane.axes)
    return hill, time_plane


def _places(hill: Plane, color: str) -> VGroup:
    """The scale of x, between the two planes."""
    labels = VGroup()
    for value in nice_ticks(*hill.x_range, 6):
        x = hill.point(value, hill.y_range[0])[0]
        labels.add(Formula(math_source(value), color, SMALL).move_to((x, -0.18, 0.0)))
    return labels


def _at(places: Floats, t: float) -> float:
    """Where a run stands at a time; a run that has ended stays at its last place."""
    row = min(int(t), len(places) - 1)
    if t > _SMOOTH_UNTIL or row + 1 >= len(places):
        return float(places[row])
    return float(places[row] + (t - row) * (places[row + 1] - places[row]))


def _trace(plane: Plane, places: Floats, color: str, dash: tuple[float, ...]) -> Trace:
    times, kept = thinned(np.log10(np.arange(len(places)) + 1.0), places)
    return Trace(plane, np.stack([kept, -times], axis=1), color, 1, dash=dash)


def _time_labels(plane: Plane, steps: int, color: str) -> VGroup:
    """Steps along the left edge of the time plane, spaced as powers of ten."""
    labels = VGroup()
    lowest = np.inf
    for step in (0, *(10**k for k in range(1, 6) if 10**k <= steps)):
        at = plane.point(plane.x_range[0], -float(np.log10(step + 1)))
        text = "t = 0" if step == 0 else math_source(step)
        label = Formula(text, color, SMALL).next_to(at, LEFT, buff=0.12)
        if lowest - label.get_top()[1] > 0.05:
            labels.add(label, polyline([np.array([at, at + RIGHT * 0.1])], color, THIN))
            lowest = label.get_bottom()[1]
    return labels


def _valleys(
    story: Story, hill: Plane, time_plane: Plane, lesson: Lesson
) -> tuple[VGroup, VGroup, VGroup]:
    """Stars at the minima, lines down from them through time, and the names of two."""
    color, muted = lesson.theme.color("text"), lesson.theme.color("muted")
    objective = story.hill.corrected.objective
    stars, guides, names = VGroup(), VGroup(), VGroup()
    for index, minimum in enumerate(objective.minima):
        at = (float(minimum[0]), float(objective.value(minimum)))
        if not hill.contains(at):
            continue
        stars.add(minimum_star(hill.to_screen(at), color))
        x = hill.to_screen(at)[0]
        foot, top = time_plane.box.y_min, time_plane.box.y_max
        guides.add(polyline([np.array([[x, top, 0], [x, foot, 0]])], muted, THIN, (0.06, 0.1)))
        name = valley(objective, index).removeprefix("the ").removesuffix(" valley")
        if name in ("deep", "shallow"):
            names.add(label_near(hill, Words(name, color, SMALL), at, DOWN, gap=0.2))
    return stars, guides, names


def _end_labels(plane: Plane, places: dict[str, Floats], colors: dict[str, str]) -> VGroup:
    """The name of each run beside the end of its trace, apart from each other and from the traces.

    A run that does not settle swings to and fro beside its name.
    """
    ends = {key: float(np.clip(x[-1], *plane.x_range)) for key, x in places.items()}
    swings = {key: np.clip(x[len(x) // 8 :], *plane.x_range) for key, x in places.items()}
    labels = VGroup()
    left_one = min(ends, key=lambda key: ends[key])
    for height, key in enumerate(ends):
        low, high = swings[key].min(), swings[key].max()
        for other in swings.values():
            if other.min() <= high and other.max() >= low:
                low, high = min(low, other.min()), max(high, other.max())
        side, way = (low, LEFT) if key == left_one else (high, RIGHT)
        at = plane.point(float(side), plane.y_range[0]) + UP * (0.18 + 0.34 * height)
        label = Words(key, colors[key], SMALL).next_to(at, way, buff=0.16)
        labels.add(keep_inside(label, plane))
    return labels
