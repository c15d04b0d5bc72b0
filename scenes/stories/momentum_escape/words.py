"""The sentences of beats one to three but the last: true for the runs that they are told of.

A cue in square brackets is the same in every alternative of a sentence.
"""

from __future__ import annotations

import numpy as np

from mathcore.optimizers import Momentum
from scenes.numbers import words
from scenes.stories.momentum_escape.car import Car
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.runs import BallRun, BottomPass, Verdict, energy

_ZERO = 1e-3
"""A gradient smaller than this is called zero: a thousandth of the ridge's height for one unit."""


def share(momentum: float) -> str:
    """A momentum in words, with enough digits that 0.9995 is not called 1."""
    digits = next((d for d in range(3, 18) if float(f"{momentum:.{d}g}") < 1.0), 17)
    return words(momentum, digits)


def count(steps: int) -> str:
    """``1 step``, ``200 steps``."""
    return "1 step" if steps == 1 else f"{steps:,} steps"


def landscape(hill: Hill) -> str:
    """What the landscape looks like; cues [first], [second]."""
    if not hill.two:
        return (
            "With this tilt the landscape has only one [first] valley, "
            "so there is [second] nothing to escape from."
        )
    if not hill.differ:
        return "There are two valleys, [first] left and [second] right, equally deep."
    left, right = (hill.adjective(index) for index in sorted((0, 1), key=lambda i: hill.valleys[i]))
    return (
        f"There are two valleys: a [first] {left} one on the left, "
        f"a [second] {right} one on the right."
    )


def start(hill: Hill) -> str:
    """Where the ball starts; cues [start], [slope]."""
    where = words(hill.start) if hill.shows_start else f"{words(hill.start)}, outside this picture"
    return f"A ball starts at [start] {where}, and goes [slope] against the gradient."


def plain_run(hill: Hill, ball: BallRun) -> str:
    """How gradient descent ends; cues [roll], [end]."""
    ends = f"ends in {valley_of(hill, ball)}, [end] at {place_of(ball)}."
    steps = count(ball.trajectory.steps)
    leaps = "Its steps are so long that it [roll] jumps over the ridge"
    way = f"[roll] moves, but after {steps} it is still under way, [end] at {place_of(ball)}."
    if ball.trajectory.oscillates(0):
        way = f"[roll] jumps to and fro, and is not at rest after [end] {steps}."
    return {
        Verdict.RESTS: rests(hill, ball),
        Verdict.DIVERGES: "But its steps are much too long: it [roll] leaps out of the "
        "landscape, and the learning rate is [end] too large.",
        Verdict.UNSETTLED: f"It {way}",
        Verdict.ESCAPES: f"{leaps}, and it {ends}",
        Verdict.RETURNS: f"{leaps} and back, and it {ends}",
        Verdict.STAYS: f"It [roll] goes down into {valley_of(hill, ball)} "
        f"and stops [end] at {place_of(ball)}.",
    }[ball.verdict]


def plain_end(hill: Hill, ball: BallRun) -> str:
    """Why it goes no farther; cues [zero], [step]."""
    trajectory = ball.trajectory
    gradient = float(trajectory.gradients[-1, 0])
    if ball.verdict is Verdict.DIVERGES:
        return "Out there every slope is [zero] steeper, so no step [step] brings it to rest."
    if ball.verdict is Verdict.UNSETTLED:
        return (
            f"The gradient there is still [zero] {words(gradient)}, "
            "so the next [step] step is not zero either."
        )
    almost = "" if abs(gradient) < _ZERO else "almost "
    line = f"There the gradient is [zero] {almost}zero, and so is the [step] step"
    if hill.differ:
        line += ": it is stuck" if ball.end == 1 else ". By luck, this is the deeper valley"
    return f"{line}."


def method(momentum: float) -> str:
    """The velocity; cues [velocity], [share], [push]."""
    if momentum == 0:
        return (
            "Momentum gives the ball a [velocity] velocity. Here the share that a step [share] "
            "keeps is 0: only the new [push] push is left."
        )
    return (
        f"Momentum adds a [velocity] velocity. Each step [share] keeps "
        f"{share(momentum)} of it and adds a [push] push."
    )


def turning(car: Car) -> str:
    """The first step of the car; cues [kept], [pushed], [sum]."""
    how = "partly north, partly east" if car.turns_gradually else "east at once"
    return (
        f"It keeps [kept] {share(car.momentum)} of its way north, adds a push [pushed] east, "
        f"and goes [sum] {how}."
    )


def swinging(car: Car) -> str:
    """The next steps of the car."""
    if car.swings_east:
        return "North fades, east grows."
    return "Nothing of the north is left."


def meeting(momentum: float) -> str:
    """The second run begins; cue [again]."""
    if momentum == 0:
        return "Now the same start again. With momentum 0 it is [again] gradient descent itself."
    return f"Now the [again] same start with momentum {share(momentum)}."


def first_steps(ball: BallRun, number: int) -> str | None:
    """Its first steps. None where it takes none that could be seen."""
    lengths = np.abs(ball.trajectory.updates[:number, 0])
    if not len(lengths) or ball.verdict is Verdict.RESTS:
        return None
    if not isinstance(ball.trajectory.optimizer, Momentum):
        return "Its first steps are those of before."
    if len(lengths) > 1 and bool(np.all(np.diff(lengths) > 0)):
        return "Its first steps grow: each keeps a share of the last."
    return "Each of its first steps keeps a share of the last."


def bar(hill: Hill, ball: BallRun) -> str | None:
    """What the bar shows, where there is a ridge to cross; cues [height], [motion], [ridge].

    None where a run has crossed with less than that: one that jumped.
    """
    if not hill.two or ball.verdict in (Verdict.DIVERGES, Verdict.RESTS):
        return None
    if crosses_without_energy(hill, ball):
        return None
    return (
        "The bar adds [height] height and [motion] motion. "
        "To cross, it must reach above the [ridge] ridge."
    )


def crosses_without_energy(hill: Hill, ball: BallRun) -> bool:
    """Whether some step leads across the ridge though the bar stands below it."""
    height, motion = energy(ball)
    side = np.sign(ball.trajectory.positions[:, 0] - (hill.ridge or 0.0))
    across = np.flatnonzero(side[:-1] * side[1:] < 0)
    before = height[across] + motion[across]
    return bool(np.any(np.maximum(before, (height + motion)[across + 1]) < hill.ridge_height))


def at_bottom(passed: BottomPass) -> str:
    """The step nearest to the bottom; cues [push], [kept]."""
    return (
        f"Near the bottom the push is [push] {words(abs(passed.push), 1)}, "
        f"but the velocity kept is [kept] {words(abs(passed.kept), 2)}."
    )


def rests(hill: Hill, ball: BallRun) -> str:
    """It does not move; cues [roll], [end]."""
    if ball.end is None:
        return "It starts [roll] where the slope is exactly zero, so it [end] stays."
    return f"It starts at the [roll] bottom of {valley_of(hill, ball)}, so it [end] stays there."


def level(ball: BallRun) -> float:
    """The loss after the last step, without the rounding of one that is zero."""
    return round(float(ball.trajectory.losses[-1]), 6)


def valley_of(hill: Hill, ball: BallRun) -> str:
    """The valley where it settled, in a sentence."""
    return "no valley" if ball.end is None else hill.name(ball.end)


def place_of(ball: BallRun) -> str:
    """Where it is after the last step."""
    return words(float(ball.last[0]))
