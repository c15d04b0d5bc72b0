"""The sound of a lesson: narration and sound files, mixed sample-exactly and made equally loud."""

from __future__ import annotations

import itertools
import wave
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from render.errors import SteepestError
from render.muxing.loudness import CEILING, RATE, normalise
from render.muxing.polyphase import Polyphase, low_pass
from render.timeline import Timeline

__all__ = ["RATE", "mix", "read"]

_SIXTEEN_BITS = 2


def mix(
    timeline: Timeline, start_frame: int = 0, end_frame: int | None = None
) -> NDArray[np.float32]:
    """The sound from ``start_frame`` to before ``end_frame`` (the end by default).

    The gain is found on the whole lesson, so that a section is as loud alone as in its place. Where
    nobody speaks, sounds are as loud as their author made them.

    Returns
    -------
    float32 (round(frames / frame_rate * 48000),), mono at 48 kHz, -16 LUFS over a whole lesson

    Raises
    ------
    SteepestError : a sound file is missing or cannot be read
    """
    end = timeline.frames if end_frame is None else end_frame
    if not 0 <= start_frame <= end <= timeline.frames:
        raise ValueError(f"no frames {start_frame} to {end} in {timeline.frames}")
    count = round(timeline.frames * RATE / timeline.frame_rate)
    whole = np.zeros(count)
    for line in timeline.lines:
        if line.audio is not None:
            _add(whole, Path(line.audio), line.start, 0.0)
    for sound in timeline.sounds:
        _add(whole, Path(sound.path), sound.start, sound.gain, sound.background_gain)
    speaks = any(line.audio is not None for line in timeline.lines)
    loud = normalise(whole) if speaks else held_below_clipping(whole)
    length = round((end - start_frame) * RATE / timeline.frame_rate)
    first = min(round(start_frame * RATE / timeline.frame_rate), count - length)
    return loud[first : first + length]


def read(path: Path) -> NDArray[np.float64]:
    """The sound in a file as mono at 48 kHz, float64 (n,); several channels are averaged.

    Raises
    ------
    SteepestError : there is no such file, or no sound in it
    """
    try:
        rate, samples = _plain(path) or _decoded(path)
    except (OSError, av.error.FFmpegError) as problem:
        if isinstance(problem, FileNotFoundError):
            raise SteepestError(f"the sound file {path} does not exist") from problem
        raise SteepestError(
            f"cannot read the sound in {path} (give a WAV or MP3 file)"
        ) from problem
    if not np.isfinite(samples).all():
        raise SteepestError(f"the sound in {path} is damaged: samples that are no number")
    return resample(samples, rate)


def resample(samples: NDArray[np.float64], rate: int) -> NDArray[np.float64]:
    """Change the rate to 48 kHz without moving the sound by a fraction of a sample.

    The low-pass is a Kaiser-windowed sinc over 64 samples of the slower rate: 100 dB of rejection,
    flat to 90 % of the band.
    """
    if rate == RATE or not len(samples):
        return samples
    return _resampler(rate)(samples)


@lru_cache(maxsize=4)
def _resampler(rate: int) -> Polyphase:
    divisor = int(np.gcd(rate, RATE))
    up, down = RATE // divisor, rate // divisor
    reach = 32 * max(up, down)
    return Polyphase(up * low_pass(reach, 0.95 / max(up, down), 10.0), up, down)


def _plain(path: Path) -> tuple[int, NDArray[np.float64]] | None:
    """Rate and samples of a plain WAV file of 16 bits, as every voice writes it; else None.

    FFmpeg takes 11 ms of CPU time for one of 4 s, most of it to find out what it is; this takes 1.
    """
    try:
        with wave.open(str(path)) as file:
            rate, channels = file.getframerate(), file.getnchannels()
            # Who writes into a pipe cannot say how much it is: FFmpeg takes what there is.
            if file.getsampwidth() != _SIXTEEN_BITS or not rate or not file.getnframes():
                return None
            content = file.readframes(file.getnframes())
    except (wave.Error, EOFError):
        return None
    if len(content) % (_SIXTEEN_BITS * channels):
        return None
    samples = np.frombuffer(content, dtype="<i2").reshape(-1, channels)
    return rate, samples.mean(axis=1, dtype=np.float64) / 32768


def _decoded(path: Path) -> tuple[int, NDArray[np.float64]]:
    """Rate and samples of anything that FFmpeg reads."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            raise SteepestError(f"there is no sound in {path} (give a WAV or MP3 file)")
        return _decode(container)


def _decode(container: av.container.InputContainer) -> tuple[int, NDArray[np.float64]]:
    stream = container.streams.audio[0]
    to_float = av.AudioResampler(format="fltp")
    rate = stream.codec_context.sample_rate
    pieces: list[NDArray[np.float64]] = []
    for frame in itertools.chain(container.decode(stream), (None,)):
        for piece in to_float.resample(frame):
            if piece is not None:  # all that a resampler with nothing to do has left at the end
                pieces.append(piece.to_ndarray().mean(axis=0, dtype=np.float64))
    return rate, np.concatenate(pieces) if pieces else np.zeros(0)


def held_below_clipping(samples: NDArray[np.float64]) -> NDArray[np.float32]:
    """The signal as it is, or quieter as a whole where it would clip."""
    highest = 10 ** (CEILING / 20)
    peak = float(np.abs(samples).max(initial=0.0))
    return (samples * min(1.0, highest / peak if peak else 1.0)).astype(np.float32)


def _add(
    whole: NDArray[np.float64], path: Path, start: float, gain: float, background: float = 0.0
) -> None:
    """Add a file at ``start`` seconds; what lies before 0 or after the end is cut off.

    Parameters
    ----------
    background : decibels for what is there already, while the file lasts
    """
    sound = read(path) * 10 ** (gain / 20)
    first = round(start * RATE)
    begin, end = max(first, 0), min(first + len(sound), len(whole))
    if begin < end:
        whole[begin:end] *= 10 ** (background / 20)
        whole[begin:end] += sound[begin - first : end - first]
