"""Where in a recording somebody speaks, and how loud."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.voice.loudness import RATE, integrated

COMMON = -23.0
"""Loudness in LUFS that every take is brought to; the mix then levels the whole lesson."""

CEILING = 0.89
"""Where the highest sample may lie after that, of full scale."""

MOST = 36.0
"""Decibels that a take is raised at most: more would be the noise of the room."""

_HOP = RATE // 100
_WINDOW = RATE // 50
_BAND = (100.0, 7000.0)
_SILENCE = -90.0
_DEEPEST = 42.0
_SHARE_ABOVE_NOISE = 0.3
_SHARE_SURE = 0.5
_SHORTEST_GAP = 9
_SHORTEST_RUN = 4
_HEIGHT = 12.0
_QUIET = -60.0
_CLICK = 9
_ALONE = 20
_FULL_SCALE = 0.999


@dataclass(frozen=True)
class Levels:
    """What was measured on a take.

    Attributes
    ----------
    runs : samples [start, end) in which somebody speaks, in order, at least 0.09 s apart
    loudness : integrated, LUFS, from the first run to the last
    noise : level between the words, dB of full scale
    speech : level of the voice, dB of full scale
    clipped : samples at full scale
    """

    runs: tuple[tuple[int, int], ...]
    loudness: float
    noise: float
    speech: float
    clipped: int

    @property
    def gain(self) -> float:
        """Decibels to ``COMMON``, at most ``MOST``."""
        return min(COMMON - self.loudness, MOST)


def measure(samples: NDArray[np.float64]) -> Levels:
    """Find the voice in a recording; no runs if there is none.

    Parameters
    ----------
    samples : float64 (n,), mono at 48 kHz
    """
    levels = _frame_levels(samples)
    noise, speech = (float(np.percentile(levels, share)) for share in (5, 95))
    if speech - noise < _HEIGHT:  # somebody speaks all the time, or never
        noise = speech - 2 * _HEIGHT if speech > _QUIET else 0.0
    clipped = int(np.count_nonzero(np.abs(samples) >= _FULL_SCALE))
    runs = tuple(
        (start * _HOP, min(end * _HOP, len(samples)))
        for start, end in _voiced(levels, noise, speech)
    )
    loudness = integrated(samples[runs[0][0] : runs[-1][1]]) if runs else -math.inf
    if not math.isfinite(loudness):
        runs = ()
    return Levels(runs, loudness, noise, speech, clipped)


def _frame_levels(samples: NDArray[np.float64]) -> NDArray[np.float64]:
    """Level in dB every 10 ms, of the band in which speech lies."""
    from scipy.signal import butter, sosfilt  # it takes 0.3 s to load

    band = sosfilt(butter(2, _BAND, "bandpass", fs=RATE, output="sos"), samples)
    total = np.concatenate(([0.0], np.cumsum(band * band)))
    count = max(1, math.ceil(len(samples) / _HOP))
    middles = np.arange(count) * _HOP + _HOP // 2
    first = np.clip(middles - _WINDOW // 2, 0, len(samples))
    last = np.clip(middles + _WINDOW // 2, 0, len(samples))
    power = (total[last] - total[first]) / np.maximum(last - first, 1)
    return np.asarray(
        np.maximum(10 * np.log10(np.maximum(power, 1e-12)), _SILENCE), dtype=np.float64
    )


def _voiced(levels: NDArray[np.float64], noise: float, speech: float) -> list[tuple[int, int]]:
    """Frames [start, end) in which somebody speaks.

    A run is what lies over a low threshold and somewhere over a high one (Canny's hysteresis):
    the soft beginnings and ends of words belong to it, lone rustling does not.
    """
    height = speech - noise
    low = max(noise + _SHARE_ABOVE_NOISE * height, speech - _DEEPEST)
    high = max(noise + _SHARE_SURE * height, speech - _DEEPEST / 2)
    over = np.concatenate(([False], levels > low, [False]))
    edges = np.flatnonzero(over[1:] != over[:-1])
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < _SHORTEST_GAP:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    runs = [
        (start, end)
        for start, end in runs
        if end - start >= _SHORTEST_RUN and levels[start:end].max() > high
    ]
    while len(runs) > 1 and _is_click(runs[0], runs[1]):
        del runs[0]
    while len(runs) > 1 and _is_click(runs[-1], runs[-2]):
        del runs[-1]
    return runs


def _is_click(run: tuple[int, int], neighbour: tuple[int, int]) -> bool:
    """Whether a run at the edge is the key or the mouse that started or stopped the recording."""
    gap = max(neighbour[0] - run[1], run[0] - neighbour[1])
    return run[1] - run[0] <= _CLICK and gap >= _ALONE
