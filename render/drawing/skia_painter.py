"""The painter on Skia: redraws what moves, and restores what lay under it before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from manim import Camera, Mobject, ThreeDCamera, VMobject

from render.drawing.painter import Painter
from render.drawing.paths import Transform
from render.drawing.surfaces import Surface
from render.drawing.vectors import VectorDrawer
from render.errors import SteepestError
from render.picture import NOTHING, Box, Pixels, whole


class SkiaPainter(Painter):
    """Draws with Skia on any surface, through any of Manim's cameras.

    The picture is what rests (the background alone, or mobjects too) with boxes drawn over it.
    A new frame restores those boxes and draws its own: what it costs grows with what moves.
    """

    def __init__(self, open_surface: Callable[[], Surface]) -> None:
        self._open_surface = open_surface
        self._opened: Surface | None = None
        self._vectors = VectorDrawer()
        self._over_rest = NOTHING  # where the picture differs from what rests

    @property
    def pixels(self) -> Pixels:
        """The picture."""
        if self._opened is None:
            raise ValueError("nothing has been drawn yet")
        return self._opened.pixels

    def draw_all(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw everything on the background."""
        self._clear(camera)
        self._draw(camera, camera.get_mobjects_to_display(mobjects))
        self._surface.fetch(whole(self.pixels))
        return whole(self.pixels)

    def draw_resting(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Draw what rests, and keep it."""
        self._clear(camera)
        self._draw(camera, self._alone(camera, mobjects))
        self._surface.keep()
        self._over_rest = whole(self.pixels)

    def draw_moving(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw over what rests."""
        surface = self._surface
        surface.restore(self._over_rest)
        drawn = self._draw(camera, self._alone(camera, mobjects))
        touched = self._over_rest.joined(drawn)
        self._over_rest = drawn
        surface.fetch(touched)
        return touched

    def close(self) -> None:
        """Give back the surface."""
        if self._opened is not None:
            self._opened.close()

    @property
    def _surface(self) -> Surface:
        if self._opened is None:
            self._opened = self._open_surface()
        return self._opened

    def _clear(self, camera: Camera) -> None:
        surface = self._surface
        surface.fill(cast("Pixels", camera.background), whole(surface.pixels))

    def _alone(self, camera: Camera, mobjects: Iterable[Mobject]) -> list[Mobject]:
        return camera.get_mobjects_to_display(mobjects, include_submobjects=False)

    def _draw(self, camera: Camera, members: list[Mobject]) -> Box:
        if isinstance(camera, ThreeDCamera):
            camera.reset_rotation_matrix()
        transform = transform_of(camera)
        touched = NOTHING
        for member in members:
            if not isinstance(member, VMobject):
                raise SteepestError(f"cannot draw {member}; use --renderer cairo")
            touched = touched.joined(
                self._vectors.draw(self._surface.canvas, camera, transform, member)
            )
        height, width, _ = self.pixels.shape
        return Box(
            max(0, touched.top),
            min(height, touched.bottom),
            max(0, touched.left),
            min(width, touched.right),
        )


def transform_of(camera: Camera) -> Transform:
    """Where a camera shows the points of the scene."""
    matrix = camera.get_cairo_context(camera.pixel_array).get_matrix()
    return Transform(matrix.xx, matrix.yy, matrix.x0, matrix.y0)
