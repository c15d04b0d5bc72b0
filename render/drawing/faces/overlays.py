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
    corners : (n, 4, 2), pixels

    Returns
    -------
    (n, 4, 2), and whether (n,) the quad is convex and large enough to have one inside
    """
    along, lengths = _ways_along(corners)
    before = np.roll(along, 1, axis=1)
    turns = _turns(before, along)
    hand = np.sign(turns[:, :1])  # the way inwards is to the same hand at all corners
    inwards = np.stack([-(before + along)[..., 1], (before + along)[..., 0]], axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        opening = 1 + (before * along).sum(axis=2)
        moved = corners + inwards * (hand * _INSET / opening)[..., None]
        inner, _ = _ways_along(moved)
        # A quad that is too narrow turns inside out.
        fits = (turns * hand > 0).all(axis=1) & ((inner * along).sum(axis=2) > 0.9).all(axis=1)
    fits &= (lengths > 4 * _INSET).all(axis=1)
    return moved, fits


def _ways_along(corners: Floats) -> tuple[Floats, Floats]:
    """Unit vectors (n, 4, 2) along the sides of quads, and the lengths (n, 4) of the sides."""
    sides = np.roll(corners, -1, axis=1) - corners
    lengths = np.sqrt((sides**2).sum(axis=2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return sides / lengths[..., None], lengths


def _turns(before: Floats, after: Floats) -> Floats:
    """The sine of each turn from one direction to the next."""
    turns: Floats = before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]
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
    corners : (n, 4, 2), pixels
    loose : (n, 4), of the edge from each corner to the next

    Returns
    -------
    (n, 20, 2), the corners and four flaps; see ``FLAPS``
    """
    along, lengths = _ways_along(corners)
    after = np.roll(corners, -1, axis=1)
    outwards = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    from_middle = (corners + after) / 2 - corners.mean(axis=1, keepdims=True)
    outwards *= np.sign((outwards * from_middle).sum(axis=2, keepdims=True))
    wide = loose & (lengths > 4 * _FLAP)
    start, end = corners + _FLAP * along, after - _FLAP * along
    flaps = np.stack([start, end, end + _FLAP * outwards, start + _FLAP * outwards], axis=2)
    flaps = np.where(wide[..., None, None], flaps, corners[:, :, None])
    return np.concatenate([corners, flaps.reshape(len(corners), 16, 2)], axis=1)


def gradient_at(places: Floats, ends: Floats, colors: Floats) -> Floats:
    """The colours (n, k, 4) that linear gradients have at some places.

    Parameters
    ----------
    places : (n, k, 2), pixels
    ends : (n, 2, 2), pixels
    colors : (n, 2, 4), at the ends
    """
    way = ends[:, 1] - ends[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = ((places - ends[:, :1]) * way[:, None]).sum(axis=2) / (way**2).sum(axis=1)[:, None]
    shares = np.clip(np.nan_to_num(shares, nan=0.5), 0.0, 1.0)[..., None]
    mixed: Floats = colors[:, None, 0] * (1 - shares) + colors[:, None, 1] * shares
    return mixed


def packed(colors: Floats) -> NDArray[np.uint32]:
    """Colours (..., 4) from 0 to 1, red first, as 0xAARRGGBB."""
    levels = np.rint(colors * 255).astype(np.uint32)
    red, green, blue, alpha = (levels[..., channel] for channel in range(4))
    return (alpha << 24 | red << 16 | green << 8 | blue).astype(np.uint32, copy=False)
