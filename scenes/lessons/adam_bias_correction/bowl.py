"""The honest word: in an easy bowl the uncorrected run can arrive sooner."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, Rectangle, VGroup, linear
from numpy.typing import NDArray

from mathcore.trajectory import Trajectory
from scenes.animations import Drive, TakeSteps
from scenes.contours import contours
from scenes.frame import LEFT_STAGE, PANEL, Rect
from scenes.lesson import Lesson
from scenes.lessons.adam_bias_correction.marks import Trace
from scenes.numbers import words
from scenes.plane import Plane
from scenes.shapes import current_dot, minimum_star
from scenes.stories.adam_bias_correction.runs import ARRIVED, Pair, arrival
from scenes.stories.adam_bias_correction.story import Story
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import LABEL, SMALL, THIN, Theme
from scenes.walk import Walk, keep_inside, label_near

Floats = NDArray[np.float64]

NAMES = ("corrected", "uncorrected")
ROLES = ("adam", "text")
_LONGEST_WALK = 60.0
"""Manim units of a path on the bowl that are drawn."""


def show_fairness(lesson: Lesson, story: Story) -> None:
    """The same two methods in an easy bowl, and how long each takes."""
    theme, lines, runs = lesson.theme, story.lines, story.bowl
    text, muted = theme.color("text"), theme.color("muted")
    objective = runs.corrected.objective
    lesson.section("fairness", lines.bowl_title)

    upper = Rect(LEFT_STAGE.x_min, LEFT_STAGE.x_max, 0.1, 3.0)
    lower = Rect(LEFT_STAGE.x_min, LEFT_STAGE.x_max, -2.9, -0.05)
    ground = Plane((-10.5, 10.5), (-3.2, 3.2), upper, theme, equal=True, ticks=0)
    ground.remove(ground.axes)
    levels = contours(ground, objective)
    star = minimum_star(ground.point(*objective.minima[0]), text)
    arrivals = (arrival(runs.corrected), arrival(runs.uncorrected))
    known = [steps for steps in arrivals if steps is not None]
    last = int(1.2 * max(known)) + 5 if known else 200
    walks = [
        Walk(ground, _drawable(ground, trajectory, last), role)
        for trajectory, role in ((runs.corrected, "adam"), (runs.uncorrected, "text"))
    ]
    loss = Plane(
        (0.0, float(last)), (1e-3, 1e3), lower, theme, log_y=True, x_label="t",
        y_label='"loss"', ticks=4,
    )  # fmt: skip
    curves = VGroup(
        _loss_curve(loss, runs.uncorrected, text, ()),
        _loss_curve(loss, runs.corrected, theme.color("adam"), theme.dash("adam")),
    )
    goal = loss.curve([[0, ARRIVED], [last, ARRIVED]], muted, THIN, (0.1, 0.1))
    clock = {"t": 0.0}
    facts = [
        Formula(f"f = {objective.formula}", text, LABEL),
        Readout("t", lambda: int(clock["t"]), text, LABEL, decimals=0),
        Words(f"down: loss below {words(ARRIVED)}", muted, LABEL),
    ]
    results = [
        Words(f"{name}: {_steps(steps)}", theme.color(role), LABEL)
        for name, steps, role in zip(NAMES, arrivals, ROLES, strict=True)
    ]
    stack(*facts, *results, gap=0.4).move_to(PANEL.center).align_to(PANEL.at(0, 0), LEFT)

    def run(t: float) -> None:
        clock["t"] = t + 1e-9
        x = loss.point(t, 1.0)[0]
        for curve in curves:
            curve.uncover(x)

    run(0.0)
    with lesson.say(lines.bowl) as line:
        scene = VGroup(ground, levels, star, loss, goal, *facts)
        lesson.play(FadeIn(scene), run_time=line.until("race"))
        lesson.add(*walks[::-1], curves)
        lesson.play(
            Drive(curves, run, 0.0, float(last), rate_func=linear),
            *(TakeSteps(walk, float(last)) for walk in walks),
            run_time=line.left,
        )
    marks = _arrival_marks(loss, runs, theme)
    names = VGroup(
        _name(ground, walks[0], NAMES[0], DOWN, theme), _name(ground, walks[1], NAMES[1], UP, theme)
    )
    with lesson.say(lines.fault) as line:
        lesson.play(FadeIn(VGroup(*results, marks, names)), run_time=line.until("fault"))
        lesson.wait(line.left)
    lesson.clear_stage()


def _name(plane: Plane, walk: Walk, name: str, side: Floats, theme: Theme) -> VGroup:
    """The name of a run beside the end of its path, on a ground that hides the level curves."""
    label = Words(name, walk.color_of_role, SMALL)
    end = np.clip(walk.positions[-1], *np.array([plane.x_range, plane.y_range]).T)
    label_near(plane, label, end, side, gap=0.3)
    ground = Rectangle(
        width=label.width + 0.14, height=label.height + 0.12,
        stroke_width=0, fill_color=theme.background, fill_opacity=0.85,
    )  # fmt: skip
    return VGroup(ground.move_to(label), label)


def _drawable(plane: Plane, trajectory: Trajectory, last: int) -> Floats:
    """The rows that are drawn: a path to and fro for ever would cover the bowl."""
    rows: Floats = trajectory.positions[: last + 1]
    lengths = np.linalg.norm(np.diff(rows, axis=0) * plane.scale_xy, axis=1).cumsum()
    return rows[: int(np.searchsorted(lengths, _LONGEST_WALK)) + 2]


def _loss_curve(plane: Plane, trajectory: Trajectory, color: str, dash: tuple[float, ...]) -> Trace:
    losses = np.maximum(trajectory.losses, 1e-12)
    rows = np.stack([np.arange(len(losses), dtype=float), losses], axis=1)
    return Trace(plane, rows[: int(plane.x_range[1]) + 2], color, 0, dash=dash)


def _steps(count: int | None) -> str:
    return "not down" if count is None else f"{count} steps"


def _arrival_marks(plane: Plane, runs: Pair, theme: Theme) -> VGroup:
    """A dot, with its time, where each loss falls below the goal for good."""
    marks = VGroup()
    for role, trajectory in zip(ROLES, (runs.corrected, runs.uncorrected), strict=True):
        steps = arrival(trajectory)
        if steps is None:
            continue
        color = theme.color(role)
        at = plane.point(steps, ARRIVED)
        label = Formula(f"t = {steps}", color, SMALL).next_to(at, UP + RIGHT, buff=0.1)
        keep_inside(label, plane)
        if marks and abs(marks[0][1].get_x() - label.get_x()) < label.width + 0.2:
            label.next_to(marks[0][1], UP, buff=0.1)
        marks.add(VGroup(current_dot(at, color, 0.08), label))
    return marks
