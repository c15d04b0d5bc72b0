"""Methods with one step size for all coordinates: descent, its sign, and two kinds of momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathcore import checks
from mathcore.arrays import Array
from mathcore.optimizer import AtPosition, State, Step


@dataclass(frozen=True)
class GradientDescent(AtPosition):
    """Plain gradient descent: x <- x - learning_rate g.

    Parameters
    ----------
    learning_rate : float, > 0, data units per unit of gradient
    """

    learning_rate: float

    def __post_init__(self) -> None:
        checks.positive("learning_rate", self.learning_rate)

    def init(self, position: Array) -> State:
        """Return an empty state: plain descent remembers nothing."""
        return {}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along minus the gradient."""
        return Step(-self.learning_rate * gradient, {})


@dataclass(frozen=True)
class SignDescent(AtPosition):
    """Steps of one length along every coordinate: x <- x - learning_rate sign(g).

    Parameters
    ----------
    learning_rate : float, > 0, data units
    """

    learning_rate: float

    def __post_init__(self) -> None:
        checks.positive("learning_rate", self.learning_rate)

    def init(self, position: Array) -> State:
        """Return an empty state: sign descent remembers nothing."""
        return {}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step against the sign of each component; none where it is zero."""
        return Step(-self.learning_rate * np.sign(gradient), {})


@dataclass(frozen=True)
class Momentum(AtPosition):
    """Heavy-ball gradient descent: v <- momentum v - learning_rate g; x <- x + v.

    State: ``velocity``, data units per step.

    Parameters
    ----------
    learning_rate : float, > 0, data units per unit of gradient
    momentum : float in [0, 1), share of the velocity kept each step

    Source: B. T. Polyak, 1964, doi:10.1016/0041-5553(64)90137-5.
    """

    learning_rate: float
    momentum: float = 0.9

    def __post_init__(self) -> None:
        checks.positive("learning_rate", self.learning_rate)
        checks.share("momentum", self.momentum)

    def init(self, position: Array) -> State:
        """Return a velocity of zero."""
        return {"velocity": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the new velocity, which is the step."""
        velocity = self.momentum * state["velocity"] - self.learning_rate * gradient
        return Step(velocity, {"velocity": velocity})


@dataclass(frozen=True)
class Nesterov:
    """Momentum that looks ahead: v <- momentum v - learning_rate g(x + momentum v); x <- x + v.

    State: ``velocity``; ``trajectories`` adds ``lookahead``, the point x + momentum v.

    Parameters
    ----------
    learning_rate : float, > 0, data units per unit of gradient
    momentum : float in [0, 1), share of the velocity kept each step

    Source: Y. Nesterov, 1983, in the form of I. Sutskever et al., 2013,
    https://proceedings.mlr.press/v28/sutskever13.html.
    """

    learning_rate: float
    momentum: float = 0.9

    def __post_init__(self) -> None:
        checks.positive("learning_rate", self.learning_rate)
        checks.share("momentum", self.momentum)

    def init(self, position: Array) -> State:
        """Return a velocity of zero."""
        return {"velocity": np.zeros_like(position)}

    def query(self, position: Array, state: State) -> Array:
        """Return where the velocity alone would carry the position."""
        return position + self.momentum * state["velocity"]

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the new velocity, which is the step."""
        velocity = self.momentum * state["velocity"] - self.learning_rate * gradient
        return Step(velocity, {"velocity": velocity})
