"""A section counts as changed if and only if it looks or sounds different."""

import pytest
from demo_lesson import demo_job
from manim import DOWN, LEFT, RIGHT, Circle, Create, FadeIn, FadeOut, Line, linear, smooth

from render.watching.sections import look
from scenes.lesson import Lesson


class Shapes(Lesson):
    """Three sections; each can be told to be otherwise."""

    lesson_id = "shapes"
    title = "Which shapes are these?"

    color = "#FF0000"
    width = 4.0
    said = "A circle."
    name_of_line = "A line"
    move = 1.0
    ease = linear
    seconds = 1.0

    def construct(self):
        self.section("circle", "A circle")
        circle = Circle(color=self.color)
        with self.say(self.said):
            self.play(Create(circle), run_time=0.5)
        self.play(FadeOut(circle), run_time=0.3)
        self.section("line", self.name_of_line)
        line = Line(LEFT, RIGHT, stroke_width=self.width)
        self.play(FadeIn(line), run_time=self.seconds)
        self.play(line.animate(rate_func=type(self).ease).shift(DOWN * self.move), run_time=0.7)
        self.play(FadeOut(line), run_time=0.3)
        self.section("end", "The end")
        with self.say("That is all."):
            self.play(FadeIn(Circle()), run_time=0.5)


def keys(**changes):
    scene = type("Shapes", (Shapes,), changes)
    job = demo_job(lesson="shapes", parameters={}, renderer="raster")
    return {seen.section.name: seen.key for seen in look(scene, job)[1]}


@pytest.fixture(scope="module")
def before():
    return keys()


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, set()),
        ({"nothing_that_is_seen": 1}, set()),
        ({"color": "#FE0000"}, {"circle"}),
        ({"said": "A ring."}, {"circle"}),
        ({"width": 4.5}, {"line"}),
        ({"move": 1.01}, {"line"}),
        ({"ease": smooth}, {"line"}),
        # The heading of a section fades out when the next one begins.
        ({"name_of_line": "A lime"}, {"line", "end"}),
        # Later sections begin later, and are what they were.
        ({"seconds": 1.3}, {"line"}),
    ],
)
def test_what_has_changed(before, changes, changed):
    after = keys(**changes)
    assert {name for name in before if before[name] != after[name]} == changed
