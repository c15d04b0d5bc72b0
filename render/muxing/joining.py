"""Segments of a video one after another, as packets; nothing is encoded again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from render.errors import SteepestError

Segment = tuple[Path, int]
"""A video file without sound that begins with a key frame, and its number of frames."""


def joined(
    segments: Sequence[Segment], out: av.container.OutputContainer
) -> Iterator[av.Packet[Any]]:
    """Add a stream to ``out`` and give its packets, frame k at exactly k / frame rate.

    Parameters
    ----------
    segments : at least one, all made with the same settings, in the order of showing

    Raises
    ------
    SteepestError : a segment is not as long as it is said to be, or made with other settings
    """
    with av.open(str(segments[0][0])) as first:
        given = first.streams.video[0]
        rate = _frame_rate(given)
        header = given.codec_context.extradata
        stream = out.add_stream_from_template(given)
        stream.time_base = Fraction(1, rate)
        if out.format.name != "webm":  # which ProRes it is stands nowhere else
            stream.codec_context.codec_tag = given.codec_context.codec_tag
        stream.metadata.update(given.metadata)  # where WebM says that there is alpha

        reordered = given.codec_context.has_b_frames
    delay = max(_delay(path, rate) for path, _ in segments) if reordered else 0

    def packets() -> Iterator[av.Packet[Any]]:
        start = 0
        for path, frames in segments:
            with av.open(str(path)) as source:
                video = source.streams.video[0]
                if video.codec_context.extradata != header or _frame_rate(video) != rate:
                    raise SteepestError(f"{path} was made with other settings than the rest")
                for index, (shown, packet) in enumerate(_in_frames(source, path, frames, rate)):
                    packet.stream = stream
                    packet.time_base = Fraction(1, rate)
                    packet.pts = start + shown
                    packet.dts = start + index - delay
                    packet.duration = 1
                    yield packet
            start += frames

    return packets()


def _delay(path: Path, rate: int) -> int:
    """By how many frames decoding must be ahead of showing."""
    with av.open(str(path)) as source:
        moments = [packet.pts * packet.time_base for packet in _packets(source)]
    return max((index - round(each * rate) for index, each in enumerate(moments)), default=0)


def _in_frames(
    source: av.container.InputContainer, path: Path, frames: int, rate: int
) -> Iterator[tuple[int, av.Packet[Any]]]:
    """The packets of one segment, each with the number of the frame that it shows."""
    missing = set(range(frames))
    for packet in _packets(source):
        # Matroska counts in milliseconds, so what stands there is only near to the frame.
        shown = round(packet.pts * packet.time_base * rate)
        if shown not in missing:
            break
        missing.remove(shown)
        yield shown, packet
    else:
        if not missing:
            return
    raise SteepestError(f"{path} does not hold the {frames} frames that it should (draw it again)")


def _packets(source: av.container.InputContainer) -> Iterator[Any]:
    return (packet for packet in source.demux(video=0) if packet.pts is not None)


def _frame_rate(stream: av.VideoStream) -> int:
    if stream.average_rate is None:
        raise SteepestError("a video without frames cannot be joined")
    return round(stream.average_rate)
