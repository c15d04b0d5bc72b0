"""Scenes in the middle of animations: what rests and what moves are drawn apart."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *


class Creating(Scene):
    frames = (1, 2)

    def construct(self):
        self.add(NumberPlane())
        self.play(Create(Circle(2, color=RED, stroke_width=10)), Create(Square(3)), run_time=1)


class Transforming(Scene):
    frames = (1, 2)

    def construct(self):
        self.add(Square(7, color=BLUE), Circle(3, fill_opacity=0.3))
        shape = Square(2, fill_opacity=0.8, color=GREEN)
        self.play(Transform(shape, Star(outer_radius=2, color=RED, fill_opacity=0.4)), run_time=1)


class Writing(Scene):
    frames = (2, 3)

    def construct(self):
        self.play(Write(MathTypst("nabla f(x) = A x - b").scale(2)), run_time=1)


class Fading(Scene):
    frames = (2,)

    def construct(self):
        formula = MathTypst("a^2 + b^2 = c^2").scale(2)
        self.add(formula, NumberPlane())
        self.play(FadeOut(formula, shift=UP), FadeIn(Circle(3, fill_opacity=1)), run_time=1)


class Moving(Scene):
    frames = (1, 3)

    def construct(self):
        curve = FunctionGraph(lambda x: np.sin(2 * x), color=BLUE)
        dot = Dot(color=YELLOW, radius=0.2)
        trail = TracedPath(dot.get_center, stroke_color=RED, stroke_width=5)
        self.add(curve, trail, dot)
        self.play(MoveAlongPath(dot, curve), run_time=1, rate_func=linear)


class Updating(Scene):
    frames = (2, 4)

    def construct(self):
        tracker = ValueTracker(0)
        arrow = always_redraw(
            lambda: Arrow(ORIGIN, 3 * RIGHT, buff=0).rotate(tracker.get_value(), about_point=ORIGIN)
        )
        self.add(tracker, NumberPlane(), arrow, Square().shift(LEFT * 3))
        self.play(tracker.animate.set_value(2), run_time=1)
        self.wait(0.5)


class Several(Scene):
    frames = (3,)

    def construct(self):
        squares = VGroup(*(Square(0.6, fill_opacity=0.7) for _ in range(24))).arrange_in_grid(3)
        self.play(LaggedStart(*(s.animate.rotate(1).set_color(RED) for s in squares)), run_time=1)


class Leaving(Scene):
    frames = (1, 2, 3)

    def construct(self):
        disc = Circle(1, fill_opacity=1, color=GREEN).shift(RIGHT * 5)
        self.add(Square(6), disc)
        self.play(disc.animate.shift(RIGHT * 6), run_time=1)
