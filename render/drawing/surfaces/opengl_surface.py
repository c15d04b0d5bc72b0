"""Pictures drawn by the GPU, through OpenGL without a display (EGL)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import skia

from render.drawing.surfaces.gpu import open_opengl, why_not
from render.drawing.surfaces.surfaces import Surface, rgba_info
from render.errors import SteepestError
from render.picture import Box, Pixels


class OpenGLSurface(Surface):
    """The picture and what is kept of it lie on the GPU; only boxes of it are read back."""

    outlines_strokes = False

    def __init__(self, width: int, height: int) -> None:
        self._open(_Context(), width, height)

    def _open(self, context: _Context, width: int, height: int) -> None:
        self._context = context
        self.pixels = np.zeros((height, width, 4), dtype=np.uint8)
        self._surface = skia.Surface.MakeRenderTarget(
            context.skia, skia.Budgeted.kNo, rgba_info(width, height)
        )
        if self._surface is None:
            raise SteepestError(
                f"the GPU gives no picture of {width} x {height}; use --renderer raster"
            )
        self.canvas = self._surface.getCanvas()
        self._kept: Any = None
        self._copy = skia.Paint(BlendMode=skia.BlendMode.kSrc)
        self._background: tuple[Pixels, Any] | None = None

    def activate(self) -> None:
        """Make its context the one that OpenGL draws in."""
        self._context.activate()

    def fill(self, background: Pixels, boxes: Iterable[Box]) -> None:
        """Draw the background, which is sent to the GPU once."""
        if self._background is None or self._background[0] is not background:
            image = skia.Image.fromarray(
                np.ascontiguousarray(background), skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
            )
            self._background = background, image.makeTextureImage(self._context.skia)
        self._draw(self._background[1], boxes)

    def keep(self) -> None:
        """Keep the picture on the GPU."""
        self._kept = self._surface.makeImageSnapshot()

    def restore(self, boxes: Iterable[Box]) -> None:
        """Draw from what is kept."""
        if self._kept is None:
            raise ValueError("nothing has been kept")
        self._draw(self._kept, boxes)

    def fetch(self, box: Box) -> None:
        """Read back one box."""
        if box.empty:
            return
        width = self.pixels.shape[1]
        start = 4 * (box.top * width + box.left)
        self._surface.readPixels(
            rgba_info(box.right - box.left, box.bottom - box.top),
            self.pixels.reshape(-1)[start:],
            4 * width,
            box.left,
            box.top,
        )

    def like(self, width: int, height: int) -> Surface:
        """Another picture of the same GPU context."""
        other = object.__new__(OpenGLSurface)
        other._open(self._context, width, height)
        return other

    def snapshot(self) -> Any:
        """An image on the GPU."""
        return self._surface.makeImageSnapshot()

    def close(self) -> None:
        """Give the GPU's memory and the context back."""
        self.activate()
        self._kept = self._background = self.canvas = self._surface = None
        self._context.close()

    def _draw(self, image: Any, boxes: Iterable[Box]) -> None:
        for box in boxes:
            area = skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
            self.canvas.drawImageRect(image, area, area, skia.SamplingOptions(), self._copy)


class _Context:
    """An OpenGL context and Skia's own on top of it."""

    def __init__(self) -> None:
        try:
            self._opengl: Any = open_opengl()
        except Exception as error:
            raise SteepestError(why_not(error)) from error
        self.skia = skia.GrDirectContext.MakeGL(skia.GrGLInterface.MakeEGL())
        if self.skia is None:
            raise SteepestError("Skia cannot use this OpenGL driver; use --renderer raster")

    def activate(self) -> None:
        self._opengl.__enter__()

    def close(self) -> None:
        if self.skia is not None:
            self.skia.releaseResourcesAndAbandonContext()
            self.skia = None
            self._opengl.release()
