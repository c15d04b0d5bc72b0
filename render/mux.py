"""Picture, sound, captions and chapters into one file; the picture is copied, not encoded again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from render.captions import Caption
from render.errors import UsageError
from render.files import atomic_path
from render.mux_captions import add_captions, caption_packets
from render.sound import RATE
from render.timeline import Timeline

_BIT_RATE = 160_000
_MILLISECOND = Fraction(1, 1000)


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
    sample_format: str
    captions: bool
    options: Mapping[str, str]


_CONTAINERS = {
    ".mp4": _Container("mp4", "aac", "fltp", True, {"movflags": "+faststart"}),
    ".mov": _Container("mov", "pcm_s16le", "s16", True, {"movflags": "+faststart"}),
    ".webm": _Container("webm", "libopus", "flt", True, {}),
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
    picture: Path,
    samples: NDArray[np.float32],
    captions: Sequence[Caption],
    chapters: Sequence[Chapter],
    target: Path,
    metadata: Mapping[str, str],
) -> None:
    """Write ``target`` (mp4, mov or webm by its name) in one go, by rename.

    Parameters
    ----------
    picture : a video without sound, as ``render.encode`` writes it; copied packet by packet
    samples : float32 (n,), mono at 48 kHz, as long as the picture
    captions : shown when the viewer turns them on
    metadata : ``title``, ``comment`` and whatever else the container knows

    Raises
    ------
    UsageError : a format that has no sound
    SteepestError : the target cannot be written
    """
    container = _CONTAINERS.get(target.suffix)
    if container is None:
        known = ", ".join(suffix[1:] for suffix in _CONTAINERS)
        raise UsageError(f"no sound can be put into {target.name} (choose one of {known})")
    with (
        atomic_path(target) as temporary,
        av.open(str(picture)) as source,
        av.open(str(temporary), "w", format=container.name, options=dict(container.options)) as out,
    ):
        out.metadata.update(metadata)
        out.set_chapters(_marks(chapters))
        given = source.streams.video[0]
        video = out.add_stream_from_template(given)
        video.time_base = given.time_base
        sound = out.add_stream(container.audio_codec, rate=RATE, layout="mono")
        if not isinstance(sound, av.AudioStream):
            raise TypeError(f"{container.audio_codec} is not an audio encoder")
        sound.codec_context.bit_rate = _BIT_RATE
        sound.codec_context.format = av.AudioFormat(container.sample_format)
        sound.metadata["language"] = "eng"
        texts = add_captions(out, container.name) if captions else None
        if texts is not None:
            for text in caption_packets(captions, container.name):
                text.stream = texts
                out.mux(text)
        for packet in source.demux(given):
            if packet.dts is not None:
                packet.stream = video
                out.mux(packet)
        for frame in _audio_frames(samples, container.sample_format):
            out.mux(sound.encode(frame))
        out.mux(sound.encode(None))


def _marks(chapters: Sequence[Chapter]) -> list[av.container.Chapter]:
    return [
        {
            "id": number,
            "start": round(chapter.start / _MILLISECOND),
            "end": round(chapter.end / _MILLISECOND),
            "time_base": _MILLISECOND,
            "metadata": {"title": chapter.title},
        }
        for number, chapter in enumerate(chapters, start=1)
    ]


def _audio_frames(samples: NDArray[np.float32], sample_format: str) -> list[av.AudioFrame]:
    step = RATE // 10
    frames = []
    for first in range(0, len(samples), step):
        piece = samples[None, first : first + step]
        if sample_format == "s16":
            piece = np.round(np.clip(piece, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(piece), format=sample_format, layout="mono"
        )
        frame.sample_rate = RATE
        frame.pts = first
        frame.time_base = Fraction(1, RATE)
        frames.append(frame)
    return frames
