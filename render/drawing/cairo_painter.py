"""Manim's own camera as a painter: the reference that others are compared with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from manim import Camera, Mobject, MultiCamera

from render.drawing.painter import Painter
from render.picture import Box, Pixels, copied, whole


class CairoPainter(Painter):
    """Lets the camera draw into its own array of pixels."""

    def __init__(self) -> None:
        self._camera: Camera | None = None
        self._resting: Any = None
        self._clean_background: Any = None

    @property
    def pixels(self) -> Pixels:
        """The array of the camera that has drawn last."""
        if self._camera is None:
            raise ValueError("nothing has been drawn yet")
        return cast("Pixels", self._camera.pixel_array)

    def draw_all(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw everything; all of the picture counts as changed."""
        self._clear(camera)
        camera.capture_mobjects(mobjects)
        return whole(self.pixels)

    def draw_resting(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Draw what rests and keep a copy of the picture."""
        self._clear(camera)
        camera.capture_mobjects(mobjects)
        self._resting = copied(self.pixels, self._resting)

    def draw_moving(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw over a copy of what rests."""
        self._camera = camera
        camera.set_frame_to_background(self._resting)
        # The members are all there; only a camera within a camera takes some out again.
        camera.capture_mobjects(mobjects, include_submobjects=isinstance(camera, MultiCamera))
        return whole(self.pixels)

    def _clear(self, camera: Camera) -> None:
        """Start from the background. A transparent one must be colourless too.

        Manim keeps the colour under an alpha of 0, and Cairo, which computes with premultiplied
        colours, would add it to every soft edge.
        """
        self._camera = camera
        background = camera.background
        if background is not None and background is not self._clean_background:
            background[background[..., 3] == 0] = 0
            self._clean_background = background
        camera.reset()
