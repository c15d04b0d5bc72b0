"""Relatives of Adam: AdamW, AMSGrad, NAdam, QHAdam. Adam itself is in ``optimizers_adaptive``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from mathcore import checks
from mathcore.arrays import Array
from mathcore.optimizer import AtPosition, State, Step
from mathcore.optimizers_adaptive import Adam, step_sizes
from mathcore.schedules import Rate, check_rate, rate_at


@dataclass(frozen=True)
class AdamW(AtPosition):
    """Adam whose weight decay bypasses the scaling: x <- x - rate weight_decay x - (Adam's step).

    State: as ``Adam``.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    beta1, beta2 : floats in [0, 1), share of the old averages kept each step
    epsilon : float, >= 0, units of the gradient
    bias_correction : whether the averages are corrected
    weight_decay : float, >= 0, per data unit: the share of x that goes is rate weight_decay

    Source: I. Loshchilov and F. Hutter, 2019, arXiv:1711.05101.
    """

    learning_rate: Rate
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    bias_correction: bool = True
    weight_decay: float = 0.01

    def __post_init__(self) -> None:
        _check(self)
        checks.not_negative("weight_decay", self.weight_decay)

    def init(self, position: Array) -> State:
        """Return averages of zero, and the position, which the decay needs to know."""
        return _zeros(position) | {"_position": position}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return Adam's step and the decay together."""
        adam = Adam(self.learning_rate, self.beta1, self.beta2, self.epsilon, self.bias_correction)
        step_of_adam, shown = adam.update(gradient, state, step)
        decay = rate_at(self.learning_rate, step) * self.weight_decay
        update = step_of_adam - decay * state["_position"]
        return Step(update, {**shown, "_position": state["_position"] + update})


@dataclass(frozen=True)
class AMSGrad(AtPosition):
    """Adam that never forgets a steep place: it divides by the largest average square so far.

    With bias correction, as PyTorch has it: l <- max(l, s); s' = l / (1 - beta2^t). The paper
    has none.

    State: as ``Adam``, and ``largest_second_moment`` l, of which the corrected one is made.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    beta1, beta2 : floats in [0, 1), share of the old averages kept each step
    epsilon : float, >= 0, units of the gradient

    Source: S. J. Reddi, S. Kale and S. Kumar, 2018, arXiv:1904.09237.
    """

    learning_rate: Rate
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check(self)

    def init(self, position: Array) -> State:
        """Return averages of zero and a largest one of zero."""
        return _zeros(position) | {"largest_second_moment": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along the averaged gradient, scaled by the largest root."""
        first, second = _averages(self, gradient, state)
        largest = np.maximum(state["largest_second_moment"], second)
        first_fair, second_fair = first / (1 - self.beta1**step), largest / (1 - self.beta2**step)
        rate = rate_at(self.learning_rate, step)
        step_size = step_sizes(rate, np.sqrt(second_fair), self.epsilon)
        return Step(
            -step_size * first_fair,
            _shown(first, second, first_fair, second_fair, step_size)
            | {"largest_second_moment": largest},
        )


@dataclass(frozen=True)
class NAdam(AtPosition):
    """Adam with Nesterov's look ahead folded into the step.

    With a momentum that warms up, mu_t = beta1 (1 - 0.96^(t momentum_decay) / 2), and the
    products P_t = mu_1 ... mu_t, the averaged gradient of Adam becomes
    mu_(t+1) m / (1 - P_(t+1)) + (1 - mu_t) g / (1 - P_t).

    State: ``first_moment``, ``second_moment``, ``corrected_first_moment`` (the mixture above),
    ``corrected_second_moment``, ``step_size``.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    beta1, beta2 : floats in [0, 1), share of the old averages kept each step
    epsilon : float, >= 0, units of the gradient
    momentum_decay : float, >= 0, how fast mu rises from beta1 / 2 to beta1

    Source: T. Dozat, 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ.
    """

    learning_rate: Rate
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    momentum_decay: float = 0.004

    def __post_init__(self) -> None:
        _check(self)
        checks.not_negative("momentum_decay", self.momentum_decay)

    def init(self, position: Array) -> State:
        """Return averages of zero and an empty product."""
        return _zeros(position) | {"_product": np.ones_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along the mixture of gradient and average."""
        first, second = _averages(self, gradient, state)
        now, later = self._momentum(step), self._momentum(step + 1)
        product = state["_product"] * now
        mixture = later * first / (1 - product * later) + (1 - now) * gradient / (1 - product)
        second_fair = second / (1 - self.beta2**step)
        rate = rate_at(self.learning_rate, step)
        step_size = step_sizes(rate, np.sqrt(second_fair), self.epsilon)
        return Step(
            -step_size * mixture,
            _shown(first, second, mixture, second_fair, step_size) | {"_product": product},
        )

    def _momentum(self, step: int) -> float:
        return float(self.beta1 * (1 - 0.5 * 0.96 ** (step * self.momentum_decay)))


@dataclass(frozen=True)
class QHAdam(AtPosition):
    """Adam with plain gradients mixed into both averages, as ``QHM`` does for momentum.

    x <- x - rate ((1 - nu1) g + nu1 m') / (sqrt((1 - nu2) g^2 + nu2 s') + eps), with Adam's
    corrected averages m' and s'. With ``nu1`` = ``nu2`` = 1 it is Adam.

    State: as ``Adam`` with bias correction; ``step_size`` is what the mixture was multiplied by.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    beta1, beta2 : floats in [0, 1), share of the old averages kept each step
    nu1, nu2 : floats in [0, 1], share of the averages in the mixtures
    epsilon : float, >= 0, units of the gradient

    Source: J. Ma and D. Yarats, 2019, arXiv:1810.06801.
    """

    learning_rate: Rate
    beta1: float = 0.995
    beta2: float = 0.999
    nu1: float = 0.7
    nu2: float = 1.0
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check(self)
        checks.portion("nu1", self.nu1)
        checks.portion("nu2", self.nu2)

    def init(self, position: Array) -> State:
        """Return averages of zero."""
        return _zeros(position)

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along one mixture, scaled by the root of the other."""
        first, second = _averages(self, gradient, state)
        first_fair, second_fair = first / (1 - self.beta1**step), second / (1 - self.beta2**step)
        along = (1 - self.nu1) * gradient + self.nu1 * first_fair
        square = (1 - self.nu2) * gradient * gradient + self.nu2 * second_fair
        rate = rate_at(self.learning_rate, step)
        step_size = step_sizes(rate, np.sqrt(square), self.epsilon)
        return Step(
            -step_size * along,
            _shown(first, second, first_fair, second_fair, step_size),
        )


class _Settings(Protocol):
    """What all of them have."""

    @property
    def learning_rate(self) -> Rate: ...
    @property
    def beta1(self) -> float: ...
    @property
    def beta2(self) -> float: ...
    @property
    def epsilon(self) -> float: ...


def _check(settings: _Settings) -> None:
    check_rate("learning_rate", settings.learning_rate)
    checks.share("beta1", settings.beta1)
    checks.share("beta2", settings.beta2)
    checks.not_negative("epsilon", settings.epsilon)


def _zeros(position: Array) -> dict[str, Array]:
    return {"first_moment": np.zeros_like(position), "second_moment": np.zeros_like(position)}


def _shown(
    first: Array, second: Array, first_fair: Array, second_fair: Array, step_size: Array
) -> dict[str, Array]:
    """The state under the names that ``Adam`` has for it."""
    return {
        "first_moment": first,
        "second_moment": second,
        "corrected_first_moment": first_fair,
        "corrected_second_moment": second_fair,
        "step_size": step_size,
    }


def _averages(settings: _Settings, gradient: Array, state: State) -> tuple[Array, Array]:
    """The averages of the gradient and of its square, not corrected."""
    beta1, beta2 = settings.beta1, settings.beta2
    first = beta1 * state["first_moment"] + (1 - beta1) * gradient
    second = beta2 * state["second_moment"] + (1 - beta2) * gradient * gradient
    return first, second
