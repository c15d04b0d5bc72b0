"""The first half: an average that starts at zero, and where its bias comes from."""

from __future__ import annotations

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, VGroup, linear, smooth

from mathcore import averages
from scenes.animations import Drive
from scenes.frame import LEFT_STAGE, PANEL, STAGE, Rect
from scenes.lesson import Lesson
from scenes.lessons.adam_bias_correction.marks import GrowingBars, WeightBar
from scenes.numbers import math_source, words
from scenes.plane import Plane
from scenes.shapes import polyline
from scenes.stories.adam_bias_correction.steps import CLOSE
from scenes.stories.adam_bias_correction.story import BARS, SUMMED, Story
from scenes.stories.adam_bias_correction.words import below_one
from scenes.text import Formula, Number, Readout, Words, stack
from scenes.theme import FORMULA, LABEL, LINE, SMALL

_PLAIN = (1e-2, 1e3)
"""Sizes of gradients whose averages are written out above the bars; others as shares of it."""


def show_average(lesson: Lesson, story: Story) -> None:
    """Bars of the average against the true mean."""
    theme, lines = lesson.theme, story.lines
    text, momentum, truth = (theme.color(r) for r in ("text", "momentum", "gradient"))
    p = story.parameters
    sign = float(np.sign(p.gradient))
    lesson.section("average", "An average that starts at zero")

    span = (-0.13, 1.25) if sign > 0 else (-1.25, 0.13)
    plane = Plane((0.3, BARS + 0.7), span, LEFT_STAGE, theme, ticks=0, x_label="t")
    mean = plane.curve([[0.3, sign], [BARS + 0.7, sign]], truth, LINE, (0.18, 0.1))
    label = Formula(f'"true mean" = {math_source(p.gradient)}', truth, LABEL)
    label.next_to(plane.point(BARS + 0.7, sign), UP if sign > 0 else DOWN, buff=0.12)
    label.align_to(plane.point(BARS + 0.6, sign), RIGHT)
    counts = VGroup(
        *(
            Formula(str(k), theme.color("muted"), SMALL).next_to(
                plane.point(k, 0.0), DOWN if sign > 0 else UP, buff=0.12
            )
            for k in range(1, BARS + 1)
        )
    )
    bars = GrowingBars(plane, sign * story.shares, momentum)
    numbers = [
        Formula(_report(story, k), text, SMALL).next_to(
            plane.point(k + 1, sign * story.shares[k]), UP if sign > 0 else DOWN, buff=0.1
        )
        for k in range(3)
    ]
    crowded = max(number.width for number in numbers) > 0.9 * plane.scale_xy[0]
    rule = Formula(
        "m_t = beta_1 m_(t - 1) + (1 - beta_1) g", text, LABEL + 2, parts={"m_t": momentum}
    )
    settings = Formula(f"beta_1 {beta_is(p.beta1)} quad m_0 = 0", text, LABEL)
    clock = {"t": 0.0}
    reading = Readout(
        "m_t \\/ g",
        lambda: float(story.shares[int(clock["t"]) - 1]) if clock["t"] >= 1 else 0.0,
        text,
        LABEL,
        decimals=3,
    )
    time = Readout("t", lambda: int(clock["t"]), text, LABEL, decimals=0)
    panel = stack(rule, settings, time, reading, gap=0.5).move_to(PANEL.center)
    panel.align_to(PANEL.at(0, 0), LEFT)
    _fit(rule)

    def grow(t: float) -> None:
        clock["t"] = t + 1e-9
        bars.grow(t)

    with lesson.say("Adam averages its gradients, [average] starting from zero.") as line:
        lesson.play(FadeIn(plane), FadeIn(counts), run_time=line.until("average"))
        lesson.play(FadeIn(panel), run_time=line.left)
    with lesson.say(lines.suppose) as line:
        lesson.play(FadeIn(mean), run_time=line.until("true"))
        lesson.play(FadeIn(label), run_time=line.left)
    lesson.add(bars)
    with lesson.say(lines.reports) as line:
        lesson.wait(line.until("first"))
        for k, cue in enumerate(("second", "third", "")):
            length = line.until(cue) if cue else line.left
            leaving = [FadeOut(numbers[k - 1])] if crowded and k else []
            lesson.play(
                Drive(bars, grow, k, k + 1, rate_func=smooth),
                FadeIn(numbers[k]),
                *leaving,
                run_time=length,
            )
    with lesson.say(lines.bias) as line:
        lesson.play(Drive(bars, grow, 3, BARS, rate_func=linear), run_time=line.left)
    lesson.clear_stage()


def _report(story: Story, index: int) -> str:
    """What stands above a bar."""
    if _PLAIN[0] <= abs(story.parameters.gradient) < _PLAIN[1]:
        return math_source(float(story.averages[index]))
    return f"{math_source(float(story.shares[index]))} g"


def _fit(text: Formula) -> None:
    if text.width > PANEL.width:
        text.scale_to_fit_width(PANEL.width)


