"""Tiny lessons, each with one fault that a student would see or hear, and clean ones."""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    BackgroundRectangle,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    Line,
    Rectangle,
    Transform,
)

from scenes.lesson import Lesson
from scenes.text import Formula, Number, Readout, Words
from scenes.theme import LABEL, READOUT, SMALL


class Clean(Lesson):
    """Nothing is wrong: texts in their places, the picture moves or somebody speaks."""

    lesson_id = "clean"

    def construct(self) -> None:
        """Show words of every kind."""
        text = self.theme.color("text")
        self.section("clean", "Nothing is wrong")
        words = Words("a small remark", text, SMALL).shift(2 * UP)
        formula = Formula("x_1^2 / 2", text, READOUT).shift(UP)
        circle = Circle().shift(1.8 * DOWN)
        live = Readout("x", circle.get_x, text)
        turned = Words("a turned one", text, READOUT).rotate(1.2).shift(5 * LEFT)
        self.add(words, formula, live, turned)
        with self.say("Here is a [circle] circle, and it moves.") as line:
            self.play(Create(circle), run_time=line.until("circle"))
        self.play(circle.animate.shift(RIGHT), FadeOut(words), run_time=3)
        self.wait(0.5)


class Planted(Lesson):
    """What the lessons with one fault share: a line that is heard all the time."""

    lesson_id = "planted"

    def construct(self) -> None:
        """Say something while the fault is there."""
        with self.say("Some words are said here, and they last for a while."):
            self.plant()

    def plant(self) -> None:
        """Make the fault."""


class Outside(Planted):
    """Reaches out of the frame to the left."""

    def plant(self) -> None:
        """To the edge, and beyond."""
        self.add(Words("outside", self.theme.color("text")).move_to(6.9 * LEFT))


class InBand(Planted):
    """Stands where captions are."""

    def plant(self) -> None:
        """Low."""
        self.add(Words("too low", self.theme.color("text")).move_to(3.4 * DOWN))


class Overlap(Planted):
    """Two texts at one place."""

    def plant(self) -> None:
        """One beside the other, not far enough."""
        text = self.theme.color("text")
        self.add(Words("one text", text), Words("another", text).shift(0.5 * RIGHT))


class OverlapMeanwhile(Planted):
    """Two texts meet in the middle of a play, and are apart at its end."""

    def plant(self) -> None:
        """A text that follows a dot runs across another."""
        text = self.theme.color("text")
        dot = Circle(0.1).shift(4 * LEFT)
        rider = Words("rider", text)
        rider.add_updater(lambda mobject: mobject.move_to(dot))
        self.add(rider, Words("a standing text", text))
        self.play(dot.animate.shift(8 * RIGHT), run_time=3)


class Late(Planted):
    """A cue that has passed."""

    def construct(self) -> None:
        """Play too long."""
        with self.say("Here [word] it is, and then some more is said.") as line:
            self.play(Create(Circle()), run_time=2)
            self.play(Create(Circle().shift(RIGHT)), run_time=line.until("word"))


class Small(Planted):
    """Words scaled to fit."""

    def plant(self) -> None:
        """Half as large as it was set."""
        words = Words("a long remark that must fit", self.theme.color("text"), LABEL)
        self.add(words.scale_to_fit_width(words.width / 2).rotate(0.7))


class SmallNumber(Planted):
    """A live number that was scaled."""

    def plant(self) -> None:
        """Two thirds."""
        self.add(Number(12.5, self.theme.color("text"), READOUT).scale(0.66))


class SmallLabel(Planted):
    """The label of a readout is too small, the number is not."""

    def plant(self) -> None:
        """One part of a text."""
        readout = Readout("x", lambda: 1.0, self.theme.color("text"))
        readout.label.scale(0.5)
        self.add(readout)


class SmallAfterwards(Planted):
    """Words that become small ones."""

    def plant(self) -> None:
        """A Transform, then another for what is still large enough."""
        color = self.theme.color("text")
        words, large = Words("Why?", color, LABEL), Words("Whatever it is", color, LABEL).shift(UP)
        self.play(
            Transform(words, Words("no answer", color, 18)),
            Transform(large, Words("a", color, READOUT).shift(UP)),
            run_time=1,
        )


