"""The meshes that show gradients of faces, or whole faces whose edges cannot be seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.hard_quads import fill_alike
from render.drawing.faces.looks import Coat
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
    as_paths = inside & fill.quick & ~at_edge & fill_alike(corners, picture)
    places = np.flatnonzero(as_paths)
    if len(places):
        yield Meshes(PATH, places, line_paths(corners[..., places].T, closed=True), True)
    for plain, edge in product((False, True), repeat=2):
        places = np.flatnonzero(inside & ~as_paths & (fill.quick == plain) & (at_edge == edge))
        if not len(places):
            continue
        quads, triangles = corners[..., places], TWO_TRIANGLES
        colors = None if plain else _colors(quads, ends, fill, places)
        if edge:
            quads, triangles = flapped_quads(quads, loose[:, places]), FLAPS
            colors = None if colors is None else colors[FLAPS_OF_CORNER]
        yield Meshes(MESH, places, _records(quads, colors, triangles), plain)


def inset_meshes(corners: Floats, ends: Floats, fill: Coat, wanted: Flags) -> Iterator[Meshes]:
    """Meshes over opaque faces that need more than one colour; ``wanted`` (n,) says of which."""
    places = np.flatnonzero(wanted & ~fill.flat & (fill.colors[:, 3] == 1).all(axis=0))
    moved, fits = inset_quads(corners[..., places])
    places, moved = places[fits], moved[..., fits]
    colors = _colors(moved, ends, fill, places)
    yield Meshes(MESH, places, _records(moved, colors, TWO_TRIANGLES), False)


def _colors(quads: Floats, ends: Floats, fill: Coat, places: Indices) -> Words:
    """The colours (4, n) of the corners of quads (2, 4, n)."""
    return packed(gradient_at(quads, ends[..., places], fill.colors[..., places]))


def _records(places: Floats, colors: Words | None, triangles: NDArray[np.uint16]) -> Records:
    return meshes(places.T, None if colors is None else colors.T, triangles)
