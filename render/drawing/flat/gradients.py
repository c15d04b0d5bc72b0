"""Gradients of mobjects as Skia's paints."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia
from manim import Camera, VMobject
from numpy.typing import NDArray

from render.drawing.flat.paints import Paints, Pen, bytes_of, color_of, shares_of
from render.drawing.flat.paths import Transform

_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""


def with_gradient(
    paints: Paints,
    rgbas: NDArray[np.float64],
    camera: Camera,
    vmobject: VMobject,
    transform: Transform,
    pen: Pen | None,
) -> Any:
    """A paint with a linear gradient, for fills or with a pen; None if there is nothing to see."""
    colors = shares_of(rgbas).tolist()
    if not any(color[3] for color in colors):
        return None
    ends = np.array(vmobject.get_gradient_start_and_end_points())
    seen = camera.transform_points_pre_display(vmobject, ends)
    pixels = transform.apply(seen[:, :2]).tolist()
    (x1, y1), (x2, y2) = pixels[0], pixels[-1]
    if abs(x2 - x1) + abs(y2 - y1) < _SHORTEST_GRADIENT:
        mixed = [(a + b) / 2 for a, b in zip(colors[0], colors[-1], strict=True)]
        red, green, blue, alpha = bytes_of(np.array([mixed]))[0].tolist()
        return paints.colored(color_of(red, green, blue, alpha), pen) if alpha else None
    shaded = paints.colored(skia.Color4f(0, 0, 0, 1), pen)  # its alpha would weaken the gradient
    shaded.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(x1, y1), skia.Point(x2, y2)],
            [skia.Color4f(*color).toColor() for color in colors],
        )
    )
    return shaded
