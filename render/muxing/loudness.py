"""Loudness and true peak as broadcasters measure them, and a gain that meets both.

Source: Recommendation ITU-R BS.1770-4, Algorithms to measure audio programme loudness and
true-peak audio level, 2015. All signals are mono at 48 kHz.

``scipy.ndimage`` is imported where it is used, and ``scipy.signal`` not at all: to load it takes
0.4 s of CPU time, half as long as loading Manim.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from render.muxing.polyphase import Polyphase, low_pass
from scenes.voice.loudness import RATE, integrated

__all__ = ["CEILING", "RATE", "TARGET", "integrated", "normalise", "true_peak"]

TARGET = -16.0
"""Integrated loudness of a lesson, in LUFS."""

CEILING = -2.5
"""Where the limiter holds the true peak, in dBTP: AAC adds up to about half a decibel."""

_LOOK_AHEADS = (241, 97, 49)
"""Samples (5, 2, 1 ms) that the limiter looks ahead; odd, so that averages are centred."""

_DEEPEST = 18.0
"""Decibels that the limiter takes off a peak at most."""

_LOUDEST_GAIN = 60.0
_TOLERANCE = 0.1
_ENOUGH = 0.5
_PIECE = 1 << 15
"""Samples whose peaks are found at once: they stay in the processor's cache."""

_OVERSAMPLING = 4
_REACH = 24
"""Samples to each side that a value between them depends on."""


def true_peak(samples: NDArray[np.floating]) -> float:
    """The highest level between and at the samples, in dBTP; ``-inf`` for silence."""
    return _decibels(float(_peaks(samples).max(initial=0.0)))


def normalise(samples: NDArray[np.floating]) -> NDArray[np.float32]:
    """Bring a signal to ``TARGET`` with its true peak under ``CEILING``.

    One gain for the whole signal; where that would go over the ceiling, a limiter that looks 5 ms
    ahead turns the peaks down, at most 18 dB. Where peaks follow each other so closely that this
    only makes everything quieter, it looks 2 or 1 ms ahead. A signal that would need more than
    all that, a series of clicks for instance, stays quieter than ``TARGET``.
    Silence, and sound under -70 LUFS everywhere, comes back as exact silence.

    Parameters
    ----------
    samples : (n,), mono at 48 kHz

    Returns
    -------
    float32 (n,)
    """
    measured = integrated(samples)
    if not math.isfinite(measured):
        return np.zeros(len(samples), dtype=np.float32)
    peaks = _peaks(samples)
    highest_gain = min(CEILING + _DEEPEST - _decibels(float(peaks.max())), _LOUDEST_GAIN)
    for look_ahead in _LOOK_AHEADS:
        result, missing = _levelled(samples, peaks, TARGET - measured, highest_gain, look_ahead)
        if missing < _ENOUGH:
            break
    return result


def _levelled(
    samples: NDArray[np.floating],
    peaks: NDArray[np.float64],
    gain: float,
    highest_gain: float,
    look_ahead: int,
) -> tuple[NDArray[np.float32], float]:
    """Find the gain before the limiter that gives ``TARGET`` after it.

    The limiter gives back less than each decibel put in, so the search goes along secants.

    Returns
    -------
    the signal, and the decibels that it still misses
    """
    gain = min(gain, highest_gain)
    result = _limited(samples, peaks, gain, look_ahead)
    missing = TARGET - integrated(result)
    slope = 1.0
    for _ in range(10):
        following = min(gain + missing / slope, highest_gain)
        if abs(missing) < _TOLERANCE or following == gain:
            break
        result = _limited(samples, peaks, following, look_ahead)
        before, missing = missing, TARGET - integrated(result)
        slope = min(max((before - missing) / (following - gain), 0.1), 1.0)
        gain = following
    return result, missing


def _limited(
    samples: NDArray[np.floating], peaks: NDArray[np.float64], gain: float, look_ahead: int
) -> NDArray[np.float32]:
    """``samples`` louder by ``gain`` decibels, with the true peak held under the ceiling."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    factor = 10 ** (gain / 20)
    ceiling = 10 ** (CEILING / 20)
    result = np.asarray(samples * factor, dtype=np.float32)
    too_high = np.flatnonzero(peaks > ceiling / factor)
    for first, last in _stretches(too_high, 2 * look_ahead, len(samples)):
        wanted = np.minimum(factor, ceiling / np.maximum(peaks[first:last], 1e-12))
        # Each sample takes the least gain of its surroundings; averaging those over no wider a
        # window (twice over half of it, so that the gain has no corners) never gives more than it
        # may have.
        least = minimum_filter1d(wanted, 2 * look_ahead + 1, mode="nearest")
        smooth = uniform_filter1d(least, look_ahead, mode="nearest")
        smooth = uniform_filter1d(smooth, look_ahead, mode="nearest")
        result[first:last] = samples[first:last] * smooth
    return result


def _stretches(places: NDArray[np.intp], reach: int, count: int) -> Iterator[tuple[int, int]]:
    """The parts [first, last) of ``count`` samples that are within ``reach`` of some place.

    Speech is too high in a quarter of its time or less: the rest needs one factor.
    """
    if not len(places):
        return
    gaps = np.flatnonzero(np.diff(places) > 2 * reach)
    firsts = places[np.concatenate(([0], gaps + 1))]
    lasts = places[np.concatenate((gaps, [len(places) - 1]))]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        yield max(first - reach, 0), min(last + reach + 1, count)


@functools.cache
def _interpolator() -> Polyphase:
    window = low_pass(_REACH * _OVERSAMPLING, 1.0 / _OVERSAMPLING, 8.0)
    return Polyphase(_OVERSAMPLING * window, _OVERSAMPLING, 1)


def _peaks(samples: NDArray[np.floating]) -> NDArray[np.float64]:
    """The highest absolute value around each sample of the signal, 4 times oversampled."""
    interpolator = _interpolator()
    margin = _REACH + 1
    padded = np.pad(np.asarray(samples, dtype=np.float64), margin)
    result = np.empty(len(samples))
    for first in range(0, len(samples), _PIECE):
        piece = padded[first : first + _PIECE + 2 * margin]
        at, *between = np.abs(interpolator(piece)).reshape(-1, _OVERSAMPLING).T
        after = functools.reduce(np.maximum, between)
        around = np.maximum(np.maximum(at, np.abs(piece))[1:], np.maximum(after[:-1], after[1:]))
        here = result[first : first + _PIECE]
        here[:] = around[margin - 1 : margin - 1 + len(here)]
    return result


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude else -math.inf
