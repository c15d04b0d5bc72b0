"""Draw paths and dots on height fields: what the surface hides, faintly."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import skia
from manim import Camera
from numpy.typing import NDArray

from render.drawing.flat.paths import Transform
from render.drawing.heights.hiding import seen
from render.drawing.heights.view import View
from render.drawing.surfaces.surfaces import Surface
from render.picture import NOTHING, Box
from scenes.loss_surface_path import HIDDEN, OnSurface, SurfaceDots

Floats = NDArray[np.float64]

_SOFT = 2


def draw_on_surface(
    surface: Surface, camera: Camera, transform: Transform, mobject: OnSurface
) -> Box:
    """Draw a path or dots; a box around all pixels that may have changed."""
    view = View.of(camera, transform, mobject)
    if isinstance(mobject, SurfaceDots):
        return _draw_dots(surface, view, mobject)
    return _draw_path(surface, camera, view, mobject)


def _draw_path(surface: Surface, camera: Camera, view: View, mobject: OnSurface) -> Box:
    width = mobject.get_stroke_width() * camera.cairo_line_width_multiple
    pixels_wide = width * view.projection.transform.scale
    color = mobject.get_stroke_rgbas()[0]
    curves = mobject.points.reshape(-1, 4, 3)
    if not len(curves) or not pixels_wide > 0 or not color[3] > 0:
        return NOTHING
    # Each curve of a path is a straight line; a new piece begins where two do not meet.
    breaks = np.flatnonzero((curves[1:, 0] != curves[:-1, 3]).any(axis=1)) + 1
    paint = skia.Paint(
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=pixels_wide,
        StrokeJoin=skia.Paint.kRound_Join,
        StrokeCap=skia.Paint.kRound_Cap,
    )
    box = NOTHING
    paths = {True: skia.Path(), False: skia.Path()}
    for piece in np.split(curves, breaks):
        points = np.concatenate([piece[:, 0], piece[-1:, 3]])
        pixels, _ = view.projection.scene_to_pixels(points)
        if not np.isfinite(pixels).all():
            continue
        visible = seen(mobject.surface, points, view.eye)
        both = visible[1:] & visible[:-1]
        changes = np.flatnonzero(np.diff(both)) + 1
        for start, end in pairwise([0, *changes.tolist(), len(both)]):
            corners = [skia.Point(x, y) for x, y in pixels[start : end + 1].tolist()]
            paths[bool(both[start])].addPoly(corners, False)
        box = box.joined(_around(pixels, pixels_wide / 2))
    for shown, path in paths.items():
        paint.setColor4f(_color(color, 1.0 if shown else HIDDEN))
        surface.canvas.drawPath(path, paint)
    return box


def _draw_dots(surface: Surface, view: View, mobject: SurfaceDots) -> Box:
    color = mobject.fill_rgbas[0]
    centers = mobject.centers
    if not len(centers) or not color[3] > 0:
        return NOTHING
    pixels, depths = view.projection.scene_to_pixels(centers)
    radii = mobject.radius * view.projection.pixels_per_unit(depths)
    visible = seen(mobject.surface, centers, view.eye)
    paint = skia.Paint(AntiAlias=True)
    for (x, y), radius, shown in zip(
        pixels.tolist(), radii.tolist(), visible.tolist(), strict=True
    ):
        if math.isfinite(x + y + radius):
            paint.setColor4f(_color(color, 1.0 if shown else HIDDEN))
            surface.canvas.drawCircle(x, y, radius, paint)
    known = np.isfinite(pixels).all(axis=1)
    return _around(pixels[known], float(radii[known].max(initial=0.0)))


def _color(rgba: Any, share: float) -> Any:
    red, green, blue, alpha = np.clip(rgba, 0.0, 1.0).tolist()
    return skia.Color4f(red, green, blue, alpha * share)


def _around(pixels: Floats, reach: float) -> Box:
    if not len(pixels):
        return NOTHING
    left, top = (pixels.min(axis=0) - reach - _SOFT).clip(-1e6, 1e6).tolist()
    right, bottom = (pixels.max(axis=0) + reach + _SOFT).clip(-1e6, 1e6).tolist()
    return Box(math.floor(top), math.ceil(bottom), math.floor(left), math.ceil(right))
