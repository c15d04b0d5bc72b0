"""The end of the lesson on contours: minimum, maximum and saddle side by side."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    FadeIn,
    VGroup,
    VMobject,
)

from mathcore import objectives
from scenes.contours import contours
from scenes.frame import STAGE, Rect
from scenes.lessons.gradient_contours.marks import (
    small_arrows,
)
from scenes.lessons.gradient_contours.stage import ContourStage
from scenes.plane import Plane
from scenes.shapes import current_dot, minimum_star
from scenes.text import Formula, Words
from scenes.theme import FORMULA, LABEL


class ZeroPart(ContourStage):
    """Where the gradient is zero."""

    def stationary_points(self) -> None:
        """A minimum, a maximum and a saddle side by side."""
        self.section("stationary-points", "Where the gradient is zero")
        self.clear_stage()
        shapes = {
            "minimum": ((1.0, 1.0), "x^2 + y^2", "arrows point away"),
            "maximum": ((-1.0, -1.0), "-x^2 - y^2", "arrows point in"),
            "saddle": ((1.0, -1.0), "x^2 - y^2", "some away, some in"),
        }
        pictures = []
        for column, (name, (bends, source, remark)) in zip(
            STAGE.columns(1, 1, 1), shapes.items(), strict=True
        ):
            upper, lower = column.rows(4.2, 1.5, gap=0.1)
            pictures.append(self.stationary_picture(upper, lower, name, bends, source, remark))
        with self.say("Where the gradient is [none] zero, there is no direction to take.") as line:
            self.play(*(FadeIn(picture[0]) for picture in pictures), run_time=line.until("none"))
        with self.say(
            "Around a [minimum] minimum all gradients point away. Around a [maximum] maximum they "
            "point in. At a [saddle] saddle, some do either."
        ) as line:
            for name, picture in zip(shapes, pictures, strict=True):
                self.wait(line.until(name))
                self.play(FadeIn(picture[1]), run_time=0.8)

    def stationary_picture(
        self,
        upper: Rect,
        lower: Rect,
        name: str,
        bends: tuple[float, float],
        source: str,
        remark: str,
    ) -> tuple[VGroup, VGroup]:
        """The landscape with its centre, and its gradients with the remark on them."""
        landscape = objectives.get("quadratic", a=bends[0], b=bends[1])
        plane = Plane((-1.7, 1.7), (-1.7, 1.7), upper, self.theme, equal=True, ticks=0)
        curves = contours(plane, landscape, count=8)
        center = plane.to_screen(np.zeros(2))
        mark: VMobject = current_dot(center, self.ink("text"))
        if name == "minimum":
            mark = minimum_star(center, self.ink("text"))
        title = Words(name, self.ink("text"), FORMULA)
        title.move_to(lower.at(0.5, 0.85))
        formula = Formula(f"f = {source}", self.ink("muted"), LABEL)
        formula.next_to(title, DOWN, buff=0.18)
        around = np.arange(8) * np.pi / 4
        places = np.stack([np.cos(around), np.sin(around)], axis=1)
        arrows = small_arrows(plane, places, landscape.gradient(places), 0.55)
        note = Words(remark, self.ink("gradient"), LABEL).next_to(formula, DOWN, buff=0.18)
        return VGroup(plane, curves, mark, title, formula), VGroup(arrows, note)
