"""Draw vector mobjects that show a part of a background image instead of a colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import skia
from manim import VMobject

from render.drawing.boxes import around, spread
from render.drawing.flat.vectors import VectorDrawer
from render.drawing.flat.view import View
from render.drawing.surfaces.surfaces import RasterSurface
from render.picture import NOTHING, Box, Pixels


class TexturedDrawer:
    """Draws such mobjects aside, multiplies them with the image, and lays them over the picture."""

    def __init__(self) -> None:
        self._vectors = VectorDrawer()
        self._aside: RasterSurface | None = None

    def begin(self) -> None:
        """A new picture begins."""
        self._vectors.begin()

    def draw(
        self,
        view: View,
        vmobjects: Sequence[VMobject],
    ) -> Box:
        """Draw mobjects that follow each other and show the same image.

        Manim takes the product for straight colours, though the coverage is in it already; so
        soft edges become darker than they should be. They are here, too.

        Returns
        -------
        a box around all pixels that may have changed
        """
        surface, aside = view.surface, self._aside
        if aside is None or aside.pixels.shape != surface.pixels.shape:
            height, width, _ = surface.pixels.shape
            aside = self._aside = RasterSurface(width, height)
        own = View(aside, view.camera, view.transform)
        boxes = [step.draw() for step in self._vectors.steps(own, vmobjects)]
        box = around(spread(boxes))
        if box.empty:
            return NOTHING
        displayer = view.camera.get_background_colored_vmobject_displayer()
        texture = cast(
            "Pixels", displayer.get_background_array(vmobjects[0].get_background_image())
        )
        drawn = aside.pixels[box.slices]
        product = drawn.astype(np.uint16) * texture[box.slices] // 255
        straight = product.astype(np.uint8)
        drawn[:] = 0
        image = skia.Image.fromarray(straight, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
        surface.canvas.drawImage(image, box.left, box.top)
        return box
