"""The step: momentum over RMSProp, how long it is uncorrected, and the whole formula."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, VGroup, VMobject, linear
from numpy.typing import NDArray

from scenes.animations import Drive
from scenes.frame import LEFT_STAGE, PANEL
from scenes.lesson import Lesson
from scenes.lessons.adam_bias_correction.marks import Stained, Trace
from scenes.numbers import math_source, words
from scenes.plane import Plane
from scenes.shapes import current_dot
from scenes.stories.adam_bias_correction.steps import StepLengths
from scenes.stories.adam_bias_correction.story import Story
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import FORMULA, LABEL, SMALL
from scenes.walk import keep_inside

Floats = NDArray[np.float64]

_TALLEST_LINEAR = 30.0
"""Ratio of the longest step to the shortest from which on the axis is logarithmic."""


def show_step(lesson: Lesson, story: Story) -> None:
    """The length of the uncorrected step against time, beside the corrected one."""
    theme, lines, lengths = lesson.theme, story.lines, story.lengths
    text, momentum, rmsprop = (theme.color(r) for r in ("text", "momentum", "rmsprop"))
    adam = theme.color("adam")
    lesson.section("first-step", lines.title)

    plane = _plane(lesson, story)
    formula = Stained(
        'alpha m_t / (sqrt(s_t) + epsilon)', text, FORMULA + 8,
        parts={"m_t": momentum, "sqrt(s_t)": rmsprop},
    )  # fmt: skip
    clock = {"t": 1.0}
    head, top, bottom, first, time, step = _readings(story, lesson, clock)
    panel = stack(head, formula, top, bottom, first, time, step, gap=0.3)
    panel.move_to(PANEL.center).align_to(PANEL.at(0, 0), LEFT)

    right = Trace(
        plane, np.stack([lengths.times, lengths.corrected], 1), adam, 0, dash=theme.dash("adam")
    )
    wrong = Trace(plane, np.stack([lengths.times, lengths.uncorrected], 1), text, 0)
    dot = current_dot(plane.point(1, lengths.first), text)

    def run(power: float) -> None:
        clock["t"] = 10**power
        at = _on_curve(plane, lengths, clock["t"])
        wrong.uncover(at[0])
        dot.move_to(at)

    with lesson.say(
        "One step of Adam: [momentum] momentum on top, and [rmsprop] RMSProp's root below."
    ) as line:
        lesson.play(FadeIn(head), FadeIn(formula), run_time=line.until("momentum"))
        lesson.play(formula.stain(momentum), run_time=line.until("rmsprop"))
        lesson.play(
            formula.stain(rmsprop),
            FadeIn(plane),
            run_time=line.left,
        )
    with lesson.say(lines.fraction) as line:
        lesson.wait(line.until("top"))
        lesson.play(FadeIn(top), run_time=line.until("bottom"))
        lesson.play(FadeIn(bottom), run_time=line.left)
    with lesson.say(lines.ratio) as line:
        lesson.wait(line.until("first"))
        lesson.play(FadeIn(first), FadeIn(dot, scale=2), run_time=line.left)
    moving = VGroup(wrong, dot)
    lesson.add(moving, time, step)
    peak = _peak(plane, story, text)
    last = float(np.log10(lengths.horizon))
    with lesson.say(lines.later) as line:
        lesson.wait(line.until("later"))
        begin = 0.0
        if lengths.grows_too_long:
            begin = float(np.log10(lengths.peak_time))
            lesson.play(Drive(moving, run, 0.0, begin, rate_func=linear), run_time=0.35 * line.left)
            lesson.add(peak)
        lesson.play(Drive(moving, run, begin, last, rate_func=linear), run_time=line.left)
    right_label, end_label = _names(plane, story, lesson)
    with lesson.say(lines.corrected) as line:
        lesson.add(right)
        lesson.play(
            Drive(right, right.uncover, plane.box.x_min, plane.box.x_max + 0.1, rate_func=linear),
            FadeIn(end_label),
            run_time=line.until("right"),
        )
        lesson.play(FadeIn(right_label), run_time=line.left)
    lesson.clear_stage()


def _readings(story: Story, lesson: Lesson, clock: dict[str, float]) -> tuple[VMobject, ...]:
    """Title, top, bottom and length of the first step; time and step of the moment."""
    lengths = story.lengths
    text, momentum, rmsprop = (lesson.theme.color(r) for r in ("text", "momentum", "rmsprop"))
    decimals = 2 if lengths.wanted > 0.5 else 4
    bottom = f"sqrt(s_1) + epsilon = {math_source(lengths.bottom)} thin abs(g)"
    return (
        Words("one step of Adam", text, LABEL),
        Formula(f"m_1 = {math_source(lengths.top)} thin g", momentum, LABEL),
        Formula(bottom, rmsprop, LABEL),
        Formula(f'"first step" = {math_source(lengths.first)} thin alpha', text, LABEL),
        Readout("t", lambda: round(clock["t"]), text, LABEL, decimals=0),
        Readout('"step" \\/ alpha', lambda: lengths.at(clock["t"]), text, LABEL, decimals),
    )


def _on_curve(plane: Plane, lengths: StepLengths, t: float) -> Floats:
    """Screen point of the uncorrected curve at a time, on the line between two samples."""
    screen = plane.to_screen(np.stack([lengths.times, lengths.uncorrected], axis=1))
    x = float(plane.point(t, lengths.wanted)[0])
    return np.array([x, float(np.interp(x, screen[:, 0], screen[:, 1])), 0.0])


def _plane(lesson: Lesson, story: Story) -> Plane:
    """Time on a logarithmic axis; the steps too where they differ too much."""
    lengths = story.lengths
    low = min(float(lengths.uncorrected.min()), lengths.wanted)
    high = max(lengths.peak, lengths.wanted)
    logarithmic = high > _TALLEST_LINEAR * low or high < 1e-3
    if logarithmic:
        span = (10.0 ** np.floor(np.log10(low) - 0.05), 10.0 ** np.ceil(np.log10(high) + 0.15))
    else:
        span = (0.0, 1.25 * high)
    return Plane(
        (1.0, float(lengths.horizon)), span, LEFT_STAGE, lesson.theme,
        log_x=True, log_y=logarithmic, x_label="t", y_label='"step" \\/ alpha',
    )  # fmt: skip


def _peak(plane: Plane, story: Story, color: str) -> VGroup:
    """A dot and a number at the longest step."""
    lengths = story.lengths
    at = plane.point(lengths.peak_time, lengths.peak)
    label = Formula(
        f'{math_source(lengths.peak)} "at" t = {math_source(lengths.peak_time)}', color, SMALL
    )
    return VGroup(
        current_dot(at, color, 0.07), keep_inside(label.next_to(at, UP, buff=0.12), plane)
    )


def _names(plane: Plane, story: Story, lesson: Lesson) -> tuple[Words, Words]:
    """The names of the corrected and the uncorrected curve, where the two are apart."""
    lengths, theme = story.lengths, lesson.theme
    right = Words("corrected", theme.color("adam"), SMALL)
    wrong = Words("uncorrected", theme.color("text"), SMALL)
    time = lengths.horizon**0.62
    above = lengths.at(time) >= lengths.wanted
    wrong.next_to(_on_curve(plane, lengths, time), RIGHT + UP if above else RIGHT + DOWN, buff=0.12)
    right.next_to(plane.point(lengths.horizon, lengths.wanted), DOWN if above else UP, buff=0.15)
    right.align_to(np.array([plane.box.x_max, 0.0, 0.0]), RIGHT)
    keep_inside(right, plane)
    keep_inside(wrong, plane)
    return right, wrong


def show_formula(lesson: Lesson, story: Story) -> None:
    """Both corrections in place, each part coloured as it is named."""
    theme, lines, lengths = lesson.theme, story.lines, story.lengths
    text, momentum, rmsprop = (theme.color(r) for r in ("text", "momentum", "rmsprop"))
    lesson.section("formula", "Adam, with both corrections")
    top, bottom = "display(m_t / (1 - beta_1^t))", "sqrt(display(s_t / (1 - beta_2^t)))"
    formula = Stained(
        f"x_(t + 1) = x_t - alpha dot frac({top}, {bottom} + epsilon)",
        text,
        FORMULA + 18,
        parts={top: momentum, bottom: rmsprop},
    ).move_to((-1.9, 0.9, 0.0))
    one = (
        Words("momentum: which way", momentum, LABEL)
        .next_to(formula, RIGHT, buff=0.45)
        .set_y(formula.part(momentum).get_center()[1])
    )
    other = Words("RMSProp: how far", rmsprop, LABEL).align_to(one, LEFT)
    other.set_y(formula.part(rmsprop).get_center()[1])
    answer = stack(
        Words(f"first step uncorrected: {words(lengths.first)} learning rates", text, LABEL),
        Words(
            f"first step corrected: {words(lengths.first_corrected)}", theme.color("adam"), LABEL
        ),
        gap=0.22,
    ).move_to((0.0, -1.7, 0.0))
    with lesson.say(
        "So Adam divides both by the sum of their weights: "
        "[momentum] momentum above, [rmsprop] RMSProp below."
    ) as line:
        lesson.play(FadeIn(formula), run_time=line.until("momentum"))
        lesson.play(
            formula.stain(momentum), FadeIn(one),
            run_time=line.until("rmsprop"),
        )  # fmt: skip
        lesson.play(formula.stain(rmsprop), FadeIn(other), run_time=line.left)
    with lesson.say(lines.meaning) as line:
        lesson.play(FadeIn(answer), run_time=line.until("meaning"))
        lesson.wait(line.left)
