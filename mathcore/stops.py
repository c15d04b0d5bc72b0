"""Why a run ended, said as advice."""

from __future__ import annotations

from enum import Enum


class Stop(Enum):
    """Reason for the end of a run; the value says what to do about it."""

    CONVERGED = "the gradient and the step fell to the tolerance; nothing is left to do"
    STEP_BUDGET = "all steps were taken; allow more steps to go further"
    DIVERGED = "the path left the landscape; lower the learning rate or start nearer a minimum"
    NONFINITE = "the loss became inf or nan; lower the learning rate"
