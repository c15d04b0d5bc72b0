"""How light falls on a height field: as on Manim's faces, but at its points and weaker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.drawing.heights.view import View
from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]

_LIGHT = 0.45
"""How much of Manim's light falls on a height field: its colours must still tell heights."""


def lit(mesh: HeightMesh, view: View) -> Floats:
    """The colours of the grid with light and opacity, (rows + 1, columns + 1, 4)."""
    colors = np.empty((*mesh.colors.shape[:2], 4))
    colors[..., :3] = mesh.colors
    colors[..., 3] = mesh.opacity
    if view.light is not None:
        grid = mesh.grid
        along, across = np.gradient(grid, axis=0), np.gradient(grid, axis=1)
        normals = np.cross(along, across)
        normals *= np.sign(normals @ mesh.frame[3])[..., None]
        ways = view.light - grid
        sizes = np.linalg.norm(normals, axis=2) * np.linalg.norm(ways, axis=2)
        facing = (normals * ways).sum(axis=2) / np.where(sizes == 0, 1.0, sizes)
        light = 0.5 * facing**3
        colors[..., :3] += _LIGHT * np.where(light < 0, light / 2, light)[..., None]
    return np.clip(colors, 0.0, 1.0)
