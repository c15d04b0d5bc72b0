"""Frames as PNG files: pictures in order, each with the number of frames that show it.

While frames are drawn, the pictures go into one file, a zip that is not compressed again: segments
of a sequence are files like those of a video. ``render.muxing.png_folder`` makes the folder.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from render.encoding.encoder import Encoder
from render.encoding.parts import Part
from render.encoding.png import png

_NAME = re.compile(r"(?P<first>\d+)-(?P<frames>\d+)\.png")
_DATE = (1980, 1, 1, 0, 0, 0)


class PngSequenceEncoder(Encoder):
    """Writes PNG pictures, opaque RGB or with straight alpha; equal frames are stored once."""

    def __init__(self, path: Path, width: int, height: int, transparent: bool) -> None:
        super().__init__(path, width, height)
        self._size = (width, height)
        self._transparent = transparent
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_STORED)
        self._waiting = b""
        self._first = 0

    def _add(self, parts: Sequence[Part], repeat: int) -> None:
        if not parts:
            return
        self._store()
        self._first = self.frames
        self._waiting = png(self._pasted(parts), self._transparent)

    def _store(self) -> None:
        if self._waiting:
            name = f"{self._first}-{self.frames - self._first}.png"
            self._zip.writestr(zipfile.ZipInfo(name, _DATE), self._waiting)

    def _finish(self) -> None:
        self._store()
        self._zip.close()

    def _abandon(self) -> None:
        with suppress(OSError, ValueError):
            self._zip.close()


def stored_pictures(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """First frame, number of frames and PNG of every picture in a file of this module.

    Raises
    ------
    zipfile.BadZipFile : it is damaged
    """
    with zipfile.ZipFile(path) as pictures:
        for entry in pictures.infolist():
            named = _NAME.fullmatch(entry.filename)
            if named is None:
                raise zipfile.BadZipFile(f"{entry.filename} in {path}")
            yield int(named["first"]), int(named["frames"]), pictures.read(entry)
