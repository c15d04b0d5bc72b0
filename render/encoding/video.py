"""Video with a codec and a container: H.264, VP9 and ProRes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, ColorTrc

from render.encoding.encoder import Encoder
from render.encoding.holding import holding_for
from render.encoding.parts import Cutter, Memory, Part, copies
from render.encoding.pixels import Converter, Frame
from render.encoding.repeatable import repeatable
from render.encoding.settings import VideoSettings, video_settings
from render.errors import SteepestError

_BT709_MATRIX = 1


class VideoEncoder(Encoder):
    """Encodes through libavcodec; the same frames give the same bytes on every machine."""

    def __init__(
        self,
        path: Path,
        fmt: str,
        width: int,
        height: int,
        frame_rate: int,
        transparent: bool,
        codec: str,
        settings: VideoSettings | None = None,
    ) -> None:
        settings = settings or video_settings(fmt, width, height, transparent, codec)
        super().__init__(path, width, height, cutter(settings, width, height))
        self._container = av.open(str(path), "w", format=fmt)
        stream = self._container.add_stream(
            settings.codec, rate=frame_rate, options=repeatable(settings.options)
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
        # Opened here and not by the container, whose header may have to tell of other things.
        try:
            context.open()
        except av.error.FFmpegError as problem:
            self.discard()
            raise SteepestError(f"{settings.codec} cannot encode here ({problem})") from problem
        self._holding = holding_for(context, settings.alpha)
        self._frame = Frame(settings.pixel_format, width, height)
        self._convert = _converter(settings, width, height) if settings.alpha else None
        self._memory: Memory | None = None
        self._waiting: tuple[av.VideoFrame, int] | None = None
        self._pictures = 0
        self._written = 0
        self._delay: int | None = None

    def _add(self, parts: Sequence[Part], repeat: int) -> None:
        if self._waiting is not None and not parts:
            frame, before = self._waiting
            self._waiting = frame, before + repeat
            return
        # One picture waits, in the frame that is used again, until it is known how long it stays.
        self._encode_waiting()
        if self._convert is not None:
            boxes = tuple(part.box for part in parts)
            picture = self._pasted(parts)
            if self._memory is None:
                self._memory = Memory(picture)
            self._memory.clear()
            parts = self._convert(picture, boxes, self._memory)
        self._waiting = self._frame.paste(parts), repeat

    def _encode_waiting(self) -> None:
        if self._waiting is None:
            return
        (frame, repeat), self._waiting = self._waiting, None
        frame.time_base = self._time_base
        frame.duration = 1
        while repeat:
            held = min(repeat, self._holding.longest)
            repeat -= held
            # A picture that others shall show again must not be a B-picture.
            frame.pict_type = PictureType.P if held > 1 else PictureType.NONE
            frame.pts = self._pictures
            self._pictures += 1
            self._holding.add(held)
            self._mux(self._stream.encode(frame))

    def _mux(self, packets: Iterable[av.Packet[Any]]) -> None:
        for packet in packets:
            if self._delay is None:  # B-pictures: decoding is ahead of showing
                self._delay = (packet.pts or 0) - (packet.dts or 0)
            for part in self._holding.take(packet):
                self._put(part)

    def _put(self, packet: av.Packet[Any]) -> None:
        packet.stream = self._stream
        packet.time_base = self._time_base
        packet.dts = self._written - (self._delay or 0)
        packet.duration = 1
        self._written += 1
        self._container.mux(packet)

    def _finish(self) -> None:
        self._encode_waiting()
        self._mux(self._stream.encode(None))
        for packet in self._holding.finish():
            self._put(packet)
        self._container.close()

    def _abandon(self) -> None:
        with suppress(OSError, ValueError):
            self._container.close()


def cutter(settings: VideoSettings, width: int, height: int) -> Cutter:
    """What makes the parts of frames; alpha takes long to convert, and so is just copied."""
    return copies if settings.alpha else _converter(settings, width, height)


def _converter(settings: VideoSettings, width: int, height: int) -> Converter:
    return Converter(settings.pixel_format, width, height, alpha=settings.alpha)
