"""Pictures of Skia made from arrays: thousands of paths and meshes in one call.

From Python, one path with its paint costs about 10 us before a pixel is drawn, and a mesh 2 us per
vertex. Skia can also read a whole picture (``SkPicture``) from bytes, and numpy can write those:
1,024 filled and stroked faces take 0.3 ms to read, and 7 ms to draw at 1080p.

The layout of the bytes is Skia's own business and may change with its version;
``recording_check.can_record`` says whether it is as expected.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from render.drawing.records.picture_layout import layout
from render.drawing.records.records import Numbers, Records, Words

PATH, MESH, LINES = range(3)
"""What is drawn: a path, a mesh, or lines from point to point that are a pixel wide."""

_OPERATIONS = np.array([0x0E00000C, 0x3E000014, 0x10000000], dtype="<u4")
"""Of each kind, what to do, and how many bytes that takes, without those of points."""
_WORDS = np.array([3, 5, 4])
_OF_VERTICES = 2  # the colours of the vertices alone: a third faster than times a white paint
_ONE_LINE = 2  # from each point to the next


class Recording:
    """Collects paints, paths, meshes and lines, and the order in which they are drawn.

    Each of the four kinds is counted from 0 in the order in which it is added.
    """

    def __init__(self) -> None:
        self._paints = _Table()
        self._paths = _Table()
        self._meshes = _Table()
        self._lines: list[Words] = []  # what follows the paint in an operation, (n, words)
        self._operations: list[bytes] = []

    def add_paints(self, records: Records) -> int:
        """Add paints (of ``solid_paints`` and its like); the number of the first one."""
        return self._paints.add(records.tobytes(), len(records))

    def add_paths(self, records: Records) -> int:
        """Add paths (of ``cubic_paths``); the number of the first one."""
        return self._paths.add(records.tobytes(), len(records))

    def add_meshes(self, records: Records) -> int:
        """Add small meshes (of ``meshes``); the number of the first one."""
        return self._meshes.add(records.tobytes(), len(records))

    def add_lines(self, points: Numbers) -> int:
        """Add lines from point to point, to be drawn with ``hairline_paints``.

        Where red is taken for blue (``Surface.exchanged``), Skia gives them the pixels of thin
        strokes along paths of straight lines. For a face of 100 pixels, a path takes it 0.85 us to
        draw and 0.17 us to read, lines 0.57 and 0.07.

        Parameters
        ----------
        points : (n, corners, 2), pixels

        Returns
        -------
        the number of the first one
        """
        count, length, _ = points.shape
        words = np.empty((count, 2 + 2 * length), dtype="<u4")
        words[:, :2] = (_ONE_LINE, length)
        words[:, 2:].view("<f4")[:] = points.reshape(count, 2 * length)
        first = sum(map(len, self._lines))
        self._lines.append(words)
        return first

    def draw(self, kinds: NDArray[np.integer[Any]], paints: Words, shapes: Words) -> None:
        """Draw these in turn.

        Parameters
        ----------
        kinds : (n,), ``PATH``, ``MESH`` or ``LINES``
        paints, shapes : (n,), numbers; of ``shapes`` among those of their kind
        """
        sizes = _WORDS[kinds]
        lines, first = [], 0
        for block in self._lines:
            mine = np.flatnonzero((kinds == LINES) & (shapes >= first))
            mine = mine[shapes[mine] < first + len(block)]
            lines.append((mine, block[shapes[mine] - np.uint32(first)]))
            sizes[mine] = 2 + block.shape[1]
            first += len(block)
        starts = np.cumsum(sizes) - sizes
        words = np.zeros(int(sizes.sum()), dtype="<u4")
        words[starts] = _OPERATIONS[kinds]
        words[starts + 1] = paints + np.uint32(1)
        words[starts + 2] = shapes + np.uint32(1)
        words[starts[kinds == MESH] + 4] = _OF_VERTICES
        for mine, block in lines:
            at = starts[mine]
            words[at] |= np.uint32(4 * (2 + block.shape[1]))
            words[at[:, None] + np.arange(2, 2 + block.shape[1])] = block
        self._operations.append(words.tobytes())

    def finish(self) -> Any:
        """All of it as one ``skia.Picture``."""
        serialized = self.serialized()
        picture = skia.Picture.MakeFromData(skia.Data.MakeWithoutCopy(serialized))
        if picture is None:
            raise ValueError("Skia could not read the picture that was made for it")
        return picture

    def serialized(self) -> bytes:
        """The bytes of the picture."""
        operations = b"".join(self._operations)
        paths = self._paths
        arrays = [_section(b" tnp", self._paints.count, self._paints.blocks)]
        if paths.count:
            blocks = [struct.pack("<I", paths.count), *paths.blocks]
            arrays.append(_section(b" htp", paths.count, blocks))
        arrays.append(_section(b"guls", 0, ()))
        if self._meshes.count:
            arrays.append(_section(b"trev", self._meshes.count, self._meshes.blocks))
        known = layout()
        return b"".join(
            (
                known.head,
                _section(b"daer", len(operations), (operations,)),
                known.factories,
                _section(b"yara", sum(map(len, arrays)), arrays),
                b" foe",
            )
        )


class _Table:
    """Records of one kind, as bytes."""

    def __init__(self) -> None:
        self.blocks: list[bytes] = []
        self.count = 0

    def add(self, block: bytes, count: int) -> int:
        first = self.count
        self.blocks.append(block)
        self.count += count
        return first


def _section(tag: bytes, count: int, blocks: Sequence[bytes]) -> bytes:
    return b"".join((tag, struct.pack("<I", count), *blocks))
