"""Why gradient descent zig-zags: parameters, runs and figures of the lesson."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pydantic import Field, field_validator

from mathcore import objectives
from mathcore.arrays import Array
from mathcore.calculus import condition_number
from mathcore.objective import Objective
from scenes.numbers import words
from scenes.parameters import LessonParameters, Point
from scenes.stories.ill_conditioned_bowl.run import (
    HORIZONTAL,
    VERTICAL,
    Run,
    Verdict,
    descend,
    misses_by,
)

DEFAULT_START = (-9.0, 2.0)
ROUND_RATE = 0.3
"""A modest rate for the round bowl: each step takes three tenths of the way."""
ROUND_STEPS = 12
SUMMED = 10
"""Steps that are added up to show what cancels; even, so that a zig comes with its zag."""

_SLOW, _MIDDLE, _FAST = 0.1, 0.95, 1.05
"""Shares of the limit two over kappa that are compared."""
_CRAWLING = 0.3
"""Up to this share of the limit the asked rate stands for the slow ones."""
_LEVEL = 3
"""An arrow that leads this many times as far along the valley as across it points along it."""
_LARGEST, _SMALLEST = 1e6, 1e-6
"""Coordinates of a start; beyond them squares lose their digits."""


class Parameters(LessonParameters):
    """What a lecturer can change."""

    condition_number: float = Field(
        25.0,
        ge=1,
        le=1e12,
        description="how many times more the bowl curves across the valley than along it",
    )
    learning_rate: float = Field(
        default_factory=lambda data: 1.9 / data.get("condition_number", 25.0),
        gt=0,
        le=1e6,
        description="step length for a gradient of one; default 1.9 / condition_number",
    )
    steps: int = Field(40, ge=5, le=20_000, description="steps of each run")
    start: Point = Field(
        DEFAULT_START, description="where the runs start; x along the valley, y across it"
    )

    @field_validator("start")
    @classmethod
    def _in_reach(cls, start: tuple[float, float]) -> tuple[float, float]:
        for value in start:
            if value != 0 and not _SMALLEST <= abs(value) <= _LARGEST:
                raise ValueError(
                    f"coordinates must be 0 or from {words(_SMALLEST)} to {words(_LARGEST)} in size"
                )
        return start


@dataclass(frozen=True)
class Story:
    """All data of the lesson; ``tell`` makes it. Its sentences are in ``..._words``.

    Attributes
    ----------
    bowl, round_bowl : f = (x^2 + kappa y^2) / 2 with the asked kappa and with kappa = 1
    asked : the run that was asked for
    round_run : gradient descent in the round bowl
    start : where arrows are looked at and rates compared: the asked start, or the default one if
        nothing moves from there
    compared : three runs from ``start``: a low rate, one near the limit, one above; the asked
        rate takes the place of the one that it resembles
    asked_place : which of the three has the asked rate
    """

    bowl: Objective
    round_bowl: Objective
    asked: Run
    round_run: Run
    start: tuple[float, float]
    compared: tuple[Run, Run, Run]
    asked_place: int

    def __deepcopy__(self, memo: dict[int, object]) -> Story:
        """Manim copies mobjects deeply, with what they hold; a story never changes."""
        return self

    @cached_property
    def kappa(self) -> float:
        """Condition number, the ratio of the Hessian's singular values."""
        return condition_number(self.bowl, (0.0, 0.0))

    @property
    def is_round(self) -> bool:
        """Whether the bowl is round, as far as the numbers that are shown can tell."""
        return words(self.kappa) == "1"

    @property
    def limit(self) -> float:
        """Learning rate above which steps across the valley grow: 2 / kappa."""
        return 2 / self.kappa

    @property
    def best_rate(self) -> float:
        """The fixed rate with the smallest worst factor: 2 / (1 + kappa)."""
        return 2 / (1 + self.kappa)

    @property
    def best_factor(self) -> float:
        """What each step leaves of the error at the best fixed rate: (kappa - 1)/(kappa + 1)."""
        return (self.kappa - 1) / (self.kappa + 1)

    @property
    def elongation(self) -> float:
        """Length over width of every level curve: the square root of kappa."""
        return float(np.sqrt(self.kappa))

    @property
    def misses_by(self) -> float:
        """Degrees between minus the gradient at ``start`` and the way to the minimum."""
        return misses_by(self.bowl, self.start)

    @property
    def steepness(self) -> float:
        """Degrees between the gradient at ``start`` and the valley."""
        across, along = (abs(float(g)) for g in self.bowl.gradient(self.start)[::-1])
        return float(np.degrees(np.arctan2(across, along)))

    @property
    def averaged(self) -> Run:
        """The run whose steps are added up: the asked one, unless it stands still or diverges."""
        if self.asked.verdict in (Verdict.AT_MINIMUM, Verdict.DIVERGES):
            # The one just below the limit; if the asked run has taken another place, it is there.
            return self.compared[1]
        return self.asked

    @property
    def summed_steps(self) -> Array:
        """The steps (m, 2) that are added up, m even where there are two or more."""
        count = min(SUMMED, self.averaged.steps)
        return self.averaged.updates[: max(count - count % 2, min(count, 1))]

    @property
    def sum_is_level(self) -> bool:
        """Whether those steps add up to an arrow that is seen to point along the valley."""
        total = np.abs(self.summed_steps.sum(axis=0))
        return bool(total[HORIZONTAL] >= _LEVEL * total[VERTICAL])

    def bowl_at(self, kappa: float) -> Objective:
        """The bowl while it is being squashed."""
        return objectives.get("bowl", condition_number=max(kappa, 1.0))


def tell(parameters: Parameters) -> Story:
    """Make all runs of the lesson."""
    bowl = objectives.get("bowl", condition_number=parameters.condition_number)
    round_bowl = objectives.get("bowl", condition_number=1.0)
    asked = descend(parameters.learning_rate, bowl, parameters.start, parameters.steps)
    start = DEFAULT_START if asked.verdict is Verdict.AT_MINIMUM else parameters.start
    limit = 2 / parameters.condition_number
    rates = [_SLOW * limit, _MIDDLE * limit, _FAST * limit]
    place = _place(parameters.learning_rate / limit)
    rates[place] = parameters.learning_rate
    slow, middle, fast = (descend(rate, bowl, start, parameters.steps) for rate in rates)
    return Story(
        bowl=bowl,
        round_bowl=round_bowl,
        asked=asked,
        round_run=descend(ROUND_RATE, round_bowl, start, ROUND_STEPS),
        start=start,
        compared=(slow, middle, fast),
        asked_place=place,
    )


def _place(share_of_limit: float) -> int:
    """Which of the three compared rates the asked one resembles."""
    if share_of_limit <= _CRAWLING:
        return 0
    return 1 if share_of_limit <= 1 + 1e-9 else 2
