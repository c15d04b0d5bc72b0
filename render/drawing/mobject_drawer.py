"""Draw mobjects of all kinds, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import cast

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
        boxes: list[Box] = []
        for (kind, texture), run in groupby(members, _kind_and_texture):
            if kind is VMobject:
                vmobjects = cast("list[VMobject]", list(run))
                if texture is None:
                    boxes += self._vectors.draw(surface, camera, transform, vmobjects)
                else:
                    boxes.append(self._textured.draw(surface, camera, transform, vmobjects))
                continue
            for member in run:
                if isinstance(member, FaceRun):
                    boxes.append(member.draw(surface, camera, transform))
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


def _kind_and_texture(mobject: Shown) -> tuple[type | None, str | int | None]:
    """Whether it is a vector mobject, and the image to be seen through it, if there is one."""
    if isinstance(mobject, FaceRun):
        return None, None
    check_mobject(mobject)
    if not isinstance(mobject, VMobject):
        return None, None
    image = mobject.get_background_image()
    if not image:
        return VMobject, None
    return VMobject, image if isinstance(image, str) else id(image)
