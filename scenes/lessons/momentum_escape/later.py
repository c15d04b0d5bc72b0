"""Beats four to six of the lesson on momentum: the map, the surface, the limits."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    Create,
    FadeIn,
    Transform,
    VGroup,
    linear,
)

from scenes.animations import Drive, TakeSteps
from scenes.contours import contours
from scenes.frame import LEFT_STAGE, PANEL, Rect
from scenes.lessons.momentum_escape.hill import room_for_numbers, valley_color
from scenes.lessons.momentum_escape.maps import BallPath, MapPicture, backed, legend_row
from scenes.lessons.momentum_escape.moves import Moves
from scenes.lessons.momentum_escape.panels import end_labels, last_step, loss_points
from scenes.numbers import math_source, words
from scenes.plane import Plane
from scenes.shapes import minimum_star, polyline
from scenes.stories.momentum_escape.words import count, level, share
from scenes.text import Formula, Words, stack
from scenes.theme import LABEL, LINE, READOUT, SMALL, THICK, Dash
from scenes.walk import label_near

_ROLES = ("gradient descent", "momentum", "momentum")
_DASHES: tuple[Dash, ...] = ((), (), (0.14, 0.09))


class LaterBeats(Moves):
    """The second half of the lesson."""

    # --- beat 4 --------------------------------------------------------------------------

    def which_starts(self) -> None:
        """The map: every start with every momentum."""
        self.section("which-starts", self.story.map_title)
        tale, theme = self.story, self.theme
        outcomes, hill, p = tale.outcomes, tale.hill, tale.parameters
        picture = MapPicture(outcomes, hill, LEFT_STAGE, theme)
        rows = len(outcomes.momenta)
        legend = stack(
            *(
                legend_row(
                    valley_color(theme, hill, i), f"ends in {hill.name(i)}", theme, PANEL.width
                )
                for i in range(len(hill.valleys))
            ),
            legend_row(None, f"not at rest after {count(outcomes.steps)}", theme, PANEL.width),
        )
        legend.move_to(PANEL.at(0, 0.98)).align_to(PANEL.at(0.02, 0.98), UL)
        with self.say(tale.sweep) as line:
            self.play(
                FadeIn(picture.plane), FadeIn(picture.strip), FadeIn(legend),
                run_time=line.until("sweep"),
            )  # fmt: skip
            self.add(picture)
            self._paint(picture, rows, line.left)
        frame = picture.row_frame(0, theme.color("text"))
        with self.say(tale.without) as line:
            self.play(Create(frame), run_time=line.until("own"))
        ring = picture.ring(p.start, p.momentum)
        if tale.within:
            with self.say(tale.within) as line:
                target = picture.row_frame(outcomes.row(p.momentum), theme.color("text"))
                self.play(Transform(frame, target), run_time=line.until("reach"))
                facts = self._facts(legend)
                self.play(FadeIn(ring), FadeIn(facts[0]), run_time=min(0.6, line.until("lost")))
                self.wait(line.until("lost"))
                self.play(FadeIn(facts[1:]), run_time=min(0.6, line.left))
        if tale.turning_back and tale.witness:
            with self.say(tale.turning_back) as line:
                target = picture.row_frame(outcomes.row(tale.witness[1]), theme.color("text"))
                self.play(Transform(frame, target), run_time=line.until("back"))
                self.play(FadeIn(picture.ring(*tale.witness)), run_time=0.5)
        self.clear_stage()

    def _paint(self, picture: MapPicture, rows: int, seconds: float) -> None:
        self.play(
            Drive(picture, picture.show_rows, picture.shown, rows, rate_func=linear),
            run_time=seconds,
        )

    def _facts(self, legend: VGroup) -> VGroup:
        """The shares of the lesson's own row, under the legend."""
        texts = [
            Words(text, self.theme.color("text"), READOUT, width=PANEL.width - 0.3)
            for text in self.story.facts
        ]
        facts = stack(*texts, gap=0.35).next_to(legend, DOWN, buff=0.7)
        return facts.align_to(legend, LEFT)

    # --- beat 5 --------------------------------------------------------------------------

    def on_a_surface(self) -> None:
        """Three balls from one start, seen from above."""
        self.section("on-a-surface", "Three balls on a surface")
        surface, theme = self.story.surface, self.theme
        plane = Plane(*surface.ranges, LEFT_STAGE, theme, equal=True, x_label="x", y_label="y")
        stars = VGroup(
            *(
                minimum_star(plane.to_screen(at), theme.color("text"))
                for at in surface.objective.minima
                if plane.contains(at)
            )
        )
        walks = [
            BallPath(plane, ball.trajectory.positions, role, dash, ball.trail_rows)
            for ball, role, dash in zip(surface.balls, _ROLES, _DASHES, strict=True)
        ]
        keys = stack(*(self._key(number) for number in range(3)), gap=0.5)
        keys.move_to(PANEL.at(0, 0.95)).align_to(PANEL.at(0.02, 0.95), UL)
        with self.say(
            "A surface, seen from [above] above: three balls, one [start] start."
        ) as line:
            curves = contours(plane, surface.objective, count=12)
            self.play(FadeIn(plane), FadeIn(curves), run_time=line.until("above"))
            self.play(FadeIn(stars), run_time=min(0.5, line.until("start")))
            self.wait(line.until("start"))
            self.play(*(FadeIn(walk) for walk in walks), run_time=line.left)
        for number, sentence in enumerate(surface.sentences()):
            walk, rows = walks[number], surface.balls[number].settled_row
            with self.say(sentence) as line:
                self.play(FadeIn(keys[number][:2]), run_time=0.3)
                self.play(TakeSteps(walk, rows), run_time=line.until("ends"))
                self._name_end(plane, walk, number)
                self.play(
                    TakeSteps(walk, walk.steps), FadeIn(keys[number][2]),
                    run_time=min(0.4, line.left),
                )  # fmt: skip
                if "past" in line.placed.cues:
                    self.wait(line.until("past"))
                    self._show_overshoot(plane)
        self.clear_stage()

    def _key(self, number: int) -> VGroup:
        """Line, momentum and final loss of one ball."""
        surface, theme = self.story.surface, self.theme
        color = theme.color(_ROLES[number])
        ends = [np.zeros(3), np.array([0.8, 0.0, 0.0])]
        sample = polyline([np.array(ends)], color, THICK, _DASHES[number])
        name = f"momentum {share(surface.momenta[number])}" if number else "no momentum"
        label = Words(name, theme.color("text"), READOUT)
        ball = surface.balls[number]
        source = f'"after {count(ball.trajectory.steps)}:" f = {math_source(level(ball))}'
        loss = Formula(source, theme.color("muted"), SMALL)
        label.next_to(sample, RIGHT, buff=0.2)
        return VGroup(sample, label, loss.next_to(label, DOWN, buff=0.15).align_to(label, LEFT))

    def _name_end(self, plane: Plane, walk: BallPath, number: int) -> None:
        """Write the momentum beside the ball, unless it has left the plane."""
        here = walk.at(walk.progress)
        if plane.contains(here):
            text = share(self.story.surface.momenta[number])
            label = Words(text, self.theme.color(_ROLES[number]), LABEL)
            way, gap = ((DOWN, 0.2), (LEFT, 0.7), (DOWN, 0.6))[number]
            self.add(backed(label_near(plane, label, here, way, gap), self.theme))

    def _show_overshoot(self, plane: Plane) -> None:
        """How far the last ball shot past the bottom, from the star to its farthest place."""
        ball = self.story.surface.balls[2]
        assert ball.end is not None
        assert ball.beyond_row is not None
        ends = np.array(
            [ball.trajectory.objective.minima[ball.end], ball.trajectory.positions[ball.beyond_row]]
        )
        color = self.theme.color("text")
        way = plane.curve(ends, color, LINE)
        label = Words(words(ball.beyond, 2), color, READOUT)
        out = plane.to_screen(ends[1]) - plane.to_screen(ends[0])
        label_near(plane, label, ends[1], out / np.linalg.norm(out), 0.2)
        self.play(Create(way), FadeIn(backed(label, self.theme)), run_time=0.6)

    # --- beat 6 --------------------------------------------------------------------------

    def limits(self) -> None:
        """How one knows that momentum is needed, and what it cannot promise."""
        self.section("limits", "How do we know that it is needed?")
        tale, theme = self.story, self.theme
        last = last_step(tale.plain, tale.ball)
        left = Rect(LEFT_STAGE.x_min, LEFT_STAGE.x_max - 1.6, LEFT_STAGE.y_min, LEFT_STAGE.y_max)
        room = room_for_numbers(left, tale.loss_range)
        plane = Plane((0, last), tale.loss_range, room, theme, y_label='"loss at each step"')
        runs = (tale.plain, tale.ball)
        colors = [theme.color(role) for role in _ROLES[:2]]
        curves = [
            plane.curve(loss_points(run, last), color, LINE)
            for run, color in zip(runs, colors, strict=True)
        ]
        ends = [float(loss_points(run, last)[-1, 1]) for run in runs]
        names = end_labels(plane, ends, tale.end_names, colors)
        with self.say(
            "How do we know that momentum is needed? [compare] Run both from one start, "
            "and compare the losses."
        ) as line:
            self.play(FadeIn(plane), run_time=line.until("compare"))
            self.play(*(Create(curve) for curve in curves), run_time=line.left, rate_func=linear)
        with self.say(tale.comparison) as line:
            self.wait(line.until("without"))
            self.play(FadeIn(names[0]), run_time=min(0.5, line.until("with")))
            self.wait(line.until("with"))
            self.play(FadeIn(names[1]), run_time=0.5)
        points = (
            "A real network allows a few runs, never the whole map.",
            "Momentum is a help, not a promise. Saddles and noise have their own lessons.",
        )
        texts = stack(
            *(Words(text, theme.color("text"), LABEL, width=PANEL.width - 0.3) for text in points),
            gap=0.7,
        )
        texts.move_to(PANEL.at(0, 0.9)).align_to(PANEL.at(0.05, 0.9), UL)
        for text, sentence in zip(texts, points, strict=True):
            with self.say(sentence) as line:
                self.play(FadeIn(text), run_time=min(0.6, line.left))
