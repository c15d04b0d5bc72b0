"""Captions as a track: 3GPP timed text for MP4 and MOV, WebVTT for WebM.

Source: 3GPP TS 26.245, Timed text format: a sample is a 16-bit length and UTF-8 text, and a
sample entry names a font, colours and a box.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
from av.stream import Disposition, Stream

from render.captions import Caption

_MILLISECOND = Fraction(1, 1000)

_HEADER = b"""[Script Info]
ScriptType: v4.00+
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, \
Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, \
Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans-Serif,18,&Hffffff,&Hffffff,&H0,&H80000000,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def add_captions(container: av.container.OutputContainer, name: str) -> Stream:
    """A caption track in English that players offer."""
    if name == "webm":
        stream: Stream = container.add_mux_stream("webvtt")
    else:
        stream = container.add_stream("mov_text")
        stream.codec_context.subtitle_header = _HEADER
    stream.time_base = _MILLISECOND
    stream.metadata["language"] = "eng"
    stream.disposition = Disposition.default
    return stream


def caption_packets(captions: Sequence[Caption], name: str) -> Iterator[av.Packet[Stream]]:
    """One packet a caption; timed text also gets an empty one for each gap."""
    now = 0
    for caption in captions:
        start, end = round(caption.start * 1000), round(caption.end * 1000)
        text = "\n".join(caption.lines).encode()
        if name == "webm":
            yield _packet(text, start, end)
            continue
        if start > now:
            yield _packet(struct.pack(">H", 0), now, start)
        yield _packet(struct.pack(">H", len(text)) + text, start, end)
        now = end
    if name != "webm" and captions:
        yield _packet(struct.pack(">H", 0), now, now + 1)


def _packet(data: bytes, start: int, end: int) -> av.Packet[Stream]:
    packet: av.Packet[Stream] = av.Packet(data)
    packet.pts = packet.dts = start
    packet.duration = end - start
    packet.time_base = _MILLISECOND
    packet.is_keyframe = True
    return packet
