"""Bars on a plane: positive up, negative down, cut at the edge."""

from __future__ import annotations

import numpy as np
from manim import Rectangle, VGroup
from numpy.typing import ArrayLike

from scenes.plane import Plane


def bars(plane: Plane, values: ArrayLike, color: str, *, share: float = 0.7) -> VGroup:
    """One bar for each value at x = 1, 2, 3, ... ; ``share`` of the space between two is filled.

    Values beyond the plane are cut at its edge; values that are not finite have no bar.
    """
    group = VGroup()
    unit = plane.scale_xy[0]
    low, high = plane.y_range
    for place, value in enumerate(np.asarray(values, dtype=float), start=1):
        if not np.isfinite(value):
            group.add(VGroup())
            continue
        top, foot = np.clip([value, 0.0], low, high)
        a, b = plane.point(place, foot), plane.point(place, top)
        height = max(abs(b[1] - a[1]), 0.012)  # a zero is still seen, as a thin line
        bar = Rectangle(
            width=share * unit, height=height,
            fill_color=color, fill_opacity=0.85, stroke_width=0,
        )  # fmt: skip
        group.add(bar.move_to((a + b) / 2))
    return group
