"""Draw mobjects of all kinds, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from typing import cast

from manim import Camera, PMobject, VMobject
from manim.mobject.types.image_mobject import AbstractImageMobject

from render.drawing.changes import CalledStep, Step
from render.drawing.display_list import Shown
from render.drawing.flat.clouds import draw_cloud
from render.drawing.flat.images import ImageDrawer, draw_image
from render.drawing.flat.paths import Transform
from render.drawing.flat.textured import TexturedDrawer
from render.drawing.flat.vectors import VectorDrawer
from render.drawing.flat.view import View
from render.drawing.own_way import OwnWay
from render.drawing.support import check_mobject
from render.drawing.surfaces.surfaces import Surface
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
    ) -> None:
        """Draw all of these mobjects; see ``steps``."""
        for step in self.steps(surface, camera, members, pictures):
            step.draw()

    def steps(
        self,
        surface: Surface,
        camera: Camera,
        members: Iterable[Shown],
        pictures: Mapping[int, Surface],
    ) -> list[Step]:
        """What to do to draw these mobjects, without their families, in this order.

        Parameters
        ----------
        pictures : what other cameras see, by the id of the camera

        Raises
        ------
        SteepestError : a mobject cannot be drawn; the message names it and says what to do
        """
        view = View(surface, camera, transform_of(camera))
        shown = list(members)
        if _only_plain_vectors(shown):
            return list(self._vectors.steps(view, cast("list[VMobject]", shown)))
        textures = list(map(_texture, shown))
        plain = [one for one, texture in zip(shown, textures, strict=True) if texture is None]
        # All at once, wherever they come: for each run of them numpy would be called again.
        vectors = iter(self._vectors.steps(view, cast("list[VMobject]", plain)))
        steps: list[Step] = []
        for texture, run in groupby(zip(shown, textures, strict=True), itemgetter(1)):
            if texture is None:
                steps += islice(vectors, sum(1 for _ in run))
            elif texture is _NO_VECTOR:
                steps += filter(None, (self._step(view, member, pictures) for member, _ in run))
            else:
                steps.append(
                    self._textured_step(view, [cast("VMobject", member) for member, _ in run])
                )
        return steps

    def _step(self, view: View, member: Shown, pictures: Mapping[int, Surface]) -> Step | None:
        """How to draw what is no vector mobject; None if it shows nothing."""
        if isinstance(member, OwnWay):
            return _own_step(view, member)
        if isinstance(member, PMobject):
            return _unknown(view, member, partial(draw_cloud, view.surface, view.camera, member))
        if isinstance(member, AbstractImageMobject):
            return self._image_step(view, member, pictures)
        check_mobject(member)
        return None

    def _textured_step(self, view: View, vmobjects: list[VMobject]) -> Step:
        return _unknown(view, vmobjects[0], partial(self._textured.draw, view, vmobjects))

    def _image_step(
        self, view: View, mobject: AbstractImageMobject, pictures: Mapping[int, Surface]
    ) -> Step:
        placed = self._images.placed(view.camera, mobject, pictures)
        box = view.surface.within(placed.box)

        def draw() -> Box:
            draw_image(view.surface, placed)
            return box

        return CalledStep(id(mobject), placed, box, draw)


def _own_step(view: View, item: OwnWay) -> Step:
    """The same object as in the frame before if it draws the same."""
    box = None if item.box is None else view.surface.within(item.box)
    return CalledStep(id(item), item, box, lambda: view.surface.within(item.draw(*view)))


def _unknown(view: View, drawn: object, draw: Callable[[], Box]) -> Step:
    """A step of which nothing is known before it is done."""
    return CalledStep(id(drawn), object(), None, lambda: view.surface.within(draw()))


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


_NO_VECTOR = object()


def _texture(member: Shown) -> object:
    """The image to be seen through a vector mobject, None if there is none."""
    if not isinstance(member, VMobject):
        return _NO_VECTOR
    image = member.get_background_image()
    if not image:
        return None
    return image if isinstance(image, str) else id(image)


def _only_plain_vectors(members: Sequence[Shown]) -> bool:
    """Whether all are vector mobjects in colours of their own, and need not be asked one by one."""
    return all(map(_asks_nothing, set(map(type, members)))) and not any(map(_IMAGE, members))


_IMAGE = attrgetter("background_image")


@cache
def _asks_nothing(kind: type) -> bool:
    return issubclass(kind, VMobject) and kind.get_background_image is VMobject.get_background_image
