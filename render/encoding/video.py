"""Video with a codec and a container: H.264, VP9 and ProRes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

from render.encoding.encoder import Encoder
from render.encoding.pixels import Converter
from render.encoding.settings import video_settings
from render.picture import Box, Pixels

_BT709_MATRIX = 1


def repeatable(options: Mapping[str, str], cpu_features: Collection[str]) -> dict[str, str]:
    """The options of an encoder, with those instructions of the processor that can be relied on.

    The AVX-512 code of x264 gives now and then other bits for the same frames (measured with
    x264 165 on an AMD EPYC: 29 of 250 runs; stock Manim's settings 55 of 250). With AVX2 none of
    400 runs did, at the same speed, and the bits are those of the plain C code.
    """
    adjusted = dict(options)
    if "x264-params" in adjusted and any(
        name == "X86_V4" or name.startswith("AVX512") for name in cpu_features
    ):
        adjusted["x264-params"] += ":asm=avx2"
    return adjusted


@cache
def _cpu_features() -> frozenset[str]:
    """What numpy found in this processor, by numpy's names."""
    configuration = np.show_config(mode="dicts")
    return frozenset((configuration or {}).get("SIMD Extensions", {}).get("found", ()))


class VideoEncoder(Encoder):
    """Encodes through libavcodec; the same frames give the same bytes on every machine."""

    def __init__(
        self, path: Path, fmt: str, width: int, height: int, frame_rate: int, transparent: bool
    ) -> None:
        super().__init__(path, width, height)
        settings = video_settings(fmt, width, height, transparent)
        self._container = av.open(str(path), "w", format=fmt)
        stream = self._container.add_stream(
            settings.codec, rate=frame_rate, options=repeatable(settings.options, _cpu_features())
        )
        if not isinstance(stream, av.VideoStream):
            raise TypeError(f"{settings.codec} is not a video encoder")
        self._stream = stream
        self._time_base = Fraction(1, frame_rate)
        context = stream.codec_context
        context.width, context.height = width, height
        context.pix_fmt = settings.pixel_format
        context.thread_count = settings.threads
        context.time_base = self._time_base
        context.colorspace = _BT709_MATRIX
        context.color_range = ColorRange.MPEG
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        self._convert = Converter(settings.pixel_format, width, height, alpha=settings.alpha)

    def reads(self, changed: Box) -> Box:
        """The part of a picture that ``write`` reads: a little more than what has changed."""
        return changed if changed.empty else self._convert.reads(changed)

    def _write(self, rgba: Pixels, repeat: int, changed: Box) -> None:
        frame = self._convert(rgba, changed)
        frame.time_base = self._time_base
        frame.duration = 1
        for index in range(self.frames, self.frames + repeat):
            frame.pts = index
            self._container.mux(self._stream.encode(frame))

    def _finish(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()

    def _abandon(self) -> None:
        with suppress(OSError, ValueError):
            self._container.close()
