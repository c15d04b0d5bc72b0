"""Loudness as broadcasters measure it.

Source: Recommendation ITU-R BS.1770-4, Algorithms to measure audio programme loudness and
true-peak audio level, 2015. All signals are mono at 48 kHz.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from scenes.voice.weighting import BLOCK, REMEMBERED, weighted

RATE = 48_000
"""Samples a second of every signal here."""

_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_STEP = RATE // 10
_STEPS_OF_BLOCK = 4
_STEPS_AT_ONCE = 20
"""So much stays in the processor's cache."""


def integrated(samples: NDArray[np.floating]) -> float:
    """Integrated loudness in LUFS; ``-inf`` when no part reaches -70 LUFS.

    A signal shorter than one measuring block (0.4 s) counts as if silence filled the block, so
    that short and long sounds are judged alike.
    """
    shortest = _STEPS_OF_BLOCK * _STEP
    if len(samples) < shortest:
        samples = np.concatenate((samples, np.zeros(shortest - len(samples))))
    steps = samples[: len(samples) // _STEP * _STEP].reshape(-1, _STEP // BLOCK, BLOCK)
    energy = np.empty(len(steps))
    remembered = np.zeros(REMEMBERED)
    for first in range(0, len(steps), _STEPS_AT_ONCE):
        piece = np.asarray(steps[first : first + _STEPS_AT_ONCE], dtype=np.float64)
        heard, remembered = weighted(piece, remembered)
        np.einsum("sbi,sbi->s", heard, heard, out=energy[first : first + _STEPS_AT_ONCE])
    power = sliding_window_view(energy, _STEPS_OF_BLOCK).sum(axis=1) / shortest
    power = power[power > _power(_ABSOLUTE_GATE)]
    if not len(power):
        return -math.inf
    power = power[power > float(power.mean()) * 10 ** (_RELATIVE_GATE / 10)]
    return -0.691 + 10 * math.log10(float(power.mean()))


def _power(loudness: float) -> float:
    return float(10 ** ((loudness + 0.691) / 10))
