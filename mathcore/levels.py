"""Level curves: which to draw, where they run, and the one through a given point.

Every point of every curve satisfies |f(p) - level| <= 1e-9 max(1, |level|).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks
from mathcore.arrays import Array, Domain, as_domain, as_values, read_only
from mathcore.basins import basins
from mathcore.objective import Objective
from mathcore.projection import onto_level
from mathcore.results import Result, Results, Table, components

if TYPE_CHECKING:
    from contourpy import ContourGenerator

__all__ = [
    "LevelCurve",
    "LevelCurves",
    "basins",
    "choose_levels",
    "level_curve_through",
    "level_curves",
]


@dataclass(frozen=True, eq=False)
class LevelCurve(Result):
    """A connected piece of a level set.

    level  : f on the curve
    points : float64 (n, 2), in order along the curve, data units
    closed : whether the curve is a loop; the last point then repeats the first
    """

    level: float
    points: Array = field(repr=False)
    closed: bool

    def table(self) -> Table:
        """Columns: level, closed, position of every point."""
        count = len(self.points)
        return {
            "level": [self.level] * count,
            "closed": [self.closed] * count,
            **components(self.points),
        }


class LevelCurves(Results, list[LevelCurve]):
    """A list of level curves that can be exported as a whole."""


def level_curves(
    objective: Objective,
    levels: ArrayLike,
    domain: Sequence[Sequence[float]] | None = None,
    resolution: int = 200,
) -> LevelCurves:
    """Return all level curves inside a domain, as a list.

    Parameters
    ----------
    levels : (k,)
    domain : ((x_min, x_max), (y_min, y_max)), by default the objective's
    resolution : int, >= 2, grid points along each side that the curves are searched on

    Points where the gradient vanishes on the curve (a level through a saddle) and Newton's method
    does not arrive are left out.
    """
    from contourpy import LineType, contour_generator

    box = _box(objective, domain)
    x, y, values = _grid(objective, box, checks.count("resolution", resolution, 2))
    generator = contour_generator(x, y, np.ma.masked_invalid(values), line_type=LineType.Separate)
    cell = float(np.hypot(x[1] - x[0], y[1] - y[0]))
    wanted = as_values(np.atleast_1d(np.asarray(levels, dtype=np.float64)), "levels")
    return LevelCurves(
        curve
        for level in wanted.tolist()
        for curve in _on_level(objective, level, _lines(generator, level), farthest=2 * cell)
    )


def choose_levels(
    objective: Objective,
    domain: Sequence[Sequence[float]] | None = None,
    count: int = 12,
) -> Array:
    """Return ``count`` ascending levels whose curves look evenly spread over a domain.

    Two neighbouring curves are about (difference of level) / |gradient| apart. The levels are
    chosen so that this distance, averaged along the curves, is the same everywhere.
    """
    box = _box(objective, domain)
    count = checks.count("count", count, 1)
    x, y, values = _grid(objective, box, 160)
    points = np.stack(np.meshgrid(x, y), axis=-1)
    slopes = np.linalg.norm(objective.gradient(points), axis=-1)
    usable = np.isfinite(values) & np.isfinite(slopes)
    heights, steepness = values[usable], slopes[usable]
    if heights.size < 2 or heights.min() == heights.max():
        raise ValueError(f"{objective.name} is flat or undefined there: it has no level curves")
    order = np.argsort(heights, kind="stable")
    heights, steepness = heights[order], steepness[order]
    bands = np.array_split(np.arange(len(heights)), 200)
    bands = [band for band in bands if len(band)]
    edges = np.array([heights[0], *(heights[band[-1]] for band in bands)])
    means = np.array([max(float(steepness[band].mean()), 1e-300) for band in bands])
    distance = np.concatenate([[0.0], np.cumsum(np.diff(edges) / means)])
    wanted = (np.arange(count) + 0.5) / count * distance[-1]
    return np.asarray(np.interp(wanted, distance, edges))


def level_curve_through(
    objective: Objective,
    point: ArrayLike,
    domain: Sequence[Sequence[float]] | None = None,
    spacing: float | None = None,
) -> LevelCurve:
    """Walk along the level curve through ``point`` until it closes or leaves the domain.

    A closed curve begins and ends at the point; an open one has the point inside. It keeps the
    higher ground on its right. At a stationary point on the curve, such as a saddle, it ends.

    Parameters
    ----------
    point : (2,), inside the domain, where the gradient is not zero
    domain : ((x_min, x_max), (y_min, y_max)), by default the objective's
    spacing : the longest distance between points, data units; by default 1/400 of the domain's
        diagonal. Where the curve bends, points lie closer.

    Raises
    ------
    ValueError
        when the point lies outside the domain, or the gradient is zero there
    """
    from mathcore.walk import walk

    box = _box(objective, domain)
    level, points, closed = walk(objective, point, box, spacing)
    return LevelCurve(level, read_only(points), closed)


def _lines(generator: ContourGenerator, level: float) -> list[Array]:
    """Contour lines (n, 2) of one level, in the form that ``LineType.Separate`` promises."""
    return cast("list[Array]", generator.lines(level))


def _on_level(
    objective: Objective, level: float, lines: list[Array], farthest: float
) -> Iterator[LevelCurve]:
    """Put the points of a grid's contour lines on their level; drop those that cannot be."""
    if not lines:
        return
    points, reached = onto_level(objective, np.concatenate(lines), level, farthest)
    bounds = np.cumsum([len(line) for line in lines])[:-1]
    for line, moved, kept in zip(
        lines, np.split(points, bounds), np.split(reached, bounds), strict=True
    ):
        closed = len(line) > 2 and bool(np.array_equal(line[0], line[-1]))
        rest = moved[kept]
        if len(rest) < 2:
            continue
        if closed and not kept[0]:
            rest = np.concatenate([rest, rest[:1]])
        yield LevelCurve(level, read_only(rest), closed)


def _box(objective: Objective, domain: Sequence[Sequence[float]] | None) -> Domain:
    if objective.dimension != 2:
        raise ValueError(f"{objective.name} has one dimension: it has no level curves")
    return as_domain(objective.domain if domain is None else domain, 2)


def _grid(objective: Objective, box: Domain, resolution: int) -> tuple[Array, Array, Array]:
    (left, right), (bottom, top) = box
    x = np.linspace(left, right, resolution)
    y = np.linspace(bottom, top, resolution)
    return x, y, objective.value(np.stack(np.meshgrid(x, y), axis=-1))
