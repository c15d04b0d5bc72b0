"""How the run with momentum ends, in one sentence.

A cue in square brackets is the same in every alternative.
"""

from __future__ import annotations

import numpy as np

from scenes.numbers import words
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.runs import BallRun, Verdict
from scenes.stories.momentum_escape.words import count, place_of, rests, valley_of


def momentum_run(hill: Hill, ball: BallRun) -> str:
    """How the run with momentum ends; cues [roll], [turn], [end] in this order."""
    match ball.verdict:
        case Verdict.RESTS:
            line = rests(hill, ball).replace("[end]", "[turn] [end]")
        case Verdict.DIVERGES:
            line = (
                "Its steps [roll] grow and grow, and it [turn] leaves the landscape for good: "
                "the learning rate is [end] too large."
            )
        case Verdict.UNSETTLED:
            line = _unsettled(ball)
        case Verdict.STAYS:
            line = _stays(hill, ball)
        case _:
            line = _crosses(hill, ball)
    return line


def _crosses(hill: Hill, ball: BallRun) -> str:
    """It leaves its valley, for good or to come back, and settles."""
    ends = f"{valley_of(hill, ball)} [end] at {place_of(ball)}."
    if ball.crossings == 1:
        past = "overshoots," if ball.overshoots else "slows down,"
        wrong = hill.differ and ball.end == 1
        moral = " So momentum can also lead away from the deepest point." if wrong else ""
        return f"It [roll] climbs over the ridge, [turn] {past} and settles in {ends}{moral}"
    if ball.crossings == 2 and ball.home is not None:
        return (
            f"It [roll] climbs over the ridge into {hill.name(1 - ball.home)}, "
            f"but with too much speed: it [turn] comes back, and ends in {ends}"
        )
    again = "ends where it began, in" if ball.verdict is Verdict.RETURNS else "settles in"
    return (
        f"It [roll] crosses the ridge {ball.crossings} times, [turn] to and fro, and {again} {ends}"
    )


def _stays(hill: Hill, ball: BallRun) -> str:
    at, name = place_of(ball), valley_of(hill, ball)
    if not ball.overshoots:
        return f"It [roll] rolls down into {name}, [turn] slows down, and stops [end] at {at}."
    farthest = _farthest_towards_ridge(hill, ball)
    if farthest is None:
        where = f"stays in {name}" if hill.two else "settles"
        return f"It [roll] overshoots the bottom, [turn] rolls back, and {where} [end] at {at}."
    assert hill.ridge is not None
    return (
        f"It [roll] climbs to {words(farthest, 2)}, but the top of the ridge is at "
        f"{words(hill.ridge, 2)}. It [turn] rolls back and stays in {name} [end] at {at}."
    )


def _farthest_towards_ridge(hill: Hill, ball: BallRun) -> float | None:
    """How far up the ridge a ball got that came from the other side of its valley."""
    if hill.ridge is None or ball.home is None:
        return None
    offsets = ball.trajectory.positions[:, 0] - hill.valleys[ball.home]
    towards = np.sign(hill.ridge - hill.valleys[ball.home])
    if offsets[0] * towards >= 0:
        return None
    farthest = float((offsets * towards).max())
    return float(hill.valleys[ball.home] + towards * farthest)


def _unsettled(ball: BallRun) -> str:
    steps = count(ball.trajectory.steps)
    at = place_of(ball)
    if ball.crossings > 1:
        return (
            f"It [roll] crosses the ridge {ball.crossings} times, [turn] to and fro, "
            f"and is not at rest after [end] {steps}."
        )
    if ball.crossings == 1:
        return f"It [roll] crosses the ridge, but it is [turn] not at rest after [end] {steps}."
    return f"It [roll] moves, but it is [turn] not at rest after {steps}: it is [end] at {at}."
