"""How light falls on a height field: as on Manim's faces, but at its points and weaker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LIGHT = 0.45
"""How much of Manim's light falls on a height field: its colours must still tell heights."""


def lit(grid: Floats, frame: Floats, unlit: Floats, opacity: float, light: Floats | None) -> Floats:
    """The colours of a grid with light and opacity, (rows + 1, columns + 1, 4).

    Parameters
    ----------
    grid, unlit : (rows + 1, columns + 1, 3), scene units, and red, green and blue
    frame : as of ``HeightMesh``
    light : (3,), where it is; None for no shading
    """
    colors = np.empty((*unlit.shape[:2], 4))
    colors[..., :3] = unlit
    colors[..., 3] = opacity
    if light is not None:
        along, across = np.gradient(grid, axis=0), np.gradient(grid, axis=1)
        normals = np.cross(along, across)
        normals *= np.sign(normals @ frame[3])[..., None]
        ways = light - grid
        sizes = np.linalg.norm(normals, axis=2) * np.linalg.norm(ways, axis=2)
        facing = (normals * ways).sum(axis=2) / np.where(sizes == 0, 1.0, sizes)
        added = 0.5 * facing**3
        colors[..., :3] += _LIGHT * np.where(added < 0, added / 2, added)[..., None]
    return np.clip(colors, 0.0, 1.0)
