"""Height fields as they stand: what follows from them and the light, wherever the camera is."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from render.drawing.faces.overlays import packed
from render.drawing.heights.light import lit
from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]


class Relief:
    """One height field.

    Attributes
    ----------
    rows : float64 (3, rows + 1, columns + 1), the grid coordinate by coordinate, scene units
    frame : as of the mesh
    """

    def __init__(self, mesh: HeightMesh) -> None:
        self._points, self._colors = mesh.points.copy(), mesh.colors.copy()
        self._opacity = mesh.opacity
        self._grid = mesh.grid.copy()
        self.frame = mesh.frame
        self.rows = np.ascontiguousarray(np.moveaxis(self._grid, -1, 0))
        self._inverse: Floats = np.linalg.pinv(np.array([*self.frame[1:]]))
        self._lit: tuple[tuple[bytes | None, bool], Floats, Words] | None = None

    def is_of(self, mesh: HeightMesh) -> bool:
        """Whether the mesh still looks like this."""
        return (
            self._opacity == mesh.opacity
            and np.array_equal(self._points, mesh.points)
            and np.array_equal(self._colors, mesh.colors)
        )

    def place(self, point: Floats) -> Floats:
        """Where a point is in the frame, in shares of both sides and of the height, (3,)."""
        place: Floats = (point - self.frame[0]) @ self._inverse
        return place

    def lit(self, light: Floats | None, *, exchanged: bool) -> tuple[Floats, Words]:
        """The colours of the grid with light and opacity.

        Parameters
        ----------
        exchanged : whether red is to be taken for blue

        Returns
        -------
        float64 (rows + 1, columns + 1, 4), 0 to 1, and the same (rows + 1, columns + 1) as
        0xAARRGGBB
        """
        asked = None if light is None else light.tobytes(), exchanged
        if self._lit is None or self._lit[0] != asked:
            colors = lit(self._grid, self.frame, self._colors, self._opacity, light)
            if exchanged:
                colors = colors[..., [2, 1, 0, 3]]
            self._lit = asked, colors, packed(np.moveaxis(colors, -1, 0))
        return self._lit[1:]


class Reliefs:
    """Remembers how height fields stood in the frame before."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[HeightMesh, Relief] = WeakKeyDictionary()

    def of(self, mesh: HeightMesh) -> Relief:
        """The same object as long as nothing has changed."""
        relief = self._known.get(mesh)
        if relief is None or not relief.is_of(mesh):
            relief = self._known[mesh] = Relief(mesh)
        return relief
