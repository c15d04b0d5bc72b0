"""Pictures within the picture: what the cameras of a ``MultiCamera`` see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from manim import Mobject, MultiCamera

from render.drawing.mobject_drawer import MobjectDrawer
from render.drawing.premultiply import premultiplied
from render.drawing.support import check_camera
from render.drawing.surfaces.surfaces import Surface
from render.picture import Pixels


class InnerPictures:
    """Holds a surface for each inner camera, and draws all of them anew for each frame."""

    def __init__(self) -> None:
        self._surfaces: dict[int, Surface] = {}

    def draw(
        self,
        outer: Surface,
        camera: MultiCamera,
        members: Sequence[Mobject],
        drawer: MobjectDrawer,
    ) -> Mapping[int, Surface]:
        """Draw what each inner camera sees of these mobjects.

        Returns
        -------
        the pictures by the id of their camera
        """
        camera.update_sub_cameras()
        for display in camera.image_mobjects_from_cameras:
            inner = display.camera
            check_camera(inner)
            seen: Sequence[Mobject] = members
            if not camera.allow_cameras_to_capture_their_own_display:
                hidden = set(map(id, display.get_family()))
                seen = [member for member in members if id(member) not in hidden]
            surface = self._surface(outer, id(inner), inner.pixel_width, inner.pixel_height)
            surface.fill(premultiplied(cast("Pixels", inner.background)), [surface.whole])
            surface.opaque = outer.opaque
            drawer.draw(surface, inner, seen, self._surfaces)
        return self._surfaces

    def close(self) -> None:
        """Let the surfaces go."""
        self._surfaces.clear()

    def _surface(self, outer: Surface, key: int, width: int, height: int) -> Surface:
        surface = self._surfaces.get(key)
        if surface is None or surface.pixels.shape[:2] != (height, width):
            surface = self._surfaces[key] = outer.like(width, height)
        return surface
