"""Which encoder writes which format."""

from __future__ import annotations

from pathlib import Path

from render.encoding import hardware
from render.encoding.encoder import FORMATS, PNG_SEQUENCE, WITH_ALPHA, Encoder
from render.encoding.gif import GifEncoder
from render.encoding.parts import Cutter, copies
from render.encoding.png_sequence import PngSequenceEncoder
from render.encoding.settings import video_settings
from render.encoding.video import VideoEncoder, cutter
from render.errors import UsageError


def open_encoder(
    path: Path,
    fmt: str,
    width: int,
    height: int,
    frame_rate: int,
    transparent: bool,
    codec: str | None = None,
) -> Encoder:
    """Open ``path`` for frames of ``width`` x ``height`` pixels.

    Parameters
    ----------
    fmt : ``mp4`` (H.264), ``webm`` (VP9), ``mov`` (ProRes 4444), ``gif`` or ``png-sequence``
    frame_rate : frames a second
    transparent : keep the alpha channel; without it the picture is what alpha 1 shows
    codec : for mp4, the encoder of H.264, ``libx264`` or one in hardware that works; by default
        what ``render.encoding.hardware`` finds. All segments of a video must have the same

    Raises
    ------
    UsageError : a format that is not known, cannot be transparent or cannot have this size
    """
    if fmt not in (*FORMATS, PNG_SEQUENCE):
        known = ", ".join((*FORMATS, PNG_SEQUENCE))
        raise UsageError(f"no video format {fmt!r} (choose one of {known})")
    if transparent and fmt not in WITH_ALPHA:
        raise UsageError(f"{fmt} cannot be transparent (choose {' or '.join(WITH_ALPHA)})")
    if fmt == "gif":
        return GifEncoder(path, width, height, frame_rate, transparent)
    if fmt == PNG_SEQUENCE:
        return PngSequenceEncoder(path, width, height, transparent)
    codec = codec or hardware.h264_encoder()
    return VideoEncoder(path, fmt, width, height, frame_rate, transparent, codec)


def open_cutter(
    fmt: str, width: int, height: int, transparent: bool, codec: str | None = None
) -> Cutter:
    """The ``cut`` of all encoders that are opened in this way, before one is."""
    if fmt in ("gif", PNG_SEQUENCE):
        return copies
    codec = codec or hardware.h264_encoder()
    return cutter(video_settings(fmt, width, height, transparent, codec), width, height)
