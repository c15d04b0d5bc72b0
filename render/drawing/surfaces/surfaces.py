"""What pictures are drawn on: memory, with Skia's own rasteriser."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

import numpy as np
import skia

from render.picture import Box, Pixels


def rgba_info(width: int, height: int) -> Any:
    """How our pictures lie in memory, for Skia."""
    return skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


class Surface(ABC):
    """A picture to draw on, which can keep a copy of itself and restore parts of it.

    Attributes
    ----------
    pixels : the picture in memory; right after ``fetch``, inside the box that was fetched
    canvas : what Skia draws on
    exchanged : draws on the same picture, but takes red for blue; None where that is no use.
        Skia has hand-made loops for one order of the channels, which is not ours. On 1,024 faces
        at 1080p, thin strokes take 1.4 ms there and 5.7 ms here, fills 5.6 and 5.9.
    opaque : whether nothing shines through the background that it was filled with last
    outlines_strokes : whether strokes are best drawn as filled outlines. Skia's rasteriser makes
        them anyway, less precisely, and draws those under one pixel wide a tenth too weak; a GPU
        draws strokes exactly and twice as fast.
    """

    pixels: Pixels
    canvas: Any
    exchanged: Any = None
    opaque: bool
    outlines_strokes: bool

    @property
    def whole(self) -> Box:
        """All of it."""
        height, width, _ = self.pixels.shape
        return Box(0, height, 0, width)

    def within(self, box: Box) -> Box:
        """The part of a box that lies in the picture."""
        height, width, _ = self.pixels.shape
        return Box(
            max(0, box.top), min(height, box.bottom), max(0, box.left), min(width, box.right)
        )

    def activate(self) -> None:  # noqa: B027 - most are never put aside
        """Make ready to draw, after others may have drawn."""

    @abstractmethod
    def fill(self, background: Pixels, boxes: Iterable[Box]) -> None:
        """Make these parts of the picture equal to the background (as large as the picture)."""

    @abstractmethod
    def keep(self) -> None:
        """Keep the picture as it is now, to restore parts of it."""

    @abstractmethod
    def restore(self, boxes: Iterable[Box]) -> None:
        """Make these parts of the picture what they were when it was kept."""

    @abstractmethod
    def fetch(self, box: Box) -> None:
        """See to it that this part of ``pixels`` shows what has been drawn."""

    @abstractmethod
    def like(self, width: int, height: int) -> Surface:
        """Another one of the same kind, for a picture within this picture."""

    @abstractmethod
    def snapshot(self) -> Any:
        """A copy of the picture, to draw on others of its kind."""

    def close(self) -> None:  # noqa: B027 - memory goes by itself
        """Give back what is held outside of this process."""


class RasterSurface(Surface):
    """The picture lies in memory, and Skia draws into it on the CPU."""

    outlines_strokes = True

    def __init__(self, width: int, height: int) -> None:
        self.pixels = np.zeros((height, width, 4), dtype=np.uint8)
        self._kept: Pixels | None = None
        self._flat: tuple[Pixels, np.uint32 | None] | None = None
        self._surface = skia.Surface.MakeRasterDirect(
            rgba_info(width, height), self.pixels, 4 * width
        )
        self.canvas = self._surface.getCanvas()
        self._exchanged = skia.Surface.MakeRasterDirect(
            skia.ImageInfo.Make(width, height, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType),
            self.pixels,
            4 * width,
        )
        self.exchanged = self._exchanged.getCanvas()

    def fill(self, background: Pixels, boxes: Iterable[Box]) -> None:
        """Copy the background, or write its one colour: that takes a third of the time."""
        if self._flat is None or self._flat[0] is not background:
            self._flat = background, _only_color(background)
        color = self._flat[1]
        whole_pixels = self.pixels.view(np.uint32)[..., 0]
        for top, bottom, left, right in boxes:
            if color is None:
                self.pixels[top:bottom, left:right] = background[top:bottom, left:right]
            else:
                whole_pixels[top:bottom, left:right] = color

    def keep(self) -> None:
        """Copy the picture, into the same memory each time: fresh memory costs more."""
        if self._kept is None:
            self._kept = np.empty_like(self.pixels)
        np.copyto(self._kept, self.pixels)

    def restore(self, boxes: Iterable[Box]) -> None:
        """Copy rows of the copy."""
        if self._kept is None:
            raise ValueError("nothing has been kept")
        for top, bottom, left, right in boxes:
            self.pixels[top:bottom, left:right] = self._kept[top:bottom, left:right]

    def fetch(self, box: Box) -> None:
        """Nothing to do: it is drawn where it lies."""

    def like(self, width: int, height: int) -> Surface:
        """Another piece of memory."""
        return RasterSurface(width, height)

    def snapshot(self) -> Any:
        """An image with memory of its own."""
        return skia.Image.fromarray(self.pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def _only_color(background: Pixels) -> np.uint32 | None:
    pixels = np.ascontiguousarray(background).view(np.uint32)
    color: np.uint32 = pixels[0, 0, 0]
    return color if (pixels == color).all() else None
