"""A change of sampling rate by a ratio of whole numbers, as products of small matrices.

Each value between the samples is a weighted sum of the samples around it, and the weights repeat
themselves. So a run of values is the product of a run of samples and a matrix of weights, which
processors are best at. Measured against ``scipy.signal.upfirdn``, which adds up the same sums: 90 s
of speech from 22.05 to 48 kHz 0.08 s of CPU time instead of 0.5; 118 s at four times 48 kHz 0.1 s
instead of 0.75.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

_RUN = 32
"""Values that are found at once: more of them need matrices with more zeros."""

_LARGEST = 1 << 17
"""Products in one matrix product. OpenBLAS wakes its threads for twice as many, and they wait for
each other longer than they work."""

_AT_ONCE = 1 << 21
"""Bytes of samples that are copied at once, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class _Run:
    """Some of the values that come again after every cycle of samples.

    Attributes
    ----------
    first, last : the values [first, last) of a cycle
    begin : the first of the samples that they need, from the start of the cycle
    weights : float64 (samples, values)
    """

    first: int
    last: int
    begin: int
    weights: NDArray[np.float64]


def low_pass(reach: int, edge: float, beta: float) -> NDArray[np.float64]:
    """A Kaiser-windowed sinc that keeps a constant signal as it is, float64 (2 reach + 1,).

    Parameters
    ----------
    edge : frequency that is passed at half its height, as a share of half the sampling rate
    """
    window = edge * np.sinc(edge * np.arange(-reach, reach + 1)) * np.kaiser(2 * reach + 1, beta)
    return np.asarray(window / window.sum(), dtype=np.float64)


class Polyphase:
    """Gives the values of a signal at ``up / down`` times its rate; the sound does not move.

    Parameters
    ----------
    window : float64 (2 reach + 1,), the low-pass at ``up`` times the rate of the samples; its
        middle belongs to the value that is looked for
    """

    def __init__(self, window: NDArray[np.float64], up: int, down: int) -> None:
        self._up, self._down = up, down
        cycles = math.ceil(_RUN / up)
        self._values, self._samples = cycles * up, cycles * down
        starts = range(0, self._values, _RUN)
        self._runs = [self._run(window, first, min(first + _RUN, self._values)) for first in starts]

    def _run(self, window: NDArray[np.float64], first: int, last: int) -> _Run:
        reach = len(window) // 2
        begin = -((reach - first * self._down) // self._up)
        end = ((last - 1) * self._down + reach) // self._up + 1
        values = np.arange(first, last) * self._down
        samples = np.arange(begin, end) * self._up
        places = values - samples[:, None] + reach
        inside = (places >= 0) & (places < len(window))
        return _Run(first, last, begin, np.where(inside, window[places * inside], 0.0))

    def __call__(self, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values from the first sample on, as many as fit in before the end of the last.

        Around the signal there is silence.

        Parameters
        ----------
        samples : float64 (n,)

        Returns
        -------
        float64 (ceil(n up / down),)
        """
        count = -(-len(samples) * self._up // self._down)
        cycles = -(-count // self._values)
        result = np.empty((cycles, self._values))
        before = max(-run.begin for run in self._runs)
        behind = max(run.begin + len(run.weights) for run in self._runs)
        padded = np.zeros(before + cycles * self._samples + behind)
        padded[before : before + len(samples)] = samples
        for run in self._runs:
            self._fill(result[:, run.first : run.last], padded[before + run.begin :], run.weights)
        return result.reshape(-1)[:count]

    def _fill(
        self,
        result: NDArray[np.float64],
        padded: NDArray[np.float64],
        weights: NDArray[np.float64],
    ) -> None:
        """The values of one run in all cycles."""
        width = len(weights)
        step = padded.itemsize
        cycles = as_strided(padded, (len(result), width), (self._samples * step, step))
        together = max(1, _LARGEST // weights.size)
        count = max(1, _AT_ONCE // (together * width * step)) * together
        for first in range(0, len(result), count):
            piece = cycles[first : first + count]
            whole = len(piece) // together * together
            stacked = np.ascontiguousarray(piece[:whole]).reshape(
                whole // together, together, width
            )
            here = result[first : first + count]
            here[:whole] = (stacked @ weights).reshape(whole, weights.shape[1])
            here[whole:] = np.ascontiguousarray(piece[whole:]) @ weights
