"""Surfaces of many faces, which are drawn together."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *


def waves(u, v):
    """A surface that folds over itself when seen from the side."""
    return np.array([u, v, np.sin(u) * np.cos(v)])


def wavy(resolution, **style):
    """A surface of waves."""
    return Surface(waves, u_range=(-3, 3), v_range=(-3, 3), resolution=resolution, **style)


class FineSurface(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=-60 * DEGREES)
        self.add(wavy(32))


class SurfaceAmongAxes(ThreeDScene):
    frames = (1, 3)

    def construct(self):
        self.set_camera_orientation(phi=75 * DEGREES, theta=10 * DEGREES)
        axes = ThreeDAxes()
        surface = wavy(20).set_fill_by_value(axes=axes, colorscale=[RED, YELLOW, GREEN])
        self.add(axes, surface, Sphere(radius=0.7).shift(OUT))
        self.move_camera(phi=40 * DEGREES, theta=80 * DEGREES, zoom=1.2, run_time=1)


class SurfaceThatChanges(ThreeDScene):
    frames = (1, 4)

    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-40 * DEGREES)
        surface, flat = wavy(16), wavy(16, checkerboard_colors=[GREEN, TEAL]).stretch(0.2, 2)
        self.add(surface)
        self.play(Transform(surface, flat), run_time=1)
        self.play(surface.animate.fade(0.6), Create(Square(3)), run_time=1)


class SurfaceWithoutStrokes(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=80 * DEGREES, theta=-30 * DEGREES)
        self.add(wavy(24, stroke_width=0), wavy(8, fill_opacity=0.4, stroke_width=2).shift(OUT * 2))
