"""Parts 3 and 4 of the lesson on contours: the level curve and the right angle."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    Create,
    FadeIn,
    FadeOut,
    VGroup,
    linear,
    smooth,
)

from mathcore.calculus import Stationary
from scenes.animations import Drive
from scenes.contours import contours, highlighted_level
from scenes.lessons.gradient_contours.marks import (
    arrow_scale,
    named,
    scale_note,
)
from scenes.lessons.gradient_contours.moving import Compass
from scenes.lessons.gradient_contours.stage import BELOW_FORMULA, ContourStage
from scenes.plane import Floats
from scenes.shapes import current_dot
from scenes.stories.gradient_contours import words as says
from scenes.text import Formula, Readout, Words
from scenes.theme import FORMULA, LABEL, LINE


class CurvePart(ContourStage):
    """Walk along the level curve with tangent and gradient."""

    def level_curve(self) -> None:
        """Find the same height elsewhere, and walk along it."""
        self.section("level-curve", "Walk where the height stays")
        story = self.story
        if story.kind is not Stationary.SLOPE:
            self.stop_at_stationary_point()
        if story.place is None or story.route is None:
            return
        route = story.route
        halfway = 0.5 if len(route.points) > 2 else 1.0
        self.compass = Compass(self.board, route, self.scale)
        below = np.mean(story.levels < route.level) if len(story.levels) else 0.5
        color = self.theme.level_color(float(below))
        curve = highlighted_level(self.board, route.points, color)
        others = contours(self.board, story.objective, [route.level]).set_stroke(color, LINE)
        height = self.readout("f", lambda: self.compass.level_here, "text", route.level)
        named([height], BELOW_FORMULA)
        marks = VGroup(*(self.twin_mark(twin) for twin in story.twins))
        aside = np.array([story.place_gradient[1], -story.place_gradient[0]])
        if aside[0] * (story.place[0] - np.mean(story.view[0])) < 0:
            aside = -aside  # on the outer side there is more room
        here = self.name_tag(story.place, aside)
        with self.say(says.height(story)) as line:
            self.play(FadeIn(here), FadeOut(self.vector), run_time=line.until("height"))
            self.play(FadeIn(height), run_time=0.4)
            for number, mark in enumerate(marks):
                self.wait(line.until(f"twin{number}"))
                self.play(FadeIn(mark), run_time=0.4)
        self.play(FadeOut(here), run_time=0.2)
        with self.say(says.walk(story)) as line:
            self.remove(self.dot)
            self.add(self.compass)
            self.play(
                Create(curve),
                FadeIn(others),
                FadeOut(self.arrow),
                run_time=line.until("walk") + 0.6,
            )
            self.bring_to_front(marks, self.compass)
            self.play(
                Drive(self.compass, self.compass.show_share, 0, halfway, rate_func=smooth),
                run_time=0.5 * line.left,
            )
            self.play(
                Drive(self.compass, self.compass.show_share, halfway, 0, rate_func=smooth),
                run_time=line.left,
            )
        self.highlight = VGroup(others, curve)
        self.play(FadeOut(marks), run_time=0.3)

    def twin_mark(self, twin: Floats) -> VGroup:
        """A mirror image of the place, with its name where there is room for several of them."""
        dot = current_dot(self.board.to_screen(twin), self.ink("text"), 0.08)
        name = self.name_tag(twin)
        return VGroup(dot, name) if name.width < 0.4 * self.board.box.width else VGroup(dot)

    def stop_at_stationary_point(self) -> None:
        """Say what the point is, and go where there is a gradient."""
        story = self.story
        sentence = says.stationary(story)
        if sentence is not None:
            kind = Words(f"here: {self.kind_name()}", self.ink("text"), LABEL)
            kind.next_to(self.vector, DOWN, buff=0.5, aligned_edge=LEFT)
            with self.say(sentence) as line:
                self.play(FadeIn(kind), run_time=min(0.8, line.left))
            self.play(FadeOut(kind), run_time=0.3)
        if story.place is not None:
            self.scale = arrow_scale(story, story.place_gradient, story.place)
            with self.say(says.step_aside(story)) as line:
                self.wait(line.until("aside"))
                spot = self.board.to_screen(story.place)
                self.play(self.dot.animate.move_to(spot), run_time=min(1.2, line.left))

    def kind_name(self) -> str:
        """What the stationary point is called."""
        if self.story.place is None:
            return "flat"
        return {
            Stationary.MINIMUM: "minimum",
            Stationary.MAXIMUM: "maximum",
            Stationary.SADDLE: "saddle",
        }.get(self.story.kind, "flat in one direction")

    def right_angle(self) -> None:
        """Tangent and gradient, all along the curve."""
        self.section("right-angle", "Zero slope along the tangent")
        story, compass = self.story, self.compass
        if story.route is None:
            return
        place_scale, route_scale = self.scale, arrow_scale(story, story.route.gradients)
        tangent = Formula('"tangent" bold(u) ": slope" 0', self.ink("tangent"), FORMULA)
        rule = Formula(
            "nabla f dot bold(u) = 0",
            self.ink("text"),
            FORMULA,
            {"nabla f": self.ink("gradient"), "bold(u)": self.ink("tangent")},
        )
        height = self.readout("f", lambda: compass.level_here, "text", story.route.level)
        angle = Readout(
            '"angle"', lambda: compass.angle, self.ink("text"), FORMULA, decimals=4, unit="°"
        )
        note = scale_note(route_scale, self.theme)
        column = named([height, tangent, rule, angle, note], BELOW_FORMULA, gap=0.42)
        self.remove(*(m for m in self.mobjects if isinstance(m, Readout)))
        self.add(height)
        with self.say(
            "The [tangent] tangent is the direction of the curve. Along it the height does not "
            "change: its slope is [zero] zero."
        ) as line:
            self.wait(line.until("tangent"))
            compass.with_tangent = True
            compass.show_share(0.0)
            self.play(Drive(compass, compass.show_share, 0, 0.03), run_time=line.until("zero"))
            self.play(FadeIn(tangent), run_time=0.4)
        with self.say(
            "So the gradient has no part along the tangent: it stands at a [right] right angle."
        ) as line:
            compass.with_arrow = True
            compass.scale_of_arrow = route_scale
            self.play(
                FadeIn(rule),
                Drive(compass, compass.show_share, 0.03, 0),
                run_time=line.until("right"),
            )
            compass.with_mark = True
            compass.show_share(0.0)
            self.play(FadeIn(angle), FadeIn(note), run_time=line.left)
        with self.say(says.angle(story)) as line:
            self.wait(line.until("go"))
            self.play(
                Drive(compass, compass.show_share, 0, 1, rate_func=linear),
                run_time=line.left + 0.8,
            )
        self.scale = place_scale
        self.play(*(FadeOut(member) for member in column), run_time=0.4)
