"""The pictures of a clip, one after the other, in the size of its place in the grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from render.errors import SteepestError
from render.picture import Box, Pixels

_DIFFERENT = 10
"""Levels of grey, of 255, by which a pixel differs from the background."""

_AROUND = 0.012
"""Of the height of the picture: how much of the background is left around what is shown."""

_SCALING = Interpolation.LANCZOS | Interpolation.FULL_CHR_H_INP | Interpolation.ACCURATE_RND


class Clip:
    """A clip that is being played. A context manager.

    Parameters
    ----------
    used : the part of its picture that is shown
    size : width and height at which it is shown
    rate : frames a second by which it is counted; a GIF has fewer where nothing moves

    Attributes
    ----------
    pixels : what it shows now, uint8 (height, width, 4)
    """

    def __init__(self, path: Path, used: Box, size: tuple[int, int], rate: int) -> None:
        self._path = path
        self._container = av.open(str(path))
        stream = self._container.streams.video[0]
        stream.codec_context.thread_count = 1
        self._frames = iter(self._container.decode(stream))
        self._reformatter = VideoReformatter()
        self._used, self._size, self._rate = used, size, rate
        self._frame: av.VideoFrame | None = None
        self._next = next(self._frames, None)
        self._shown: av.VideoFrame | None = None
        self.pixels: Pixels = np.zeros((size[1], size[0], 4), np.uint8)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._container.close()

    def show(self, number: int) -> bool:
        """Go on to a frame; whether its picture is another one than before.

        Raises
        ------
        SteepestError : there is none
        """
        moment = (number + 0.5) / self._rate
        while self._next is not None and (self._next.time or 0.0) < moment:
            self._frame, self._next = self._next, next(self._frames, None)
        frame = self._frame
        if frame is None:
            raise SteepestError(f"{self._path} shows nothing (render it again)")
        if frame is self._shown or _same(frame, self._shown):
            return False
        self._shown = frame
        self.pixels = self._scaled(frame)
        return True

    def _scaled(self, frame: av.VideoFrame) -> Pixels:
        wide, high = self._used.right - self._used.left, self._used.bottom - self._used.top
        # The whole picture is scaled such that the part that is used has the size of its place.
        width = round(frame.width * self._size[0] / wide)
        height = round(frame.height * self._size[1] / high)
        picture = self._reformatter.reformat(
            frame, width, height, "rgba", interpolation=_SCALING
        ).to_ndarray()
        left = min(round(self._used.left * width / frame.width), width - self._size[0])
        top = min(round(self._used.top * height / frame.height), height - self._size[1])
        return np.ascontiguousarray(
            picture[top : top + self._size[1], left : left + self._size[0]], dtype=np.uint8
        )


def _same(frame: av.VideoFrame, other: av.VideoFrame | None) -> bool:
    """Whether two frames hold the same picture: most frames of a lesson repeat the one before."""
    if other is None:
        return False
    pairs = zip(frame.planes, other.planes, strict=True)
    return all(np.array_equal(_bytes(plane), _bytes(before)) for plane, before in pairs)


def _bytes(plane: Any) -> NDArray[np.uint8]:
    return np.frombuffer(plane, np.uint8)


def used_area(paths: Sequence[Path]) -> Box:
    """The part of the picture in which any of the clips ever shows anything but its background.

    Lessons leave room at their bottom for captions; without it, and without margins, they can be
    larger in a grid.
    """
    found: Box | None = None
    whole = Box(0, 0, 0, 0)
    for path in paths:
        for grey in _looks(path):
            height, width = grey.shape
            whole = Box(0, height, 0, width)
            shows = np.abs(grey.astype(np.int16) - int(grey[0, 0])) > _DIFFERENT
            rows, columns = np.flatnonzero(shows.any(axis=1)), np.flatnonzero(shows.any(axis=0))
            if len(rows):
                box = Box(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)
                found = box if found is None else found.joined(box)
            if found == whole:
                return whole
    if found is None:
        return whole
    around = round(_AROUND * whole.bottom)
    return Box(
        max(found.top - around, 0),
        min(found.bottom + around, whole.bottom),
        max(found.left - around, 0),
        min(found.right + around, whole.right),
    )


def _looks(path: Path) -> Iterator[NDArray[np.uint8]]:
    """Pictures of a clip in grey: those that others are predicted from, a quarter of them."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.skip_frame = "NONREF"
        before: av.VideoFrame | None = None
        for frame in container.decode(stream):
            if not _same(frame, before):
                yield np.asarray(frame.to_ndarray(format="gray"), np.uint8)
            before = frame
