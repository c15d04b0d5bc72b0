"""The painters by name."""

from __future__ import annotations

from functools import partial

from render.drawing.painter import Painter

RENDERERS = ("auto", "raster", "opengl", "cairo")


def open_painter(name: str, width: int, height: int) -> Painter:
    """A painter for pictures of this size: ``raster``, ``opengl`` or ``cairo``.

    What it draws on is opened when it draws for the first time.
    """
    if name == "cairo":
        from render.drawing.cairo_painter import CairoPainter

        return CairoPainter()
    from render.drawing.skia_painter import SkiaPainter

    if name == "raster":
        from render.drawing.surfaces.surfaces import RasterSurface

        return SkiaPainter(partial(RasterSurface, width, height))
    if name == "opengl":
        from render.drawing.surfaces.opengl_surface import OpenGLSurface

        return SkiaPainter(partial(OpenGLSurface, width, height))
    raise ValueError(f"{name} does not draw; choose one of {', '.join(RENDERERS[1:])}")
