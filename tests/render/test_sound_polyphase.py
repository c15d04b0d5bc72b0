"""Sums by products of matrices are the sums that SciPy finds; what is left out is not needed."""

import math
import wave

import numpy as np
import pytest
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import firwin, upfirdn

from media import speechlike
from render.errors import SteepestError
from render.muxing import loudness, sound
from render.muxing.loudness import CEILING, RATE
from render.muxing.polyphase import Polyphase, low_pass


def straightforward(samples, window, up, down):
    """Values at ``up / down`` times the rate, each by its own."""
    reach = len(window) // 2
    lead = -reach % down  # makes the delay a whole number of values
    window = np.concatenate((np.zeros(lead), window))
    count = -(-len(samples) * up // down)
    padded = np.append(samples, np.zeros(reach // up + 2))
    return upfirdn(window, padded, up, down)[(lead + reach) // down :][:count]


@pytest.mark.parametrize(
    ("up", "down", "reach"),
    [
        (320, 147, 10240),
        (160, 147, 5120),
        (6, 1, 192),
        (1, 2, 64),
        (4, 1, 96),
        (3, 2, 5),
        (7, 9, 1),
    ],
)
@pytest.mark.parametrize("count", [1, 2, 50, 4000])
def test_values_are_the_same_sums(up, down, reach, count):
    window = up * low_pass(reach, 0.95 / max(up, down), 10.0)
    samples = np.random.default_rng(count).standard_normal(count)
    values = Polyphase(window, up, down)(samples)
    assert len(values) == math.ceil(count * up / down)
    assert np.allclose(values, straightforward(samples, window, up, down), rtol=0, atol=1e-13)


def test_nothing_has_no_values():
    assert Polyphase(np.ones(3), 2, 1)(np.zeros(0)).shape == (0,)


@pytest.mark.parametrize(("reach", "edge", "beta"), [(96, 0.25, 8.0), (10240, 0.95 / 320, 10.0)])
def test_the_low_pass_is_scipys(reach, edge, beta):
    expected = firwin(2 * reach + 1, edge, window=("kaiser", beta))
    assert np.allclose(low_pass(reach, edge, beta), expected, rtol=0, atol=1e-16)


@pytest.mark.parametrize("count", [1, 100, loudness._PIECE - 1, 2 * loudness._PIECE + 30])
def test_peaks_are_the_highest_values_around_each_sample(count):
    samples = np.random.default_rng(count).standard_normal(count)
    window = 4 * firwin(193, 0.25, window=("kaiser", 8.0))
    fine = np.zeros(4 * (count + 50))
    values = upfirdn(window, samples, up=4)[: len(fine) - 104]
    fine[104 : 104 + len(values)] = np.abs(values)  # from 50 samples before the signal
    around = maximum_filter1d(fine, 7, mode="constant")[200::4][:count]
    assert np.allclose(loudness._peaks(samples), np.maximum(around, np.abs(samples)), atol=1e-13)


def everywhere(samples, peaks, gain, look_ahead):
    """The limiter, also where nothing is too high."""
    factor, ceiling = 10 ** (gain / 20), 10 ** (CEILING / 20)
    wanted = np.minimum(factor, ceiling / np.maximum(peaks, 1e-12))
    smooth = minimum_filter1d(wanted, 2 * look_ahead + 1, mode="nearest")
    for _ in range(2):
        smooth = uniform_filter1d(smooth, look_ahead, mode="nearest")
    return samples * smooth


@pytest.mark.parametrize("look_ahead", [241, 49])
@pytest.mark.parametrize("gain", [-40.0, 3.0, 12.0, 30.0])
def test_the_limiter_works_where_it_is_needed(look_ahead, gain):
    samples = speechlike(3, RATE)
    samples[[0, 5000, 5000 + 4 * look_ahead, 5001 + 8 * look_ahead, -1]] = 0.9
    peaks = loudness._peaks(samples)
    result = loudness._limited(samples, peaks, gain, look_ahead)
    assert result.dtype == np.float32
    assert np.allclose(result, everywhere(samples, peaks, gain, look_ahead), rtol=0, atol=1e-7)


def test_stretches_meet_nowhere_and_lie_within_the_signal():
    places = np.array([3, 10, 41, 60, 61, 99])
    found = [*loudness._stretches(places, 10, 100)]
    assert found == [(0, 21), (31, 72), (89, 100)]
    assert [*loudness._stretches(places[:0], 10, 100)] == []


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("count", [1, 22_050])
def test_a_plain_file_is_read_as_ffmpeg_reads_it(tmp_path, channels, count, monkeypatch):
    content = np.random.default_rng(0).integers(-32768, 32768, count * channels)
    content[0] = -32768
    path = written(tmp_path / "a.wav", content.astype("<i2").tobytes(), channels)
    rate, samples = sound._decoded(path)
    monkeypatch.delattr(sound, "_decoded")
    plain = sound._plain(path)
    assert plain[0] == rate == 22_050
    assert np.array_equal(plain[1], samples)
    assert len(sound.read(path)) == math.ceil(count * 320 / 147)


@pytest.mark.parametrize("damage", ["eight bits", "half a sample", "no length", "no rate"])
def test_ffmpeg_reads_what_is_not_plain(tmp_path, damage):
    content = np.full(999, 8224, dtype="<i2").tobytes()  # both bytes are 32
    width = 1 if damage == "eight bits" else 2
    path = written(tmp_path / "a.wav", content, 1, width)
    whole = bytearray(path.read_bytes())
    if damage == "half a sample":
        del whole[-1]
    elif damage == "no length":
        whole[40:44] = bytes(4)
    elif damage == "no rate":
        whole[24:28] = bytes(4)
    path.write_bytes(whole)
    assert sound._plain(path) is None
    if damage == "no rate":
        with pytest.raises(SteepestError, match=r"cannot read the sound in .*a\.wav"):
            sound.read(path)


def written(path, content, channels, width=2):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(22_050)
        file.writeframes(content)
    return path
