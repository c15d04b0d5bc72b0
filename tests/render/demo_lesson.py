"""A small lesson that the tests of render direct, and what they need around it."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
from manim import RIGHT, UP, Circle, Create, FadeIn, FadeOut, VGroup, linear
from manim.mobject.types.vectorized_mobject import VMobject
from pydantic import Field

from render.job import Quality, RenderJob
from scenes.lesson import Lesson
from scenes.parameters import LessonParameters

SMALL = Quality("small", 320, 180, 10)


class Label(VGroup):
    """A text without typesetting: a bar that says something."""

    def __init__(self, text: str, width: float = 2.0, height: float = 0.4) -> None:
        bar = VMobject(stroke_width=0, fill_opacity=1, fill_color="#FFFFFF")
        x, y = width / 2, height / 2
        corners = [(-x, -y, 0), (x, -y, 0), (x, y, 0), (-x, y, 0), (-x, -y, 0)]
        super().__init__(bar.set_points_as_corners(np.array(corners, dtype=float)))
        self.plain_text = text


class DemoLesson(Lesson):
    """Says two lines in two sections."""

    lesson_id = "demo"
    title = "What is a demo?"

    class Parameters(LessonParameters):
        """One number."""

        radius: float = Field(1.0, gt=0, description="radius of the circle")

    def construct(self) -> None:
        """Show a label and a circle, then move the circle."""
        self.section("first", "The first part")
        title = Label("a title").shift(3 * UP)
        circle = Circle(radius=self.parameters.radius, fill_opacity=0.5)
        with self.say("Here is a [circle] circle.") as line:
            self.play(FadeIn(title), run_time=line.until("circle"))
            self.play(Create(circle), run_time=line.left)
        self.section("second", "The second part")
        with self.say("It moves to the right."):
            self.play(circle.animate(rate_func=linear).shift(RIGHT), run_time=1.0)
        self.play(FadeOut(circle), FadeOut(title), run_time=0.5)


def install(monkeypatch, lesson=DemoLesson):
    """Put a lesson into the catalogue under its id, for one test."""
    from scenes.catalogue import LESSONS

    entry = SimpleNamespace(load=lambda: lesson, parameters=lambda: lesson.Parameters)
    monkeypatch.setitem(LESSONS, lesson.lesson_id, entry)


def demo_job(**changes) -> RenderJob:
    """A job for the demo, 320 x 180 at 10 frames a second, without sound."""
    settings = {
        "lesson": "demo",
        "parameters": {"radius": 1.0},
        "changed": (),
        "quality": SMALL,
        "theme": "dark",
        "voice": "none",
        "format": "mp4",
        "transparent": False,
        "section": None,
        "out": Path("out"),
    }
    return RenderJob(**(settings | changes))
