"""Plain Manim surfaces under a moving camera."""

from __future__ import annotations

import numpy as np
from manim import BLUE_D, BLUE_E, DEGREES, Surface, ThreeDScene


def height(u: float, v: float) -> np.ndarray:
    """A bowl with ripples, so that faces hide each other."""
    return np.array([u, v, 0.12 * (u * u + v * v) + 0.4 * np.cos(1.5 * u) * np.cos(1.5 * v)])


class Surface32(ThreeDScene):
    """32 x 32 faces; the camera turns a quarter of the way around."""

    faces = 32
    seconds = 4.0

    def construct(self) -> None:
        self.set_camera_orientation(phi=60 * DEGREES, theta=-60 * DEGREES)
        surface = Surface(
            height,
            u_range=(-3, 3),
            v_range=(-3, 3),
            resolution=self.faces,
            checkerboard_colors=[BLUE_D, BLUE_E],
        )
        self.add(surface)
        self.move_camera(phi=50 * DEGREES, theta=30 * DEGREES, run_time=self.seconds)


class Surface64(Surface32):
    """64 x 64 faces, half as long."""

    faces = 64
    seconds = 2.0
