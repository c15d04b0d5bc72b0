"""The painter on Skia: draws what moves, after restoring what lies under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from manim import Camera, Mobject, MultiCamera, ThreeDCamera

from render.drawing.display_list import DisplayList, Shown
from render.drawing.inner_pictures import InnerPictures
from render.drawing.mobject_drawer import MobjectDrawer
from render.drawing.painter import Painter
from render.drawing.premultiply import premultiplied
from render.drawing.support import check_camera
from render.drawing.surfaces import Surface, around
from render.errors import SteepestError
from render.picture import NOTHING, Box, Pixels


class SkiaPainter(Painter):
    """Draws with Skia on any surface what any of Manim's cameras would show.

    The picture is a ground (the background, or what rests upon it) with boxes of it drawn over.
    A new frame restores these boxes and draws its own, so it costs as much as what moves in it.
    All that moves is drawn whole, never cut to a box: Skia's soft edges depend on the cut, and a
    frame must not depend on the frame before, which another worker may have drawn.
    """

    def __init__(self, open_surface: Callable[[], Surface]) -> None:
        self._open_surface = open_surface
        self._opened: Surface | None = None
        self._drawer = MobjectDrawer()
        self._display_list = DisplayList()
        self._inner = InnerPictures()
        self._background: Pixels | None = None  # as the camera has it, to notice another
        self._ground: Pixels | None = None  # the same, premultiplied
        self._resting: Sequence[Box] = ()  # of what rests, over the background
        self._rests_below: Sequence[Shown] = ()  # what rests, but must be drawn anew
        self._drawn: Sequence[Box] = ()  # of what moves, over what rests
        self._unreported = NOTHING  # may have changed since the last report

    @property
    def pixels(self) -> Pixels:
        """The picture."""
        if self._opened is None:
            raise ValueError("nothing has been drawn yet")
        return self._opened.pixels

    def draw_all(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw on the background."""
        self._clear(camera)
        self._drawn = self._draw(camera, self._displayed(camera, mobjects))
        return self._report()

    def draw_resting(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Draw on the background, and keep it."""
        self._clear(camera)
        members = self._displayed(camera, mobjects, include_submobjects=False)
        if isinstance(camera, MultiCamera) and camera.image_mobjects_from_cameras:
            # An inner camera shows what moves in front of what rests, whatever its picture lies on.
            self._rests_below = members
        else:
            self._resting = self._draw(camera, members)
        if self._resting:
            self._surface.keep()

    def draw_moving(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw over what rests."""
        surface = self._surface
        surface.activate()
        if self._resting:
            surface.restore(self._drawn)
        elif self._ground is not None:
            surface.fill(self._ground, self._drawn)
        members = self._displayed(camera, mobjects, include_submobjects=False)
        self._drawn = self._draw(camera, [*self._rests_below, *members])
        return self._report()

    def close(self) -> None:
        """Give back the surfaces."""
        self._inner.close()
        if self._opened is not None:
            self._opened.close()

    @property
    def _surface(self) -> Surface:
        if self._opened is None:
            self._opened = self._open_surface()
        return self._opened

    def _clear(self, camera: Camera) -> None:
        """Bring the background back."""
        check_camera(camera)
        surface = self._surface
        surface.activate()
        boxes: Sequence[Box] = _merged([*self._resting, *self._drawn])
        background = cast("Pixels", camera.background)
        if self._ground is None or background is not self._background:
            if background.shape != surface.pixels.shape:
                height, width, _ = surface.pixels.shape
                raise SteepestError(
                    f"the background is {background.shape[1]} x {background.shape[0]} pixels, "
                    f"the picture {width} x {height}: Manim does not scale it, so make them equal"
                )
            self._background, self._ground = background, premultiplied(background)
            surface.opaque = self._ground is background
            boxes = [surface.whole]
        surface.fill(self._ground, boxes)
        self._report_later(boxes)
        self._resting = self._rests_below = self._drawn = ()

    def _displayed(
        self, camera: Camera, mobjects: Iterable[Mobject], *, include_submobjects: bool = True
    ) -> Sequence[Shown]:
        """What a camera shows of these, from back to front."""
        if isinstance(camera, ThreeDCamera):
            camera.reset_rotation_matrix()
        return self._display_list.of(camera, mobjects, include_submobjects=include_submobjects)

    def _draw(self, camera: Camera, members: Sequence[Shown]) -> Sequence[Box]:
        self._drawer.begin()
        pictures: Mapping[int, Surface] = {}
        if isinstance(camera, MultiCamera):
            seen = cast("Sequence[Mobject]", members)  # runs of faces are of 3-D cameras only
            pictures = self._inner.draw(self._surface, camera, seen, self._drawer)
        self._report_later(self._drawn)
        boxes = _merged(self._drawer.draw(self._surface, camera, members, pictures))
        self._report_later(boxes)
        return boxes

    def _report_later(self, boxes: Sequence[Box]) -> None:
        self._unreported = self._unreported.joined(around(boxes))

    def _report(self) -> Box:
        changed, self._unreported = self._unreported, NOTHING
        self._surface.fetch(changed)
        return changed


def _merged(boxes: Sequence[Box]) -> Sequence[Box]:
    """The same boxes, or the one around all of them if it holds fewer pixels than they do."""
    if len(boxes) < 2:
        return boxes
    outer = around(boxes)
    return [outer] if _area(outer) <= sum(map(_area, boxes)) else boxes


def _area(box: Box) -> int:
    return (box.bottom - box.top) * (box.right - box.left)
