"""The painters by name."""

from __future__ import annotations

from render.drawing.painter import Painter

RENDERERS = ("auto", "raster", "opengl", "cairo")


def open_painter(name: str, width: int, height: int) -> Painter:
    """A painter for pictures of this size: ``raster``, ``opengl`` or ``cairo``."""
    if name == "cairo":
        from render.drawing.cairo_painter import CairoPainter

        return CairoPainter()
    from render.drawing.skia_painter import SkiaPainter
    from render.drawing.surfaces import RasterSurface, Surface

    def open_surface() -> Surface:
        if name == "raster":
            return RasterSurface(width, height)
        from render.drawing.opengl_surface import OpenGLSurface

        return OpenGLSurface(width, height)

    return SkiaPainter(open_surface)
