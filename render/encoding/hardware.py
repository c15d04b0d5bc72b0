"""Encoders in graphics hardware: used for H.264 where one of them really works.

A name says little: PyAV's build knows NVENC, Quick Sync and AMF on every machine, and drivers fail
in many ways. So each is asked to encode a few frames, and these are decoded and looked at. Where
there is no such hardware the probes take 8 ms together.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import av
import numpy as np
from av.codec import codecs_available

from render.encoding.settings import HARDWARE, SOFTWARE, VideoSettings, hardware_settings

_WIDTH, _HEIGHT, _FRAMES = 640, 360, 12
_NEAR = 6
"""Levels of 255 by which a large patch may be off on average."""


@cache
def h264_encoder() -> str:
    """The encoder for H.264 in this process: the first in hardware that works, else x264."""
    return choose(works)


def choose(probe: Callable[[VideoSettings], bool]) -> str:
    """The first encoder of this build that a probe finds to work, else x264."""
    for name in HARDWARE:
        if name in codecs_available and probe(hardware_settings(name)):
            return name
    return SOFTWARE


def works(settings: VideoSettings) -> bool:
    """Whether an encoder gives back what it is given: every frame, in its colours."""
    shades = [16 + 18 * index for index in range(_FRAMES)]
    try:
        shown = _decoded(_encoded(settings, shades))
    except (av.error.FFmpegError, OSError, ValueError, RuntimeError):
        return False
    return len(shown) == len(shades) and all(
        abs(got - given) <= _NEAR for got, given in zip(shown, shades, strict=True)
    )


def _encoded(settings: VideoSettings, shades: list[int]) -> bytes:
    target = io.BytesIO()
    with av.open(target, "w", format="matroska") as container:
        stream = container.add_stream(settings.codec, rate=30, options=dict(settings.options))
        if not isinstance(stream, av.VideoStream):
            raise ValueError(f"{settings.codec} is not a video encoder")
        stream.width, stream.height = _WIDTH, _HEIGHT
        stream.pix_fmt = settings.pixel_format
        for index, shade in enumerate(shades):
            frame = av.VideoFrame.from_ndarray(
                np.full((_HEIGHT, _WIDTH), shade, dtype=np.uint8), "gray"
            ).reformat(format=settings.pixel_format)
            frame.pts = index
            frame.time_base = Fraction(1, 30)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


def _decoded(data: bytes) -> list[float]:
    """The mean brightness of every frame."""
    with av.open(io.BytesIO(data), "r") as container:
        return [
            float(frame.reformat(format="gray").to_ndarray().mean())
            for frame in container.decode(video=0)
        ]
