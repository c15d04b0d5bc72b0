"""Small meshes that show the gradient of a face over a face in one colour.

A mesh with colours at its corners costs 10 ns per pixel, half of what a gradient costs; it has
hard edges, so it lies inside of the face, whose own soft edge shows one colour.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FLAP = 0.75
"""Pixels that a flap reaches out, and that it ends before the corners."""
_INSET = 0.75
"""Pixels from the edge of the face to the mesh: it then covers no pixel that the edge crosses."""


def inset_quads(corners: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Quads that lie a little inside of others.

    Parameters
    ----------
    corners : (2, 4, n), pixels

    Returns
    -------
    (2, 4, n), and whether (n,) the quad is convex and large enough to have one inside
    """
    along, lengths = _ways_along(corners)
    before = np.roll(along, 1, axis=1)
    turns = _turns(before, along)
    hand = np.sign(turns[0])  # the way inwards is to the same hand at all corners
    x, y = before + along
    with np.errstate(divide="ignore", invalid="ignore"):
        opening = 1 + _products(before, along)
        moved = corners + np.stack([-y, x]) * (hand * _INSET / opening)
        inner, _ = _ways_along(moved)
        # A quad that is too narrow turns inside out.
        fits = (turns * hand > 0).all(axis=0) & (_products(inner, along) > 0.9).all(axis=0)
    fits &= (lengths > 4 * _INSET).all(axis=0)
    return moved, fits


def _ways_along(corners: Floats) -> tuple[Floats, Floats]:
    """Unit vectors (2, 4, n) along the sides of quads, and the lengths (4, n) of the sides."""
    sides = np.roll(corners, -1, axis=1) - corners
    lengths = np.sqrt(_products(sides, sides))
    with np.errstate(divide="ignore", invalid="ignore"):
        return sides / lengths, lengths


def _products(one: Floats, other: Floats) -> Floats:
    """The scalar products of vectors (2, ...)."""
    products: Floats = one[0] * other[0] + one[1] * other[1]
    return products


def _turns(before: Floats, after: Floats) -> Floats:
    """The sine of each turn from one direction (2, ...) to the next."""
    turns: Floats = before[0] * after[1] - before[1] * after[0]
    return turns


FLAPS_OF_CORNER = np.array([0, 1, 2, 3, *(k % 4 for i in range(4) for k in (i, i + 1, i + 1, i))])
"""Which corner of the quad each vertex of ``flapped_quads`` has its colour from."""
FLAPS = np.array(
    [0, 1, 2, 0, 2, 3, *(4 * k + i for k in range(1, 5) for i in (0, 1, 2, 0, 2, 3))],
    dtype=np.uint16,
)
"""The triangles of ``flapped_quads``."""


def flapped_quads(corners: Floats, loose: NDArray[np.bool_]) -> Floats:
    """Quads with a narrow flap beyond some of their edges.

    Beyond these edges lie faces with soft edges; between a soft and a hard edge the background
    would shine through. The flap ends a little before the corners, which may lie on a rim.

    Parameters
    ----------
    corners : (2, 4, n), pixels
    loose : (4, n), of the edge from each corner to the next

    Returns
    -------
    (2, 20, n), the corners and four flaps; see ``FLAPS``
    """
    along, lengths = _ways_along(corners)
    after = np.roll(corners, -1, axis=1)
    outwards = np.stack([along[1], -along[0]])
    from_middle = (corners + after) / 2 - corners.mean(axis=1, keepdims=True)
    outwards *= np.sign(_products(outwards, from_middle))
    wide = loose & (lengths > 4 * _FLAP)
    start, end = corners + _FLAP * along, after - _FLAP * along
    flaps = np.stack([start, end, end + _FLAP * outwards, start + _FLAP * outwards], axis=2)
    flaps = np.where(wide[:, None], flaps, corners[:, :, None])
    return np.concatenate([corners, flaps.reshape(2, 16, -1)], axis=1)


def gradient_at(places: Floats, ends: Floats, colors: Floats) -> Floats:
    """The colours (4, k, n) that linear gradients have at some places.

    Parameters
    ----------
    places : (2, k, n), pixels
    ends : (2, 2, n), both ends, pixels
    colors : (2, 4, n), at both ends
    """
    way = ends[:, 1] - ends[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = _products(places - ends[:, :1], way[:, None]) / _products(way, way)
    shares[np.isnan(shares)] = 0.5
    np.clip(shares, 0.0, 1.0, out=shares)
    mixed: Floats = colors[0, :, None] * (1 - shares) + colors[1, :, None] * shares
    return mixed


def packed(colors: Floats) -> NDArray[np.uint32]:
    """Colours from 0 to 1, (4, ...), red first, as 0xAARRGGBB."""
    red, green, blue, alpha = np.rint(colors * 255).astype(np.uint32)
    words: NDArray[np.uint32] = alpha << 24 | red << 16 | green << 8 | blue
    return words
