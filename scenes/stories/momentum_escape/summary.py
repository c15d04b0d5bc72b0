"""The sentences of beats four and six: what the map shows, and whether momentum was needed.

A cue in square brackets is the same in every alternative of a sentence.
"""

from __future__ import annotations

import numpy as np

from scenes.numbers import words
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.map import OutcomeMap, comes_back
from scenes.stories.momentum_escape.runs import BallRun, Verdict
from scenes.stories.momentum_escape.words import count, level, share


def sweep(hill: Hill, outcomes: OutcomeMap) -> str:
    """What the map is; cues [sweep], [colour]."""
    runs = "Run [sweep] every start with every momentum,"
    if hill.two:
        return f"{runs} and [colour] colour it by where it ends."
    return f"{runs} and [colour] colour it if it settles within {count(outcomes.steps)}."


def without(hill: Hill, outcomes: OutcomeMap) -> str:
    """The lowest row; cue [own]."""
    counted = outcomes.even & (outcomes.homes >= 0)  # the top of the ridge belongs to no valley
    own = float(np.mean(outcomes.outcomes[0, counted] == outcomes.homes[counted]))
    if own == 1.0 and hill.two:
        return "Without momentum, every start [own] keeps to its own valley."
    if outcomes.share_settling(0) == 0:
        return "Without momentum, no start [own] comes to rest in a valley."
    verb = "settle in their own valley" if hill.two else "settle"
    return f"Without momentum, {_percent(own)} of the starts [own] {verb}."


def within(hill: Hill, outcomes: OutcomeMap, momentum: float) -> str | None:
    """The row of the lesson's momentum; cues [reach], [lost]. None without momentum."""
    if momentum == 0:
        return None
    row = outcomes.row(momentum)
    amount = f"With {share(momentum)},"
    if not hill.two:
        settled = _percent(outcomes.share_settling(row))
        return f"{amount} [reach] {settled} of the starts [lost] settle."
    shallow, deep = outcomes.share_leaving(row, 1), outcomes.share_leaving(row, 0)
    if outcomes.share_settling(row) == 0:
        return f"{amount} [reach] no start comes to rest in a [lost] valley."
    if shallow == deep == 0:
        return f"{amount} [reach] no start settles in another [lost] valley than its own."
    if not hill.differ:
        one, other = hill.side(1), hill.side(0)
        return (
            f"{amount} [reach] {_percent(shallow)} of the {one} valley's starts change sides, "
            f"and {_percent(deep)} of the [lost] {other} valley's."
        )
    return (
        f"{amount} [reach] {_percent(shallow)} of the shallow valley's starts escape, "
        f"and {_percent(deep)} of the deep [lost] one's leave it."
    )


def facts(hill: Hill, outcomes: OutcomeMap, momentum: float) -> tuple[str, str]:
    """What ``within`` says, short, for the panel."""
    row = outcomes.row(momentum)
    amount = f"momentum {share(momentum)}"
    if not hill.two:
        return amount, f"{_percent(outcomes.share_settling(row))} of the starts settle"
    left = [_percent(outcomes.share_leaving(row, index)) for index in (1, 0)]
    out = [f"{part} leave {hill.name(i)}" for part, i in zip(left, (1, 0), strict=True)]
    return f"{amount}: {out[0]}", out[1]


def witness(
    hill: Hill, outcomes: OutcomeMap, learning_rate: float, momentum: float
) -> tuple[float, float] | None:
    """A start and a higher momentum whose ball crosses the ridge and comes back, if any."""
    if not hill.two:
        return None
    pair = outcomes.turning_back(1, outcomes.row(momentum))
    if pair is None or not comes_back(hill.objective, pair, learning_rate, outcomes.steps):
        return None
    return pair


TURNING_BACK = "Higher up, some cross over and come [back] back."
"""What is said of the witness."""


def comparison(hill: Hill, plain: BallRun, ball: BallRun) -> str:
    """The two runs of the lesson side by side; cues [without], [with]."""
    one, other = words(level(plain)), words(level(ball))
    if plain.verdict is ball.verdict is Verdict.DIVERGES:
        line = "both [without] of them [with] fly off: first take a smaller learning rate."
    elif Verdict.DIVERGES in (plain.verdict, ball.verdict):
        first = "flies off" if plain.verdict is Verdict.DIVERGES else f"is at {one}"
        second = "flies off" if ball.verdict is Verdict.DIVERGES else f"is at {other}"
        line = f"plain descent [without] {first}, and momentum [with] {second}."
    elif plain.verdict is ball.verdict is Verdict.RESTS:
        line = "neither [without] of them [with] moves: it was not needed."
    elif plain.end is None or ball.end is None:
        rest = "neither is" if plain.end is ball.end else "one of them is not"
        line = (
            f"plain descent [without] is at {one} and momentum [with] at {other}, "
            f"but {rest} at rest yet."
        )
    elif plain.end == ball.end:
        line = (
            f"both [without] of them [with] end in {hill.name(ball.end)}, {_same_end(hill, ball)}."
        )
    else:
        line = f"plain descent [without] ends at {one}, momentum [with] at {other}: "
        if not hill.differ:
            line += "another valley, but no deeper one."
        else:
            line += "it was needed." if _lower(ball, plain) else "it did harm."
    return f"{line[0].upper()}{line[1:]}"


def _same_end(hill: Hill, ball: BallRun) -> str:
    if hill.differ and ball.end == 1:
        return "so this momentum did not help"
    return "so it was not needed"


def _lower(ball: BallRun, plain: BallRun) -> bool:
    return bool(ball.trajectory.losses[-1] < plain.trajectory.losses[-1])


def _percent(part: float) -> str:
    """A share in words; only a true none or all is called 0 or 100 percent."""
    if part == 0:
        return "none"
    if part == 1:
        return "all"
    return f"{min(max(round(100 * part), 1), 99)} percent"
