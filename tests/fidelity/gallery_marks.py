"""Scenes of what lectures draw: axes, graphs, arrows, formulas."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *


class Axis(Scene):
    def construct(self):
        axes = Axes(x_range=[-4, 4, 1], y_range=[-2, 2, 0.5], tips=True)
        curve = axes.plot(lambda x: np.sin(x) * x / 2, color=YELLOW)
        area = axes.get_area(curve, x_range=(-2, 3), opacity=0.4)
        bars = axes.get_riemann_rectangles(curve, x_range=(-3, 0), dx=0.2, fill_opacity=0.6)
        self.add(axes, area, bars, curve)


class Plane(Scene):
    def construct(self):
        plane = NumberPlane(background_line_style={"stroke_opacity": 0.4})
        self.add(plane)


class BentPlane(Scene):
    def construct(self):
        plane = NumberPlane()
        plane.prepare_for_nonlinear_transform(20)
        plane.apply_function(lambda p: p + 0.4 * np.array([np.sin(p[1]), np.sin(p[0]), 0]))
        self.add(plane)


class Contours(Scene):
    def construct(self):
        for level in np.linspace(0.3, 9, 14):
            ring = Ellipse(2 * np.sqrt(level), np.sqrt(level), stroke_width=2)
            self.add(ring.set_color(interpolate_color(BLUE, YELLOW, level / 9)).rotate(0.4))


class Implicit(Scene):
    def construct(self):
        self.add(ImplicitFunction(lambda x, y: x * y**2 - x**2 * y - 2, color=RED))


class Arrows(Scene):
    def construct(self):
        for angle in np.arange(0, TAU, TAU / 11):
            way = np.array([np.cos(angle), np.sin(angle), 0])
            self.add(
                Arrow(
                    way,
                    (1.5 + angle / 3) * way,
                    buff=0,
                    color=interpolate_color(RED, BLUE, angle / TAU),
                )
            )
        self.add(DoubleArrow(LEFT * 6, LEFT * 4), CurvedArrow(RIGHT * 4, RIGHT * 6 + UP))
        self.add(Vector(UP + RIGHT, color=YELLOW).shift(DOWN * 3 + LEFT * 6))


class VectorField(Scene):
    def construct(self):
        self.add(ArrowVectorField(lambda p: np.array([p[1], -p[0], 0]) / 3))


class Dashes(Scene):
    def construct(self):
        self.add(DashedLine(LEFT * 6 + UP, RIGHT * 6, dash_length=0.2, stroke_width=6))
        self.add(DashedVMobject(Circle(2, color=GREEN), num_dashes=31))
        self.add(Brace(Line(LEFT * 3, RIGHT * 3), DOWN), Angle(Line(DOWN, UR), Line(DOWN, UL)))


class Dots(Scene):
    def construct(self):
        for index, x in enumerate(np.linspace(-6, 6, 40)):
            self.add(Dot([x, 2 * np.sin(x), 0], color=[RED, WHITE, BLUE][index % 3]))


class LongPath(Scene):
    def construct(self):
        spiral = ParametricFunction(
            lambda t: np.array([t * np.cos(9 * t), t * np.sin(9 * t), 0]), t_range=(0, 3.6, 0.004)
        )
        self.add(spiral.set_stroke(TEAL, 3))


class Formulas(Scene):
    def construct(self):
        lines = VGroup(
            MathTypst("x_(k+1) = x_k - eta nabla f(x_k)"),
            MathTypst("integral_(-infinity)^infinity e^(-x^2) dif x = sqrt(pi)"),
            MathTypst("mat(a, b; c, d)^(-1) = 1/(a d - b c) mat(d, -b; -c, a)"),
        )
        self.add(lines.arrange(DOWN, buff=0.6))


class SmallText(Scene):
    def construct(self):
        for index, size in enumerate((0.25, 0.35, 0.5, 0.8, 1.3)):
            text = Typst("The gradient is perpendicular to the level curve.").scale(size)
            self.add(text.move_to(UP * (2.5 - index)))


class OutlinedText(Scene):
    def construct(self):
        formula = MathTypst("sum_(n=1)^infinity 1/n^2 = pi^2/6").scale(2)
        formula.set_color_by_gradient(BLUE, YELLOW).set_stroke(RED, 8, background=True)
        self.add(NumberPlane(), formula)


class Highlighted(Scene):
    def construct(self):
        formula = MathTypst("f(x) = x^2").scale(2)
        self.add(formula, SurroundingRectangle(formula, corner_radius=0.2), Cross(scale_factor=0.5))
        self.add(BackgroundRectangle(Square().shift(RIGHT * 4)), Underline(formula, color=RED))
