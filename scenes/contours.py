"""Level curves on a plane: computed by mathcore, coloured by height."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from mathcore.levels import choose_levels, level_curves
from mathcore.objectives import Objective
from scenes.plane import Plane
from scenes.shapes import polyline
from scenes.theme import THICK, THIN

Floats = NDArray[np.float64]


def contours(
    plane: Plane,
    objective: Objective,
    levels: Sequence[float] | None = None,
    *,
    count: int = 10,
    resolution: int = 160,
) -> VGroup:
    """Level curves of ``objective`` over the plane's ranges, one mobject for each level.

    ``levels`` are objective values; without them ``count`` evenly spread ones are chosen.
    """
    domain = (plane.x_range, plane.y_range)
    values = np.sort(
        choose_levels(objective, domain, count) if levels is None else np.asarray(levels)
    )
    curves: dict[float, list[Floats]] = {float(value): [] for value in values}
    for curve in level_curves(objective, [float(v) for v in values], domain, resolution):
        curves[float(curve.level)].append(curve.points)
    group = VGroup()
    for rank, value in enumerate(curves):
        color = plane.theme.level_color(rank / max(len(curves) - 1, 1))
        group.add(_level(plane, curves[value], color, THIN))
    return group


def highlighted_level(plane: Plane, points: ArrayLike, color: str) -> VMobject:
    """One level curve, data points (n, 2), drawn thick."""
    return plane.curve(points, color, THICK)


def _level(plane: Plane, curves: list[Floats], color: str, width: float) -> VMobject:
    return polyline([piece for points in curves for piece in plane.pieces(points)], color, width)
