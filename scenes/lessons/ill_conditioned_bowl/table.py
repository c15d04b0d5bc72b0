"""A small table: what one step of each run leaves of the error across and along the valley."""

from __future__ import annotations

import re

from manim import LEFT, VGroup

from scenes.frame import Rect
from scenes.lessons.ill_conditioned_bowl.charts import RUN_NAMES
from scenes.stories.ill_conditioned_bowl.numbers import factor
from scenes.stories.ill_conditioned_bowl.story import Story
from scenes.text import Formula, Words
from scenes.theme import READOUT, SMALL, Theme

_COLUMNS = (0.0, 1.0, 2.5)
"""Where the names, the first and the second factor begin, Manim units from the left edge."""


def number(text: str) -> str:
    """A number as it is read (``1.9 × 10^−6``) as Typst mathematics."""
    source = text.replace("\N{MINUS SIGN}", "-").replace(",", '","')
    return re.sub(r"× 10\^(-?\d+)", r"times 10^(\1)", source)


class FactorTable(VGroup):
    """Rows: the compared runs. Columns: |1 - alpha kappa| and |1 - alpha|."""

    def __init__(self, story: Story, rect: Rect, theme: Theme) -> None:
        super().__init__()
        color = theme.color("text")

        def at(column: int, row: float) -> tuple[float, float, float]:
            return (rect.x_min + _COLUMNS[column], rect.y_max - 0.2 - 0.48 * row, 0.0)

        self.heads = VGroup(
            Words("left of the error by one step:", color, READOUT).move_to(
                at(0, 0), aligned_edge=LEFT
            ),
            Words("across", color, SMALL).move_to(at(1, 1), aligned_edge=LEFT),
            Words("along", color, SMALL).move_to(at(2, 1), aligned_edge=LEFT),
            Formula("|1 - alpha kappa|", color, SMALL).move_to(at(1, 1.8), aligned_edge=LEFT),
            Formula("|1 - alpha|", color, SMALL).move_to(at(2, 1.8), aligned_edge=LEFT),
        )
        self.names, self.across, self.along = VGroup(), VGroup(), VGroup()
        for index, (run, name) in enumerate(zip(story.compared, RUN_NAMES, strict=True)):
            row = index + 2.8
            self.names.add(Words(name, color, SMALL).move_to(at(0, row), aligned_edge=LEFT))
            for column, value in ((self.along, run.factors[0]), (self.across, run.factors[1])):
                place = at(2 if column is self.along else 1, row)
                cell = Formula(number(factor(float(value))), color, READOUT)
                column.add(cell.move_to(place, aligned_edge=LEFT))
        self.add(self.heads, self.names, self.across, self.along)
