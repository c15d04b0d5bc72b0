"""Pictures, sound, captions and chapters into one file; pictures are copied, not encoded again."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from render.errors import UsageError
from render.muxing.caption_packets import caption_packets
from render.muxing.captions import Caption
from render.muxing.joining import Segment, joined
from render.muxing.sound import RATE
from render.store.files import atomic_path
from render.timeline import Timeline

BIT_RATE = 160_000
"""Of the sound, in bits a second."""

_SAMPLE = Fraction(1, RATE)


@dataclass(frozen=True)
class Chapter:
    """A chapter mark: seconds from the start of the file."""

    title: str
    start: float
    end: float


@dataclass(frozen=True)
class _Container:
    name: str
    audio_codec: str
    options: Mapping[str, str]


# MP4 counts edits in units of its own, by default 1/1000 s: too coarse to say that sound ends with
# the picture. 48000 holds every frame rate in use and every sample.
_MOVIE_OPTIONS = {"movflags": "+faststart", "movie_timescale": str(RATE)}

_CONTAINERS = {
    ".mp4": _Container("mp4", "aac", _MOVIE_OPTIONS),
    ".mov": _Container("mov", "pcm_s16le", _MOVIE_OPTIONS),
    ".webm": _Container("webm", "libopus", {}),
}


def chapters(
    timeline: Timeline, start_frame: int = 0, end_frame: int | None = None
) -> tuple[Chapter, ...]:
    """The sections that lie in the given frames, from their start."""
    end = timeline.frames if end_frame is None else end_frame
    marks = []
    for section in timeline.sections:
        first, last = max(section.start_frame, start_frame), min(section.end_frame, end)
        if first < last:
            marks.append(
                Chapter(
                    section.title,
                    (first - start_frame) / timeline.frame_rate,
                    (last - start_frame) / timeline.frame_rate,
                )
            )
    return tuple(marks)


def mux(
    pictures: Sequence[Segment],
    samples: NDArray[np.float32] | Iterable[NDArray[np.float32]] | None,
    captions: Sequence[Caption],
    chapters: Sequence[Chapter],
    target: Path,
    metadata: Mapping[str, str],
    bit_rate: int = BIT_RATE,
) -> None:
    """Write ``target`` (mp4, mov or webm by its name) in one go, by rename.

    Parameters
    ----------
    pictures : segments as ``render.encoding`` writes them, joined packet by packet
    samples : float32 (n,), mono at 48 kHz, as long as the picture, or pieces of it that are taken
        as they are needed; None for no sound
    captions : shown when the viewer turns them on
    metadata : ``title``, ``comment`` and whatever else the container knows
    bit_rate : bits a second of the sound, where the container compresses it

    Raises
    ------
    UsageError : a format that cannot be joined from segments
    SteepestError : the target cannot be written, or a segment is not what it is said to be
    """
    container = _CONTAINERS.get(target.suffix)
    if container is None:
        known = ", ".join(suffix[1:] for suffix in _CONTAINERS)
        raise UsageError(f"nothing can be joined into {target.name} (choose one of {known})")
    with (
        atomic_path(target) as temporary,
        av.open(str(temporary), "w", format=container.name, options=dict(container.options)) as out,
    ):
        out.metadata.update(metadata)
        out.set_chapters(_marks(chapters))
        shown = joined(pictures, out)
        pieces = [samples] if isinstance(samples, np.ndarray) else samples
        sounds = iter(()) if pieces is None else _encoded(pieces, out, container, bit_rate)
        texts = caption_packets(captions, out) if captions else iter(())
        # Packets in the order of their times keep sound beside its picture in the file, and the
        # muxer's queue short.
        for packet in heapq.merge(shown, sounds, texts, key=_moment):
            out.mux(packet)


def _encoded(
    pieces: Iterable[NDArray[np.float32]],
    out: av.container.OutputContainer,
    container: _Container,
    bit_rate: int,
) -> Iterator[av.Packet[Any]]:
    """The packets of the sound."""
    stream = out.add_stream(container.audio_codec, rate=RATE, layout="mono")
    if not isinstance(stream, av.AudioStream):
        raise TypeError(f"{container.audio_codec} is not an audio encoder")
    stream.codec_context.bit_rate = bit_rate
    stream.metadata["language"] = "eng"

    def packets() -> Iterator[av.Packet[Any]]:
        for frame in _audio_frames(pieces):
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return packets()


def _moment(packet: av.Packet[Any]) -> Fraction:
    return (packet.dts or 0) * packet.time_base


def _marks(chapters: Sequence[Chapter]) -> list[av.container.Chapter]:
    return [
        {
            "id": number,
            "start": round(chapter.start * RATE),
            "end": round(chapter.end * RATE),
            "time_base": _SAMPLE,
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(chapters, start=1)
    ]


def _audio_frames(pieces: Iterable[NDArray[np.float32]]) -> Iterator[av.AudioFrame]:
    first = 0
    for samples in _of_equal_length(pieces):
        frame = av.AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
        frame.sample_rate = RATE
        frame.pts = first
        frame.time_base = _SAMPLE
        yield frame
        first += len(samples)


def _of_equal_length(pieces: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
    """The same sound in tenths of a second, whatever the pieces; the last one is what is left."""
    step = RATE // 10
    rest = np.zeros(0, dtype=np.float32)
    for piece in pieces:
        rest = np.concatenate((rest, piece), dtype=np.float32) if len(rest) else piece
        whole = len(rest) // step * step
        for first in range(0, whole, step):
            yield np.ascontiguousarray(rest[first : first + step], dtype=np.float32)
        rest = rest[whole:]
    if len(rest):
        yield np.ascontiguousarray(rest, dtype=np.float32)
