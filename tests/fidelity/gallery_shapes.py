"""Scenes of fills, strokes and gradients."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *

COLORS = (RED, YELLOW, GREEN, TEAL, BLUE, PURPLE)


def corners(*points):
    """An open line through these points, with corners."""
    return VMobject().set_points_as_corners([np.array([x, y, 0.0]) for x, y in points])


class Fills(Scene):
    def construct(self):
        shapes = VGroup(Square(), Circle(), Star(), Triangle(), Annulus(), RoundedRectangle())
        for shape, color, opacity in zip(shapes, COLORS, np.linspace(0.15, 1, 6), strict=True):
            shape.set_fill(color, opacity).set_stroke(width=0)
        self.add(shapes.arrange_in_grid(2, buff=0.5))


class StrokeWidths(Scene):
    def construct(self):
        for index, width in enumerate((0.3, 0.7, 1, 1.5, 2, 3, 4, 6, 9, 14, 20)):
            line = Line(LEFT * 6, RIGHT * 2 + UP, stroke_width=width, color=COLORS[index % 6])
            ring = Circle(0.4, stroke_width=width, color=COLORS[index % 6])
            self.add(line.shift(UP * (2 - 0.5 * index)))
            self.add(ring.move_to([3 + index % 4, 2.5 - 1.8 * (index // 4), 0]))


class LevelLines(Scene):
    def construct(self):
        for index in range(12):
            width, offset = 0.5 + index / 2, index * 0.503
            self.add(Line([-6, offset - 3, 0], [0, offset - 3, 0], stroke_width=width))
            self.add(Line([offset + 0.5, -3, 0], [offset + 0.5, 3, 0], stroke_width=width))


class Joins(Scene):
    def construct(self):
        for index, joint in enumerate(LineJointType):
            zigzag = corners((-1, -1), (0, 1), (1, -1), (1.2, 1), (1.3, -1))
            zigzag.joint_type = joint
            zigzag.set_stroke(COLORS[index], 25)
            closed = Triangle(joint_type=joint, stroke_width=25, color=COLORS[index])
            self.add(zigzag.move_to([-5 + 3.2 * index, 1.8, 0]))
            self.add(closed.move_to([-5 + 3.2 * index, -1.8, 0]))


class MiterLimit(Scene):
    def construct(self):
        for index, spread in enumerate((0.9, 0.5, 0.25, 0.19, 0.15, 0.1)):
            spike = corners((-spread, -1), (0, 1), (spread, -1)).set_stroke(WHITE, 12)
            self.add(spike.shift(RIGHT * (2 * index - 5)))


class Caps(Scene):
    def construct(self):
        for index, cap in enumerate(CapStyleType):
            line = Line(LEFT, RIGHT + UP * 0.5, stroke_width=40).set_cap_style(cap)
            arc = Arc(1, 0.3, 4, stroke_width=30, color=BLUE).set_cap_style(cap)
            flat = Line(LEFT, RIGHT, stroke_width=40, color=RED).set_cap_style(cap)
            self.add(VGroup(line, arc, flat).arrange(DOWN).move_to([-5.2 + 3.5 * index, 0, 0]))


class BackgroundStrokes(Scene):
    def construct(self):
        self.add(NumberPlane())
        star = Star(outer_radius=2, fill_opacity=0.6, color=YELLOW, stroke_width=4)
        star.set_stroke(RED, 20, background=True)
        self.add(star.shift(LEFT * 3))
        ring = Circle(1.5, color=BLUE, stroke_width=10).set_stroke(BLACK, 30, background=True)
        self.add(ring.shift(RIGHT * 3))


class FillGradients(Scene):
    def construct(self):
        shapes = VGroup(
            Square(3).set_fill([RED, BLUE], 1),
            Circle(1.5).set_fill([RED, YELLOW, GREEN, BLUE], 1),
            Star(outer_radius=1.7).set_fill(WHITE, 1).set_color_by_gradient(TEAL, PINK),
            Square(3).set_fill([RED, BLUE], opacity=[1, 0]),
            Square(3, fill_opacity=1, color=BLUE).set_sheen(0.6, UR),
            Rectangle(width=3, height=1, fill_opacity=0.5).set_fill([GREEN, PURPLE], 0.5),
        )
        for shape, direction in zip(shapes, (RIGHT, UP, UL, DOWN, UR, LEFT), strict=True):
            shape.set_sheen_direction(direction)
        self.add(shapes.arrange_in_grid(2, buff=0.4))


class StrokeGradients(Scene):
    def construct(self):
        wave = FunctionGraph(np.sin, stroke_width=12).set_stroke([RED, YELLOW, BLUE])
        ring = Circle(2, stroke_width=25).set_stroke([RED, GREEN, BLUE]).shift(UP)
        line = Line(LEFT * 5 + DOWN * 3, RIGHT * 5 + DOWN * 2, stroke_width=8)
        self.add(wave, ring, line.set_color([ORANGE, PURE_GREEN]))


class DegenerateGradients(Scene):
    def construct(self):
        level = Line(LEFT * 5, RIGHT * 5, stroke_width=30).set_stroke([RED, BLUE])
        level.set_sheen_direction(UP)  # a gradient across a line without any height
        turned = Square(2, fill_opacity=1).set_fill([GREEN, PURPLE]).set_sheen_direction(ORIGIN)
        self.add(level, turned.shift(UP * 2))


class FillRule(Scene):
    def construct(self):
        angles = np.arange(6) * 4 * PI / 5 + PI / 2
        pentagram = VMobject(fill_opacity=0.7, fill_color=BLUE, stroke_width=3)
        pentagram.set_points_as_corners([2 * np.array([np.cos(a), np.sin(a), 0]) for a in angles])
        hole = Square(3, fill_opacity=1, color=GREEN)
        hole.append_points(Circle(1).reverse_points().points)
        no_hole = Square(3, fill_opacity=1, color=RED, stroke_color=WHITE)
        no_hole.append_points(Circle(1).points)
        self.add(VGroup(pentagram, hole, no_hole).arrange(buff=0.6))


class OpenPaths(Scene):
    def construct(self):
        arc = Arc(1.5, 0.2, 4.5, fill_opacity=0.5, color=YELLOW, stroke_width=10)
        almost = corners((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1 + 1e-7)).set_stroke(BLUE, 30)
        nearly = corners((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -0.99)).set_stroke(RED, 30)
        self.add(VGroup(arc, almost, nearly).arrange(buff=1))


class ManySubpaths(Scene):
    def construct(self):
        many = VMobject(stroke_width=3, color=TEAL, fill_opacity=0.4)
        for x in range(-6, 7):
            for y in range(-3, 4):
                many.append_points(RegularPolygon(5, radius=0.4).shift([x, y, 0]).points)
        self.add(many)


class Unfinished(Scene):
    def construct(self):
        cut = Circle(2, stroke_width=12, color=GREEN)
        cut.points = cut.points[:-2]  # the last curve has lost two points
        single = Dot().set_points([[3, 0, 0], [3, 1, 0]])
        nothing = Square().set_points(np.full((8, 3), np.nan))
        self.add(cut, single, nothing, Square(1))


class DegenerateCurves(Scene):
    def construct(self):
        for index, cap in enumerate(CapStyleType):
            point = VMobject(stroke_width=60).set_points(np.zeros((4, 3)))
            self.add(point.set_cap_style(cap).shift([2 * index - 3, 1, 0]))
        for x in np.linspace(-6, 6, 25):
            self.add(Dot([x, -1, 0], radius=0.01 + 0.004 * (x + 6)))


class StrangeColors(Scene):
    def construct(self):
        bright = Square(2)
        bright.fill_rgbas = np.array([[1.7, -0.5, 0.5, 1.3]])
        bright.stroke_rgbas = np.array([[0.2, 2.0, np.nan, 0.8]])
        stripes = Circle(1.5)
        stripes.fill_rgbas = np.array([[2.0, 0, 0, 1], [0, 0.5, -1, 0.7], [0, 0, 1.5, 2]])
        self.add(VGroup(bright, stripes).arrange(buff=1))


class ZeroWidths(Scene):
    def construct(self):
        self.add(Square(3, stroke_width=0, fill_opacity=1), Circle(2, stroke_width=0))
        self.add(Circle(1, stroke_opacity=0, fill_opacity=0, stroke_width=20))
        self.add(Circle(1.5, stroke_opacity=0.3, stroke_width=50, color=RED))


class Layers(Scene):
    def construct(self):
        for index, color in enumerate(COLORS):
            disc = Circle(1.3, color=color, fill_opacity=0.5 + 0.1 * (index % 5), stroke_width=8)
            disc.set_z_index((index * 5) % 7)
            self.add(disc.shift([1.1 * index - 3, 0.4 * (-1) ** index, 0]))


class OffScreen(Scene):
    def construct(self):
        self.add(Circle(40, stroke_width=20).shift(RIGHT * 37), Square(0.5).shift(RIGHT * 20))
        self.add(Line([-500, -2, 0], [900, 5, 0], stroke_width=6), Square(30, fill_opacity=0.1))
        self.add(Circle(2, fill_opacity=0.8, color=RED).move_to([-7, 4, 0]))


class Booleans(Scene):
    def construct(self):
        one, two = Circle(1.3, color=BLUE), Square(2, color=RED).shift(RIGHT * 0.8)
        kinds = VGroup(*(kind(one, two) for kind in (Union, Intersection, Difference, Exclusion)))
        self.add(kinds.set_fill(GREEN, 0.6).arrange(buff=0.6))


class SmallShapes(Scene):
    def construct(self):
        random = np.random.default_rng(4)
        for place, size in zip(random.uniform(-3.5, 3.5, (300, 2)), range(300), strict=True):
            shape = RegularPolygon(3 + size % 5, radius=0.05 + 0.0005 * size, stroke_width=1)
            self.add(shape.set_fill(COLORS[size % 6], 0.8).move_to([1.8 * place[0], place[1], 0]))
