"""Filters as products of matrices give what the recursion gives."""

import math

import numpy as np
import pytest
from scipy.signal import sosfilt

from scenes.voice.loudness import RATE, integrated
from scenes.voice.weighting import _SECTIONS, BLOCK, REMEMBERED, weighted

SECTIONS = np.array([(*section[:3], 1.0, *section[3:]) for section in _SECTIONS])


@pytest.mark.parametrize("splits", [(12,), (1, 11), (5, 5, 2)])
def test_parts_are_weighted_as_the_whole(splits: tuple[int, ...]) -> None:
    samples = np.random.default_rng(0).standard_normal((sum(splits), 80, BLOCK))
    remembered = np.zeros(REMEMBERED)
    found = []
    for piece in np.split(samples, np.cumsum(splits)[:-1]):
        heard, remembered = weighted(piece, remembered)
        found.append(heard.reshape(-1))
    expected = sosfilt(SECTIONS, samples.reshape(-1))
    assert np.allclose(np.concatenate(found), expected, rtol=0, atol=1e-10)


@pytest.mark.parametrize("count", [100, 19_200, 24_000, RATE + 1, 5 * RATE + 4_799])
def test_loudness_is_that_of_the_recommendation(count: int) -> None:
    rng = np.random.default_rng(count)
    samples = rng.standard_normal(count) * np.repeat(rng.uniform(0, 0.2, 60), 4_500)[:count]
    padded = np.append(samples, np.zeros(max(0, 19_200 - count)))
    energy = sosfilt(SECTIONS, padded) ** 2
    starts = range(0, len(padded) - 19_200 + 1, 4_800)
    power = np.array([energy[start : start + 19_200].mean() for start in starts])
    power = power[power > 10 ** (-69.309 / 10)]
    power = power[power > power.mean() / 10]
    expected = -0.691 + 10 * math.log10(power.mean())
    assert integrated(samples) == pytest.approx(expected, abs=1e-9)
    assert integrated(samples.astype(np.float32)) == pytest.approx(expected, abs=1e-4)
