"""Parts 1 and 2 of the lesson on contours: two partial derivatives, one vector."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    VGroup,
)

from scenes.animations import Drive
from scenes.contours import contours
from scenes.frame import Rect
from scenes.lessons.gradient_contours.marks import (
    arrow_scale,
    beside,
    decimals,
    long_labels,
    named,
    readout_size,
    scale_note,
    tick_count,
)
from scenes.lessons.gradient_contours.moving import Slide
from scenes.lessons.gradient_contours.stage import BELOW_FORMULA, MAP, SIDE_REST, ContourStage
from scenes.numbers import math_source
from scenes.plane import Plane
from scenes.shapes import current_dot, minimum_star
from scenes.stories.gradient_contours import words as says
from scenes.stories.gradient_contours.places import half_width
from scenes.text import Formula, Readout
from scenes.theme import LINE, SMALL, TITLE


class SlopesPart(ContourStage):
    """Slide along one axis, along the other, and put the slopes together."""

    def slopes(self) -> None:
        """Slide along one axis, then along the other."""
        self.section("slopes", "One point, two slopes")
        story = self.story
        count = tick_count(*story.view)
        self.board = Plane(
            *story.view,
            long_labels(MAP, story.view[1]),
            self.theme,
            equal=True,
            x_label="x",
            y_label="y",
            ticks=count,
        )
        self.curves = VGroup()
        if len(story.levels):
            self.curves = contours(self.board, story.objective, [float(v) for v in story.levels])
        self.stars = VGroup(
            *(
                minimum_star(self.board.to_screen(minimum), self.ink("text"))
                for minimum in story.objective.minima
                if self.board.contains(minimum)
            )
        )
        self.dot = current_dot(self.board.to_screen(story.point), self.ink("text"))
        self.tag = self.name_tag(story.point)
        self.formula = self.formula_of_f()
        with self.say(says.opening(story)) as line:
            self.play(FadeIn(self.board), FadeIn(self.formula), run_time=line.until("point"))
            self.play(FadeIn(self.dot), FadeIn(self.tag), run_time=0.5)
            if len(self.curves):
                self.play(FadeIn(self.stars), Create(self.curves), run_time=line.left)
        self.play(FadeOut(self.tag), run_time=0.3)
        upper, lower = SIDE_REST.rows(1, 1)
        self.slice_along(0, upper, says.slope_along_x(story))
        self.slice_along(1, lower, says.slope_along_y(story))

    def slice_along(self, axis: int, rect: Rect, sentence: str) -> None:
        """The slice through the point along one axis, in an inset."""
        story, letter = self.story, "xy"[axis]
        picture, numbers = rect.columns(4.3, 2.1)
        along = np.linspace(*story.view[axis], 161)
        points = np.repeat(story.point[None], len(along), axis=0)
        points[:, axis] = along
        heights = np.asarray(story.objective.value(points))
        low, high = np.quantile(heights[np.isfinite(heights)], [0.01, 0.99])
        room = max(0.12 * (high - low), 1e-9 * max(1.0, abs(high)), 1e-300)
        if high - low <= room:
            room = max(1.0, 0.5 * abs(high))
        ranges = story.view[axis], (low - room, high + room)
        plane = Plane(
            *ranges,
            picture,
            self.theme,
            x_label=letter,
            y_label="f",
            ticks=min(3, tick_count(*ranges)),
        )
        curve = plane.curve(np.stack([along, heights], axis=1), self.ink("text"), LINE)
        slide = Slide(story, axis, self.board, plane, self.reach(axis))
        readout = Readout(
            f"(partial f) / (partial {letter})",
            lambda: slide.slope,
            self.ink("tangent"),
            min(readout_size(float(slope)) for slope in story.gradient),
            decimals=decimals(story.gradient[axis]),
        )
        readout.move_to(numbers.center).align_to(numbers.at(0, 0), LEFT)
        with self.say(sentence) as line:
            self.remove(self.dot)
            self.add(slide)
            self.play(FadeIn(plane), Create(curve), FadeIn(readout), run_time=0.7)
            self.play(Drive(slide, slide.show_turn, 0, 1), run_time=line.until("value"))
        slide.hide_guide()
        self.add(self.dot)

    def reach(self, axis: int) -> float:
        """How far to slide, so that the dot stays in the picture and f is defined."""
        story = self.story
        reach = 0.45 * half_width(story.view)
        for _ in range(20):
            ways = np.linspace(-reach, reach, 41)
            points = np.repeat(story.point[None], len(ways), axis=0)
            points[:, axis] += ways
            ends = points[[0, -1]]
            gradients = story.objective.gradient(points)
            if np.isfinite(gradients).all() and all(self.board.contains(end) for end in ends):
                return reach
            reach *= 0.8
        return 0.0

    def gradient(self) -> None:
        """Put the two slopes into one vector."""
        self.section("gradient", "Two slopes make one vector")
        story = self.story
        self.clear_stage(self.board, self.curves, self.stars, self.dot, self.formula)
        parts = [math_source(float(slope)) for slope in story.gradient]
        vector = Formula(
            f"nabla f = vec(gap: #0.6em, (partial f) / (partial x), (partial f) / (partial y)) "
            f"= vec(gap: #0.6em, {', '.join(parts)})",
            self.ink("gradient"),
            TITLE,
        )
        named([vector], BELOW_FORMULA)
        first, second = says.gradient(story)
        self.scale = arrow_scale(story, story.gradient, story.point)
        note = scale_note(self.scale, self.theme).next_to(vector, DOWN, buff=0.5, aligned_edge=LEFT)
        ordinary = story.place is story.point
        shown = self.gradient_arrow(story.point, story.gradient) if ordinary else VGroup()
        legs = self.legs() if ordinary else VGroup()
        with self.say(first) as line:
            self.play(FadeIn(vector), run_time=line.until("arrow"))
            if ordinary:
                self.play(FadeIn(shown), FadeIn(note), run_time=line.left)
        with self.say(second) as line:
            self.wait(line.until("legs"))
            if ordinary:
                self.play(FadeIn(legs), run_time=min(1.0, line.left))
        self.arrow, self.vector = shown, vector
        if ordinary:
            self.play(FadeOut(legs), FadeOut(note), run_time=0.4)

    def legs(self) -> VGroup:
        """The components of the gradient as dashed legs, named at their middle."""
        story = self.story
        step = self.scale * story.gradient
        corner = story.point + step * np.array([1, 0])
        ways = [np.array([story.point, corner]), np.array([corner, corner + step * [0, 1]])]
        outward = [DOWN if step[1] >= 0 else UP, RIGHT if step[0] >= 0 else LEFT]
        group = VGroup()
        for way, out, letter, part in zip(ways, outward, "xy", step, strict=True):
            if abs(part) * self.board.scale_xy[0] < 0.25:
                continue  # too short to be seen, let alone named
            group.add(self.board.curve(way, self.ink("text"), LINE, (0.12, 0.08)))
            label = Formula(f"(partial f) / (partial {letter})", self.ink("text"), SMALL)
            group.add(beside(self.board, label, way.mean(axis=0), out))
        return group
