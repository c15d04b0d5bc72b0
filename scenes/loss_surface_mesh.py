"""A height field as one mobject: a grid of points in space with colours and thin lines.

It is data. The painters of ``render`` draw it whole, inside ``drawn_whole``. Everywhere else,
under ``manim render`` too, it has faces as parts, which Manim's own camera draws (see
``loss_surface_faces``).
"""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from manim import Mobject, VMobject
from manim.utils.bezier import interpolate
from numpy.typing import NDArray

from scenes.loss_surface_faces import Faces

Floats = NDArray[np.float64]

_FRAME = 4


class HeightMesh(VMobject):
    """A grid over a parallelogram, lifted along one direction.

    Everything about its place lies in ``points``: the grid, then its frame (the first corner at
    the lowest height, and how far from there the first side, the second side and the height
    reach). So it moves, turns, scales and transforms like any mobject. The first entry of
    ``fill_rgbas`` holds its opacity, so it fades like any mobject, too.

    Parameters
    ----------
    shares : (rows + 1, columns + 1), heights from 0 to 1
    colors : (rows + 1, columns + 1, 3), red, green and blue from 0 to 1
    frame : (4, 3), the first corner, and from there both sides and the height as vectors
    line_color : red, green, blue and alpha of the lines of the grid
    line_spacing : how many cells there are from line to line; 0 for no lines

    Attributes
    ----------
    colors : as given
    revealed : which part of the cells is seen, counted from the first; ``Create`` moves it
    """

    def __init__(
        self,
        shares: Floats,
        colors: Floats,
        frame: Floats,
        *,
        line_color: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.35),
        line_spacing: int = 4,
    ) -> None:
        super().__init__(fill_color="#FFFFFF", fill_opacity=1.0, stroke_width=0, shade_in_3d=True)
        rows, columns = shares.shape[0] - 1, shares.shape[1] - 1
        if rows < 1 or columns < 1:
            raise ValueError(f"a surface needs at least one cell each way, got {rows} x {columns}")
        self.cells = (rows, columns)
        self.colors: Floats = np.array(colors, dtype=float)
        self.line_color = line_color
        self.line_spacing = line_spacing
        self.revealed = (0.0, 1.0)
        count = (rows + 1) * (columns + 1) + _FRAME
        self.points = np.zeros((count + -count % 4, 3))  # Manim counts points in fours
        self._set_frame(np.asarray(frame, dtype=float))
        self.set_shares(shares)
        self.add(Faces(self))

    # ------------------------------------------------------------------ its geometry

    @property
    def grid(self) -> Floats:
        """The grid in space, (rows + 1, columns + 1, 3); a view."""
        rows, columns = self.cells
        grid: Floats = self.points[: (rows + 1) * (columns + 1)]
        return grid.reshape(rows + 1, columns + 1, 3)

    @property
    def frame(self) -> Floats:
        """The first corner, and from there both sides and the height as vectors, (4, 3)."""
        rows, columns = self.cells
        start = (rows + 1) * (columns + 1)
        frame: Floats = self.points[start : start + _FRAME].copy()
        frame[1:] -= frame[0]
        return frame

    @property
    def opacity(self) -> float:
        """From 0 to 1."""
        return float(np.clip(self.fill_rgbas[0, 3], 0.0, 1.0))

    def shares(self) -> Floats:
        """Where the grid is in its frame, (rows + 1, columns + 1, 3), each from 0 to 1."""
        corner, *sides = self.frame
        inverse = np.linalg.pinv(np.array(sides))
        shares: Floats = (self.grid - corner) @ inverse
        return shares

    def set_shares(self, heights: Floats, colors: Floats | None = None) -> Self:
        """Give the grid other heights, (rows + 1, columns + 1) from 0 to 1, and other colours."""
        rows, columns = self.cells
        corner, first, second, up = self.frame
        along = np.linspace(0.0, 1.0, rows + 1)[:, None, None] * first
        across = np.linspace(0.0, 1.0, columns + 1)[None, :, None] * second
        self.grid[:] = corner + along + across + np.asarray(heights)[..., None] * up
        if colors is not None:
            self.colors = np.array(colors, dtype=float)
        return self

    def _set_frame(self, frame: Floats) -> None:
        rows, columns = self.cells
        start = (rows + 1) * (columns + 1)
        self.points[start:] = frame[0]  # what fills up to four, too
        self.points[start + 1 : start + _FRAME] += frame[1:]

    # ------------------------------------------------------------------ what Manim asks for

    def get_points_defining_boundary(self) -> Floats:
        """All points: none is the handle of a curve."""
        points: Floats = self.points
        return points

    def get_fill_rgbas(self) -> Floats:
        """Nothing: Manim's camera draws the faces, not this."""
        return np.zeros((1, 4))

    def get_fill_opacities(self) -> Floats:
        """The opacity of the surface."""
        opacities: Floats = self.fill_rgbas[:, 3]
        return opacities

    def align_points(self, vmobject: Mobject) -> Self:
        """Surfaces turn into each other point by point."""
        if not isinstance(vmobject, HeightMesh) or vmobject.cells != self.cells:
            other = getattr(vmobject, "cells", type(vmobject).__name__)
            raise ValueError(
                f"a surface of {self.cells} cells cannot turn into {other}; give both the same "
                "resolution, or fade one out and the other in"
            )
        return self

    def interpolate_color(self, mobject1: Any, mobject2: Any, alpha: float) -> Self:
        """Mix the colours of two surfaces, too."""
        super().interpolate_color(mobject1, mobject2, alpha)
        self.colors = np.array(interpolate(mobject1.colors, mobject2.colors, alpha))
        one, other = np.array(mobject1.revealed), np.array(mobject2.revealed)
        low, high = (one + (other - one) * alpha).tolist()
        self.revealed = (low, high)
        return self

    def pointwise_become_partial(self, vmobject: Any, a: float, b: float) -> Self:
        """Show a part of the cells only, row by row."""
        self.points = vmobject.points.copy()
        self.revealed = (float(a), float(b))
        return self
