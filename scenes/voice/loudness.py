"""Loudness as broadcasters measure it.

Source: Recommendation ITU-R BS.1770-4, Algorithms to measure audio programme loudness and
true-peak audio level, 2015. All signals are mono at 48 kHz.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples a second of every signal here."""

_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0
_BLOCK = RATE * 4 // 10
_STEP = RATE // 10

# The two filters of BS.1770-4, tables 1 and 2: the head's shelf, then the weighting's high pass.
_K_WEIGHTING = np.array(
    [
        (
            1.53512485958697,
            -2.69169618940638,
            1.19839281085285,
            1.0,
            -1.69065929318241,
            0.73248077421585,
        ),
        (1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621),
    ]
)


def integrated(samples: NDArray[np.floating]) -> float:
    """Integrated loudness in LUFS; ``-inf`` when no part reaches -70 LUFS.

    A signal shorter than one measuring block (0.4 s) counts as if silence filled the block, so
    that short and long sounds are judged alike.
    """
    from scipy.signal import sosfilt  # it takes 0.3 s to load

    padded = np.zeros(max(len(samples), _BLOCK))
    padded[: len(samples)] = samples
    weighted = sosfilt(_K_WEIGHTING, padded)
    total = np.concatenate(([0.0], np.cumsum(weighted * weighted)))
    starts = np.arange(0, len(padded) - _BLOCK + 1, _STEP)
    power = np.maximum((total[starts + _BLOCK] - total[starts]) / _BLOCK, 0.0)
    power = power[power > _power(_ABSOLUTE_GATE)]
    if not len(power):
        return -math.inf
    power = power[power > float(power.mean()) * 10 ** (_RELATIVE_GATE / 10)]
    return -0.691 + 10 * math.log10(float(power.mean()))


def _power(loudness: float) -> float:
    return float(10 ** ((loudness + 0.691) / 10))
