"""The meshes that show gradients of faces, or whole faces whose edges cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.hard_quads import fill_alike
from render.drawing.faces.looks import Coat, picked
from render.drawing.faces.overlays import (
    FLAPS,
    FLAPS_OF_CORNER,
    flapped_quads,
    gradient_at,
    inset_quads,
    packed,
)
from render.drawing.records.recording import MESH, PATH
from render.drawing.records.records import TWO_TRIANGLES, Records, Words, line_paths, meshes
from render.picture import Box

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Meshes(NamedTuple):
    """Meshes of one form, or paths that have the same pixels.

    Attributes
    ----------
    kind : ``MESH`` or ``PATH``
    places : (n,), which faces have one
    records : (n, ...)
    plain : whether they are of one colour, that of their paint
    """

    kind: int
    places: Indices
    records: Records
    plain: bool


def whole_meshes(
    corners: Floats, ends: Floats, fill: Coat, inside: Flags, neighbors: Indices, picture: Box
) -> Iterator[Meshes]:
    """Meshes in the place of faces.

    Parameters
    ----------
    corners : (2, 4, n), pixels
    ends : (2, 2, n), of the gradient, pixels
    inside : (n,), which faces
    neighbors : (4, n), the face beyond each edge
    picture : the pixels there are
    """
    loose = ~inside[neighbors]
    at_edge = loose.any(axis=0)
    for plain in (False, True):
        places = np.flatnonzero(inside & (fill.quick == plain) & ~at_edge)
        if plain:
            alike = fill_alike(picked(corners, places), picture)
            as_paths, places = places[alike], places[~alike]
            paths = line_paths(corners[..., as_paths].T, closed=True)
            yield Meshes(PATH, as_paths, paths, True)
        quads = picked(corners, places)
        colors = None if plain else _colors(quads, ends, fill, places)
        yield Meshes(MESH, places, _records(quads, colors, TWO_TRIANGLES), plain)
    places = np.flatnonzero(inside & at_edge)
    quads = flapped_quads(picked(corners, places), picked(loose, places))
    for plain in (False, True):
        some = fill.quick[places] == plain
        at = places[some]
        colors = None if plain else _colors(picked(corners, at), ends, fill, at)[FLAPS_OF_CORNER]
        yield Meshes(MESH, at, _records(quads[..., some], colors, FLAPS), plain)


def inset_meshes(corners: Floats, ends: Floats, fill: Coat, wanted: Flags) -> Iterator[Meshes]:
    """Meshes over opaque faces that need more than one colour; ``wanted`` (n,) says of which."""
    places = np.flatnonzero(wanted & ~fill.flat & (fill.colors[:, 3] == 1).all(axis=0))
    moved, fits = inset_quads(picked(corners, places))
    places, moved = places[fits], np.compress(fits, moved, axis=-1)
    colors = _colors(moved, ends, fill, places)
    yield Meshes(MESH, places, _records(moved, colors, TWO_TRIANGLES), False)


def _colors(quads: Floats, ends: Floats, fill: Coat, places: Indices) -> Words:
    """The colours (4, n) of the corners of quads (2, 4, n)."""
    return packed(gradient_at(quads, picked(ends, places), picked(fill.colors, places)))


def _records(places: Floats, colors: Words | None, triangles: NDArray[np.uint16]) -> Records:
    return meshes(places.T, None if colors is None else colors.T, triangles)
