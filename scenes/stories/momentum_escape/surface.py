"""Beat five: three balls from one start on a surface, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import diagonal
from mathcore.objectives import Objective
from scenes.numbers import words
from scenes.stories.momentum_escape.hill import Range
from scenes.stories.momentum_escape.runs import BallRun, Verdict, tell_run
from scenes.stories.momentum_escape.words import count, share

Point = tuple[float, float]


@dataclass(frozen=True)
class Surface:
    """Three balls on one landscape.

    Attributes
    ----------
    balls : without momentum, with a medium and with a high one
    momenta : theirs
    """

    objective: Objective
    start: Point
    balls: tuple[BallRun, BallRun, BallRun]
    momenta: tuple[float, float, float]

    @property
    def ranges(self) -> tuple[Range, Range]:
        """The landscape's domain, widened for a start a little outside it."""
        drawn = []
        for edges, place in zip(self.objective.domain, self.start, strict=True):
            low, high = (float(edge) for edge in edges)
            size = high - low
            if low - 0.5 * size <= place <= high + 0.5 * size:
                low, high = min(low, place - 0.04 * size), max(high, place + 0.04 * size)
            drawn.append((low, high))
        return drawn[0], drawn[1]

    @property
    def longest(self) -> int:
        """The row at which the last ball comes to rest in sight, or the last row of all."""
        return max(ball.settled_row for ball in self.balls)

    def place(self, index: int) -> str:
        """A minimum in a sentence: ``the deep dip``, ``the lowest minimum``."""
        heights = self.objective.value(self.objective.minima)
        if len(heights) == 1:
            return "the minimum"
        lowest = np.isclose(heights, heights[0], rtol=1e-6, atol=1e-6)
        if lowest.all():
            return "one of the minima"
        if len(heights) == 2:
            return ("the deep dip", "the shallow dip")[index]
        if not lowest[index]:
            return "a shallower minimum"
        return "the deepest minimum" if lowest.sum() == 1 else "one of the deepest minima"

    def sentences(self) -> tuple[str, str, str]:
        """What each ball does; cue [ends] in each, [past] in the third where it shoots past."""
        return self._plain(), self._with_momentum(1), self._with_momentum(2)

    def _plain(self) -> str:
        ball = self.balls[0]
        match ball.verdict:
            case Verdict.DIVERGES:
                return "Without momentum it already [ends] flies off."
            case Verdict.UNSETTLED:
                steps = count(ball.trajectory.steps)
                return f"Without momentum it [ends] is not at rest after {steps}."
            case Verdict.RESTS:
                return "Without momentum it [ends] stays where it is."
        return f"Without momentum it stops in [ends] {self._end(ball)}."

    def _with_momentum(self, number: int) -> str:
        ball, before = self.balls[number], self.balls[number - 1]
        amount = f"With {share(self.momenta[number])} it"
        match ball.verdict:
            case Verdict.DIVERGES:
                return f"{amount} [ends] flies off."
            case Verdict.UNSETTLED:
                return f"{amount} [ends] is still on its way after {count(ball.trajectory.steps)}."
            case Verdict.RESTS:
                return f"{amount} [ends] stays where it is."
        verb = "reaches" if ball.verdict is Verdict.ESCAPES else "ends in"
        past = ""
        if number == 2 and self.shoots_past:
            past = f", but first it [past] shoots {words(ball.beyond, 2)} past the bottom"
        if (ball.verdict, ball.end) == (before.verdict, before.end):
            return f"{amount} [ends] does too{past}."
        return f"{amount} {verb} [ends] {self._end(ball)}{past}."

    @property
    def shoots_past(self) -> bool:
        """Whether the ball with the high momentum visibly overshoots where it settles."""
        ball = self.balls[2]
        return ball.overshoots and ball.beyond > 0.02 * diagonal(self.objective.domain)

    def _end(self, ball: BallRun) -> str:
        return "no known minimum" if ball.end is None else self.place(ball.end)


def three_balls(
    objective: Objective, start: Point, learning_rate: float, momentum: float, steps: int
) -> Surface:
    """Run without momentum, with the lesson's, and with one half-way from there to 1.

    Where the lesson's momentum is 0, a half takes its place: the three must differ.
    """
    medium = momentum or 0.5
    momenta = (0.0, medium, (1.0 + medium) / 2)
    balls = [tell_run(objective, start, learning_rate, beta, steps) for beta in momenta]
    return Surface(objective, start, (balls[0], balls[1], balls[2]), momenta)
