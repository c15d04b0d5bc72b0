"""Plain Manim scenes in two dimensions, as a lecturer writes them; no TeX, nothing of steepest.

All run times are whole numbers of frames at 15 and at 60 frames a second.
"""

from __future__ import annotations

import numpy as np
from manim import (
    BLUE,
    DOWN,
    GREEN,
    LEFT,
    ORANGE,
    PI,
    RED,
    RIGHT,
    TEAL,
    UP,
    WHITE,
    YELLOW,
    Arrow,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    MathTypst,
    MoveAlongPath,
    ReplacementTransform,
    Scene,
    Square,
    TracedPath,
    Transform,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    color_gradient,
    linear,
)

ANGLES = np.linspace(0, 2 * PI, 65)


class Start(Scene):
    """One frame: what both take to start and to end."""

    def construct(self) -> None:
        self.add(Square())
        self.wait(1 / self.camera.frame_rate)


def level_curves(condition: float, angle: float) -> VGroup:
    """Twelve level curves of a bowl, stretched and turned."""
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    unit = np.stack((np.cos(ANGLES), np.sin(ANGLES)), axis=1)
    flat = (unit / np.sqrt([1.0, condition])) @ axes
    ring = np.column_stack((flat, np.zeros(len(flat))))
    curves = VGroup()
    for radius, color in zip(
        np.linspace(0.5, 6, 12), color_gradient([TEAL, YELLOW], 12), strict=True
    ):
        curve = VMobject(stroke_color=color, stroke_width=3)
        curves.add(curve.set_points_smoothly(radius * ring))
    return curves


def uphill(foot: np.ndarray, condition: float, angle: float) -> np.ndarray:
    """Where an arrow along the gradient ends, at most 0.8 units from its foot."""
    axes = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    step = ((axes @ foot[:2]) * [1.0, condition]) @ axes
    step *= 0.8 / max(0.8, float(np.hypot(*step)))
    end: np.ndarray = foot + np.array([*step, 0.0])
    return end


FEET = [np.array([x, y, 0.0]) for x in np.linspace(-5.5, 5.5, 8) for y in (-2.5, -0.8, 0.9, 2.6)]


def arrows(condition: float, angle: float) -> VGroup:
    """32 arrows of the gradient."""
    return VGroup(
        *(
            Arrow(foot, uphill(foot, condition, angle), buff=0, color=ORANGE, stroke_width=4)
            for foot in FEET
        )
    )


class Contours(Scene):
    """Level curves and arrows change together; a dot goes around with an arrow of its own."""

    laps = 1

    def construct(self) -> None:
        curves, field = level_curves(1, 0), arrows(1, 0)
        way = Circle(2.0)
        dot = Dot(way.get_start(), color=RED)
        own = Arrow(2 * RIGHT, 3 * RIGHT, buff=0, color=RED)
        own.add_updater(
            lambda arrow: arrow.put_start_and_end_on(dot.get_center(), 1.5 * dot.get_center())
        )
        self.add(curves, field, dot, own)
        for _ in range(self.laps):
            for condition, angle in ((9, 0), (9, PI / 2), (1, PI / 2)):
                self.play(
                    Transform(curves, level_curves(condition, angle)),
                    Transform(field, arrows(condition, angle)),
                    MoveAlongPath(dot, way),
                    run_time=2,
                )


class ContoursTenTimes(Contours):
    """The same, ten times as long."""

    laps = 10


class Updaters(Scene):
    """The same curves and arrows, each with an updater: most of the work is Manim's own Python."""

    def construct(self) -> None:
        condition, angle = ValueTracker(1.0), ValueTracker(0.0)
        curves, field = level_curves(1, 0), arrows(1, 0)
        curves.add_updater(
            lambda group: group.become(level_curves(condition.get_value(), angle.get_value()))
        )
        for foot, arrow in zip(FEET, field, strict=True):
            arrow.add_updater(
                lambda arrow, foot=foot: arrow.put_start_and_end_on(
                    foot, uphill(foot, condition.get_value(), angle.get_value())
                )
            )
        self.add(curves, field)
        self.play(condition.animate.set_value(9.0), run_time=1)
        self.play(angle.animate.set_value(PI / 2), run_time=1)


