"""The map of beat four: where a ball ends, for every start and every momentum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.flow import basin_of
from mathcore.levels import basins
from mathcore.objectives import Objective
from mathcore.optimizers import GradientDescent, Momentum
from scenes.stories.momentum_escape.hill import Hill, Range
from scenes.stories.momentum_escape.runs import Verdict, tell_run

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

COLUMNS = 89
ROWS = 40
TOP_MOMENTUM = 0.975
MOST_STEPS = 1500
"""Longer runs would take longer to compute than the lesson takes to watch."""


def height(momentum: ArrayLike) -> Floats:
    """Where a momentum stands on the map: log10 of how many steps it remembers, 1 / (1 - it).

    So 0, 0.9 and 0.99 lie one unit apart, and the last tenth, where things happen, is seen.
    """
    heights: Floats = -np.log10(1.0 - np.asarray(momentum, dtype=float))
    return heights + 0.0  # no minus before a zero


@dataclass(frozen=True)
class OutcomeMap:
    """Ends of runs on a grid.

    Attributes
    ----------
    starts : ascending (c,), the lesson's own start among them
    momenta : ascending (r,), from 0, the lesson's own momentum among them
    outcomes : int (r, c), index of the valley in which the run settles, -1 for none
    homes : int (c,), the valley in which each start lies, -1 for none
    even : bool (c,), the evenly spaced starts, over which shares are taken
    steps : that each run was given
    """

    starts: Floats
    momenta: Floats
    outcomes: Indices
    homes: Indices
    even: NDArray[np.bool_]
    steps: int

    def row(self, momentum: float) -> int:
        """The row of this momentum, or of the nearest one."""
        return int(np.abs(self.momenta - momentum).argmin())

    def column(self, start: float) -> int:
        """The column of this start, or of the nearest one."""
        return int(np.abs(self.starts - start).argmin())

    def share_leaving(self, row: int, home: int) -> float:
        """Share of the starts in valley ``home`` whose ball settles in another valley."""
        ends = self.outcomes[row, self.even & (self.homes == home)]
        return float(np.mean((ends >= 0) & (ends != home))) if len(ends) else 0.0

    def share_settling(self, row: int) -> float:
        """Share of all starts whose ball settles anywhere."""
        return float(np.mean(self.outcomes[row, self.even] >= 0))

    @cached_property
    def start_edges(self) -> Floats:
        """Borders of the columns, (c + 1,), within the drawn range."""
        return np.clip(_edges(self.starts), self.starts[0], self.starts[-1])

    @cached_property
    def height_edges(self) -> Floats:
        """Borders of the rows, (r + 1,), as heights on the map: see ``height``."""
        heights = height(self.momenta)
        return np.clip(_edges(heights), 0.0, heights[-1])

    def turning_back(self, home: int, above: int) -> tuple[float, float] | None:
        """A start in valley ``home`` and a momentum with which it ends there again.

        With some lower momentum it gets out. Of all such places in rows above ``above`` the one in
        the middle is taken; None where there is none. Whether the ball really crosses and comes
        back is for ``comes_back`` to say.
        """
        out = (self.outcomes >= 0) & (self.outcomes != home)
        got_out_below = np.cumsum(out, axis=0) > 0
        places = got_out_below & (self.outcomes == home) & (self.homes == home)
        places[: above + 1] = False
        rows, columns = np.nonzero(places)
        if not len(rows):
            return None
        away = np.abs(rows - np.median(rows)) + np.abs(columns - np.median(columns))
        chosen = int(away.argmin())
        return float(self.starts[columns[chosen]]), float(self.momenta[rows[chosen]])


@lru_cache(maxsize=8)
def outcome_map(
    tilt: float, x_range: Range, start: float, learning_rate: float, momentum: float, steps: int
) -> OutcomeMap:
    """Run every start of ``x_range`` with every momentum; the lesson's own are among them."""
    objective = Hill.tilted(tilt, start).objective
    even = np.linspace(*x_range, COLUMNS)
    inside = x_range[0] <= start <= x_range[1]
    starts = np.unique([*even, start]) if inside else even
    top = float(max(height(TOP_MOMENTUM), height(momentum)))
    spread = 1.0 - 10.0 ** -np.linspace(0.0, top, ROWS)
    momenta = np.unique([*np.minimum(spread, max(TOP_MOMENTUM, momentum)), momentum])
    count = min(steps, MOST_STEPS)
    outcomes = np.array(
        [_row(objective, starts, learning_rate, float(beta), count) for beta in momenta]
    )
    return OutcomeMap(
        starts=starts,
        momenta=momenta,
        outcomes=outcomes,
        homes=basin_of(objective, starts[:, None]),
        even=np.isin(starts, even),
        steps=count,
    )


def comes_back(
    objective: Objective, pair: tuple[float, float], learning_rate: float, steps: int
) -> bool:
    """Whether the ball of a start and a momentum really leaves its valley and returns to it."""
    start, momentum = pair
    ball = tell_run(objective, start, learning_rate, momentum, steps)
    return ball.verdict is Verdict.RETURNS


def _row(
    objective: Objective, starts: Floats, learning_rate: float, momentum: float, steps: int
) -> Indices:
    method = Momentum(learning_rate, momentum) if momentum else GradientDescent(learning_rate)
    return basins(method, objective, starts[:, None], steps)


def _edges(values: Floats) -> Floats:
    middles = (values[1:] + values[:-1]) / 2
    first = values[0] - (middles[0] - values[0])
    last = values[-1] + (values[-1] - middles[-1])
    return np.concatenate([[first], middles, [last]])