def show_weights(lesson: Lesson, story: Story) -> None:
    """The weights in the sum, the share of the starting zero, and the division."""
    theme, lines = lesson.theme, story.lines
    text, muted, momentum = (theme.color(r) for r in ("text", "muted", "momentum"))
    lesson.section("weights", "Where the bias comes from")

    newest_first = story.weights[::-1].tolist()
    total = story.total
    bar = WeightBar(Rect(-6.2, 6.2, 0.6, 1.4), theme, momentum, SUMMED)
    terms = " + ".join(f"{math_source(w)} g_{SUMMED - k}" for k, w in enumerate(newest_first))
    unrolled = Formula(
        f"m_{SUMMED} = {terms} + {math_source(story.rest)} dot m_0",
        text,
        FORMULA,
        parts={terms: momentum},
    ).move_to((0.0, 2.25, 0.0))
    sum_label = Words(f"weights of the gradients: {words(total)}", momentum, LABEL)
    rest_label = Words(f"starting zero: {words(story.rest)}", muted, LABEL)
    _below(sum_label, bar, 0.0, total)
    _below(rest_label, bar, total, 1.0)
    if total > 0.3 and sum_label.get_right()[0] > rest_label.get_left()[0] - 0.2:
        sum_label.align_to(np.array([bar.box.x_min, 0, 0]), LEFT)
    if sum_label.get_right()[0] > rest_label.get_left()[0] - 0.2:
        rest_label.next_to(sum_label, RIGHT, buff=0.4)
    corrected = Formula(
        f"hat(m)_t = m_t / (1 - beta_1^t) quad quad hat(m)_{SUMMED} = "
        f"m_{SUMMED} / {math_source(total)} = "
        f"{_times_gradient(story.corrected_shares[SUMMED - 1])}",
        text,
        FORMULA,
    ).move_to((0.0, 2.25, 0.0))
    has_rest = words(total) != words(1.0)

    with lesson.say(
        "Written out, each gradient has a [weight] weight, and older ones weigh less."
    ) as line:
        lesson.play(FadeIn(unrolled), run_time=line.until("weight"))
        lesson.add(bar)
        lesson.play(
            Drive(bar, lambda s: bar.fill([s * w for w in newest_first]), 0.0, 1.0),
            run_time=line.left,
        )
    with lesson.say(lines.sum) as line:
        lesson.play(FadeIn(sum_label), run_time=line.until("sum"))
        lesson.wait(line.until("rest"))
        if has_rest:
            lesson.play(FadeIn(rest_label), run_time=line.left)
    filled = Number(total, momentum, LABEL, decimals=3)
    stretched = Words("divided by their sum:", momentum, LABEL)
    after = VGroup(stretched, filled).arrange(RIGHT, buff=0.15)
    after.move_to((bar.box.center[0], sum_label.get_center()[1], 0.0))

    def divide(share: float) -> None:
        bar.fill([w * share / total for w in newest_first])
        filled.set_value(share)

    with lesson.say(lines.divide) as line:
        leaving = [FadeOut(unrolled), FadeOut(sum_label)] + [FadeOut(rest_label)] * has_rest
        lesson.play(*leaving, run_time=line.until("divide"))
        lesson.add(after)
        lesson.play(
            Drive(VGroup(bar, after), divide, total, 1.0, rate_func=smooth),
            FadeIn(corrected),
            run_time=line.left,
        )

    _show_squares(lesson, story)
    lesson.clear_stage()


def _show_squares(lesson: Lesson, story: Story) -> None:
    """The same bar for the average of squares, filling up by itself."""
    theme, lines, p = lesson.theme, story.lines, story.parameters
    text, rmsprop = theme.color("text"), theme.color("rmsprop")
    squares = WeightBar(Rect(-6.2, 6.2, -2.15, -1.35), theme, rmsprop)
    clock = {"t": 1.0}
    last = max(story.patience2, 1)
    title = Formula(
        f'"weights in the average" s_t "of" g^2, quad beta_2 {beta_is(p.beta2)}',
        text,
        LABEL,
        parts={"s_t": rmsprop},
    ).next_to(squares, UP, buff=0.22)
    title.align_to(squares, LEFT)
    time = Readout("t", lambda: clock["t"], text, LABEL, decimals=0)
    added = Readout(
        "1 - beta_2^t", lambda: float(averages.bias(p.beta2, clock["t"])), text, LABEL, decimals=3
    )
    readouts = VGroup(time, added).arrange(RIGHT, buff=2.0).next_to(squares, DOWN, buff=0.25)
    readouts.align_to(squares, LEFT)
    goal = squares.place(1 - CLOSE)
    mark = polyline([np.array([[goal, -2.25, 0.0], [goal, -1.25, 0.0]])], text, LINE)
    goal_label = Words("99 %", text, SMALL).next_to(mark, UP, buff=0.08)

    def run(power: float) -> None:
        clock["t"] = float(np.clip(round(10**power), 1, last))
        squares.fill([float(averages.bias(p.beta2, clock["t"]))])

    run(0.0)
    with lesson.say(lines.patience) as line:
        lesson.play(
            FadeIn(VGroup(squares, title, mark, goal_label, readouts)), run_time=line.until("run")
        )
        lesson.play(
            Drive(squares, run, 0.0, float(np.log10(last)), rate_func=linear), run_time=line.left
        )


def _times_gradient(share: float) -> str:
    said = math_source(float(share))
    return "g" if said == "1" else f"{said} g"


def beta_is(beta: float) -> str:
    """``= 0.9``, as Typst mathematics; what rounds to one is not said to be one."""
    said = below_one(beta)
    return f"= {math_source(beta, 6)}" if said[0].isdigit() else f'"{said}"'


def _below(label: Words, bar: WeightBar, start: float, end: float) -> None:
    """Put a label under the middle of a part of the bar, on the stage."""
    middle = (bar.place(start) + bar.place(end)) / 2
    label.next_to(np.array([middle, bar.box.y_min, 0.0]), DOWN, buff=0.2)
    room = STAGE.inset(0.1)
    label.shift(RIGHT * max(room.x_min - label.get_left()[0], 0.0))
    label.shift(LEFT * max(label.get_right()[0] - room.x_max, 0.0))
