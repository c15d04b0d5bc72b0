"""The mix is sample-exact, as long as the picture, and equally loud in parts and whole."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from media import ebur128, heard, speechlike, spoken, timeline, write_wav
from render.errors import SteepestError
from render.muxing.sound import RATE, mix, read, resample
from render.timeline import Section, Sound


def burst(count: int, rate: int) -> NDArray[np.float64]:
    """A chirp under a bell: its place can be found to a fraction of a sample."""
    time = np.arange(count) / rate
    chirp = np.sin(2 * np.pi * (300 * time + 800 * time**2))
    return 0.4 * chirp * np.hanning(count)


def lag(later: NDArray[np.floating], earlier: NDArray[np.floating]) -> int:
    """Samples by which ``later`` lags behind."""
    size = 2 * max(len(later), len(earlier))
    spectrum = np.fft.rfft(later, size) * np.conj(np.fft.rfft(earlier, size))
    place = int(np.argmax(np.fft.irfft(spectrum, size)))
    return place - size if place > size // 2 else place


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000, 96_000])
def test_resampling_moves_nothing(rate: int) -> None:
    count = rate // 2
    time = np.arange(RATE // 2) / RATE
    result = resample(burst(count, rate), rate)
    assert len(result) == RATE // 2
    expected = (
        0.4
        * np.sin(2 * np.pi * (300 * time + 800 * time**2))
        * np.interp(time * rate, np.arange(count), np.hanning(count))
    )
    assert np.abs(result - expected).max() < 1e-4


@pytest.mark.parametrize("frequency", [50, 1_000, 9_000])
def test_resampling_keeps_tones_and_adds_none(frequency: int) -> None:
    rate = 22_050
    tone = np.sin(2 * np.pi * frequency * np.arange(rate) / rate)
    result = resample(tone, rate)[RATE // 4 : 3 * RATE // 4]
    spectrum = np.abs(np.fft.rfft(result * np.blackman(len(result)))) ** 2
    peak = int(np.argmax(spectrum))
    assert peak == frequency // 2
    around = spectrum.copy()
    around[max(peak - 5, 0) : peak + 6] = 0
    assert 10 * np.log10(around.max() / spectrum.max()) < -90


def test_lines_and_sounds_start_on_their_sample(tmp_path: Path) -> None:
    voice = write_wav(tmp_path / "voice.wav", burst(11_025, 22_050), 22_050)
    ping = write_wav(tmp_path / "ping.wav", burst(12_000, 48_000), 48_000)
    plan = timeline(
        180,
        lines=[spoken("one two", 0.731, audio=voice), spoken("three", 3.2, audio=voice)],
        sounds=[Sound(str(ping), 5.01, -6.0)],
    )
    whole = mix(plan)
    assert whole.dtype == np.float32
    assert whole.shape == (6 * RATE,)
    first, second, third = round(0.731 * RATE), round(3.2 * RATE), round(5.01 * RATE)
    assert not whole[: first - 50].any()
    assert lag(whole[:RATE], read(voice)) == first
    assert lag(whole[second:], read(voice)) == 0
    assert lag(whole[third:], read(ping)) == 0
    loudest = [np.abs(whole[at : at + RATE // 2]).max() for at in (first, second, third)]
    assert loudest[1] == pytest.approx(loudest[0], rel=1e-3)
    assert loudest[2] == pytest.approx(loudest[0] / 2, rel=0.01)


def test_a_lesson_is_as_loud_as_it_should_be(tmp_path: Path) -> None:
    voice = write_wav(tmp_path / "voice.wav", speechlike(4, 22_050), 22_050)
    plan = timeline(330, lines=[spoken("a b c", 0.5, audio=voice), spoken("d", 6, audio=voice)])
    loudness, peak = ebur128(mix(plan))
    assert loudness == pytest.approx(-16, abs=0.3)
    assert peak < -1.5


def test_a_section_is_cut_from_the_whole(tmp_path: Path) -> None:
    quiet = write_wav(tmp_path / "quiet.wav", 0.05 * speechlike(3, 22_050), 22_050)
    loud = write_wav(tmp_path / "loud.wav", speechlike(3, 22_050, seed=1), 22_050)
    plan = timeline(
        240,
        lines=[spoken("a", 0.5, audio=quiet), spoken("b", 4.3, audio=loud)],
        sections=[Section("one", "One", 0, 121), Section("two", "Two", 121, 119)],
    )
    whole = mix(plan)
    first, second = mix(plan, 0, 121), mix(plan, 121)
    assert np.array_equal(np.concatenate([first, second]), whole)
    assert ebur128(first)[0] < ebur128(second)[0] - 15


@pytest.mark.parametrize("frame_rate", [15, 24, 30, 60, 7])
def test_the_length_is_that_of_the_frames(frame_rate: int) -> None:
    plan = timeline(101, frame_rate=frame_rate)
    for start, end in ((0, None), (0, 101), (1, 2), (33, 100), (50, 50), (100, 101)):
        frames = (101 if end is None else end) - start
        samples = mix(plan, start, end)
        assert len(samples) == round(frames * RATE / frame_rate)
        assert not samples.any()


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (0, 102)])
def test_frames_that_are_not_there_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no frames"):
        mix(timeline(101), start, end)


def test_what_sticks_out_is_cut_off(tmp_path: Path) -> None:
    voice = write_wav(tmp_path / "voice.wav", burst(22_050, 22_050), 22_050)
    plan = timeline(
        30,
        lines=[spoken("a", 0.6, audio=voice)],
        sounds=[Sound(str(voice), -0.5, 0.0), Sound(str(voice), 7.0, 0.0)],
    )
    samples = mix(plan)
    assert len(samples) == RATE
    assert np.abs(samples[:100]).max() > 0.01
    assert np.isfinite(samples).all()


def test_silent_lines_are_silent() -> None:
    samples = mix(timeline(60, lines=[spoken("nothing is heard", 0.2)]))
    assert samples.shape == (2 * RATE,)
    assert not samples.any()


@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.39])
def test_a_very_short_lesson_is_levelled(tmp_path: Path, seconds: float) -> None:
    middle = speechlike(2, RATE)[RATE - round(seconds * RATE) : RATE]
    voice = write_wav(tmp_path / "a.wav", 0.05 * middle, RATE)
    samples = mix(timeline(3, lines=[spoken("a", 0, audio=voice)], frame_rate=10))
    assert np.isfinite(samples).all()
    assert samples.any()
    assert np.abs(samples).max() < 10 ** (-1.5 / 20)


def test_stereo_is_averaged(tmp_path: Path) -> None:
    left = burst(4_800, RATE)
    path = write_wav(tmp_path / "stereo.wav", np.stack([left, np.zeros(4_800)], 1), RATE, 2)
    assert np.abs(read(path) - left / 2).max() < 1e-4


@pytest.mark.parametrize(
    ("suffix", "codec", "fmt"),
    [("mp3", "libmp3lame", "s16p"), ("m4a", "aac", "fltp"), ("flac", "flac", "s16")],
)
def test_other_formats_are_read(tmp_path: Path, suffix: str, codec: str, fmt: str) -> None:
    samples = burst(24_000, RATE)
    path = tmp_path / f"sound.{suffix}"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), "flt", "mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        resampler = av.AudioResampler(format=fmt, frame_size=1152)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    result = read(path)
    assert lag(result, samples) == 0
    assert np.corrcoef(result[:24_000], samples)[0, 1] > 0.99
    assert np.array_equal(heard(path, 24_000), result[:24_000])


def test_bad_sound_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SteepestError, match=r"missing\.wav does not exist"):
        mix(timeline(30, lines=[spoken("a", 0, audio=tmp_path / "missing.wav")]))
    (tmp_path / "text.wav").write_text("this is no sound")
    with pytest.raises(SteepestError, match=r"cannot read the sound in .*text\.wav"):
        mix(timeline(30, sounds=[Sound(str(tmp_path / "text.wav"), 0, 0)]))
    with av.open(str(tmp_path / "mute.mp4"), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        container.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        container.mux(stream.encode(None))
    with pytest.raises(SteepestError, match="there is no sound in"):
        read(tmp_path / "mute.mp4")
