"""From the pixels that a camera draws to the pixels that an encoder takes.

In a lesson little moves from one frame to the next, so only the rectangles that changed are
converted; the result is the same bit for bit. Of a 1080p frame all of which changes (a scene under
a moving camera), CPU of one core, ``benchmarks/conversion.py``:

========================================================  =======  =====================
swscale, RGBA to yuv420p                                  CPU, ms  chroma error, maximum
========================================================  =======  =====================
its default (bicubic)                                         3.7  28 of 255
averages of 2 x 2 pixels, accurate rounding (before)          4.5  0.51
averages of 2 x 2 pixels, as here                             2.7  0.63
one pixel of four                                             2.7  90
========================================================  =======  =====================

More threads gain nothing, and neither does planar RGB or another order of the bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import av
import numpy as np
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from numpy.typing import NDArray

from render.encoding.alpha import BLOCK, spread, straight
from render.encoding.parts import Memory, Part, paste
from render.picture import Box, Boxes, Pixels

# Full chroma input lets swscale read colours with vector instructions; it is the faster way here.
_QUALITY: Final = Interpolation.AREA | Interpolation.FULL_CHR_H_INP

_CHROMA = 2
"""Pixels that share a chroma sample, across and down, so rectangles begin and end on multiples.

The filter reaches no further, but swscale converts the last row of a picture with other code than
the rest, which rounds differently: so as many pixels more are converted on each side, not used.
"""


_STRIP: Final = 272
"""Rows that are converted at once: swscale's frames are new memory each time, and in the thread
that draws, large ones leave holes that fill with other things: a worker on ``contours`` takes 350
MB if pictures are converted at once and 223 like this."""


class Converter:
    """Turns premultiplied RGBA into the pixel format of an encoder: BT.709, video range."""

    def __init__(self, pixel_format: str, width: int, height: int, *, alpha: bool) -> None:
        self._pixel_format = pixel_format
        self._alpha = alpha
        self._size = (width, height)
        # Squares of this size get the colours of their invisible pixels each for itself.
        self._grid = BLOCK if alpha else _CHROMA
        self._reformatter = VideoReformatter()

    def __call__(self, rgba: Pixels, boxes: Boxes, memory: Memory) -> list[Part]:
        """The parts of the converted frame that lie around these boxes.

        Parameters
        ----------
        rgba : uint8 (height, width, 4), premultiplied alpha, rows contiguous; read before returning
        """
        return [
            self._part(rgba, strip, memory)
            for box in boxes
            for strip in _strips(self._aligned(box))
        ]

    def _part(self, rgba: Pixels, inner: Box, memory: Memory) -> Part:
        outer = self._widened(inner)
        cut = []
        for plane in planes(self._converted(rgba[outer.slices])):
            down = -(-(outer.bottom - outer.top) // len(plane))
            across = -(-(outer.right - outer.left) // plane.shape[1])
            rows = slice((inner.top - outer.top) // down, -(-(inner.bottom - outer.top) // down))
            columns = slice(
                (inner.left - outer.left) // across, -(-(inner.right - outer.left) // across)
            )
            cut.append(memory.copy(plane[rows, columns]))
        return Part(inner, cut)

    def _aligned(self, box: Box) -> Box:
        width, height = self._size
        grid = self._grid
        return Box(
            box.top // grid * grid,
            min(-(-box.bottom // grid) * grid, height),
            box.left // grid * grid,
            min(-(-box.right // grid) * grid, width),
        )

    def _widened(self, box: Box) -> Box:
        width, height = self._size
        return Box(
            max(box.top - self._grid, 0),
            min(box.bottom + self._grid, height),
            max(box.left - self._grid, 0),
            min(box.right + self._grid, width),
        )

    def _converted(self, rgba: Pixels) -> av.VideoFrame:
        pixels = spread(straight(rgba), rgba) if self._alpha else rgba
        source = av.VideoFrame.from_numpy_buffer(pixels, "rgba")
        source.color_range = ColorRange.JPEG
        return self._reformatter.reformat(
            source,
            format=self._pixel_format,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=_QUALITY,
            threads=1,
        )


def _strips(box: Box) -> Iterator[Box]:
    for top in range(box.top, box.bottom, _STRIP):
        yield box._replace(top=top, bottom=min(top + _STRIP, box.bottom))


class Frame:
    """A frame in the pixel format of an encoder, which is used again for every picture."""

    def __init__(self, pixel_format: str, width: int, height: int) -> None:
        self._frame = av.VideoFrame(width, height, pixel_format)
        self._frame.colorspace = Colorspace.ITU709
        self._frame.color_range = ColorRange.MPEG
        self._frame.color_trc = ColorTrc.BT709
        self._frame.color_primaries = ColorPrimaries.BT709

    def paste(self, parts: Sequence[Part]) -> av.VideoFrame:
        """The frame with converted parts put where they belong; of the first frame everything."""
        # Costs nothing unless an encoder with frames in work holds on to it: then, a copy.
        # x264 has copied it when it returns; ProRes with threads has not.
        self._frame.make_writable()
        targets = planes(self._frame)
        for part in parts:
            paste(part, targets, self._frame.height)
        return self._frame


def planes(frame: av.VideoFrame) -> list[NDArray[np.generic]]:
    """Views of a frame's planes, (rows, columns) each; samples in pairs are one element."""
    components = frame.format.components
    size = 2 if components[0].bits > 8 else 1
    views: list[NDArray[np.generic]] = []
    for index, plane in enumerate(frame.planes):
        together = sum(each.plane == index for each in components)
        kind = np.dtype(f"u{size * together}")
        rows = np.frombuffer(memoryview(plane), dtype=kind).reshape(plane.height, -1)
        views.append(rows[:, : plane.width])
    return views
