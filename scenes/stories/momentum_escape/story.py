"""Data and words of the lesson "How does momentum carry past a local minimum?"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scenes.landscape import surface
from scenes.numbers import MINUS, math_source
from scenes.stories.momentum_escape import endings, summary
from scenes.stories.momentum_escape import words as sentences
from scenes.stories.momentum_escape.car import Car, drive
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.map import OutcomeMap, outcome_map
from scenes.stories.momentum_escape.parameters import Parameters
from scenes.stories.momentum_escape.runs import BallRun, BottomPass, Verdict, bottom_pass, tell_run
from scenes.stories.momentum_escape.surface import Surface, three_balls

__all__ = ["EXPLAINED", "Parameters", "Story", "tell"]

EXPLAINED = 3
"""Steps that are shown one by one, first the arrow, then the ball."""


@dataclass(frozen=True)
class Story:
    """Everything that the lesson shows and says.

    Attributes
    ----------
    plain, ball : the runs without and with momentum, from the same start
    bottom : the step of ``ball`` at the bottom of its first valley, if it passes it
    """

    parameters: Parameters
    hill: Hill
    plain: BallRun
    ball: BallRun
    bottom: BottomPass | None
    car: Car
    surface: Surface

    @cached_property
    def outcomes(self) -> OutcomeMap:
        """Where every start ends with every momentum."""
        p = self.parameters
        return outcome_map(p.tilt, self.hill.x_range, p.start, p.learning_rate, p.momentum, p.steps)

    @property
    def moves(self) -> bool:
        """Whether plain descent takes steps that can be seen."""
        return self.plain.verdict is not Verdict.RESTS

    @property
    def kept_source(self) -> str:
        """What a step keeps, as mathematics: ``0.9 v``."""
        return f"{self.parameters.momentum:.12g} v"

    @property
    def push_source(self) -> str:
        """What a step adds, as mathematics: ``- 0.01 g``."""
        return f"- {math_source(self.parameters.learning_rate)} g"

    @cached_property
    def farthest_row(self) -> int:
        """The row in which the ball is farthest from its start."""
        rows = self.ball.trajectory.positions[:, 0]
        return int(np.abs(rows - rows[0]).argmax())

    @cached_property
    def loss_range(self) -> tuple[float, float]:
        """Losses drawn: from the lowest of the landscape to the start, or well above the ridge."""
        low = min(self.hill.height(x) for x in self.hill.valleys)
        high = max(self.hill.height(self.parameters.start), low + 1.0)
        if Verdict.DIVERGES in (self.plain.verdict, self.ball.verdict):
            high += 0.5 * (high - low)  # to see them leave
        elif self.hill.two:  # the difference between the valleys must show
            high = min(high, low + 2.2 * (self.hill.ridge_height - low))
        return low - 0.05 * (high - low), high + 0.05 * (high - low)

    @cached_property
    def end_names(self) -> tuple[str, str]:
        """Labels at the ends of the two loss curves, as Typst mathematics."""
        return _end_name("without", self.plain), _end_name("with", self.ball)

    @property
    def first_lines(self) -> list[str]:
        """What is said of one ball, in order; all that comes later takes many runs to work out."""
        plain = [self.landscape, self.start, self.plain_run, self.plain_end]
        car = [self.method, self.turning, self.swinging, self.meeting]
        ball = [self.bar or self.first_steps, self.at_bottom, self.momentum_run]
        return [*plain, *car, *filter(None, ball)]

    @cached_property
    def landscape(self) -> str:
        """Cues [first], [second]."""
        return sentences.landscape(self.hill)

    @cached_property
    def start(self) -> str:
        """Cues [start], [slope]."""
        return sentences.start(self.hill)

    @cached_property
    def plain_run(self) -> str:
        """Cues [roll], [end]."""
        return sentences.plain_run(self.hill, self.plain)

    @cached_property
    def plain_end(self) -> str:
        """Cues [zero], [step]."""
        return sentences.plain_end(self.hill, self.plain)

    @cached_property
    def method(self) -> str:
        """Cues [velocity], [share], [push]."""
        return sentences.method(self.parameters.momentum)

    @cached_property
    def turning(self) -> str:
        """Cues [kept], [pushed], [sum]."""
        return sentences.turning(self.car)

    @cached_property
    def swinging(self) -> str:
        """What the next steps of the car do."""
        return sentences.swinging(self.car)

    @cached_property
    def meeting(self) -> str:
        """Cue [again]."""
        return sentences.meeting(self.parameters.momentum)

    @cached_property
    def bar(self) -> str | None:
        """Cues [height], [motion], [ridge]."""
        return sentences.bar(self.hill, self.ball)

    @cached_property
    def first_steps(self) -> str | None:
        """What is said while the first steps are taken one by one."""
        return sentences.first_steps(self.ball, EXPLAINED)

    @cached_property
    def at_bottom(self) -> str | None:
        """Cues [push], [kept]."""
        if self.bottom is None or not self.bottom.carries:
            return None
        return sentences.at_bottom(self.bottom)

    @cached_property
    def momentum_run(self) -> str:
        """Cues [roll], [turn], [end]."""
        return endings.momentum_run(self.hill, self.ball)

    @cached_property
    def sweep(self) -> str:
        """Cues [sweep], [colour]."""
        return summary.sweep(self.hill, self.outcomes)

    @cached_property
    def without(self) -> str:
        """Cue [own]."""
        return summary.without(self.hill, self.outcomes)

    @cached_property
    def within(self) -> str | None:
        """Cues [reach], [lost]."""
        return summary.within(self.hill, self.outcomes, self.parameters.momentum)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The shares of ``within``, for the panel; as many as it has cues."""
        return summary.facts(self.hill, self.outcomes, self.parameters.momentum)

    @cached_property
    def witness(self) -> tuple[float, float] | None:
        """A start and a higher momentum whose ball crosses the ridge and comes back, if any."""
        p = self.parameters
        return summary.witness(self.hill, self.outcomes, p.learning_rate, p.momentum)

    @property
    def turning_back(self) -> str | None:
        """Cue [back]."""
        return summary.TURNING_BACK if self.witness else None

    @property
    def map_title(self) -> str:
        """Title of the section with the map."""
        return "Which starts escape?" if self.hill.two else "Which starts come to rest?"

    @cached_property
    def comparison(self) -> str:
        """Cues [without], [with]."""
        return summary.comparison(self.hill, self.plain, self.ball)


def tell(parameters: Parameters) -> Story:
    """Compute everything that the lesson shows and says."""
    p = parameters
    hill = Hill.tilted(p.tilt, p.start)
    ball = tell_run(hill.objective, p.start, p.learning_rate, p.momentum, p.steps)
    return Story(
        parameters=p,
        hill=hill,
        plain=tell_run(hill.objective, p.start, p.learning_rate, 0.0, p.steps),
        ball=ball,
        bottom=bottom_pass(ball),
        car=drive(p.momentum),
        surface=three_balls(
            surface(p.landscape), p.landscape_start, p.learning_rate, p.momentum, p.steps
        ),
    )


def _end_name(name: str, ball: BallRun) -> str:
    """A name and the last loss; all but a power of ten is text, for its minus to stand close."""
    if ball.verdict is Verdict.DIVERGES:
        return f'"{name}: flies off"'
    mantissa, *power = math_source(sentences.level(ball)).split(" times ")
    text = mantissa.replace('"', "").replace("-", MINUS)
    return " times ".join([f'"{name}: {text}"', *power])
