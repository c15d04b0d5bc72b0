"""The cards of a lecture: what comes next, beside a descent that has come as far as the lecture.

On the first card gradient descent stands at its start; every lesson takes it further, and on the
last card it arrives at the minimum.
"""

from __future__ import annotations

from manim import DOWN, LEFT, Create, FadeIn, LaggedStart, VGroup, VMobject
from pydantic import Field

from mathcore import objectives
from mathcore.optimizers import GradientDescent
from mathcore.trajectories import run
from scenes.animations import TakeSteps
from scenes.contours import contours
from scenes.frame import STAGE, Rect
from scenes.lesson import Lesson
from scenes.parameters import LessonParameters
from scenes.plane import Plane
from scenes.shapes import minimum_star
from scenes.text import Words
from scenes.theme import LABEL, LINE, READOUT
from scenes.walk import Walk

_HEADLINES = (60.0, 52.0, 46.0, 40.0, 34.0, 30.0)
"""Sizes of a title, the largest that fits is taken."""

_APPEAR = 0.8
_STEPS = 8
_START = (-9.0, 3.0)
_BOWL = {"a": 1.0, "b": 4.0}
_RATE = 0.22
_X_RANGE, _Y_RANGE = (-10.0, 4.4), (-6.6, 6.6)


class CardParameters(LessonParameters):
    """What stands on a card, and how far the descent beside it goes."""

    above: str = Field("", description="a small line above the title")
    title: str = Field("", description="the title")
    subtitle: str = Field("", description="a line below it")
    text: tuple[str, ...] = Field((), description="further lines")
    say: str = Field("", description="what is spoken; nothing by default")
    seconds: float = Field(4.0, gt=0, description="how long the card stays at least")
    begin: float = Field(0.0, ge=0, le=1, description="share of the descent that is done before")
    end: float = Field(0.0, ge=0, le=1, description="share of it that is done in the end")


class Card(Lesson):
    """Text at the left, a descent at the right."""

    lesson_id = "card"
    title = "Card"
    Parameters = CardParameters
    frames_stand_alone = True

    def construct(self) -> None:
        """Show the text and the bowl, then take the steps."""
        left, right = STAGE.columns(1.25, 1.0, gap=0.5)
        self.words = _words(self, left)
        self.bowl, self.walk = _descent(self, right)
        if self.parameters.say:
            with self.say(self.parameters.say) as line:
                self._play(line.left)
        else:
            self._play(0.0)

    def _play(self, spoken: float) -> None:
        card = self.parameters
        length = max(card.seconds, spoken)
        self.add(self.walk)
        self.play(
            LaggedStart(*map(FadeIn, self.words), lag_ratio=0.3),
            LaggedStart(*map(Create, self.bowl), lag_ratio=0.05),
            FadeIn(self.walk),
            run_time=min(_APPEAR, length / 2),
        )
        left = max(length - _APPEAR, length / 2)
        self.play(TakeSteps(self.walk, until=card.end * _STEPS), run_time=left)


def _words(card: Lesson, room: Rect) -> VGroup:
    """The texts, one below the other, in the middle of the room's height."""
    given, theme = card.parameters, card.theme
    for size in _HEADLINES:
        parts: list[tuple[VMobject, float]] = []
        if given.above:
            parts.append((Words(given.above, theme.color("muted"), LABEL, room.width), 0.35))
        if given.title:
            parts.append((Words(given.title, theme.color("text"), size, room.width), 0.45))
        if given.subtitle:
            parts.append((Words(given.subtitle, theme.color("muted"), LABEL, room.width), 0.45))
        small = LABEL if size > _HEADLINES[-1] else READOUT
        parts += [(Words(t, theme.color("text"), small, room.width), 0.25) for t in given.text]
        column = _column(parts, room)
        if column.height <= room.height and column.width <= room.width:
            return column
    return column.scale_to_fit_height(room.height).move_to(room.center)


def _column(parts: list[tuple[VMobject, float]], room: Rect) -> VGroup:
    column = VGroup()
    gap = 0.0
    for part, after in parts:
        if len(column):
            part.next_to(column[-1], DOWN, buff=gap)
        column.add(part.align_to((room.x_min, 0.0, 0.0), LEFT))
        gap = after
    return column.set_y(float(room.center[1]))


def _descent(card: Lesson, room: Rect) -> tuple[VGroup, Walk]:
    objective = objectives.get("quadratic", **_BOWL)
    plane = Plane(_X_RANGE, _Y_RANGE, room, card.theme, equal=True, ticks=0)
    path = run(GradientDescent(_RATE), objective, _START, _STEPS)
    walk = Walk(plane, path.positions, "gradient descent", width=LINE)
    walk.show_progress(card.parameters.begin * _STEPS)
    bowl = VGroup(*contours(plane, objective, count=11))
    bowl.add(minimum_star(plane.point(0.0, 0.0), card.theme.color("text")))
    return bowl, walk
