"""Draw clouds of points: squares of whole pixels, placed as Manim places them."""

from __future__ import annotations

import numpy as np
import skia
from manim import Camera, PMobject

from render.drawing.premultiply import premultiplied
from render.drawing.surfaces.surfaces import Surface
from render.errors import SteepestError
from render.picture import NOTHING, Box


def draw_cloud(surface: Surface, camera: Camera, mobject: PMobject) -> Box:
    """Draw one cloud.

    Manim writes the colours of points over what is there, whatever their alpha, and a video drops
    the alpha. So they cover what is below; only in a transparent picture is their alpha kept.

    Returns
    -------
    a box around all pixels that have changed
    """
    if not len(mobject.points):
        return NOTHING
    if not np.isfinite(mobject.points).all():
        raise SteepestError(f"{mobject} cannot be drawn: a point of it is not a number")
    places = camera.thickened_coordinates(
        camera.points_to_pixel_coords(mobject, mobject.points),
        camera.adjusted_thickness(mobject.stroke_width),
    )
    colors = (255 * mobject.rgbas).astype(np.uint8)
    colors = np.tile(colors, (len(places) // len(colors), 1))
    shown = camera.on_screen_pixels(places)
    places, colors = places[shown], colors[shown]
    if not len(places):
        return NOTHING
    if surface.opaque:
        colors[:, 3] = 255
    left, top = places.min(axis=0).tolist()
    right, bottom = (places.max(axis=0) + 1).tolist()
    dots = np.zeros((bottom - top, right - left, 4), dtype=np.uint8)
    dots[places[:, 1] - top, places[:, 0] - left] = premultiplied(colors)
    image = skia.Image.fromarray(dots, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    surface.canvas.drawImage(image, left, top)
    return Box(top, bottom, left, right)
