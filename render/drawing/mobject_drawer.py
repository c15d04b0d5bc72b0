"""Draw mobjects of all kinds, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, cast

from manim import Camera, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from render.drawing.clouds import draw_cloud
from render.drawing.display_list import Shown
from render.drawing.faces import FaceRun
from render.drawing.images import ImageDrawer
from render.drawing.paths import Transform
from render.drawing.support import check_mobject
from render.drawing.surfaces import Surface
from render.drawing.textured import TexturedDrawer
from render.drawing.vectors import VectorDrawer
from render.errors import SteepestError
from render.picture import Box

_ROUNDING = 1e-6
"""Share by which pixels may differ from squares before it counts."""


class MobjectDrawer:
    """Draws what a camera is to show, and keeps what it has prepared for the next frame."""

    def __init__(self) -> None:
        self._vectors = VectorDrawer()
        self._textured = TexturedDrawer()
        self._images = ImageDrawer()

    def begin(self) -> None:
        """A new frame begins: forget what the last one has not shown."""
        self._vectors.begin()
        self._textured.begin()
        self._images.begin()

    def draw(
        self,
        surface: Surface,
        camera: Camera,
        members: Iterable[Shown],
        pictures: Mapping[int, Surface],
    ) -> list[Box]:
        """Draw these mobjects, without their families, in this order.

        Parameters
        ----------
        pictures : what other cameras see, by the id of the camera

        Returns
        -------
        boxes in the picture, around all pixels that may have changed

        Raises
        ------
        SteepestError : a mobject cannot be drawn; the message names it and says what to do
        """
        transform = transform_of(camera)
        boxes = []
        for texture, run in groupby(members, _texture):
            if texture is not None:
                boxes.append(
                    self._textured.draw(
                        surface, camera, transform, cast("list[VMobject]", list(run))
                    )
                )
                continue
            for member in run:
                if isinstance(member, FaceRun):
                    boxes.append(member.draw(surface, camera, transform))
                elif isinstance(member, VMobject):
                    boxes.append(self._vectors.draw(surface, camera, transform, member))
                elif isinstance(member, PMobject):
                    boxes.append(draw_cloud(surface, camera, member))
                elif isinstance(member, AbstractImageMobject):
                    boxes.append(self._images.draw(surface, camera, member, pictures))
        inside = map(surface.within, boxes)
        return [box for box in inside if not box.empty]


def transform_of(camera: Camera) -> Transform:
    """Where a camera shows the points of the scene."""
    matrix = camera.get_cairo_context(camera.pixel_array).get_matrix()
    if matrix.xy or matrix.yx:
        raise SteepestError(
            f"{type(camera).__name__} turns the picture, which only --renderer cairo can draw"
        )
    stretch = -matrix.yy / matrix.xx
    if abs(stretch - 1) < _ROUNDING:
        stretch = 1.0
    return Transform(matrix.xx, stretch, matrix.x0, matrix.y0)


def _texture(mobject: Shown) -> Any:
    """The image that is to be seen through a mobject, if there is one."""
    if isinstance(mobject, FaceRun):
        return None
    check_mobject(mobject)
    return (mobject.get_background_image() or None) if isinstance(mobject, VMobject) else None
