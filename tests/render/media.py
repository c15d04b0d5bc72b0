"""Makes and takes apart small media files; everything is decoded for real."""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

from render.muxing.sound import RATE
from render.timeline import Section, Sound, SpokenText, TimedWord, Timeline

BEST = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def decoded(path: Path) -> list[av.VideoFrame]:
    """All frames of a video; of WebM with the decoder that knows about alpha."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if stream.codec_context.name != "vp9":
            return list(container.decode(stream))
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        frames: list[av.VideoFrame] = []
        for packet in container.demux(stream):
            frames.extend(decoder.decode(packet if packet.size else None))
        return frames


def rgba(frame: av.VideoFrame) -> NDArray[np.int64]:
    """A decoded frame as (height, width, 4), by the BT.709 matrix whatever its tags say."""
    if frame.format.name in {"bgra", "rgba", "pal8"}:
        return frame.to_ndarray(format="rgba").astype(np.int64)
    shown = frame.reformat(
        format="rgba",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=BEST,
    )
    return shown.to_ndarray().astype(np.int64)


def heard(path: Path, count: int | None = None) -> NDArray[np.float64]:
    """The sound of a file as float, decoded; cut to ``count`` samples."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        pieces = [
            piece.to_ndarray().ravel()
            for frame in container.decode(audio=0)
            for piece in resampler.resample(frame)
        ]
    return np.concatenate(pieces).astype(np.float64)[:count]


def ebur128(samples: NDArray[np.floating]) -> tuple[float, float]:
    """Integrated loudness (LUFS) and true peak (dBTP) as FFmpeg's own meter sees them."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE)
    )
    meter = graph.add("ebur128", "peak=true:metadata=1")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    seen: dict[str, str] = {}
    step = RATE // 10
    for first in range(0, len(samples), step):
        piece = np.ascontiguousarray(samples[None, first : first + step], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(piece, format="flt", layout="mono")
        frame.sample_rate = RATE
        frame.pts = first
        frame.time_base = Fraction(1, RATE)
        source.push(frame)
        seen.update(_pulled(sink))
    source.push(None)
    seen.update(_pulled(sink))
    peak = float(seen["lavfi.r128.true_peak"])
    return float(seen["lavfi.r128.I"]), 20 * np.log10(peak)


def _pulled(sink: av.filter.context.FilterContext) -> dict[str, str]:
    seen: dict[str, str] = {}
    while True:
        try:
            seen.update(sink.pull().metadata)
        except (av.error.BlockingIOError, av.error.EOFError):
            return seen


def write_wav(path: Path, samples: NDArray[np.floating], rate: int, channels: int = 1) -> Path:
    """A 16-bit WAV file; ``samples`` are (n,) or (n, channels)."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(np.asarray(samples) * 32767).astype("<i2").tobytes())
    return path


def speechlike(seconds: float, rate: int, seed: int = 0) -> NDArray[np.float64]:
    """Syllables of a buzzing tone and noise with sharp peaks: as hard to level as a voice."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    buzz = (np.cos(np.pi * 110 * time) ** 16 - 0.2) * 0.5
    syllables = np.clip(np.sin(2 * np.pi * 2.5 * time + random.uniform(0, 6)), 0, 1) ** 2
    return (buzz + 0.05 * random.standard_normal(len(time))) * syllables * 0.8


def spoken(
    text: str, start: float, seconds_a_word: float = 0.3, audio: Path | None = None
) -> SpokenText:
    """A line whose words all take equally long."""
    words = tuple(
        TimedWord(word, start + index * seconds_a_word, start + (index + 1) * seconds_a_word)
        for index, word in enumerate(text.split())
    )
    duration = len(words) * seconds_a_word
    return SpokenText(text, start, duration, words, {}, {}, None if audio is None else str(audio))


def timeline(
    frames: int,
    lines: Sequence[SpokenText] = (),
    sounds: Sequence[Sound] = (),
    sections: Sequence[Section] = (),
    frame_rate: int = 30,
) -> Timeline:
    """A timeline without plays."""
    return Timeline(
        lesson="demo",
        title="Demo",
        width=320,
        height=180,
        frame_rate=frame_rate,
        frames=frames,
        plays=(),
        lines=tuple(lines),
        sounds=tuple(sounds),
        sections=tuple(sections),
        text_boxes=(),
    )


@dataclass(frozen=True)
class Atom:
    """A box of an MP4 file: its type, where its contents begin, and the contents."""

    kind: str
    offset: int
    data: bytes

    def inside(self, skip: int = 0) -> list[Atom]:
        """The boxes in it, after ``skip`` bytes."""
        return list(atoms(self.data[skip:]))

    def find(self, *path: str) -> list[Atom]:
        """All boxes at a path such as ``trak``, ``mdia``, ``hdlr``."""
        found = [atom for atom in self.inside() if atom.kind == path[0]]
        if len(path) == 1:
            return found
        return [deeper for atom in found for deeper in atom.find(*path[1:])]


def atoms(data: bytes) -> Iterator[Atom]:
    """The top boxes of an MP4 file."""
    offset = 0
    while offset < len(data):
        size, kind = struct.unpack(">I4s", data[offset : offset + 8])
        header = 8
        if size == 1:
            (size,) = struct.unpack(">Q", data[offset + 8 : offset + 16])
            header = 16
        yield Atom(kind.decode("latin-1"), offset + header, data[offset + header : offset + size])
        offset += size
