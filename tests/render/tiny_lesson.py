"""The small lesson that the tests of the command render: two sections, about two seconds."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from demo_lesson import Label
from manim import LEFT, RIGHT, UP, Circle, Create, linear
from other_story import Parameters as OtherParameters
from tiny_story import Parameters as TinyParameters

from scenes.lesson import Lesson


class TinyLesson(Lesson):
    """Says a few words about a circle."""

    lesson_id = "tiny"
    title = "How small can a lesson be?"
    Parameters = TinyParameters

    def construct(self) -> None:
        """Show a circle, then move it."""
        self.section("appear", "It appears")
        self.add(Label("a title").shift(3 * UP))
        circle = Circle(fill_opacity=0.5).shift(2 * LEFT)
        with self.say("One [circle] circle.") as line:
            self.play(Create(circle), run_time=line.until("circle"))
        self.section("move", "It moves")
        number = self.parameters.condition_number
        with self.say(f"Number {number:g}."):
            self.play(circle.animate(rate_func=linear).shift(RIGHT), run_time=0.4)


class OtherLesson(TinyLesson):
    """The same with other parameters."""

    lesson_id = "other"
    Parameters = OtherParameters


class FailingLesson(TinyLesson):
    """Raises in its second section."""

    lesson_id = "failing"

    def construct(self) -> None:
        """Play one thing, then divide by nothing."""
        self.section("appear", "It appears")
        self.play(Create(Circle()), run_time=0.2)
        raise ZeroDivisionError("a lesson of its own making")


class DyingLesson(TinyLesson):
    """Takes its process with it."""

    lesson_id = "dying"

    def construct(self) -> None:
        """End the process the hard way."""
        os._exit(9)


class LongLesson(TinyLesson):
    """Has several segments."""

    lesson_id = "long"

    def construct(self) -> None:
        """Move a circle to and fro for half a minute, with a rest now and then."""
        self.section("appear", "It appears")
        circle = Circle(fill_opacity=0.5)
        self.add(circle)
        for number in range(8):
            self.play(circle.animate.shift(RIGHT if number % 2 else LEFT), run_time=3)
            self.wait(0.7)


class SlowLesson(TinyLesson):
    """Goes on for many frames."""

    lesson_id = "slow"

    def construct(self) -> None:
        """Move a circle for an hour."""
        self.section("appear", "It appears")
        circle = Circle()
        self.play(circle.animate.shift(RIGHT), run_time=3600)


class StuckLesson(TinyLesson):
    """Does not let itself be ended."""

    lesson_id = "stuck"

    def construct(self) -> None:
        """Move a circle, and then neither go on nor leave."""
        self.section("appear", "It appears")
        circle = Circle()

        def stay(mobject: Circle) -> None:
            while self.renderer.frames == 12:
                with suppress(BaseException):
                    time.sleep(60)

        circle.add_updater(stay)
        self.play(circle.animate.shift(RIGHT), run_time=2)


class FragileLesson(TinyLesson):
    """Takes its process with it at frame 12, as often as ``steps`` says."""

    lesson_id = "fragile"

    def construct(self) -> None:
        """Move a circle; note every death in a file."""
        self.section("appear", "It appears")
        circle = Circle()
        deaths = Path("deaths")

        def die(mobject: Circle) -> None:
            count = len(deaths.read_text()) if deaths.exists() else 0
            if self.renderer.frames == 12 and count < self.parameters.steps:
                deaths.write_text("x" * (count + 1))
                os.kill(os.getpid(), signal.SIGKILL)

        circle.add_updater(die)
        self.play(circle.animate.shift(RIGHT), run_time=2)
