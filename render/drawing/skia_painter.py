"""The painter on Skia: draws what has changed, after restoring what lies under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, repeat
from typing import cast

from manim import Camera, Mobject, MultiCamera, ThreeDCamera

from render.drawing.boxes import around, merged, spread
from render.drawing.changes import Step, redrawn
from render.drawing.display_list import DisplayList, Shown
from render.drawing.inner_pictures import InnerPictures
from render.drawing.mobject_drawer import MobjectDrawer
from render.drawing.painter import Painter
from render.drawing.premultiply import premultiplied
from render.drawing.support import check_camera
from render.drawing.surfaces.surfaces import Surface
from render.errors import SteepestError
from render.picture import NOTHING, Box, Pixels


class SkiaPainter(Painter):
    """Draws with Skia on any surface what any of Manim's cameras would show.

    The picture is a ground (the background, or what rests upon it) with mobjects drawn over it.
    For a new frame, the ground is restored where something has changed, and all that touches the
    place is drawn again, so a frame costs as much as what changes in it. What is drawn is drawn
    whole, never cut to a box: Skia's soft edges depend on the cut, and a frame must not depend on
    the frame before, which another worker may have drawn.
    """

    draws_height_fields = True

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
        self._drawn: Sequence[Step] = ()  # over what rests
        self._unreported = NOTHING  # may have changed since the last report

    @property
    def pixels(self) -> Pixels:
        """The picture."""
        if self._opened is None:
            raise ValueError("nothing has been drawn yet")
        return self._opened.pixels

    def draw_all(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw on the background."""
        if self._resting or self._rests_below or not self._is_ground(camera):
            self._clear(camera)
        self._draw(camera, self._displayed(camera, mobjects))
        return self._report()

    def draw_resting(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Draw on the background, and keep it."""
        self._clear(camera)
        members = self._displayed(camera, mobjects, include_submobjects=False)
        if isinstance(camera, MultiCamera) and camera.image_mobjects_from_cameras:
            # An inner camera shows what moves in front of what rests, whatever its picture lies on.
            self._rests_below = members
            return
        self._draw(camera, members)
        self._resting, self._drawn = self._boxes(), ()
        if self._resting:
            self._surface.keep()

    def draw_moving(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw over what rests."""
        members = self._displayed(camera, mobjects, include_submobjects=False)
        self._draw(camera, [*self._rests_below, *members])
        return self._report()

    def close(self) -> None:
        """Give back the surfaces, and what draws on them."""
        self._drawer, self._drawn = MobjectDrawer(), ()
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
        surface = self._surface
        surface.activate()
        boxes = merged([*self._resting, *self._boxes()])
        background = cast("Pixels", camera.background)
        if self._ground is None or not self._is_ground(camera):
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

    def _is_ground(self, camera: Camera) -> bool:
        """Whether the picture has the background that the camera has now."""
        return self._background is cast("Pixels", camera.background)

    def _displayed(
        self, camera: Camera, mobjects: Iterable[Mobject], *, include_submobjects: bool = True
    ) -> Sequence[Shown]:
        """What a camera shows of these, from back to front."""
        if isinstance(camera, ThreeDCamera):
            camera.reset_rotation_matrix()
        return self._display_list.of(camera, mobjects, include_submobjects=include_submobjects)

    def _draw(self, camera: Camera, members: Sequence[Shown]) -> None:
        """Make the picture one of what rests, and of these over it."""
        check_camera(camera)
        surface = self._surface
        surface.activate()
        self._drawer.begin()
        pictures: Mapping[int, Surface] = {}
        if isinstance(camera, MultiCamera):
            seen = cast("Sequence[Mobject]", members)  # runs of faces are of 3-D cameras only
            pictures = self._inner.draw(surface, camera, seen, self._drawer)
        steps = self._drawer.steps(surface, camera, members, pictures)
        wanted, dirty = redrawn(self._drawn, steps) or (repeat(True), merged(self._boxes()))
        self._restore(dirty)
        drawn = [step.draw() for step in compress(steps, wanted)]
        self._drawn = steps
        self._report_later([*dirty, *drawn])

    def _restore(self, boxes: Sequence[Box]) -> None:
        if self._resting:
            self._surface.restore(boxes)
        elif self._ground is not None:
            self._surface.fill(self._ground, boxes)

    def _boxes(self) -> list[Box]:
        """The places over the ground where something is drawn."""
        return spread([step.box for step in self._drawn if step.box is not None])

    def _report_later(self, boxes: Iterable[Box]) -> None:
        self._unreported = self._unreported.joined(around(spread(boxes)))

    def _report(self) -> Box:
        changed, self._unreported = self._unreported, NOTHING
        self._surface.fetch(changed)
        return changed
