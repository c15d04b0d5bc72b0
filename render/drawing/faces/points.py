"""The points of faces, and what follows from them as long as none of them moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.neighbors import neighbors_of
from render.drawing.shading import lights

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_CONNECTED = 1e-8
"""Scene units from the end of a curve to the start of the next; Manim itself allows 1e-6."""


class Points:
    """The points of all faces that have equally many, and what follows from them.

    Attributes
    ----------
    points : float64 (n, p, 3), scene units
    centers : float64 (n, 3), of the boxes around the ends of the curves
    whole : bool (n,), whether the points are finite and form one piece
    """

    def __init__(self, points: Floats) -> None:
        self.points = points
        count = points.shape[1]
        ends = points[:, [*range(0, count, 4), *range(3, count, 4)]]
        self.centers = (ends.min(axis=1) + ends.max(axis=1)) / 2
        with np.errstate(invalid="ignore"):
            gaps = np.abs(points[:, 3:-1:4] - points[:, 4::4])
            self.whole = np.isfinite(points).all(axis=(1, 2)) & (gaps <= _CONNECTED).all(
                axis=(1, 2)
            )
        self._rows: Floats | None = None
        self._lights: tuple[Floats, Floats] | None = None
        self._neighbors: Indices | None = None

    def rows(self) -> Floats:
        """The points with those of all faces side by side, (3, p, n): numpy is quickest so."""
        if self._rows is None:
            self._rows = np.ascontiguousarray(self.points.transpose(2, 1, 0))
        return self._rows

    def lights(self, source: Floats) -> Floats:
        """As ``shading.lights``, kept while the light stands still."""
        if self._lights is None or not np.array_equal(self._lights[0], source):
            with np.errstate(invalid="ignore"):
                self._lights = source.copy(), lights(self.points, source)
        return self._lights[1]

    def neighbors(self) -> Indices:
        """As ``face_neighbors.neighbors_of``, of faces with four sides."""
        if self._neighbors is None:
            self._neighbors = neighbors_of(self.points[:, ::4])
        return self._neighbors
