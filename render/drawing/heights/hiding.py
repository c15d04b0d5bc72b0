"""Which points near a height field it hides from the eye."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.drawing.heights.view import eye_in_frame
from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_STEPS_PER_CELL = 1.5
_TOLERANCE = 0.003
"""Share of the height by which the surface must rise over a line of sight to cut it."""
_AT_ONCE = 1 << 17
"""Heights to look up at once: more would only need more memory."""


def seen(mesh: HeightMesh, points: Floats, eye: Floats) -> Flags:
    """Which points (n, 3) the eye sees, with the surface in between.

    The way from each point to the eye is walked in steps of less than a cell, as far as there is
    surface below or above it.
    """
    corner, *sides = mesh.frame
    inverse = np.linalg.pinv(np.array(sides))
    places = (points - corner) @ inverse
    ways = eye_in_frame(mesh, eye) - places
    with np.errstate(divide="ignore", invalid="ignore"):
        # How far along its way each point leaves the surface sideways, or is above all of it.
        room = np.where(ways > 0, 1 - places, -places) / ways
    room[~np.isfinite(room)] = 1.0
    reach = np.clip(room[:, :2].min(axis=1), 0.0, 1.0)
    rising = ways[:, 2] > 0
    reach[rising] = np.minimum(reach[rising], np.clip(room[rising, 2], 0.0, 1.0))
    cells = np.abs(ways[:, :2] * reach[:, None] * mesh.cells).max(axis=1, initial=0.0)
    steps = max(2, int(np.ceil(_STEPS_PER_CELL * cells.max(initial=0.0))))
    heights = mesh.shares()[..., 2]
    visible = np.ones(len(points), dtype=bool)
    shares = (np.arange(steps) + 0.5) / steps
    for start in range(0, len(points), max(1, _AT_ONCE // steps)):
        some = slice(start, start + max(1, _AT_ONCE // steps))
        walked = places[some, None] + (ways[some, None] * (reach[some, None] * shares)[..., None])
        below = _height_at(heights, walked[..., :2]) > walked[..., 2] + _TOLERANCE
        visible[some] = ~below.any(axis=1)
    return visible


def _height_at(heights: Floats, along: Floats) -> Floats:
    """Between the points of the grid, along both sides in shares (..., 2)."""
    cells = np.array(heights.shape) - 1
    place = np.clip(along, 0.0, 1.0) * cells
    first = np.minimum(place.astype(int), cells - 1)
    u, v = np.moveaxis(place - first, -1, 0)
    flat = heights.ravel()
    corner = first[..., 0] * heights.shape[1] + first[..., 1]
    here = flat[corner] * (1 - u) + flat[corner + heights.shape[1]] * u
    there = flat[corner + 1] * (1 - u) + flat[corner + heights.shape[1] + 1] * u
    height: Floats = here * (1 - v) + there * v
    return height
