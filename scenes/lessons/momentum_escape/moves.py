"""The small moves that the beats of the lesson on momentum share."""

from __future__ import annotations

from manim import Create, FadeIn, Mobject, SurroundingRectangle, VGroup, linear

from scenes.animations import Drive
from scenes.lesson import Lesson
from scenes.lessons.momentum_escape.hill import Ball
from scenes.lessons.momentum_escape.panels import Trace
from scenes.stories.momentum_escape.story import Story
from scenes.theme import THIN


class Moves(Lesson):
    """A lesson on a ball that rolls; ``story`` is told before anything moves."""

    story: Story

    def _slow_steps(
        self, ball: Ball, first: int, last: int, seconds: float, trace: Trace | None = None
    ) -> None:
        """Take steps one by one: the arrow, then the ball."""
        each = seconds / max(last - first, 1)
        for row in range(first, last):
            arrow = ball.step_arrow(row)
            if len(arrow):
                self.play(FadeIn(arrow), run_time=max(0.4 * each, self.frame_time))
            self._roll(ball, row + 1, (0.6 if len(arrow) else 1.0) * each, trace)
            self.remove(arrow)

    def _roll(self, ball: Ball, row: int, seconds: float, trace: Trace | None = None) -> None:
        """Go on to a row, every step as long as the others."""

        def show(progress: float) -> None:
            ball.show_progress(progress)
            if trace is not None:
                trace.follow()

        until = float(max(row, ball.progress))
        moved = ball if trace is None else VGroup(ball, trace)
        self.play(
            Drive(moved, show, ball.progress, until, rate_func=linear),
            run_time=max(seconds, self.frame_time),
        )

    def _point_out(self, part: Mobject, seconds: float, color: str | None = None) -> None:
        """Draw a frame around what is being said."""
        frame = SurroundingRectangle(
            part, color=color or self.theme.color("text"), buff=0.1, stroke_width=THIN
        )
        self.play(Create(frame), run_time=max(min(seconds, 0.6), self.frame_time))
        self.wait(max(seconds - 0.6, self.frame_time))
        self.remove(frame)
