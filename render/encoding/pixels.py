"""From the pixels that a camera draws to the pixels that an encoder takes.

In a lesson little moves from one frame to the next, so only the rectangle that changed is
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
from render.picture import Box, Pixels, whole

# Full chroma input lets swscale read colours with vector instructions; it is the faster way here.
_QUALITY: Final = Interpolation.AREA | Interpolation.FULL_CHR_H_INP

_CHROMA = 2
"""Pixels that share a chroma sample, across and down, so rectangles begin and end on multiples.

The filter reaches no further, but swscale converts the last row of a picture with other code than
the rest, which rounds differently: so as many pixels more are converted on each side, not used.
"""


class Converter:
    """Turns premultiplied RGBA into the pixel format of an encoder: BT.709, video range."""

    def __init__(self, pixel_format: str, width: int, height: int, *, alpha: bool) -> None:
        self._pixel_format = pixel_format
        self._alpha = alpha
        self._size = (width, height)
        # Squares of this size get the colours of their invisible pixels each for itself.
        self._grid = BLOCK if alpha else _CHROMA
        self._reformatter = VideoReformatter()
        self._frame: av.VideoFrame | None = None

    def reads(self, changed: Box) -> Box:
        """The part of a picture that a call reads when it is told that this changed."""
        return self._widened(self._aligned(changed))

    def __call__(self, rgba: Pixels, changed: Box) -> av.VideoFrame:
        """The converted frame: one that is used again and changed by the next call.

        Parameters
        ----------
        rgba : uint8 (height, width, 4), premultiplied alpha, rows contiguous; read before returning
        changed : outside of it the picture equals that of the call before; ignored at the first
        """
        if self._frame is None or changed == whole(rgba):
            self._frame = self._converted(rgba)
            self._frame.color_trc = ColorTrc.BT709
            self._frame.color_primaries = ColorPrimaries.BT709
        elif not changed.empty:
            # Costs nothing unless an encoder with frames in work holds on to it: then, a copy.
            # x264 has copied it when it returns; ProRes with threads has not.
            self._frame.make_writable()
            self._update(self._frame, rgba, self._aligned(changed))
        return self._frame

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

    def _update(self, frame: av.VideoFrame, rgba: Pixels, inner: Box) -> None:
        outer = self._widened(inner)
        part = self._converted(rgba[outer.slices])
        for target, piece in zip(planes(frame), planes(part), strict=True):
            across, down = (
                -(-self._size[0] // target.shape[1]),
                -(-self._size[1] // target.shape[0]),
            )
            rows = slice(inner.top // down, -(-inner.bottom // down))
            columns = slice(inner.left // across, -(-inner.right // across))
            first, left = outer.top // down, outer.left // across
            target[rows, columns] = piece[
                rows.start - first : rows.stop - first, columns.start - left : columns.stop - left
            ]

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


def planes(frame: av.VideoFrame) -> list[NDArray[np.generic]]:
    """Views of a frame's planes, (rows, columns) each."""
    kind = np.uint16 if frame.format.components[0].bits > 8 else np.uint8
    views: list[NDArray[np.generic]] = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), dtype=kind).reshape(plane.height, -1)
        views.append(rows[:, : plane.width])
    return views
