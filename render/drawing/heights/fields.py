"""Height fields and what lies on them, as things to draw in a way of their own."""

from __future__ import annotations

from manim import Camera, Mobject

from render.drawing.flat.paths import Transform
from render.drawing.heights.meshes import draw_mesh
from render.drawing.heights.on_surfaces import draw_on_surface
from render.drawing.own_way import OwnWay
from render.drawing.surfaces.surfaces import Surface
from render.picture import Box
from scenes.loss_surface_mesh import HeightMesh
from scenes.loss_surface_path import OnSurface

HEIGHT_FIELDS = (HeightMesh, OnSurface)
"""What is drawn as a ``HeightField``."""


class HeightField(OwnWay):
    """A mobject of our own, which Manim's camera would draw otherwise."""

    def __init__(self, mobject: HeightMesh | OnSurface, view: tuple[object, ...]) -> None:
        self._mobject = mobject
        mesh = mobject.surface if isinstance(mobject, OnSurface) else mobject
        self.look = (
            type(mobject),
            mobject.points.tobytes(),
            mobject.fill_rgbas.tobytes(),
            mobject.stroke_rgbas.tobytes(),
            mobject.stroke_width,
            mesh.points.tobytes(),
            mesh.colors.tobytes(),
            mesh.revealed,
            view,
        )

    def _draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box:
        if isinstance(self._mobject, OnSurface):
            return draw_on_surface(surface, camera, transform, self._mobject)
        return draw_mesh(surface, camera, transform, self._mobject)


def in_own_way(mobject: Mobject, view: tuple[object, ...]) -> Mobject | HeightField:
    """A mobject as it is, or as a height field if it is one.

    Parameters
    ----------
    view : what its look depends on beside itself
    """
    if isinstance(mobject, HeightMesh | OnSurface):
        return HeightField(mobject, view)
    return mobject
