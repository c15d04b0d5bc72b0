"""How does momentum carry past a local minimum?

Beats one to three: a ball on a hill without momentum, the velocity, the same ball with it.
"""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    Create,
    FadeIn,
    FadeOut,
    Transform,
    VGroup,
    VMobject,
    linear,
)

from scenes.animations import Drive
from scenes.frame import LEFT_STAGE, PANEL, STAGE, Rect
from scenes.lessons.momentum_escape.car import CarPicture, head_to_tail
from scenes.lessons.momentum_escape.hill import Ball, EnergyBar, HillPicture, gradient_arrow
from scenes.lessons.momentum_escape.later import LaterBeats
from scenes.lessons.momentum_escape.panels import Trace, momentum_panel, named_part, plain_panel
from scenes.narration import Line
from scenes.stories.momentum_escape import story
from scenes.text import Formula, Readout, Words, stack
from scenes.theme import LABEL, READOUT

_PANEL_ROWS = (1.8, 1.4, 2.4)
"""Shares of the panel of beat three: rule and numbers, the step at the bottom, the chart."""


class MomentumEscape(LaterBeats):
    """Momentum on a landscape with two valleys."""

    lesson_id = "momentum-escape"
    title = "How does momentum carry past a local minimum?"
    Parameters = story.Parameters
    frames_stand_alone = True

    def construct(self) -> None:
        """Play all beats."""
        self.story = story.tell(self.parameters)
        self.foresee(self.story.first_lines)
        self.gets_stuck()
        self.remembers()
        self.carries_on()
        self.which_starts()
        self.on_a_surface()
        self.limits()

    # --- beat 1 --------------------------------------------------------------------------

    def gets_stuck(self) -> None:
        """Plain gradient descent on the hill."""
        self.section("gets-stuck", "Where does gradient descent stop?")
        tale = self.story
        picture = HillPicture(tale.hill, LEFT_STAGE, self.theme)
        with self.say(tale.landscape) as line:
            self.play(FadeIn(picture.plane), Create(picture.curve), run_time=line.until("first"))
            marks = VGroup(*picture.stars, *picture.names)
            self.play(FadeIn(marks), run_time=line.until("second"))
        ball = Ball(picture, tale.plain, "gradient descent")
        panel = plain_panel(ball)
        uphill = gradient_arrow(ball)
        with self.say(tale.start) as line:
            self.play(FadeIn(ball), FadeIn(panel), run_time=line.until("start"))
            self.wait(line.until("slope"))
            self.play(FadeIn(uphill), run_time=min(line.left, 0.6))
        first = min(story.EXPLAINED, ball.steps)
        if first and tale.moves:
            with self.say("The steeper the slope, the longer the step.") as line:
                self.remove(uphill)
                self._slow_steps(ball, 0, first, line.left)
        self.remove(uphill)
        with self.say(tale.plain_run) as line:
            self.wait(line.until("roll"))
            self._roll(ball, tale.plain.settled_row, line.until("end"))
            self._roll(ball, ball.steps, line.left)
        with self.say(tale.plain_end) as line:
            self.wait(line.until("zero"))
            self._point_out(panel[2], line.until("step"))
            self._point_out(panel[3], min(line.left, 0.6))
        self.clear_stage()

    # --- beat 2 --------------------------------------------------------------------------

    def remembers(self) -> None:
        """The velocity, and the car that shows how it turns."""
        self.section("remembers", "A step that remembers")
        tale, theme = self.story, self.theme
        text, blue, red = (theme.color(role) for role in ("text", "momentum", "gradient"))
        keep, pull = tale.kept_source, tale.push_source
        rules = stack(
            Formula(f"v arrow.l {keep} {pull}", text, 60, parts={keep: blue, pull: red}),
            Formula("x arrow.l x + v", text, 60),
            gap=1.1,
        ).move_to(STAGE.at(0.5, 0.55))
        kept = named_part(rules[0], "velocity kept", blue, RIGHT)
        names = VGroup(kept, named_part(rules[0], "push downhill", red, LEFT))
        with self.say(tale.method) as line:
            self.play(FadeIn(rules), run_time=min(0.8, line.until("share")))
            self.wait(line.until("share"))
            self.play(FadeIn(names[0]), run_time=min(0.6, line.until("push")))
            self.wait(line.until("push"))
            self.play(FadeIn(names[1]), run_time=min(0.6, line.left))
        self._drive_car(rules, names)
        self.clear_stage()

    def _drive_car(self, rules: VGroup, names: VGroup) -> None:
        tale, theme = self.story, self.theme
        car = tale.car
        picture = CarPicture(car, LEFT_STAGE.inset(0.2), theme)
        compass = picture.compass(LEFT_STAGE.at(0.82, 0.05))

        def velocity(axis: int) -> float:
            step = int(np.clip(np.ceil(picture.progress - 1e-9), 0, len(car.kept)))
            return float(car.velocities[step, axis])

        text = theme.color("text")
        small = rules.copy().arrange(DOWN, buff=0.6, aligned_edge=LEFT).scale(0.6)
        small.move_to(PANEL.at(0.04, 0.95)).align_to(PANEL.at(0.04, 0.95), UL)
        speeds = stack(
            Readout('"velocity north"', lambda: velocity(1), text, LABEL, decimals=3),
            Readout('"velocity east"', lambda: velocity(0), text, LABEL, decimals=3),
            gap=0.35,
        ).next_to(small, DOWN, buff=0.8)
        speeds.align_to(small, LEFT)
        with self.say("A car drives [north] north and is told to turn [east] east.") as line:
            self.play(
                FadeOut(names), Transform(rules, small), FadeIn(picture), FadeIn(compass),
                FadeIn(speeds), run_time=line.until("north"),
            )  # fmt: skip
            self._drive(picture, 0.0, line.until("east"))
        kept, push, new = picture.arrows(0)
        labels = picture.arrow_names(kept, push)
        with self.say(tale.turning) as line:
            self.wait(line.until("kept"))
            self.play(FadeIn(kept), FadeIn(labels[0]), run_time=min(0.5, line.until("pushed")))
            self.wait(line.until("pushed"))
            self.play(FadeIn(push), FadeIn(labels[1]), run_time=min(0.5, line.until("sum")))
            self.wait(line.until("sum"))
            self.play(FadeIn(new), run_time=0.4)
            self.remove(*labels)
            self._drive(picture, 1.0, max(line.left, 0.4))
        self.remove(kept, push, new)
        with self.say(tale.swinging) as line:
            count = len(car.kept)
            for step in range(1, count):
                arrows = picture.arrows(step)
                self.add(arrows)
                self._drive(picture, step + 1.0, line.left / (count - step))
                self.remove(arrows)

    def _drive(self, picture: CarPicture, until: float, seconds: float) -> None:
        self.play(
            Drive(picture, picture.show_progress, picture.progress, until, rate_func=linear),
            run_time=seconds,
        )

    # --- beat 3 --------------------------------------------------------------------------

    def carries_on(self) -> None:
        """The same start with momentum."""
        self.section("carries-on", "The same start, with momentum")
        tale = self.story
        room = Rect(LEFT_STAGE.x_min, LEFT_STAGE.x_max - 1.5, LEFT_STAGE.y_min, LEFT_STAGE.y_max)
        picture = HillPicture(tale.hill, room, self.theme)
        ball = Ball(picture, tale.ball, "momentum")
        panel = momentum_panel(ball, tale.kept_source, tale.push_source)
        trace = Trace(ball, tale.plain, PANEL.rows(*_PANEL_ROWS, gap=0.15)[2], self.theme)
        with self.say(tale.meeting) as line:
            self.play(FadeIn(picture), run_time=line.until("again"))
            self.play(FadeIn(ball), FadeIn(panel), FadeIn(trace), run_time=min(line.left, 0.8))
        first = min(story.EXPLAINED, ball.steps)
        if tale.bar:
            with self.say(tale.bar) as line:
                ridge = self._show_bar(picture, ball, line)
                self._slow_steps(ball, 0, first, line.until("ridge"), trace)
                self.play(Create(ridge), run_time=min(0.5, line.left))
        elif tale.first_steps:
            with self.say(tale.first_steps) as line:
                self._slow_steps(ball, 0, first, line.left, trace)
        if tale.at_bottom:
            with self.say(tale.at_bottom) as line:
                self._at_bottom(ball, trace, line)
        with self.say(tale.momentum_run) as line:
            self.wait(line.until("roll"))
            self._roll(ball, tale.farthest_row, line.until("turn"), trace)
            self._roll(ball, tale.ball.settled_row, line.until("end"), trace)
            self._roll(ball, ball.steps, line.left, trace)
        self.clear_stage()

    def _show_bar(self, picture: HillPicture, ball: Ball, line: Line) -> VMobject:
        """Show the bar with its names; the line at the ridge's height is for later."""
        bar = EnergyBar(picture, ball, picture.plane.box.x_max + 0.3)
        height = Words("height", self.theme.color("muted"), READOUT)
        motion = Words("motion", bar.motion_color, READOUT)
        corner = np.array([bar.right + 0.12, picture.plane.box.y_max, 0.0])
        names = stack(motion, height, gap=0.15).move_to(corner).align_to(corner, UL)
        self.play(FadeIn(bar), run_time=line.until("height"))
        self.play(FadeIn(names[1]), run_time=line.until("motion"))
        self.play(FadeIn(names[0]), run_time=0.3)
        return picture.ridge_line(bar.right)

    def _at_bottom(self, ball: Ball, trace: Trace, line: Line) -> None:
        passed = self.story.bottom
        assert passed is not None
        kept, push, new = head_to_tail(passed, PANEL.rows(*_PANEL_ROWS, gap=0.15)[1], self.theme)
        if ball.progress < passed.row:
            self._roll(ball, passed.row, line.until("push"), trace)
        self.wait(line.until("push"))
        self.play(FadeIn(push), run_time=min(0.5, line.until("kept")))
        self.wait(line.until("kept"))
        self.play(FadeIn(kept), run_time=0.5)
        self.play(FadeIn(new, shift=0.2 * RIGHT), run_time=max(line.left, 0.4))
