"""The faces of a height field for cameras that know nothing of height fields."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]

_WHOLE: ContextVar[bool] = ContextVar("height fields are drawn whole", default=False)


@contextmanager
def drawn_whole() -> Iterator[None]:
    """Inside, whoever draws knows height fields, and they have no faces as parts."""
    token = _WHOLE.set(True)
    try:
        yield
    finally:
        _WHOLE.reset(token)


@contextmanager
def drawn_as_faces() -> Iterator[None]:
    """Inside, whoever draws knows faces only, as it is where nothing else is said."""
    token = _WHOLE.set(False)
    try:
        yield
    finally:
        _WHOLE.reset(token)


class Faces(VMobject):
    """The only part of a height field. Its own parts are one face for each cell, or none.

    The faces are made when they are first asked for, stay the same mobjects, and follow the height
    field whenever they are asked for again: Manim does so in each frame, after all updaters.
    """

    def __init__(self, mesh: HeightMesh) -> None:
        self._made: list[VMobject] = []
        self._key: Any = None
        super().__init__()
        self._mesh = mesh

    @property
    def submobjects(self) -> Any:
        """The faces as they are now; none while height fields are drawn whole."""
        if _WHOLE.get() or "_mesh" not in self.__dict__:
            return []
        mesh = self._mesh
        key = (mesh.points.tobytes(), mesh.colors.tobytes(), mesh.opacity, mesh.revealed)
        if key != self._key:
            self._key = key
            self._follow(mesh)
        return list(self._made)

    @submobjects.setter
    def submobjects(self, parts: Any) -> None:
        """Nobody else decides on the faces."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A copy for the copy of the height field; it makes its own faces."""
        made, key = self._made, self._key
        self._made, self._key = [], None
        try:
            return super().__deepcopy__(memo)
        finally:
            self._made, self._key = made, key

    def _follow(self, mesh: HeightMesh) -> None:
        rows, columns = mesh.cells
        if not self._made:
            self._made = [_face() for _ in range(rows * columns)]
        points, colors = _cells(mesh.grid), _cells(mesh.colors).mean(axis=1)
        low, high = (round(share * rows * columns) for share in mesh.revealed)
        shown = np.zeros(rows * columns)
        shown[low:high] = mesh.opacity
        red, green, blue, alpha = mesh.line_color
        for face, corners, color, opacity in zip(self._made, points, colors, shown, strict=True):
            face.set_points_as_corners([*corners, corners[0]])
            face.fill_rgbas = np.array([[*color, opacity]])
            face.stroke_rgbas = np.array([[red, green, blue, alpha * opacity]])


def _face() -> VMobject:
    return VMobject(fill_opacity=1.0, stroke_width=0.5, shade_in_3d=True)


def _cells(grid: NDArray[np.float64]) -> Floats:
    """The corners of each cell in turn, (cells, 4, 3)."""
    around = np.stack([grid[:-1, :-1], grid[1:, :-1], grid[1:, 1:], grid[:-1, 1:]], axis=2)
    return around.reshape(-1, 4, 3)
