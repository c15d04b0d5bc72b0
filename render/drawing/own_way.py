"""What is drawn in one go, in a way of its own, and recognised in the next frame."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable

from manim import Camera

from render.drawing.flat.paths import Transform
from render.drawing.surfaces.surfaces import Surface
from render.picture import Box


class OwnWay(ABC):
    """One or many mobjects, drawn together.

    Attributes
    ----------
    look : equal to that of another one only if both draw the same pixels
    box : around all pixels that drawing touches; None as long as it has not been drawn
    """

    look: Hashable
    box: Box | None = None

    def draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box:
        """Draw; a box around all pixels that may have changed, also beyond the picture."""
        self.box = self._draw(surface, camera, transform)
        return self.box

    @abstractmethod
    def _draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box: ...
