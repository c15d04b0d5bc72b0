"""How long may a step be? Gradient descent on a parabola, true for every learning rate.

A preview in the browser, which follows what you save here:    steepest watch my_lesson.py
The finished video, with voice, captions, chapters, poster:    steepest render my_lesson.py
The checks that stand in test_my_lesson.py:                    pytest

From the top: the parameters, the story (its data and its words), the drawing.
"""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn
from pydantic import Field

from mathcore import objectives, trajectories
from mathcore.optimizers import GradientDescent
from scenes.animations import TakeSteps
from scenes.frame import LEFT_STAGE, PANEL
from scenes.lesson import Lesson
from scenes.numbers import words
from scenes.parameters import LessonParameters
from scenes.plane import Plane
from scenes.shapes import minimum_star
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import FORMULA, LABEL, LINE
from scenes.walk import Walk, label_near


class Parameters(LessonParameters):
    """What can be set: steepest render my_lesson.py --set learning_rate=1.5"""

    learning_rate: float = Field(0.3, ge=0.01, le=4, description="share of the gradient in a step")
    start: float = Field(4.0, ge=-100, le=100, description="where gradient descent starts")
    steps: int = Field(8, ge=1, le=50, description="number of steps")


class Story:
    """The data, and the sentences that follow from it: no sentence is said where it is false."""

    def __init__(self, parameters: Parameters) -> None:
        self.rate, self.start = parameters.learning_rate, parameters.start
        parabola = objectives.from_expression("x**2 / 2", dimension=1)
        method = GradientDescent(self.rate)
        self.run = trajectories.run(method, parabola, self.start, parameters.steps)
        self.path = np.column_stack([self.run.positions[:, 0], self.run.losses])
        # The gradient of x^2 / 2 is x, so a step turns x into x - rate * x = factor * x.
        self.factor = round(1 - self.rate, 9)

    def verdict(self) -> str:
        """What becomes of the run, in a few words for the screen."""
        if self.start == 0:
            return "rests at the minimum"
        if self.factor == 0:
            return "arrives in one step"
        if abs(self.factor) == 1:
            return "jumps to and fro"
        if abs(self.factor) > 1:
            return "diverges"
        return "converges" if self.factor > 0 else "oscillates, converges"

    # A word in [brackets] is a cue: it is not spoken, and marks the word that follows it, so that
    # the drawing can wait until this word is heard.

    def opening(self) -> str:
        """The first sentence."""
        return (
            "This parabola has its [star] minimum at zero. "
            f"Gradient descent starts at [start] {words(self.start)}."
        )

    def rule(self) -> str:
        """What a step does."""
        return (
            f"The gradient here is {words(self.start)}. A step goes [step] against it, "
            f"{words(self.rate, 9)} times as far: it multiplies x by {words(self.factor, 9)}."
        )

    def ending(self) -> str:
        """What the other steps do."""
        count = "1 step" if self.run.steps == 1 else f"{self.run.steps} steps"
        last = f"After {count}, x is [end] {words(self.path[-1, 0])}"
        return {
            "rests at the minimum": "At the minimum the gradient is zero: it [end] stays there.",
            "arrives in one step": "So the very first step lands on the [end] minimum.",
            "converges": f"So every step is shorter than the one before. {last}.",
            "oscillates, converges": "Every step jumps over the minimum, and lands nearer to it. "
            f"{last}.",
            "jumps to and fro": "Every step jumps over the minimum, and lands just as far away: "
            "it [end] never comes nearer.",
            "diverges": "Every step jumps over the minimum, and lands farther away. "
            f"{last}: the learning rate is too large.",
        }[self.verdict()]


class MyLesson(Lesson):
    """The drawing. Colours and sizes have names, which are the same in every lesson."""

    lesson_id = "my-lesson"
    title = "How long may a step be?"
    Parameters = Parameters
    frames_stand_alone = True  # no frame depends on earlier ones, so they need not all be run

    def construct(self) -> None:
        """Draw the sections in turn; add yours here."""
        self.story = Story(self.parameters)
        self.landscape()
        self.steps()

    def landscape(self) -> None:
        """The parabola, its minimum, and the start."""
        self.section("landscape", "A parabola and a start")
        text = self.theme.color("text")
        # The picture is so wide that the first three steps are in sight, whatever they are.
        reach = 1.4 * np.abs(self.story.path[:4, 0]).max() or 1.0
        top = reach**2 / 2
        self.plane = Plane(
            (-reach, reach), (-0.05 * top, top), LEFT_STAGE, self.theme, x_label="x", y_label="f(x)"
        )
        xs = np.linspace(-reach, reach, 200)
        curve = self.plane.curve(np.column_stack([xs, xs**2 / 2]), self.theme.color("axis"), LINE)
        star = minimum_star(self.plane.point(0, 0), text)
        self.walk = Walk(self.plane, self.story.path, "gradient descent")
        outwards = RIGHT * np.sign(self.story.start) if self.story.start else UP
        label = Words("start", text, LABEL)
        label_near(self.plane, label, self.story.path[0], outwards, gap=0.25)
        with self.say(self.story.opening()) as line:
            self.play(FadeIn(self.plane), Create(curve), run_time=1.0)
            self.wait(line.until("star"))
            self.play(FadeIn(star), run_time=0.5)
            self.wait(line.until("start"))
            self.play(FadeIn(self.walk, label), run_time=0.5)

    def steps(self) -> None:
        """The rule, one slow step, and the others."""
        self.section("steps", "Every step multiplies x")
        text = self.theme.color("text")
        formula = Formula(f"x arrow.l {words(self.story.factor, 9)} x", text, FORMULA)
        x = Readout("x", lambda: float(self.walk.at(self.walk.progress)[0]), text, LABEL)
        panel = stack(formula, x, gap=0.5).move_to(PANEL.center)
        with self.say(self.story.rule()) as line:
            self.wait(line.until("step"))
            self.play(FadeIn(panel), run_time=0.5)
        if self.story.run.steps:
            arrow = self.walk.step_arrow(0, self.theme.color("gradient"))
            self.play(FadeIn(arrow), run_time=0.8)
            self.play(TakeSteps(self.walk, until=1), run_time=1.0)
            self.remove(arrow)
        with self.say(self.story.ending()) as line:
            self.play(TakeSteps(self.walk, until=self.walk.steps), run_time=line.until("end"))
            verdict = Words(self.story.verdict(), text, LABEL)
            verdict.next_to(panel, DOWN, buff=0.6, aligned_edge=LEFT)
            self.play(FadeIn(verdict), run_time=0.5)
