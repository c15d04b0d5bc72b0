"""Why does Adam correct its bias? The parameters, the data and the words that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationInfo, field_validator

from mathcore import averages, objectives
from scenes.parameters import LessonParameters
from scenes.stories.adam_bias_correction import endings as say_of_runs
from scenes.stories.adam_bias_correction import words as say
from scenes.stories.adam_bias_correction.runs import (
    BOWL_CONDITION,
    BOWL_START,
    BOWL_STEPS,
    WELLS,
    Pair,
    View,
    hill,
    pair,
    view,
)
from scenes.stories.adam_bias_correction.steps import CLOSE, StepLengths, step_lengths

Floats = NDArray[np.float64]

BARS = 10
"""Reports of the average that are drawn as bars."""

SUMMED = 3
"""Steps after which the sum is written out."""

_SMALLEST_GRADIENT = 1e-100


class Parameters(LessonParameters):
    """What a lecturer may change."""

    beta1: float = Field(0.9, ge=0, lt=1, description="share of the old average of gradients kept")
    beta2: float = Field(0.999, ge=0, lt=1, description="share of the old average of squares kept")
    learning_rate: float = Field(0.1, gt=0, description="length of the step that is asked for")
    gradient: float = Field(
        1.0, ge=-1e100, le=1e100, description="constant gradient of the first part, not zero"
    )
    objective: str = Field(WELLS, description=f"{WELLS}, or a formula in x, to walk down")
    tilt: float = Field(0.2, ge=-1e6, le=1e6, description=f"slope added to the hill of {WELLS}")
    start: float = Field(1.6, description="where both runs start")
    steps: int = Field(400, ge=1, le=20_000, description="steps of each run")

    @field_validator("gradient")
    @classmethod
    def _has_a_direction(cls, gradient: float) -> float:
        if abs(gradient) < _SMALLEST_GRADIENT:
            raise ValueError("a zero gradient asks for no step; take another number")
        return gradient

    @field_validator("objective")
    @classmethod
    def _is_a_hill(cls, objective: str) -> str:
        hill(objective, 0.0)
        return objective

    @field_validator("start")
    @classmethod
    def _is_on_the_hill(cls, start: float, info: ValidationInfo) -> float:
        if "objective" in info.data and "tilt" in info.data:
            landscape = hill(info.data["objective"], info.data["tilt"])
            if not np.isfinite(landscape.value(start)):
                raise ValueError(f"{landscape.name} has no finite value at {start:g}")
            if not np.isfinite(landscape.gradient(start)).all():
                raise ValueError(f"{landscape.name} has no finite slope at {start:g}")
        return start


@dataclass(frozen=True)
class Lines:
    """The sentences that depend on the parameters; each function in the words module says how."""

    suppose: str
    reports: str
    bias: str
    sum: str
    divide: str
    patience: str
    title: str
    fraction: str
    ratio: str
    later: str
    corrected: str
    start: str
    first_steps: str
    endings: str
    bowl_title: str
    bowl: str
    fault: str
    meaning: str

    @property
    def said(self) -> tuple[str, ...]:
        """All but the titles, in order."""
        average = (self.suppose, self.reports, self.bias, self.sum, self.divide, self.patience)
        step = (self.fraction, self.ratio, self.later, self.corrected)
        cost = (self.start, self.first_steps, self.endings, self.bowl, self.fault)
        return (*average, *step, *cost, self.meaning)


@dataclass(frozen=True)
class Story:
    """All that the lesson shows and says.

    Attributes
    ----------
    averages : float64 (BARS,), what the uncorrected average of the gradient reports
    shares : float64 (BARS,), the same as shares of the true mean
    corrected_shares : float64 (BARS,), after the correction
    weights : float64 (SUMMED,), weights of the first gradients, oldest first
    total, rest : their sum, and the weight left on the starting zero
    patience1, patience2 : steps until each average is within one percent by itself
    lengths : the steps under the constant gradient
    hill, bowl : both runs on the landscape of the parameters, and on an easy bowl
    view : what is drawn of the hill
    lines : the sentences
    """

    parameters: Parameters
    averages: Floats
    shares: Floats
    corrected_shares: Floats
    weights: Floats
    total: float
    rest: float
    patience1: int
    patience2: int
    lengths: StepLengths
    hill: Pair
    bowl: Pair
    view: View
    lines: Lines


def tell(parameters: Parameters) -> Story:
    """Compute the lesson for these parameters."""
    p = parameters
    constant = np.full(BARS, p.gradient)
    reports = averages.average(constant, p.beta1)
    shares = averages.bias(p.beta1, np.arange(1, BARS + 1))
    weights = averages.weights(p.beta1, SUMMED)
    total = float(averages.bias(p.beta1, SUMMED))
    rest = p.beta1**SUMMED
    patience2 = averages.steps_to(1 - CLOSE, p.beta2)
    lengths = step_lengths(p.gradient, p.beta1, p.beta2)
    betas = (p.beta1, p.beta2)
    on_hill = pair(hill(p.objective, p.tilt), p.start, p.steps, p.learning_rate, *betas)
    bowl = objectives.get("bowl", condition_number=BOWL_CONDITION)
    in_bowl = pair(bowl, BOWL_START, BOWL_STEPS, p.learning_rate, *betas)
    lines = Lines(
        suppose=say.suppose(p.gradient),
        reports=say.reports(reports.tolist(), shares.tolist()),
        bias=say.bias_towards_zero(p.beta1, shares.tolist()),
        sum=say.weights_add_up(total, SUMMED),
        divide=say.divide(total),
        patience=say.patience(p.beta2, patience2),
        title=say.step_title(lengths),
        fraction=say.first_fraction(lengths),
        ratio=say.first_ratio(lengths),
        later=say.later_steps(lengths),
        corrected=say.with_correction(lengths),
        start=say_of_runs.at_the_start(on_hill),
        first_steps=say_of_runs.first_steps(on_hill),
        endings=say_of_runs.endings(on_hill),
        bowl_title=say_of_runs.bowl_title(lengths),
        bowl=say_of_runs.in_the_bowl(in_bowl, lengths),
        fault=say_of_runs.the_fault(in_bowl, lengths),
        meaning=say.in_the_end(lengths),
    )
    return Story(
        parameters=p,
        averages=reports,
        shares=shares,
        corrected_shares=averages.corrected(constant, p.beta1) / p.gradient,
        weights=weights,
        total=total,
        rest=rest,
        patience1=averages.steps_to(1 - CLOSE, p.beta1),
        patience2=patience2,
        lengths=lengths,
        hill=on_hill,
        bowl=in_bowl,
        view=view(on_hill),
        lines=lines,
    )
