"""Scenes of cameras that move, zoom and look into each other's pictures."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *


def furniture():
    """Something to look at, all over the frame."""
    group = VGroup(NumberPlane())
    for index in range(7):
        shape = RegularPolygon(3 + index, color=[RED, GREEN, BLUE][index % 3], fill_opacity=0.5)
        group.add(shape.shift([2 * index - 6, np.sin(index) * 2, 0]))
    return group


class ZoomIn(MovingCameraScene):
    def construct(self):
        self.add(furniture())
        self.camera.frame.scale(0.2).move_to([2, 1, 0])


class ZoomOut(MovingCameraScene):
    def construct(self):
        self.add(furniture(), Circle(9, color=YELLOW, stroke_width=2))
        self.camera.frame.scale(2.5).shift(LEFT * 3)


class ZoomFar(MovingCameraScene):
    def construct(self):
        self.add(Circle(3, stroke_width=0.02), Dot([3, 0, 0], radius=0.002, color=RED))
        self.camera.frame.set(width=0.02).move_to([3, 0, 0])


class CameraInMotion(MovingCameraScene):
    frames = (2,)

    def construct(self):
        self.camera.frame.save_state()
        self.add(furniture())
        self.play(self.camera.frame.animate.scale(0.4).move_to([-3, 1, 0]), run_time=1)
        self.play(Restore(self.camera.frame), run_time=0.5)


class StretchedFrame(MovingCameraScene):
    def construct(self):
        self.add(furniture(), Circle(2, stroke_width=20), Square(2, stroke_width=20))
        self.add(Line(LEFT * 5, RIGHT * 5 + UP * 2, stroke_width=15, color=[RED, BLUE]))
        self.camera.frame.stretch(1.6, 0)


class VisibleFrame(MovingCameraScene):
    def construct(self):
        self.camera.frame.set_stroke(YELLOW, 8).scale(0.8)
        self.add(furniture(), self.camera.frame)


class Zoomed(ZoomedScene):
    def __init__(self, **kwargs):
        super().__init__(zoom_factor=0.3, zoomed_display_height=3, zoomed_display_width=4, **kwargs)

    def construct(self):
        self.add(furniture())
        self.zoomed_camera.frame.move_to([-2, 1, 0])
        self.activate_zooming(animate=False)


class ZoomedPopOut(ZoomedScene):
    frames = (1, 5)

    def construct(self):
        self.add(furniture())
        self.activate_zooming(animate=True)
        self.play(self.zoomed_camera.frame.animate.shift(LEFT * 2), run_time=1)


class Mapped(Scene):
    def __init__(self, **kwargs):
        super().__init__(camera_class=MappingCamera, **kwargs)

    def construct(self):
        self.camera.mapping_func = lambda p: p * 0.5 + RIGHT
        self.add(Circle(2), PointCloudDot(radius=1, color=RED))


class WideFrame(Scene):
    def construct(self):
        self.camera.frame_width, self.camera.frame_height = 28, 15.75
        self.camera.frame_center = RIGHT * 3
        self.add(furniture())
