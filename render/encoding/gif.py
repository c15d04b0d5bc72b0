"""Animated GIF with one palette that is made for all of its frames.

A palette needs all frames before the first can be written, so frames are spooled losslessly
beside the target while their colours are counted; memory does not grow with the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.filter import Graph

from render.encoding.alpha import straight
from render.encoding.encoder import Encoder
from render.encoding.parts import Part
from render.store.files import temporary_beside

_SHORTEST = 50
"""GIF counts in 1/100 s, and browsers slow delays of 0.01 s down to 0.1 s."""

_SPOOL_TIME = Fraction(1, 1000)


class GifEncoder(Encoder):
    """Loops for ever; a frame that does not change is stored once, for as long as it stays.

    Above 50 frames a second every second frame is dropped. Alpha becomes all or nothing.

    Parameters
    ----------
    colours : of the palette at most, 2 to 256
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        frame_rate: int,
        transparent: bool,
        colours: int = 256,
    ) -> None:
        super().__init__(path, width, height)
        self._size = (width, height)
        self._frame_rate = frame_rate
        self._step = -(-frame_rate // _SHORTEST)
        self._transparent = transparent
        self._starts: list[int] = []
        self._stale = True
        self._spool_path = temporary_beside(path, ".mov")
        self._spool = av.open(str(self._spool_path), "w", format="mov")
        stream = self._spool.add_stream("qtrle", rate=1000)
        if not isinstance(stream, av.VideoStream):
            raise TypeError("qtrle is not a video encoder")
        stream.width, stream.height = width, height
        stream.pix_fmt = "argb"
        stream.codec_context.time_base = _SPOOL_TIME
        self._stream = stream
        self._counting = Graph()
        source = self._source(self._counting)
        count = self._counting.add(
            "palettegen",
            f"stats_mode=full:reserve_transparent={int(transparent)}:max_colors={colours}",
        )
        sink = self._counting.add("buffersink")
        source.link_to(count)
        count.link_to(sink)
        self._counting.configure()

    def _source(self, graph: Graph) -> av.filter.context.FilterContext:
        width, height = self._size
        return graph.add(
            "buffer",
            f"video_size={width}x{height}:pix_fmt=rgba:time_base=1/100:pixel_aspect=1/1",
        )

    def _add(self, parts: Sequence[Part], repeat: int) -> None:
        rgba = self._pasted(parts)
        self._stale = self._stale or bool(parts)
        first = -(-self.frames // self._step) * self._step
        if first >= self.frames + repeat or not self._stale:
            return
        self._stale = False
        if self._transparent:
            pixels = straight(rgba)
        else:
            pixels = rgba.copy()
            pixels[..., 3] = 255
        frame = av.VideoFrame.from_ndarray(pixels, "rgba")
        frame.pts = len(self._starts)
        frame.time_base = _SPOOL_TIME
        self._starts.append(first)
        self._counting.vpush(frame)
        self._spool.mux(self._stream.encode(frame.reformat(format="argb")))

    def _finish(self) -> None:
        self._spool.mux(self._stream.encode(None))
        self._spool.close()
        self._counting.vpush(None)
        palette = self._counting.vpull()
        times = [self._hundredths(frame) for frame in (*self._starts, self.frames)]
        # How long the last frame stays is not known from its successor: the muxer must be told.
        options = {"final_delay": str(times[-1] - times[-2])}
        with (
            av.open(str(self._spool_path)) as spool,
            av.open(str(self.path), "w", format="gif", options=options) as target,
        ):
            self._paint(spool, target, palette, times)
        self._spool_path.unlink()

    def _paint(
        self,
        spool: av.container.InputContainer,
        target: av.container.OutputContainer,
        palette: av.VideoFrame,
        times: Sequence[int],
    ) -> None:
        stream = target.add_stream("gif", rate=100)
        if not isinstance(stream, av.VideoStream):
            raise TypeError("gif is not a video encoder")
        stream.width, stream.height = self._size
        stream.pix_fmt = "pal8"
        stream.codec_context.time_base = Fraction(1, 100)
        graph = Graph()
        picture = self._source(graph)
        colours = graph.add(
            "buffer", "video_size=16x16:pix_fmt=rgb32:time_base=1/100:pixel_aspect=1/1"
        )
        # An ordered pattern this fine hides bands in gradients and, unlike diffused errors, stands
        # still between frames: 51.3 dB and 207 kB on a 4 s contour scene, diffused 50.9 dB, 220 kB.
        use = graph.add("paletteuse", "dither=bayer:bayer_scale=5:diff_mode=rectangle")
        sink = graph.add("buffersink")
        picture.link_to(use, 0, 0)
        colours.link_to(use, 0, 1)
        use.link_to(sink)
        graph.configure()
        palette.pts = 0
        colours.push(palette)
        colours.push(None)
        for index, frame in enumerate(spool.decode(video=0)):
            pixels = frame.reformat(format="rgba")
            pixels.pts = times[index]
            pixels.time_base = Fraction(1, 100)
            picture.push(pixels)
            painted = graph.vpull()
            painted.pts = times[index]
            painted.time_base = Fraction(1, 100)
            target.mux(stream.encode(painted))
        target.mux(stream.encode(None))

    def _hundredths(self, frame: int) -> int:
        return round(Fraction(100 * frame, self._frame_rate))

    def _abandon(self) -> None:
        with suppress(OSError, ValueError):
            self._spool.close()
        self._spool_path.unlink(missing_ok=True)
