"""Scenes in space."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *


def hill(u, v):
    """A smooth surface over the plane."""
    return np.array([u, v, np.exp(-(u**2) - v**2) * 2])


class SurfaceScene(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-50 * DEGREES)
        self.add(Surface(hill, u_range=(-2, 2), v_range=(-2, 2), resolution=12))


class SeeThroughSurface(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=20 * DEGREES, zoom=1.4)
        surface = Surface(hill, u_range=(-2, 2), v_range=(-2, 2), resolution=10)
        self.add(
            ThreeDAxes(),
            surface.set_style(fill_opacity=0.5).set_fill_by_checkerboard(RED, TEAL, opacity=0.5),
        )


class Solids(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=55 * DEGREES, theta=-30 * DEGREES)
        self.add(Sphere(radius=1, resolution=(12, 12)).shift(LEFT * 3))
        self.add(Cube(1.5, fill_opacity=0.8), Prism([1, 1, 2]).shift(RIGHT * 2.5))
        self.add(Torus(resolution=(12, 12)).scale(0.4).shift(UP * 3))


class RoundSolids(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=40 * DEGREES)
        self.add(Cone(resolution=8).shift(LEFT * 2), Cylinder(resolution=8).shift(RIGHT * 2))
        self.add(Tetrahedron().shift(UP * 3), Dodecahedron().scale(0.7).shift(DOWN * 3))


class ArrowsInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        self.add(ThreeDAxes(), Arrow3D(ORIGIN, [2, 2, 2], color=RED, resolution=6))
        self.add(Line3D([-2, -2, 0], [2, -2, 2], color=BLUE), Dot3D([1, -1, 1], color=YELLOW))


class CurveInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=30 * DEGREES)
        curve = ParametricFunction(
            lambda t: np.array([np.cos(3 * t), np.sin(3 * t), t / 2]), t_range=(-4, 4, 0.05)
        )
        shaded = curve.copy().shift(RIGHT * 2).set_shade_in_3d(True)
        self.add(curve.set_color([RED, BLUE]), shaded.set_color(GREEN))


class FixedInFrame(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        title = Typst("A title that stays").to_corner(UL)
        self.add(ThreeDAxes(), Cube(fill_opacity=0.9))
        self.add_fixed_in_frame_mobjects(title, Square().to_corner(DR))


class FixedOrientation(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        label = MathTypst("f(x, y)").move_to([1, 1, 2])
        self.add(ThreeDAxes(), Square(2, fill_opacity=0.5), MathTypst("x").move_to([2, 0, 0]))
        self.add_fixed_orientation_mobjects(label)


class WithoutShading(ThreeDScene):
    def construct(self):
        self.camera.should_apply_shading = False
        self.set_camera_orientation(phi=50 * DEGREES, theta=-60 * DEGREES, gamma=20 * DEGREES)
        self.add(Surface(hill, u_range=(-2, 2), v_range=(-2, 2), resolution=8))


class ExponentialProjection(ThreeDScene):
    def construct(self):
        self.camera.exponential_projection = True
        self.set_camera_orientation(phi=75 * DEGREES, theta=-60 * DEGREES, focal_distance=8)
        self.add(ThreeDAxes(), Cube(3, fill_opacity=0.6))


class TurningCamera(ThreeDScene):
    frames = (2,)

    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        self.add(ThreeDAxes(), Cube(2, fill_opacity=0.7))
        self.move_camera(phi=30 * DEGREES, theta=30 * DEGREES, zoom=1.3, run_time=1)


class ImageInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=50 * DEGREES, theta=-60 * DEGREES)
        image = np.zeros((90, 120, 3), dtype=np.uint8)
        image[::10], image[:, ::12] = (255, 200, 0), (0, 120, 255)
        self.add(ImageMobject(image).scale(4), Circle(2, color=RED))


class CloudInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-45 * DEGREES)
        cloud = PMobject(stroke_width=4)
        cloud.add_points(np.random.default_rng(1).normal(size=(500, 3)), color=TEAL)
        self.add(ThreeDAxes(), cloud)


class GradientInSpace(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=45 * DEGREES, theta=-30 * DEGREES)
        flat = Square(4).set_fill([RED, BLUE], 1).set_stroke(WHITE, 4, background=True)
        self.add(flat, Circle(3, fill_opacity=0.5, color=GREEN).set_shade_in_3d(True))
