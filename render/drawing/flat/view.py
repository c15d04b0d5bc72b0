"""What is drawn on, and how the scene is seen on it."""

from __future__ import annotations

from typing import NamedTuple

from manim import Camera

from render.drawing.flat.paths import Transform
from render.drawing.surfaces.surfaces import Surface


class View(NamedTuple):
    """A camera's view of the scene on a surface."""

    surface: Surface
    camera: Camera
    transform: Transform

    @property
    def flat(self) -> bool:
        """Whether the camera shows points where they are, whatever else it does."""
        method = type(self.camera).transform_points_pre_display
        return method is Camera.transform_points_pre_display
