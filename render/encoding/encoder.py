"""Frames in, one picture-only file out, in the format that was asked for.

Frames are RGBA with premultiplied alpha, as Manim's Cairo camera draws them: half-transparent
orange (255, 128, 64) is (128, 64, 32, 128). Formats with alpha store straight alpha, which is
what players and editors expect of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from render.picture import Box, Pixels, whole

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
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self.path = path
        self.frames = 0
        self._shape = (height, width, 4)
        self._closed = False

    def write(self, rgba: Pixels, repeat: int = 1, changed: Box | None = None) -> None:
        """Add a frame that is shown for ``repeat`` frame times.

        Parameters
        ----------
        rgba : uint8 (height, width, 4), premultiplied alpha; free to be reused on return
        repeat : how often the frame is shown, >= 0; it is converted once whatever the number
        changed : outside of it the picture equals the one written before, and no more of it is
            read than ``reads`` says; None for all of it, as always with the first
        """
        if rgba.shape != self._shape or rgba.dtype != np.uint8:
            raise ValueError(f"expected uint8 {self._shape}, got {rgba.dtype} {rgba.shape}")
        if repeat < 0:
            raise ValueError(f"repeat must be >= 0, got {repeat}")
        if not repeat:
            return
        if changed is None or not self.frames:
            changed = whole(rgba)
        if rgba.strides[1:] != (4, 1):
            rgba = np.ascontiguousarray(rgba)
        self._write(rgba, repeat, changed)
        self.frames += repeat

    def reads(self, changed: Box) -> Box:
        """The part of a picture that ``write`` reads when told that only this has changed."""
        height, width, _ = self._shape
        return changed if changed.empty else Box(0, height, 0, width)

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
    def _write(self, rgba: Pixels, repeat: int, changed: Box) -> None: ...

    @abstractmethod
    def _finish(self) -> None: ...

    @abstractmethod
    def _abandon(self) -> None: ...
