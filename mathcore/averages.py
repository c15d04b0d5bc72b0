"""Exponentially weighted averages: what they weigh, how they are biased at the start, and Adam's
step that follows from it.

The average starts at zero: a_0 = 0, a_t = beta a_(t-1) + (1 - beta) x_t. Its weights add up to
1 - beta^t, not to one, so that early averages are too small by that factor. Dividing by it is the
correction of D. P. Kingma and J. Ba, 2015, arXiv:1412.6980, section 3.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, as_values

__all__ = [
    "adam_step",
    "average",
    "bias",
    "corrected",
    "corrected_adam_step",
    "memory",
    "steps_to",
    "weights",
]


def average(values: ArrayLike, beta: float) -> Array:
    """Return the running averages a_1 .. a_n of ``values`` (n,), starting from zero, (n,).

    Parameters
    ----------
    beta : float in [0, 1), share of the old average kept each step
    """
    beta = checks.share("beta", beta)
    running = 0.0
    result = np.empty_like(rows := as_values(values))
    for index, value in enumerate(rows.tolist()):
        running = beta * running + (1 - beta) * value
        result[index] = running
    return result


def corrected(values: ArrayLike, beta: float) -> Array:
    """Return the running averages of ``values`` (n,), each divided by its ``bias``, (n,)."""
    biased = average(values, beta)
    return np.asarray(biased / bias(beta, np.arange(1, len(biased) + 1)))


def weights(beta: float, count: int) -> Array:
    """Return the weights of x_1 .. x_count (oldest first) in the average a_count, (count,).

    They are (1 - beta) beta^(count - i) and add up to ``bias(beta, count)``.
    """
    beta = checks.share("beta", beta)
    ages = np.arange(checks.count("count", count))[::-1]
    return np.asarray((1 - beta) * beta**ages)


def bias(beta: float, steps: ArrayLike) -> Array:
    """Return 1 - beta^t, the share of a constant that the average reports after t = ``steps``."""
    beta = checks.share("beta", beta)
    return np.asarray(1 - beta ** np.asarray(steps, dtype=np.float64))[()]


def adam_step(
    gradient: float,
    steps: ArrayLike,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
) -> Array:
    """Length of Adam's step t in learning rates, without correction, for a constant gradient.

    (1 - beta1^t) |g| / (sqrt(1 - beta2^t) |g| + epsilon)

    Parameters
    ----------
    gradient : the constant gradient g
    steps : t, counted from 1, any shape
    """
    size = abs(checks.number("gradient", gradient))
    epsilon = checks.not_negative("epsilon", epsilon)
    first, second = bias(beta1, steps), bias(beta2, steps)
    return _ratio(first * size, np.sqrt(second) * size + epsilon)


def corrected_adam_step(gradient: float, steps: ArrayLike, epsilon: float = 1e-8) -> Array:
    """Length of Adam's step t in learning rates, with correction, for a constant gradient.

    |g| / (|g| + epsilon), whatever t and the betas are.
    """
    size = abs(checks.number("gradient", gradient))
    epsilon = checks.not_negative("epsilon", epsilon)
    return _ratio(np.full(np.shape(steps), size), size + epsilon)


def _ratio(above: Array, below: Array | float) -> Array:
    """Above / below, and zero for a zero gradient without epsilon: there is no step then."""
    with np.errstate(all="ignore"):
        result = np.asarray(above / np.asarray(below))
    return np.where(np.asarray(below) == 0, 0.0, result)[()]


def memory(beta: float) -> float:
    """Return 1 / (1 - beta), about how many of the last values the average remembers."""
    return 1 / (1 - checks.share("beta", beta))


def steps_to(share: float, beta: float) -> int:
    """Return the first t at which the average reports at least ``share`` of a constant."""
    share, beta = checks.share("share", share), checks.share("beta", beta)
    if beta == 0 or share == 0:
        return 1
    return max(1, math.ceil(math.log1p(-share) / math.log(beta) - 1e-12))
