"""Record the paints, paths, meshes and lines of faces that have equally many points."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.looks import Coat, Sight, picked
from render.drawing.faces.meshes import Meshes, inset_meshes, whole_meshes
from render.drawing.faces.neighbors import surrounded
from render.drawing.faces.outlines import Outlines
from render.drawing.faces.overlays import gradient_at
from render.drawing.faces.table import Faces
from render.drawing.projection import Projection
from render.drawing.records.recording import LINES, MESH, PATH, Recording
from render.drawing.records.records import cubic_paths, gradient_paints, solid_paints
from render.drawing.shading import shaded_points
from render.picture import NOTHING, Box

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]
Words = NDArray[np.uint32]

_QUAD = 16
"""Points of a face with four sides."""
SLOTS = 8
"""How many things may be drawn for one face."""
_BEHIND, _FILL, _OVERLAY, _STROKE = range(4)
_SIDES = slice(4, 8)

_MITER = 10.0
"""How many half widths the corner of a stroke may reach out, at most."""
_SOFT = 2
_FAR = 1e6
"""Pixels; what is further away is not in the picture."""
_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""


class FaceBatch:
    """Faces with equally many points, as they are seen in one frame.

    Parameters
    ----------
    rows : which of the faces, in ascending order; None for all
    picture : the pixels there are

    Attributes
    ----------
    present, kinds, paints, shapes : (n, SLOTS), what to draw for each face, after ``record``; see
        ``Recording.draw``
    """

    def __init__(
        self,
        faces: Faces,
        rows: Indices | None,
        sight: Sight,
        projection: Projection,
        picture: Box,
    ) -> None:
        points = faces.shape.rows()
        self._faces = faces
        self._rows = rows
        self._picture = picture
        self._rasterised = sight.rasterised
        self._coats = faces.coats(sight).picked(rows)
        pixels, _ = projection.rows_to_pixels(points if rows is None else picked(points, rows))
        if not np.isfinite(pixels).all():
            pixels = np.nan_to_num(pixels, nan=_FAR, posinf=_FAR, neginf=-_FAR)
        self._pixels = pixels  # (2, points, faces)
        _, length, count = pixels.shape
        self._ends = pixels[:, shaded_points(length)]
        self._outlines = Outlines(pixels, projection.transform)
        self.present = np.zeros((count, SLOTS), dtype=bool)
        self.kinds = np.full((count, SLOTS), PATH, dtype=np.uint8)
        self.paints = np.zeros((count, SLOTS), dtype=np.uint32)
        self.shapes = np.zeros((count, SLOTS), dtype=np.uint32)

    def record(self, recording: Recording) -> None:
        """Add all paints, paths, meshes and lines to a recording."""
        behind, fill, stroke, _ = self._coats
        inside = self._inside()
        meshed = np.zeros_like(inside)
        if self._is_quads:
            seen = self._pixels[:, ::4], self._ends, fill
            if inside.any():
                whole = whole_meshes(*seen, inside, self._neighbors(), self._picture)
                self._add_meshes(recording, whole)
            apart = ~inside & self._outlines.straight_within
            meshed = self._add_meshes(recording, inset_meshes(*seen, apart))
        self._add_coat(recording, fill, _FILL, fill.flat | meshed, but=inside)
        if behind is not None:
            self._add_coat(recording, behind, _BEHIND, behind.flat)
        if stroke is not None:
            apart = self._add_lines(recording, stroke) | self._add_sides(recording, stroke)
            self._add_coat(recording, stroke, _STROKE, stroke.flat, but=apart)
        self._add_paths(recording)

    def box(self) -> Box:
        """Around all pixels that may change; it may reach beyond the picture."""
        if not self.present.any():
            return NOTHING
        widths = [coat.width.max() for coat in self._coats[:3] if coat is not None]
        reach = _MITER * max(widths) / 2 + _SOFT
        x, y = self._pixels
        return Box(
            math.floor(max(y.min(), -_FAR) - reach),
            math.ceil(min(y.max(), _FAR) + reach),
            math.floor(max(x.min(), -_FAR) - reach),
            math.ceil(min(x.max(), _FAR) + reach),
        )

    @property
    def _is_quads(self) -> bool:
        return len(self._pixels[0]) == _QUAD

    def _inside(self) -> Flags:
        """Which faces are quads whose edges cannot be seen."""
        if not (self._is_quads and self._rasterised and self._coats.covering.any()):
            return np.zeros(len(self.present), dtype=bool)
        hidden = surrounded(self._neighbors(), self._pixels[:, ::4], self._coats.covering)
        return hidden & self._outlines.straight_inside

    def _neighbors(self) -> Indices:
        """The face beyond each edge, if it is one of these."""
        neighbors = self._faces.shape.neighbors()
        if self._rows is None:
            return neighbors
        places = np.full(neighbors.shape[1] + 1, -1)  # the last one is that of -1
        places[self._rows] = np.arange(len(self._rows))
        found: Indices = places[neighbors[:, self._rows]]
        return found

    # ------------------------------------------------------------------ what to draw

    def _put(self, places: Indices, slot: int | slice, kind: int, paints: Any, shapes: Any) -> None:
        """Draw some faces so."""
        self.present[places, slot] = True
        self.kinds[places, slot] = kind
        self.paints[places, slot] = paints
        self.shapes[places, slot] = shapes

    def _add_coat(
        self,
        recording: Recording,
        coat: Coat,
        slot: int,
        flat: Flags,
        but: Flags | None = None,
    ) -> None:
        """Paint the faces in one colour where that will do, else in a gradient.

        Parameters
        ----------
        but : faces that are painted otherwise
        """
        seen = coat.seen if but is None else coat.seen & ~but
        shaded = seen & ~flat
        shaded &= np.abs(self._ends[:, 0] - self._ends[:, 1]).sum(axis=0) >= _SHORTEST_GRADIENT
        places = np.flatnonzero(seen & ~shaded)
        first = recording.add_paints(coat.paints[places])
        self._put(places, slot, PATH, _numbers(first, len(places)), 0)
        places = np.flatnonzero(shaded)
        if len(places):
            colors, ends = coat.colors[..., places].transpose(2, 0, 1), self._ends[..., places].T
            records = gradient_paints(colors, ends, coat.width[places], coat.style[places])
            first = recording.add_paints(records)
            self._put(places, slot, PATH, _numbers(first, len(places)), 0)

    def _add_meshes(self, recording: Recording, found: Iterable[Meshes]) -> Flags:
        """Meshes over faces, or in their place; which faces have one."""
        meshed = np.zeros(len(self.present), dtype=bool)
        for kind, places, records, plain in found:
            paints: Any = 0
            if plain:
                first = recording.add_paints(self._coats.fill.quick_paints[places])
                paints = _numbers(first, len(places))
            add = recording.add_meshes if kind == MESH else recording.add_paths
            shapes = _numbers(add(records), len(places))
            self._put(places, _OVERLAY, kind, paints, shapes)
            meshed[places] = True
        return meshed

    def _add_lines(self, recording: Recording, stroke: Coat) -> Flags:
        """Strokes that are lines from corner to corner; which faces have them."""
        lined = stroke.quick & stroke.seen & self._outlines.straight
        shapes = self._outlines.add_lines(recording, lined)
        places = np.flatnonzero(lined)
        paints = _numbers(recording.add_paints(stroke.quick_paints[places]), len(places))
        self._put(places, _STROKE, LINES, paints, shapes[places])
        return lined

    def _add_paths(self, recording: Recording) -> None:
        """The outlines of the faces of which something is drawn as a path, once for each."""
        slots = [_BEHIND, _FILL, _STROKE]
        wanted = self.present[:, slots] & (self.kinds[:, slots] == PATH)
        numbers = self._outlines.add_paths(recording, wanted.any(axis=1))
        self.shapes[:, slots] = np.where(wanted, numbers[:, None], self.shapes[:, slots])

    def _add_sides(self, recording: Recording, stroke: Coat) -> Flags:
        """Thin strokes that need more than one colour, side by side; which faces have them."""
        by_sides: Flags = ~stroke.flat & stroke.seen & stroke.thin
        if not (self._is_quads and by_sides.any()):
            return np.zeros_like(by_sides)
        places = np.flatnonzero(by_sides)
        sides = picked(self._pixels, places).reshape(2, 4, 4, -1)
        middles = (sides[:, :, 1] + sides[:, :, 2]) / 2
        mixed = gradient_at(middles, picked(self._ends, places), picked(stroke.colors, places))
        records = cubic_paths(sides.transpose(3, 1, 2, 0).reshape(-1, 4, 2), closed=False)
        paths = recording.add_paths(records)
        paints = recording.add_paints(
            solid_paints(
                mixed.T.reshape(-1, 4),
                np.repeat(stroke.width[places], 4),
                np.repeat(stroke.style[places], 4),
            )
        )
        count = len(records)
        numbers = (_numbers(first, count).reshape(-1, 4) for first in (paints, paths))
        self._put(places, _SIDES, PATH, *numbers)
        return by_sides


def _numbers(first: int, count: int) -> Words:
    return np.arange(first, first + count, dtype=np.uint32)
