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
from render.drawing.records.records import TRIANGLES_WITH_COLORS, Records, Words

_PATH_OP, _MESH_OP = 0x0E00000C, 0x3E000014  # what to do, and how many bytes that takes
_OF_VERTICES = 2  # the colours of the vertices alone: a third faster than times a white paint


class Recording:
    """Collects paints, paths and meshes, and the order in which they are drawn.

    Each of the three kinds is counted from 0 in the order in which it is added.
    """

    def __init__(self) -> None:
        self._paints = _Table()
        self._paths = _Table()
        self._meshes = _Table()
        self._operations: list[bytes] = []

    def add_paints(self, records: Records) -> int:
        """Add paints (of ``solid_paints``, ``gradient_paints``); the number of the first one."""
        return self._paints.add(records.tobytes(), len(records))

    def add_paths(self, records: Records) -> int:
        """Add paths (of ``cubic_paths``); the number of the first one."""
        return self._paths.add(records.tobytes(), len(records))

    def add_quads(self, records: Records) -> int:
        """Add small meshes (of ``quads``); the number of the first one."""
        return self._meshes.add(records.tobytes(), len(records))

    def add_mesh(
        self, places: NDArray[np.float32], colors: Words, corners: NDArray[np.uint16]
    ) -> int:
        """Add one mesh; its number.

        Parameters
        ----------
        places : float32 (n, 2), n <= 65536, pixels
        colors : (n,), 0xAARRGGBB, not premultiplied
        corners : uint16 (3 m,), three vertices to a triangle, drawn in this order
        """
        count = len(places)
        blocks = (
            struct.pack("<4I", TRIANGLES_WITH_COLORS, count, len(corners), 8 * count),
            places.astype("<f4").tobytes(),
            struct.pack("<2I", 0, 4 * count),
            colors.astype("<u4").tobytes(),
            struct.pack("<I", 2 * len(corners)),
            corners.astype("<u2").tobytes(),
            b"\0" * (-2 * len(corners) % 4),
        )
        return self._meshes.add(b"".join(blocks), 1)

    def draw(self, is_mesh: NDArray[np.bool_], paints: Words, shapes: Words) -> None:
        """Draw these in turn.

        Parameters
        ----------
        is_mesh : (n,), whether ``shapes`` counts meshes there, not paths
        paints, shapes : (n,)
        """
        sizes = np.where(is_mesh, 5, 3)
        starts = np.cumsum(sizes) - sizes
        words = np.zeros(int(sizes.sum()), dtype="<u4")
        words[starts] = np.where(is_mesh, _MESH_OP, _PATH_OP)
        words[starts + 1] = paints + np.uint32(1)
        words[starts + 2] = shapes + np.uint32(1)
        words[starts[is_mesh] + 4] = _OF_VERTICES
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
