"""Loudness and true peak agree with FFmpeg's meter, and levelling meets both."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from media import ebur128, speechlike
from render.muxing.loudness import CEILING, RATE, TARGET, integrated, normalise, true_peak

TIME = np.arange(6 * RATE) / RATE


def noise(level: float, seed: int = 0) -> NDArray[np.float64]:
    return level * np.random.default_rng(seed).standard_normal(len(TIME))


SIGNALS = {
    "tone": 0.1 * np.sin(2 * np.pi * 997 * TIME),
    "low tone": 0.3 * np.sin(2 * np.pi * 60 * TIME),
    "noise": noise(0.05),
    "loud and quiet": noise(0.1) * np.where(TIME < 3, 1.0, 0.003),
    "speech": speechlike(6, RATE),
    "between samples": 0.5 * np.sin(2 * np.pi * 12_000 * TIME + np.pi / 4) * np.hanning(len(TIME)),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_the_meter_agrees_with_ffmpeg(name: str) -> None:
    loudness, peak = ebur128(SIGNALS[name])
    assert integrated(SIGNALS[name]) == pytest.approx(loudness, abs=0.05)
    assert true_peak(SIGNALS[name]) == pytest.approx(peak, abs=0.1)


def test_the_reference_tone_of_the_recommendation() -> None:
    """BS.1770-4: 0 dBFS at 997 Hz in one channel reads -3.01 LUFS."""
    assert integrated(np.sin(2 * np.pi * 997 * TIME)) == pytest.approx(-3.01, abs=0.02)


def test_peaks_between_samples_count() -> None:
    samples = SIGNALS["between samples"]
    assert np.abs(samples).max() < 0.36
    assert true_peak(samples) == pytest.approx(20 * math.log10(0.5), abs=0.1)


@pytest.mark.parametrize("name", SIGNALS)
@pytest.mark.parametrize("gain", [0.01, 1.0, 4.0])
def test_levelling_meets_the_loudness_and_the_peak(name: str, gain: float) -> None:
    result = normalise(gain * SIGNALS[name])
    loudness, peak = ebur128(result)
    assert loudness == pytest.approx(TARGET, abs=0.6)
    assert peak <= CEILING + 0.1
    assert result.dtype == np.float32
    assert len(result) == len(TIME)


def test_without_peaks_in_the_way_levelling_is_one_gain() -> None:
    before = SIGNALS["noise"]
    after = normalise(before)
    assert np.allclose(after, before * (after[1000] / before[1000]), atol=1e-6)


def test_the_limiter_leaves_quiet_parts_alone() -> None:
    samples = noise(0.05)
    samples[3 * RATE] = 1.0
    result = normalise(samples)
    ratio = result[samples != 0] / samples[samples != 0]
    far = np.abs(TIME[samples != 0] - 3) > 0.012
    assert np.ptp(ratio[far]) < 1e-4
    assert true_peak(result) <= CEILING + 0.01


@pytest.mark.parametrize("count", [0, 1, 100, RATE])
def test_silence_stays_exactly_silent(count: int) -> None:
    result = normalise(np.zeros(count))
    assert result.shape == (count,)
    assert not result.any()
    assert integrated(np.zeros(count)) == -math.inf
    assert true_peak(np.zeros(count)) == -math.inf


def test_hiss_is_not_blown_up() -> None:
    assert not normalise(noise(1e-5)).any()


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.3, 0.4, 0.5])
def test_short_sounds_have_a_loudness_too(seconds: float) -> None:
    samples = 0.02 * np.sin(2 * np.pi * 440 * TIME[: round(seconds * RATE)])
    result = normalise(samples)
    assert np.isfinite(result).all()
    assert true_peak(result) <= CEILING + 0.01
    assert np.abs(result).max() > 2 * np.abs(samples).max()


def test_a_click_is_not_crushed() -> None:
    samples = np.zeros(2 * RATE)
    samples[RATE] = 0.1
    result = normalise(samples)
    assert np.abs(result).max() == pytest.approx(10 ** (CEILING / 20), abs=0.01)
