"""Clips and sound as one draft: pictures are copied, the sound is quick rather than exact.

Levelling a voice to the decibel and encoding it as AAC take 5 s of CPU time for 110 s of lesson;
bringing it to about that level and FLAC, which every browser plays from MP4, take 0.3 s.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from render.errors import SteepestError
from render.muxing.joining import Segment, joined
from render.muxing.sound import RATE, mix
from render.store.files import atomic_path
from render.timeline import Timeline

_LEVEL = 0.14
"""Root mean square of speech as loud as finished lessons are, pauses between words included."""

_CEILING = 0.9


def join(pictures: Sequence[Segment], samples: NDArray[np.float32], target: Path) -> None:
    """Write the draft, an MP4.

    Parameters
    ----------
    pictures : the clips of the sections, in order
    samples : float32 (n,), mono at 48 kHz
    """
    with (
        atomic_path(target) as temporary,
        av.open(str(temporary), "w", format="mp4", options={"movflags": "+faststart"}) as out,
    ):
        shown = joined(pictures, out)
        for packet in heapq.merge(shown, _encoded(samples, out), key=_moment):
            out.mux(packet)


def sound(timeline: Timeline, first: int, last: int) -> NDArray[np.float32]:
    """What is heard from frame ``first`` to before ``last``, float32 (n,), mono at 48 kHz."""
    if timeline.sounds:
        return mix(timeline, first, last)  # music under speech, and the like
    whole = np.zeros(round(timeline.frames * RATE / timeline.frame_rate), np.float32)
    energy, count = 0.0, 0
    for line in timeline.lines:
        if line.audio is not None:
            samples = _read(Path(line.audio))
            begin = round(line.start * RATE)
            whole[begin : begin + len(samples)] += samples[: max(len(whole) - begin, 0)]
            energy += float(samples @ samples)
            count += len(samples)
    if energy:
        whole *= _LEVEL / np.sqrt(energy / count)
        np.clip(whole, -_CEILING, _CEILING, out=whole)
    begin, end = (round(frame * RATE / timeline.frame_rate) for frame in (first, last))
    return whole[begin:end]


def _read(path: Path) -> NDArray[np.float32]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    try:
        with av.open(str(path)) as container:
            frames = [*container.decode(audio=0), None]
            pieces = [part.to_ndarray()[0] for each in frames for part in resampler.resample(each)]
    except (OSError, av.error.FFmpegError, IndexError) as problem:
        raise SteepestError(f"cannot read the sound in {path}") from problem
    return np.concatenate([np.zeros(0, np.float32), *pieces])


def _encoded(
    samples: NDArray[np.float32], out: av.container.OutputContainer
) -> Iterator[av.Packet[Any]]:
    stream = out.add_stream("flac", rate=RATE, layout="mono", format="s16")
    assert isinstance(stream, av.AudioStream)
    whole_numbers = (samples * 32767).astype(np.int16)

    def packets() -> Iterator[av.Packet[Any]]:
        step = RATE // 10
        for first in range(0, len(whole_numbers), step):
            piece = np.ascontiguousarray(whole_numbers[None, first : first + step])
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, first, Fraction(1, RATE)
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return packets()


def _moment(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base
