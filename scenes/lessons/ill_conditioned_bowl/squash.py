"""Part one: a round bowl becomes a long one, and the arrow turns away from the minimum."""

from __future__ import annotations

from manim import LEFT, Create, FadeIn, FadeOut, VGroup

from scenes.animations import Drive, TakeSteps
from scenes.frame import LEFT_STAGE, PANEL
from scenes.lesson import Lesson
from scenes.lessons.ill_conditioned_bowl.valley import Downhill, Valley, top_view
from scenes.shapes import minimum_star
from scenes.stories.ill_conditioned_bowl import words as told
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import FORMULA, LABEL, Theme
from scenes.walk import Walk

_RIGHT_ANGLE = (
    "The downhill arrow stands at a [right] right angle to its contour: "
    "on a circle, towards the [centre] centre."
)


def play(lesson: Lesson, story: Story) -> None:
    """Walk down the round bowl, look at the arrow, squash."""
    theme = lesson.theme
    plane = top_view(story, LEFT_STAGE, theme)
    valley = Valley(plane, story, 1.0)
    star = minimum_star(plane.point(0, 0), theme.color("text"))
    walk = Walk(plane, story.round_run.positions, "gradient descent")
    with lesson.say(told.opening(story)) as line:
        lesson.play(FadeIn(plane, valley, star, walk), run_time=line.until("walks"))
        lesson.play(TakeSteps(walk, walk.steps), run_time=line.left)
    downhill = Downhill(plane, story, 1.0)
    formula, names, readouts = _legend(downhill, theme)
    with lesson.say(_RIGHT_ANGLE) as line:
        lesson.play(
            FadeOut(walk),
            FadeIn(downhill.curve, downhill.arrow, formula, names[0]),
            run_time=line.until("right"),
        )
        lesson.play(FadeIn(downhill.tangent, downhill.mark, names[1]), run_time=0.8)
        lesson.play(
            FadeIn(downhill.way, names[2], names[3], readouts), run_time=line.until("centre")
        )
    picture = VGroup(valley, downhill, star)

    def show(share: float) -> None:
        # Evenly in the logarithm: each moment stretches the ellipses by the same factor.
        kappa = float(story.kappa**share)
        valley.draw(kappa)
        downhill.draw(kappa)

    with lesson.say(told.squash(story)) as line:
        lesson.wait(line.until("squash"))
        if story.kappa > 1:
            lesson.play(Drive(picture, show, 0, 1), run_time=line.until("arrow"))
            lesson.play(Create(downhill.gap()), run_time=0.8)


def _legend(downhill: Downhill, theme: Theme) -> VGroup:
    """The formula, the names of the lines in their colours, and the live numbers."""
    formula = Formula("f = 1/2 (x^2 + kappa y^2)", theme.color("text"), FORMULA)
    names = stack(
        Words("downhill: minus the gradient", theme.color("gradient"), LABEL),
        Words("tangent of the contour", theme.color("tangent"), LABEL),
        Words("way to the minimum", theme.color("muted"), LABEL),
        Words("(one scale on both axes)", theme.color("muted"), LABEL),
    )
    readouts = stack(
        Readout("kappa", lambda: downhill.kappa, theme.color("text"), LABEL, 1),
        Readout(
            '"arrow misses by"', lambda: downhill.misses_by, theme.color("text"), LABEL, 1, "°"
        ),
    )
    legend = stack(formula, names, readouts, gap=0.5)
    legend.move_to((PANEL.x_min, PANEL.center[1], 0.0), aligned_edge=LEFT)
    return legend
