"""How long Adam's steps are under a constant gradient, in learning rates, and when they are right.

The first step is taken by Adam itself; later ones follow the closed form in ``mathcore.averages``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mathcore import averages
from mathcore.optimizers import Adam

Floats = NDArray[np.float64]

EPSILON = Adam(learning_rate=1.0).epsilon
CLOSE = 0.01
"""A step or an average this near to its right value, as a share of it, is called right."""

_SAME = 0.005
"""Nobody sees a difference smaller than this share."""

_SHORTEST_HORIZON = 1000
_SAMPLES = 400


class First(Enum):
    """The first uncorrected step beside the one that was asked for."""

    LARGER = "larger"
    EQUAL = "equal"
    SMALLER = "smaller"


@dataclass(frozen=True)
class StepLengths:
    """Steps for a constant gradient, in learning rates.

    Attributes
    ----------
    top, bottom : what the uncorrected fraction holds at the first step, as shares of the size of
        the gradient; the bottom with epsilon in it
    first, first_corrected : the first step, as Adam takes it
    wanted : the corrected step, the same at all times
    peak_time, peak : where the uncorrected step is longest (the last sample if it only grows)
    right_from : the first step from which on the uncorrected one is within ``CLOSE`` of wanted
    times, uncorrected, corrected : float64 (n,), the curves, at whole steps from 1 to ``horizon``
    """

    top: float
    bottom: float
    first: float
    first_corrected: float
    wanted: float
    peak_time: int
    peak: float
    right_from: int
    horizon: int
    times: Floats
    uncorrected: Floats
    corrected: Floats

    @property
    def kind(self) -> First:
        """What the first step is like."""
        if self.first > self.wanted * (1 + _SAME):
            return First.LARGER
        return First.SMALLER if self.first < self.wanted * (1 - _SAME) else First.EQUAL

    @property
    def grows_too_long(self) -> bool:
        """Whether a later step is visibly longer than the first one and than the one wanted."""
        return self.peak_time > 1 and self.peak > max(self.first, self.wanted) * (1 + _SAME)

    @property
    def always_right(self) -> bool:
        """Whether the correction changes no step that one could see."""
        return self.kind is First.EQUAL and not self.grows_too_long

    @property
    def epsilon_matters(self) -> bool:
        """Whether the corrected step is visibly shorter than the learning rate."""
        return self.wanted < 1 - _SAME

    def at(self, step: float) -> float:
        """The uncorrected step nearest to a time on the curve."""
        return float(self.uncorrected[np.abs(self.times - step).argmin()])


def step_lengths(gradient: float, beta1: float, beta2: float) -> StepLengths:
    """Work out all of it for one gradient (not zero) and one pair of betas."""

    def length(step: float) -> float:
        return float(averages.adam_step(gradient, step, beta1, beta2, EPSILON))

    wanted = float(averages.corrected_adam_step(gradient, 1, EPSILON))
    top_time = _longest(length, beta1, beta2)
    if top_time is not None and length(top_time) > wanted * (1 + CLOSE):
        right_from = _first(lambda t: length(t) <= wanted * (1 + CLOSE), top_time)
    else:
        right_from = _first(lambda t: length(t) >= wanted * (1 - CLOSE), 1)
    horizon = 10 ** max(
        round(math.log10(_SHORTEST_HORIZON)), math.ceil(math.log10(right_from) - 1e-9)
    )
    samples = np.round(np.logspace(0, math.log10(horizon), _SAMPLES))
    marked = [top_time] if top_time is not None else []
    times = np.unique(np.append(samples, marked)).astype(float)
    curve = np.asarray(averages.adam_step(gradient, times, beta1, beta2, EPSILON))
    peak_time = top_time if top_time is not None else horizon
    return StepLengths(
        top=1 - beta1,
        bottom=math.sqrt(1 - beta2) + EPSILON / abs(gradient),
        first=first_step(gradient, Adam(1.0, beta1, beta2, bias_correction=False)),
        first_corrected=first_step(gradient, Adam(1.0, beta1, beta2)),
        wanted=wanted,
        peak_time=peak_time,
        peak=length(peak_time),
        right_from=right_from,
        horizon=horizon,
        times=times,
        uncorrected=curve,
        corrected=np.full_like(times, wanted),
    )


def first_step(gradient: float, adam: Adam) -> float:
    """Length of the first step that Adam takes, data units."""
    slope = np.array([gradient], dtype=np.float64)
    state: Any = adam.init(np.zeros(1))
    return float(abs(adam.update(slope, state, 1).update[0]))


def _longest(length: Callable[[float], float], beta1: float, beta2: float) -> int | None:
    """The step at which the uncorrected one is longest, or None where it grows for ever.

    With u = -log beta1 and v = -log beta2 the logarithm of the length has the slope
    u / (e^(ut) - 1) - w v / (2 (e^(vt) - 1)), where w, the share of the root in the denominator,
    never falls. Its sign changes once if beta2 forgets more slowly than beta1, else never: the
    curve has one summit at most.
    """
    if beta2 <= beta1:
        # With beta2 = beta1 = 0 every step has the same length.
        return 1 if beta1 == 0 else None
    return _first(lambda t: length(t + 1) <= length(t), 1)


def _first(holds: Callable[[int], bool], start: int) -> int:
    """The first whole number from ``start`` on for which ``holds``, which then stays true."""
    if holds(start):
        return start
    width = 1
    while not holds(start + width):
        width *= 2
    low, high = start + width // 2, start + width
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
