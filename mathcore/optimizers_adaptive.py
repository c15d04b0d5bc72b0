"""Methods that scale each coordinate by its gradients: AdaGrad, RMSProp, AdaDelta, Adam."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathcore import checks
from mathcore.arrays import Array
from mathcore.optimizer import AtPosition, State, Step
from mathcore.schedules import Rate, check_rate, rate_at


@dataclass(frozen=True)
class AdaGrad(AtPosition):
    """Divides by the root of all squares so far: s <- s + g^2; x <- x - rate g / (sqrt(s) + eps).

    State: ``accumulated_squares`` s, and ``step_size`` rate / (sqrt(s) + eps), which only shrinks.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    epsilon : float, >= 0, units of the gradient

    Source: J. Duchi, E. Hazan and Y. Singer, 2011, https://jmlr.org/papers/v12/duchi11a.html.
    """

    learning_rate: Rate
    epsilon: float = 1e-10

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.not_negative("epsilon", self.epsilon)

    def init(self, position: Array) -> State:
        """Return a sum of zero."""
        return {"accumulated_squares": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step scaled by the root of the sum of squares."""
        squares = state["accumulated_squares"] + gradient * gradient
        step_size = step_sizes(rate_at(self.learning_rate, step), np.sqrt(squares), self.epsilon)
        return Step(-step_size * gradient, {"accumulated_squares": squares, "step_size": step_size})


@dataclass(frozen=True)
class RMSProp(AtPosition):
    """AdaGrad that forgets: s <- decay s + (1 - decay) g^2; x <- x - rate g / (sqrt(s) + eps).

    State: ``second_moment`` s, and ``step_size`` rate / (sqrt(s) + eps).

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    decay : float in [0, 1), share of the old average kept each step
    epsilon : float, >= 0, units of the gradient

    Source: T. Tieleman and G. Hinton, lecture 6.5 of Neural Networks for Machine Learning, 2012.
    """

    learning_rate: Rate
    decay: float = 0.9
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("decay", self.decay)
        checks.not_negative("epsilon", self.epsilon)

    def init(self, position: Array) -> State:
        """Return an average of zero."""
        return {"second_moment": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step scaled by the root of the average square."""
        squares = self.decay * state["second_moment"] + (1 - self.decay) * gradient * gradient
        step_size = step_sizes(rate_at(self.learning_rate, step), np.sqrt(squares), self.epsilon)
        return Step(-step_size * gradient, {"second_moment": squares, "step_size": step_size})


@dataclass(frozen=True)
class AdaDelta(AtPosition):
    """RMSProp that sets its own rate: the root of the average square of its steps.

    s <- decay s + (1 - decay) g^2;  u = g sqrt(r + eps) / sqrt(s + eps);
    r <- decay r + (1 - decay) u^2;  x <- x - learning_rate u.

    State: ``second_moment`` s, ``update_second_moment`` r, and ``step_size``, what g was
    multiplied by.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, without unit; the paper has 1
    decay : float in [0, 1), share of the old averages kept each step
    epsilon : float, > 0; it starts the first step, which would be zero without it

    Source: M. D. Zeiler, 2012, arXiv:1212.5701.
    """

    learning_rate: Rate = 1.0
    decay: float = 0.9
    epsilon: float = 1e-6

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("decay", self.decay)
        checks.positive("epsilon", self.epsilon)

    def init(self, position: Array) -> State:
        """Return averages of zero."""
        return {
            "second_moment": np.zeros_like(position),
            "update_second_moment": np.zeros_like(position),
        }

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step scaled by the ratio of the two roots."""
        squares = self.decay * state["second_moment"] + (1 - self.decay) * gradient * gradient
        updates = state["update_second_moment"]
        ratio = np.sqrt(updates + self.epsilon) / np.sqrt(squares + self.epsilon)
        own = ratio * gradient
        updates = self.decay * updates + (1 - self.decay) * own * own
        rate = rate_at(self.learning_rate, step)
        shown = {"second_moment": squares, "update_second_moment": updates}
        return Step(-rate * own, shown | {"step_size": rate * ratio})


@dataclass(frozen=True)
class Adam(AtPosition):
    """Averages of the gradient m and of its square s, each corrected for starting at zero.

    m <- beta1 m + (1 - beta1) g;  s <- beta2 s + (1 - beta2) g^2;
    with the correction m' = m / (1 - beta1^t), s' = s / (1 - beta2^t), without it m' = m, s' = s;
    x <- x - rate m' / (sqrt(s') + eps).

    State: ``first_moment`` m, ``second_moment`` s, ``step_size`` rate / (sqrt(s') + eps), and with
    the correction ``corrected_first_moment`` m', ``corrected_second_moment`` s'.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    beta1, beta2 : floats in [0, 1), share of the old averages kept each step
    epsilon : float, >= 0, units of the gradient
    bias_correction : whether the averages are corrected

    Source: D. P. Kingma and J. Ba, 2015, arXiv:1412.6980.
    """

    learning_rate: Rate
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    bias_correction: bool = True

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("beta1", self.beta1)
        checks.share("beta2", self.beta2)
        checks.not_negative("epsilon", self.epsilon)

    def init(self, position: Array) -> State:
        """Return averages of zero."""
        return {
            "first_moment": np.zeros_like(position),
            "second_moment": np.zeros_like(position),
        }

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along the averaged gradient, scaled by the root of the average square."""
        first = self.beta1 * state["first_moment"] + (1 - self.beta1) * gradient
        second = self.beta2 * state["second_moment"] + (1 - self.beta2) * gradient * gradient
        shown = {"first_moment": first, "second_moment": second}
        if self.bias_correction:
            first = first / (1 - self.beta1**step)
            second = second / (1 - self.beta2**step)
            shown |= {"corrected_first_moment": first, "corrected_second_moment": second}
        step_size = step_sizes(rate_at(self.learning_rate, step), np.sqrt(second), self.epsilon)
        return Step(-step_size * first, shown | {"step_size": step_size})


def step_sizes(learning_rate: float, root: Array, epsilon: float) -> Array:
    """learning_rate / (root + epsilon), and zero where both are zero: there is nothing to scale."""
    scale = root + epsilon
    if epsilon == 0:
        scale = np.where(scale == 0, np.inf, scale)
    return learning_rate / scale