class LongPath(Scene):
    """A path of 300 cubics is drawn; a dot runs along it and leaves a trace."""

    def construct(self) -> None:
        t = np.linspace(0, 2 * PI, 301)
        points = np.stack((5.5 * np.sin(3 * t), 3.2 * np.sin(4 * t + 0.4), 0 * t), axis=1)
        path = VMobject(stroke_color=BLUE, stroke_width=2).set_points_smoothly(points)
        self.play(Create(path), run_time=3, rate_func=linear)
        dot = Dot(color=YELLOW).move_to(path.get_start())
        trace = TracedPath(dot.get_center, stroke_color=RED, stroke_width=5)
        self.add(trace, dot)
        self.play(MoveAlongPath(dot, path), run_time=5, rate_func=linear)


class Formulas(Scene):
    """Twelve formulas are written, moved, coloured and taken away."""

    def construct(self) -> None:
        sources = [
            rf"theta_{k + 1} = theta_{k} - alpha nabla f(theta_{k}) + beta "
            rf"sum_(i=1)^{3} frac(m_i, sqrt(v_i) + epsilon)"
            for k in range(12)
        ]
        formulas = VGroup(*(MathTypst(source, font_size=24) for source in sources))
        formulas.arrange_in_grid(6, 2, buff=(1.0, 0.5))
        self.play(LaggedStart(*(Write(one) for one in formulas), lag_ratio=0.1), run_time=4)
        self.play(formulas.animate.set_color_by_gradient(TEAL, YELLOW), run_time=1)
        self.play(formulas[:6].animate.shift(0.3 * UP), run_time=1)
        self.play(*(Indicate(one) for one in formulas[::3]), run_time=1)
        self.play(LaggedStart(*(FadeOut(one) for one in formulas)), run_time=1)


PARAGRAPHS = (
    "Gradient descent takes a step against the gradient. \\ "
    "The step is as long as the learning rate allows. \\ "
    "In a narrow valley it goes from side to side, \\ "
    "and hardly at all along the floor of the valley. \\ "
    "A smaller rate is calmer, and slower still.",
    "Momentum keeps a share of the last step. \\ "
    "From side to side the shares take each other away, \\ "
    "along the valley they add up, step by step. \\ "
    "What was a zig-zag becomes a long run, \\ "
    "and sometimes the run goes too far and comes back.",
    "Adam divides each coordinate by its own size. \\ "
    "Steep directions are held back, flat ones sped up. \\ "
    "At the start its averages know too little, \\ "
    "so they are corrected for the zeros they began with. \\ "
    "After a few steps the correction is gone.",
)


class Texts(Scene):
    """Paragraphs turn into each other, glyph by glyph."""

    def construct(self) -> None:
        title = Typst("*Three ways down a valley*", font_size=44).to_edge(UP)
        pages = [Typst(text, font_size=36).next_to(title, 2 * DOWN) for text in PARAGRAPHS]
        self.play(Write(title), FadeIn(pages[0], shift=UP), run_time=2)
        page = pages[0]
        for following in pages[1:]:
            self.play(ReplacementTransform(page, following), run_time=2)
            self.wait(0.4)
            page = following
        self.play(page.animate.scale(0.6).set_color(GREEN).to_edge(LEFT), run_time=1.2)


class Hold(Scene):
    """Two seconds of action, then the picture rests for twenty."""

    def construct(self) -> None:
        rings = VGroup(*(Circle(0.3 * k, color=TEAL, stroke_width=3) for k in range(1, 11)))
        words = Typst("The loss no longer falls.", font_size=40).to_edge(DOWN)
        square = Square(color=WHITE).shift(4 * LEFT)
        self.add(rings)
        self.play(Transform(square, Circle(color=RED).shift(4 * RIGHT)), Write(words), run_time=2)
        self.wait(20)
