"""Paints, paths and small meshes as records of bytes, as they lie in a picture of Skia."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from render.drawing.records.picture_layout import STYLE, filled_style, layout

Words = NDArray[np.uint32]
Floats = NDArray[np.float64]
Numbers = NDArray[np.float64] | NDArray[np.float32]
Records = NDArray[np.uint8]
"""Records of one size, (n, bytes of a record)."""

_TRIANGLES, _TRIANGLES_WITH_COLORS = 0, 0x200
"""Kinds of meshes: three vertices to a triangle, each vertex with a colour or without."""
MITER_LIMIT = 10.0
"""Cairo's."""
_PATH_VERSION = 5
_MOVE, _LINE, _CUBIC, _CLOSE = 0, 1, 4, 5


def solid_paints(rgbas: Numbers, widths: Floats, styles: Words) -> Records:
    """Paints of one colour each.

    Parameters
    ----------
    rgbas : (n, 4), 0 to 1, not premultiplied
    widths : (n,), of the stroke in pixels; of no meaning in a fill
    styles : (n,), of ``style_of``
    """
    records = _repeated(layout().solid, len(rgbas))
    _set_stroke(records, widths, styles)
    _set(records, 8, rgbas)
    return records


def hairline_paints(rgbas: Floats, widths: Floats, styles: Words) -> Records:
    """Paints for lines, as Skia's rasteriser paints strokes of up to one pixel: thin, and fainter.

    Parameters
    ----------
    rgbas, styles : as of ``solid_paints``
    widths : (n,), pixels, over 0 and up to 1
    """
    colors = np.array(rgbas, dtype=np.float32)
    alphas = np.floor(colors[:, 3] * np.float32(255) + np.float32(0.5)).astype(np.int64)
    shares = (widths.astype(np.float32) * np.float32(256)).astype(np.int64)
    colors[:, 3] = (alphas * shares >> 8).astype(np.float32) * np.float32(1 / 255)
    return solid_paints(colors, np.zeros(len(colors)), styles)


@cache
def plain_paint() -> Records:
    """One paint, as meshes need it: their colours are their own."""
    style = np.array([filled_style()], dtype=np.uint32)
    return solid_paints(np.ones((1, 4)), np.zeros(1), style)


def gradient_paints(rgbas: Floats, ends: Floats, widths: Floats, styles: Words) -> Records:
    """Paints that go from one colour to another along a line, and stay as they are beyond it.

    Parameters
    ----------
    rgbas : (n, 2, 4), 0 to 1, not premultiplied
    ends : (n, 2, 2), pixels
    widths, styles : as of ``solid_paints``
    """
    known = layout()
    records = _repeated(known.gradient, len(rgbas))
    _set_stroke(records, widths, styles | np.uint32(known.gradient_flag))
    _set(records, known.gradient_colors, rgbas)
    _set(records, known.gradient_ends, ends)
    return records


def cubic_paths(points: Numbers, *, closed: bool) -> Records:
    """Paths of curves.

    Parameters
    ----------
    points : (n, 1 + 3 curves, 2), pixels
    """
    return _paths(points, [_CUBIC] * (points.shape[1] // 3), closed)


def line_paths(points: Numbers, *, closed: bool) -> Records:
    """Paths of straight lines.

    Parameters
    ----------
    points : (n, corners, 2), pixels
    """
    return _paths(points, [_LINE] * (points.shape[1] - 1), closed)


def _paths(points: Numbers, verbs: Sequence[int], closed: bool) -> Records:
    verbs = [_MOVE, *verbs, *[_CLOSE] * closed]
    count, length, _ = points.shape
    verbs_at = 16 + 8 * length
    records = np.zeros((count, verbs_at + (len(verbs) + 3) // 4 * 4), dtype=np.uint8)
    records[:, :16] = np.array((_PATH_VERSION, length, 0, len(verbs)), dtype="<u4").view(np.uint8)
    _set(records, 16, points)
    records[:, verbs_at : verbs_at + len(verbs)] = verbs
    return records


TWO_TRIANGLES = np.array([0, 1, 2, 0, 2, 3], dtype=np.uint16)
"""The corners of a quad, for ``meshes``."""


def meshes(places: Numbers, colors: Words | None, corners: NDArray[np.uint16]) -> Records:
    """Meshes of equally many vertices and triangles each.

    Parameters
    ----------
    places : (n, v, 2), pixels
    colors : (n, v), 0xAARRGGBB, not premultiplied; None for that of the paint. A quad of 100
        pixels takes Skia 1.5 us with colours and 0.9 us without.
    corners : (6 t) or (n, 6 t), the vertices of an even number of triangles, in drawing order
    """
    count, vertices, _ = places.shape
    shades = 0 if colors is None else vertices
    colors_at = 4 + 2 * vertices
    corners_at = colors_at + 2 + shades
    indices = corners.shape[-1]
    kind = _TRIANGLES if colors is None else _TRIANGLES_WITH_COLORS
    records = np.zeros((count, corners_at + 1 + indices // 2), dtype="<u4")
    records[:, :4] = (kind, vertices, indices, 8 * vertices)
    flat = np.ascontiguousarray(places, dtype="<f4").reshape(count, 2 * vertices)
    records[:, 4:colors_at] = flat.view("<u4")
    records[:, colors_at : colors_at + 2] = (0, 4 * shades)
    if colors is not None:
        records[:, colors_at + 2 : corners_at] = colors
    records[:, corners_at] = 2 * indices
    records[:, corners_at + 1 :] = np.ascontiguousarray(corners, dtype="<u2").view("<u4")
    return records.view(np.uint8)


def _repeated(record_bytes: bytes, count: int) -> Records:
    return np.tile(np.frombuffer(record_bytes, dtype=np.uint8), (count, 1))


def _set(records: Records, at: int, values: NDArray[Any]) -> None:
    size = math.prod(values.shape[1:])
    block = np.ascontiguousarray(values, dtype="<f4").reshape(len(records), size)
    records[:, at : at + 4 * block.shape[1]] = block.view(np.uint8)


def _set_stroke(records: Records, widths: Floats, styles: Words) -> None:
    stroke = np.empty((len(records), 2), dtype="<f4")
    stroke[:, 0], stroke[:, 1] = widths, MITER_LIMIT
    records[:, :8] = stroke.view(np.uint8)
    records[:, STYLE : STYLE + 4] = np.ascontiguousarray(styles, dtype="<u4")[:, None].view(
        np.uint8
    )
