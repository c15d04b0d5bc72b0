"""Which quads Skia fills alike as a path without soft edges and as two triangles.

A quad of one colour and 100 pixels takes 0.9 us as a mesh of two triangles and 0.4 us as a path.
Both cover the same pixels as long as the diagonal, along which the triangles meet, stays inside of
the quad. It may leave it by rounding, near the corners that it joins.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.picture import Box

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GRAINS = 64
"""Skia rounds places to so many parts of a pixel."""
_ROWS = 512
"""Per row of pixels, an edge is off by 1/65536 pixel at most, and so is the diagonal. One row of
grains away from their common corner, they are apart by 1/64 of the difference of their slopes."""


def fill_alike(corners: Floats, picture: Box) -> Flags:
    """Which convex quads certainly have the same pixels either way.

    Parameters
    ----------
    corners : (2, 4, n), pixels; the diagonal goes from the first to the third
    picture : the pixels there are; where a quad crosses its rim, Skia cuts a path and no triangle
    """
    places = corners.astype(np.float32)
    x, y = places
    inside = (x.min(axis=0) > picture.left + 1) & (x.max(axis=0) < picture.right - 1)
    inside &= (y.min(axis=0) > picture.top + 1) & (y.max(axis=0) < picture.bottom - 1)
    # Where such a corner is the middle of a pixel, rounding decides about this pixel.
    grains = (places[:, ::2] * _GRAINS).astype(np.int64) % _GRAINS
    middle = (grains == _GRAINS // 2).all(axis=0).any(axis=0)
    sides = np.roll(corners, -1, axis=1) - corners
    diagonal = corners[:, 2] - corners[:, 0]
    turns = sides[0] * diagonal[1] - sides[1] * diagonal[0]
    height = np.abs(sides[1]).sum(axis=0)  # twice that of the quad
    apart = np.abs(turns) * _ROWS > height * np.abs(sides[1] * diagonal[1])
    alike: Flags = inside & ~middle & apart.all(axis=0)
    return alike
