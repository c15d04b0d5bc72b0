"""Captions as a track: 3GPP timed text for MP4 and MOV, WebVTT for WebM.

Source: 3GPP TS 26.245, Timed text format: a sample is a 16-bit length and UTF-8 text, and a
sample entry names a font, colours and a box.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import av
from av.stream import Disposition, Stream

from render.muxing.captions import Caption

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


def caption_packets(
    captions: Sequence[Caption], out: av.container.OutputContainer
) -> Iterator[av.Packet[Any]]:
    """A caption track in English that players offer, and its packets, one a caption.

    The gaps need no packets: the muxer fills them with empty samples.
    """
    if out.format.name == "webm":
        return _packets(captions, _track(out.add_mux_stream("webvtt")), _webvtt)
    stream = out.add_stream("mov_text")
    if not isinstance(stream, av.subtitles.stream.SubtitleStream):
        raise TypeError("mov_text is not a subtitle encoder")
    stream.codec_context.subtitle_header = _HEADER
    stream.codec_context.codec_tag = "tx3g"  # MOV would show the other kind to everybody
    return _packets(captions, _track(stream), _timed_text)


def _track(stream: Stream) -> Stream:
    stream.time_base = _MILLISECOND
    stream.metadata["language"] = "eng"
    stream.disposition = Disposition.default
    return stream


def _packets(
    captions: Sequence[Caption], stream: Stream, written: Callable[[str], bytes]
) -> Iterator[av.Packet[Any]]:
    for caption in captions:
        packet: av.Packet[Any] = av.Packet(written("\n".join(caption.lines)))
        packet.stream = stream
        packet.time_base = _MILLISECOND
        packet.pts = packet.dts = round(caption.start * 1000)
        packet.duration = round(caption.end * 1000) - packet.pts
        packet.is_keyframe = True
        yield packet


def _timed_text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack(">H", len(encoded)) + encoded


def _webvtt(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
