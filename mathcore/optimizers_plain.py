"""Methods with one step size for all coordinates: descent, its sign, and kinds of momentum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathcore import checks
from mathcore.arrays import Array
from mathcore.optimizer import AtPosition, State, Step
from mathcore.schedules import Rate, check_rate, rate_at


@dataclass(frozen=True)
class GradientDescent(AtPosition):
    """Plain gradient descent: x <- x - learning_rate g.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units per unit of gradient
    """

    learning_rate: Rate

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)

    def init(self, position: Array) -> State:
        """Return an empty state: plain descent remembers nothing."""
        return {}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along minus the gradient."""
        return Step(-rate_at(self.learning_rate, step) * gradient, {})


@dataclass(frozen=True)
class SignDescent(AtPosition):
    """Steps of one length along every coordinate: x <- x - learning_rate sign(g).

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units
    """

    learning_rate: Rate

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)

    def init(self, position: Array) -> State:
        """Return an empty state: sign descent remembers nothing."""
        return {}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step against the sign of each component; none where it is zero."""
        return Step(-rate_at(self.learning_rate, step) * np.sign(gradient), {})


@dataclass(frozen=True)
class Momentum(AtPosition):
    """Heavy-ball gradient descent: v <- momentum v - learning_rate g; x <- x + v.

    State: ``velocity``, data units per step.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units per unit of gradient
    momentum : float in [0, 1), share of the velocity kept each step

    Source: B. T. Polyak, 1964, doi:10.1016/0041-5553(64)90137-5.
    """

    learning_rate: Rate
    momentum: float = 0.9

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("momentum", self.momentum)

    def init(self, position: Array) -> State:
        """Return a velocity of zero."""
        return {"velocity": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the new velocity, which is the step."""
        rate = rate_at(self.learning_rate, step)
        velocity = self.momentum * state["velocity"] - rate * gradient
        return Step(velocity, {"velocity": velocity})


@dataclass(frozen=True)
class Nesterov:
    """Momentum that looks ahead: v <- momentum v - learning_rate g(x + momentum v); x <- x + v.

    State: ``velocity``; ``trajectories`` adds ``lookahead``, the point x + momentum v.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units per unit of gradient
    momentum : float in [0, 1), share of the velocity kept each step

    Source: Y. Nesterov, 1983, in the form of I. Sutskever et al., 2013,
    https://proceedings.mlr.press/v28/sutskever13.html.
    """

    learning_rate: Rate
    momentum: float = 0.9

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("momentum", self.momentum)

    def init(self, position: Array) -> State:
        """Return a velocity of zero."""
        return {"velocity": np.zeros_like(position)}

    def query(self, position: Array, state: State) -> Array:
        """Return where the velocity alone would carry the position."""
        return position + self.momentum * state["velocity"]

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the new velocity, which is the step."""
        rate = rate_at(self.learning_rate, step)
        velocity = self.momentum * state["velocity"] - rate * gradient
        return Step(velocity, {"velocity": velocity})


@dataclass(frozen=True)
class QHM(AtPosition):
    """Quasi-hyperbolic momentum: part plain gradient, part averaged gradient.

    m <- beta m + (1 - beta) g;  x <- x - learning_rate ((1 - nu) g + nu m).

    With ``nu`` 0 it is plain descent. With ``nu`` 1 it is ``Momentum`` whose learning rate is
    (1 - beta) times this one.

    State: ``first_moment`` m.

    Parameters
    ----------
    learning_rate : float, > 0, or a schedule, data units per unit of gradient
    beta : float in [0, 1), share of the old average kept each step
    nu : float in [0, 1], share of the average in the step

    Source: J. Ma and D. Yarats, 2019, arXiv:1810.06801; the defaults are its rule of thumb.
    """

    learning_rate: Rate
    beta: float = 0.999
    nu: float = 0.7

    def __post_init__(self) -> None:
        check_rate("learning_rate", self.learning_rate)
        checks.share("beta", self.beta)
        checks.portion("nu", self.nu)

    def init(self, position: Array) -> State:
        """Return an average of zero."""
        return {"first_moment": np.zeros_like(position)}

    def update(self, gradient: Array, state: State, step: int) -> Step:
        """Return the step along the mixture of gradient and average."""
        average = self.beta * state["first_moment"] + (1 - self.beta) * gradient
        mixture = (1 - self.nu) * gradient + self.nu * average
        return Step(-rate_at(self.learning_rate, step) * mixture, {"first_moment": average})
