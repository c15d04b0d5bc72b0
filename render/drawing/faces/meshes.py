"""The meshes that show gradients of faces, or whole faces whose edges cannot be seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.looks import Coat
from render.drawing.faces.overlays import (
    FLAPS,
    FLAPS_OF_CORNER,
    flapped_quads,
    gradient_at,
    inset_quads,
    packed,
)
from render.drawing.records.records import Records, meshes, quads

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Meshes = Sequence[tuple[Indices, Records]]
"""Which faces, and a mesh for each."""


def whole_meshes(
    corners: Floats, ends: Floats, fill: Coat, inside: Flags, neighbors: Indices
) -> Meshes:
    """Meshes in the place of faces.

    Parameters
    ----------
    corners : (n, 4, 2), pixels
    ends : (n, 2, 2), of the gradient, pixels
    inside : (n,), which faces
    neighbors : (n, 4), the face beyond each edge
    """
    colors = np.repeat(fill.middle[:, None], 4, axis=1)
    shades = np.flatnonzero(inside & ~fill.flat)
    colors[shades] = packed(gradient_at(corners[shades], ends[shades], fill.colors[shades]))
    loose = ~inside[neighbors]
    at_edge = loose.any(axis=1)
    tight, rest = np.flatnonzero(inside & ~at_edge), np.flatnonzero(inside & at_edge)
    flapped = flapped_quads(corners[rest], loose[rest])
    return (
        (tight, quads(corners[tight], colors[tight])),
        (rest, meshes(flapped, colors[rest][:, FLAPS_OF_CORNER], FLAPS)),
    )


def inset_meshes(corners: Floats, ends: Floats, fill: Coat, wanted: Flags) -> Meshes:
    """Meshes over opaque faces that need more than one colour; ``wanted`` (n,) says of which."""
    places = np.flatnonzero(wanted & ~fill.flat & (fill.colors[..., 3] == 1).all(axis=1))
    moved, fits = inset_quads(corners[places])
    places, moved = places[fits], moved[fits]
    colors = packed(gradient_at(moved, ends[places], fill.colors[places]))
    return ((places, quads(moved, colors)),)
