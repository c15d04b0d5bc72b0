"""Frames in, one picture-only file out, in the format that was asked for.

Frames are RGBA with premultiplied alpha, as Manim's Cairo camera draws them: half-transparent
orange (255, 128, 64) is (128, 64, 32, 128). Formats with alpha store straight alpha, which is
what players and editors expect of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from render.encoding.parts import Cutter, Memory, Part, copies, paste
from render.picture import Boxes, Pixels, whole

FORMATS = ("mp4", "webm", "mov", "gif")
"""Formats that ``open_encoder`` writes and that a player shows."""

PNG_SEQUENCE = "png-sequence"
"""What it writes, too: pictures in one file, until ``render.muxing.png_folder`` unpacks them."""

WITH_ALPHA = ("webm", "mov", "gif", PNG_SEQUENCE)
"""Formats among all of them that can be transparent."""


class Encoder(ABC):
    """Writes frames to a file at a constant rate.

    A context manager: when its block raises, the unfinished file is removed.

    Attributes
    ----------
    path : the file
    frames : number of frames written so far, repeats included
    cut : makes the parts that ``add`` takes
    """

    def __init__(self, path: Path, width: int, height: int, cut: Cutter = copies) -> None:
        self.path = path
        self.frames = 0
        self.cut = cut
        self._shape = (height, width, 4)
        self._picture: Pixels | None = None
        self._closed = False

    def write(self, rgba: Pixels, repeat: int = 1, changed: Boxes | None = None) -> None:
        """Add a frame that is shown for ``repeat`` frame times.

        Parameters
        ----------
        rgba : uint8 (height, width, 4), premultiplied alpha; free to be reused on return
        repeat : how often the frame is shown, >= 0; it is converted once whatever the number
        changed : outside of these the picture equals the one written before; None for all of
            it, as always with the first
        """
        if rgba.shape != self._shape or rgba.dtype != np.uint8:
            raise ValueError(f"expected uint8 {self._shape}, got {rgba.dtype} {rgba.shape}")
        if repeat < 0:
            raise ValueError(f"repeat must be >= 0, got {repeat}")
        if not repeat:
            return
        if changed is None or not self.frames:
            changed = (whole(rgba),)
        if rgba.strides[1:] != (4, 1):
            rgba = np.ascontiguousarray(rgba)
        self.add(self.cut(rgba, changed, Memory(rgba)), repeat)

    def add(self, parts: Sequence[Part], repeat: int) -> None:
        """Add a frame, given what has changed of it since the one before.

        Parameters
        ----------
        parts : from ``cut``; of the first frame everything
        repeat : how often the frame is shown, >= 1
        """
        self._add(parts, repeat)
        self.frames += repeat

    def _pasted(self, parts: Sequence[Part]) -> Pixels:
        """The frame in whole, from copies of its parts; the next call changes it."""
        if self._picture is None:
            self._picture = np.zeros(self._shape, np.uint8)
        for part in parts:
            paste(part, [self._picture], len(self._picture))
        return self._picture

    def close(self) -> None:
        """Finish the file; without a single frame this is an error."""
        if self._closed:
            return
        if not self.frames:
            self.discard()
            raise ValueError(f"no frame was written to {self.path}")
        self._closed = True
        self._finish()

    def discard(self) -> None:
        """Give up: remove the unfinished file."""
        self._closed = True
        self._abandon()
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.discard()
            return
        try:
            self.close()
        except BaseException:
            self.discard()
            raise

    @abstractmethod
    def _add(self, parts: Sequence[Part], repeat: int) -> None: ...

    @abstractmethod
    def _finish(self) -> None: ...

    @abstractmethod
    def _abandon(self) -> None: ...
