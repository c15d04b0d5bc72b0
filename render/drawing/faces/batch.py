"""Record the paints, paths and meshes of faces that have equally many points."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.looks import Coat, Sight
from render.drawing.faces.meshes import Meshes, inset_meshes, whole_meshes
from render.drawing.faces.neighbors import bends_of, surrounded
from render.drawing.faces.overlays import gradient_at
from render.drawing.faces.table import Faces
from render.drawing.projection import Projection
from render.drawing.records.recording import Recording
from render.drawing.records.records import cubic_paths, gradient_paints, line_paths, solid_paints
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
_CLOSED = (1e-6, 1e-5)
"""Scene units and share of the coordinate by which the ends of a closed line may differ."""
_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""
_STRAIGHT = 1 / 4
"""Pixels by which the handles of a curve may be off a straight line; the curve itself is off by
three quarters of that at most. Skia fills straight convex faces in three quarters of the time."""
_STRAIGHT_INSIDE = 0.75
"""The same where a stroke runs over the edge, in its true curve."""


def mesh_slots() -> Flags:
    """Which of the slots are meshes."""
    slots: Flags = np.arange(SLOTS) == _OVERLAY
    return slots


class FaceBatch:
    """Faces with equally many points, as they are seen in one frame.

    Parameters
    ----------
    rows : which of the faces, in ascending order; None for all

    Attributes
    ----------
    paints, shapes, present : (n, SLOTS), what to draw for each face, after ``record``
    """

    def __init__(
        self, faces: Faces, rows: Indices | None, sight: Sight, projection: Projection
    ) -> None:
        points = faces.shape.points
        self._faces = faces
        self._rows = rows
        self._rasterised = sight.rasterised
        self._coats = faces.coats(sight).picked(rows)
        self._transform = projection.transform
        pixels, _ = projection.scene_to_pixels(points if rows is None else points[rows])
        if not np.isfinite(pixels).all():
            pixels = np.nan_to_num(pixels, nan=_FAR, posinf=_FAR, neginf=-_FAR)
        self._pixels = pixels
        self._ends = pixels[:, shaded_points(points.shape[1])]
        self.paints = np.zeros((len(pixels), SLOTS), dtype=np.uint32)
        self.shapes = np.zeros((len(pixels), SLOTS), dtype=np.uint32)
        self.present = np.zeros((len(pixels), SLOTS), dtype=bool)

    def record(self, recording: Recording) -> None:
        """Add all paints, paths and meshes to a recording."""
        self._bends = bends_of(self._pixels)
        self.shapes[:] = self._add_paths(recording)[:, None]
        behind, fill, stroke, _ = self._coats
        inside = self._inside()
        meshed = np.zeros_like(inside)
        if self._pixels.shape[1] == _QUAD:
            seen = self._pixels[:, ::4], self._ends, fill
            if inside.any():
                self._add_meshes(recording, whole_meshes(*seen, inside, self._neighbors()))
            meshed = self._add_meshes(recording, inset_meshes(*seen, ~inside))
        self._add_coat(recording, fill, _FILL, fill.flat | meshed, but=inside)
        if behind is not None:
            self._add_coat(recording, behind, _BEHIND, behind.flat)
        if stroke is not None:
            by_sides = self._add_sides(recording, stroke)
            self._add_coat(recording, stroke, _STROKE, stroke.flat | by_sides, but=by_sides)

    def box(self) -> Box:
        """Around all pixels that may change; it may reach beyond the picture."""
        if not self.present.any():
            return NOTHING
        widths = [coat.width.max() for coat in self._coats[:3] if coat is not None]
        reach = _MITER * max(widths) / 2 + _SOFT
        x, y = self._pixels[..., 0], self._pixels[..., 1]
        return Box(
            math.floor(max(y.min(), -_FAR) - reach),
            math.ceil(min(y.max(), _FAR) + reach),
            math.floor(max(x.min(), -_FAR) - reach),
            math.ceil(min(x.max(), _FAR) + reach),
        )

    def _add_paths(self, recording: Recording) -> Words:
        pixels = self._pixels
        count = pixels.shape[1]
        first, last = pixels[:, 0], pixels[:, -1]
        middle = (self._transform.left, self._transform.top)
        allowed = _CLOSED[0] * self._transform.scale + _CLOSED[1] * np.abs(last - middle)
        closed = (np.abs(first - last) <= allowed).all(axis=1)
        straight = self._bends <= _STRAIGHT
        # A curve begins where the one before has ended; a closed line ends where it began.
        cubic = [0, *(place for place in range(count) if place % 4)]
        lines = {True: [*range(0, count, 4)], False: [0, *range(3, count, 4)]}
        numbers = np.empty(len(pixels), dtype=np.uint32)
        for is_closed in (True, False):
            for make, kept, some in (
                (line_paths, lines[is_closed], straight & (closed == is_closed)),
                (cubic_paths, cubic, ~straight & (closed == is_closed)),
            ):
                if some.any():
                    records = make(pixels[some][:, kept], closed=is_closed)
                    numbers[some] = _numbers(recording.add_paths(records), len(records))
        return numbers

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
        self.present[:, slot] = coat.seen if but is None else coat.seen & ~but
        self.paints[:, slot] = _numbers(recording.add_paints(coat.paints), len(flat))
        shades = np.flatnonzero(~flat & coat.seen)
        ends = self._ends[shades]
        long = np.abs(ends[:, 0] - ends[:, 1]).sum(axis=1) >= _SHORTEST_GRADIENT
        shades, ends = shades[long], ends[long]
        if len(shades):
            records = gradient_paints(
                coat.colors[shades], ends, coat.width[shades], coat.style[shades]
            )
            self.paints[shades, slot] = _numbers(recording.add_paints(records), len(shades))

    def _inside(self) -> Flags:
        """Which faces are quads whose edges cannot be seen."""
        if self._pixels.shape[1] != _QUAD or not self._rasterised or not self._coats.covering.any():
            return np.zeros(len(self._pixels), dtype=bool)
        straight = self._bends <= _STRAIGHT_INSIDE
        return straight & surrounded(self._neighbors(), self._pixels[:, ::4], self._coats.covering)

    def _neighbors(self) -> Indices:
        """The face beyond each edge, if it is one of these."""
        neighbors = self._faces.shape.neighbors()
        if self._rows is None:
            return neighbors
        places = np.full(len(neighbors) + 1, -1)  # the last one is that of -1
        places[self._rows] = np.arange(len(self._rows))
        found: Indices = places[neighbors[self._rows]]
        return found

    def _add_meshes(self, recording: Recording, found: Meshes) -> Flags:
        """Meshes over faces, or in their place; which faces have one."""
        meshed = np.zeros(len(self._pixels), dtype=bool)
        for places, records in found:
            self.shapes[places, _OVERLAY] = _numbers(recording.add_quads(records), len(places))
            meshed[places] = True
        self.present[:, _OVERLAY] |= meshed
        return meshed

    def _add_sides(self, recording: Recording, stroke: Coat) -> Flags:
        """Thin strokes that need more than one colour, side by side; which faces have them."""
        by_sides: Flags = ~stroke.flat & stroke.seen & stroke.thin
        if self._pixels.shape[1] != _QUAD or not by_sides.any():
            return np.zeros_like(by_sides)
        places = np.flatnonzero(by_sides)
        sides = self._pixels[places].reshape(-1, 4, 2)
        middles = (sides[:, 1] + sides[:, 2]).reshape(-1, 4, 2) / 2
        mixed = gradient_at(middles, self._ends[places], stroke.colors[places])
        paths = recording.add_paths(cubic_paths(sides, closed=False))
        paints = recording.add_paints(
            solid_paints(
                mixed.reshape(-1, 4),
                np.repeat(stroke.width[places], 4),
                np.repeat(stroke.style[places], 4),
            )
        )
        self.shapes[places, _SIDES] = _numbers(paths, len(sides)).reshape(-1, 4)
        self.paints[places, _SIDES] = _numbers(paints, len(sides)).reshape(-1, 4)
        self.present[places, _SIDES] = True
        return by_sides


def _numbers(first: int, count: int) -> Words:
    return np.arange(first, first + count, dtype=np.uint32)