class ThereAndBack(Planted):
    """No fault: two words that become each other, and again."""

    def plant(self) -> None:
        """Twice."""
        color = self.theme.color("text")
        one, other = Words("Why?", color, LABEL), Words("ace", color, READOUT)
        self.play(Transform(one, other), run_time=0.5)
        self.remove(one)
        self.play(Transform(other, one), run_time=0.5)
        self.play(Transform(other, Words("Why not?", color, SMALL)), run_time=0.5)


class FaintBehind(Planted):
    """White words over a bright band, which covers a part of them."""

    def plant(self) -> None:
        """A band as in a picture of contours."""
        color = self.theme.color("text")
        band = Rectangle(width=1, height=3, fill_color=color, fill_opacity=0.8, stroke_width=0)
        self.add(band, Words("words over a band", color))


class FaintColor(Planted):
    """A colour near to that of the background."""

    def plant(self) -> None:
        """Grey."""
        grey = "#3A3F44" if self.theme.name == "dark" else "#C0C0C0"
        self.add(Words("hardly seen", grey, 40))


class FaintOpacity(Planted):
    """Words that are nearly transparent."""

    def plant(self) -> None:
        """A quarter of the opacity."""
        self.add(Words("hardly there", self.theme.color("text")).set_opacity(0.25))


class FaintSmall(Planted):
    """Enough contrast for large text, but not for small."""

    def plant(self) -> None:
        """Four to one."""
        grey = "#6F757B" if self.theme.name == "dark" else "#808080"
        large = Words("large enough", grey, LABEL).shift(UP)
        self.add(large, Words("too small for it", grey, READOUT))


class ThinLines(Planted):
    """No fault: thin curves cross a text, and it has a panel where there are more."""

    def plant(self) -> None:
        """A grid of thin lines."""
        color = self.theme.color("text")
        lines = [Line(3 * LEFT, 3 * RIGHT, stroke_width=2).shift(0.3 * k * UP) for k in range(9)]
        self.add(*lines, Words("crossed by thin lines", color, LABEL).shift(0.15 * DOWN))
        bright = Rectangle(width=4, height=1, fill_color=color, fill_opacity=1).shift(2 * DOWN)
        words = Words("on a panel", color).move_to(bright)
        panel = BackgroundRectangle(words, color=self.theme.background, fill_opacity=0.9, buff=0.1)
        self.add(bright, panel, words)


class Spoken(Lesson):
    """Much is said, and nothing else."""

    lesson_id = "spoken"

    def construct(self) -> None:
        """Three sentences."""
        for name in ("gradient", "momentum", "step"):
            with self.say(f"The {name} is described here with a sentence of some length."):
                self.add(Circle())


class Silenced(Lesson):
    """One line has a sound without sound, and one has none."""

    lesson_id = "silenced"

    def construct(self) -> None:
        """Three sentences."""
        for what in ("heard by everybody", "quiet like a mouse", "lost on the way"):
            with self.say(f"This sentence is {what}."):
                self.add(Circle())


class Dead(Planted):
    """Nothing happens for three seconds."""

    def construct(self) -> None:
        """Speak, wait, speak."""
        self.add(Circle())
        with self.say("Before."):
            pass
        self.wait(3)
        with self.say("And after."):
            pass


class DeadPlay(Planted):
    """Plays that change nothing are no motion."""

    def construct(self) -> None:
        """Create what is there already, out of the picture."""
        with self.say("Before."):
            pass
        far = Circle().shift(20 * RIGHT)
        self.add(far)
        self.play(far.animate.shift(RIGHT), run_time=1.5)
        self.play(far.animate.shift(RIGHT), run_time=1.5)
        with self.say("And after."):
            pass


class NearlyDead(Planted):
    """No fault: a long silence in which something small moves, and a wait of two seconds."""

    def construct(self) -> None:
        """A number that counts, words that fade in, a short hold."""
        with self.say("Before."):
            pass
        number = Number(0, self.theme.color("text"))
        number.add_updater(lambda mobject: mobject.set_value(self.time))
        self.add(number)
        self.play(Create(Circle(0.1).shift(30 * RIGHT)), run_time=4)
        number.clear_updaters()
        self.play(FadeIn(Words("words", self.theme.color("text")).shift(UP)), run_time=1)
        self.wait(1.9)
