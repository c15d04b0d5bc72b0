"""Plain Manim scenes, as a lecturer writes them; nothing here knows of steepest."""

# ruff: noqa: F403, F405

from manim import *


class Shift(Scene):
    def construct(self):
        circle = Circle(fill_opacity=1)
        self.play(Create(circle), run_time=0.3)
        self.play(circle.animate.shift(RIGHT), run_time=0.2)


class _Base(Scene):
    def construct(self):
        self.add(Square())


class Derived(_Base):
    side = 2


class Empty(Scene):
    pass


class Mark(VGroup):
    pass


class Solid(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1, theta=1)
        self.add(Cube())
        self.wait(0.2)
