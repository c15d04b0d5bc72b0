"""Height fields and what lies on them, as things to draw in a way of their own."""

from __future__ import annotations

from manim import Camera, Mobject

from render.drawing.flat.paths import Transform
from render.drawing.heights.meshes import draw_mesh
from render.drawing.heights.on_surfaces import draw_on_surface
from render.drawing.heights.reliefs import Reliefs
from render.drawing.own_way import OwnWay
from render.drawing.surfaces.surfaces import Surface
from render.picture import Box
from scenes.loss_surface_mesh import HeightMesh
from scenes.loss_surface_path import OnSurface

HEIGHT_FIELDS = (HeightMesh, OnSurface)
"""What is drawn as a ``HeightField``."""


class HeightField(OwnWay):
    """A mobject of our own, which Manim's camera would draw otherwise."""

    def __init__(
        self, mobject: HeightMesh | OnSurface, view: tuple[object, ...], reliefs: Reliefs
    ) -> None:
        self._mobject = mobject
        mesh = mobject.surface if isinstance(mobject, OnSurface) else mobject
        self._relief = reliefs.of(mesh)
        self.look = (
            type(mobject),
            # The points of a mesh are in its relief.
            mobject.points.tobytes() if isinstance(mobject, OnSurface) else id(mobject),
            mobject.fill_rgbas.tobytes(),
            mobject.stroke_rgbas.tobytes(),
            mobject.stroke_width,
            self._relief,
            mesh.revealed,
            view,
        )

    def _draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box:
        if isinstance(self._mobject, OnSurface):
            return draw_on_surface(surface, camera, transform, self._mobject)
        return draw_mesh(surface, camera, transform, self._mobject, self._relief)


def in_own_way(
    mobject: Mobject, view: tuple[object, ...], reliefs: Reliefs
) -> Mobject | HeightField:
    """A mobject as it is, or as a height field if it is one.

    Parameters
    ----------
    view : what its look depends on beside itself
    """
    if isinstance(mobject, HeightMesh | OnSurface):
        return HeightField(mobject, view, reliefs)
    return mobject
