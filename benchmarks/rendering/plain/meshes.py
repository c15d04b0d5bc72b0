"""Our own surface in the place of Manim's, as large and under the same camera."""

from __future__ import annotations

from manim import DEGREES, ThreeDScene

from mathcore.expressions import objective
from scenes.loss_surface import LossSurface


class Mesh32(ThreeDScene):
    """32 x 32 cells; the camera turns a quarter of the way around."""

    cells = 32
    seconds = 4.0

    def construct(self) -> None:
        self.set_camera_orientation(phi=60 * DEGREES, theta=-60 * DEGREES)
        height = objective("0.12 * (x**2 + y**2) + 0.4 * cos(1.5 * x) * cos(1.5 * y)")
        side = (-3.0, 3.0)
        self.add(LossSurface(height, side, side, (self.cells, self.cells)))
        self.move_camera(phi=50 * DEGREES, theta=30 * DEGREES, run_time=self.seconds)


class Mesh64(Mesh32):
    """64 x 64 cells, half as long."""

    cells = 64
    seconds = 2.0
