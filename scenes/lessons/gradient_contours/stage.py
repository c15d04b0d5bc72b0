"""What all parts of the lesson on contours share: the map, its panel, small helpers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from manim import (
    UR,
    VGroup,
    VMobject,
)

from scenes.frame import STAGE
from scenes.lesson import Lesson
from scenes.lessons.gradient_contours.marks import (
    beside,
    decimals,
    named,
)
from scenes.lessons.gradient_contours.moving import Compass
from scenes.plane import Floats, Plane
from scenes.stories.gradient_contours import words as says
from scenes.stories.gradient_contours.story import Story
from scenes.text import Formula, Readout, Words
from scenes.theme import FORMULA, LABEL, SMALL, THICK
from scenes.walk import arrow_on

MAP, SIDE = STAGE.columns(6.4, 6.7, gap=0.4)
"""The picture from above, and what stands beside it."""
SIDE_TOP, SIDE_REST = SIDE.rows(0.7, 5.0, gap=0.2)
FORMULA_PLACE = np.array([SIDE.x_min, SIDE.y_max - 0.05, 0.0])
BELOW_FORMULA = np.array([SIDE.x_min, SIDE.y_max - 1.1, 0.0])


class ContourStage(Lesson):
    """A map of the landscape on the left, a panel on the right; the base of the lesson's parts.

    Attributes
    ----------
    board, curves, stars, dot, formula : the map, and the formula of f above the panel
    vector, arrow : the gradient as numbers and on the map
    scale : by which gradients are drawn, data units for one unit of the gradient
    compass, highlight : the point that walks along its level curve, and the curve
    walk : the steps of gradient descent
    """

    story: Story
    board: Plane
    curves: VGroup
    stars: VGroup
    dot: VMobject
    formula: VMobject
    vector: VMobject
    arrow: VGroup
    scale: float
    compass: Compass
    highlight: VGroup
    walk: VGroup

    def ink(self, role: str) -> str:
        """Colour of a role."""
        return self.theme.color(role)

    def name_tag(self, point: Floats, way: Floats | None = None) -> VGroup:
        """The coordinates of a point, on its outer side, or on the side that ``way`` leads to."""
        label = Words(says.place_name(point), self.ink("text"), SMALL)
        away = np.sign(point - np.mean(self.story.view, axis=1) if way is None else way)
        return beside(self.board, label, point, UR * np.array([*np.where(away, away, 1), 0]))

    def formula_of_f(self) -> VMobject:
        """The formula of f, or it by name where the formula is too long for the panel."""
        objective = self.story.objective
        formula: VMobject = Formula(f"f(x, y) = {objective.formula}", self.ink("text"), FORMULA)
        if formula.width * SMALL / FORMULA > SIDE.width or formula.height > 1.0:
            name = objective.title if len(objective.title) < 40 else f"{objective.title[:36]}..."
            formula = Words(f"f: {name}", self.ink("text"), LABEL)
        if formula.width > SIDE.width:
            formula.scale_to_fit_width(SIDE.width)
        return named([formula], FORMULA_PLACE)

    def readout(self, label: str, value: Callable[[], float], role: str, size: float) -> Readout:
        """A live number with as many decimals as a value of this size needs."""
        return Readout(label, value, self.ink(role), FORMULA, decimals=decimals(size))

    def gradient_arrow(self, point: Floats, gradient: Floats) -> VGroup:
        """The gradient as an arrow, at the length of the moment."""
        return arrow_on(self.board, point, self.scale * gradient, self.ink("gradient"), width=THICK)
