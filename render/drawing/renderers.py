"""The painters by name."""

from __future__ import annotations

from render.drawing.painter import Painter

RENDERERS = ("auto", "raster", "opengl", "cairo")


def open_painter(name: str, width: int, height: int) -> Painter:
    """A painter for pictures of this size: ``raster``, ``opengl`` or ``cairo``."""
    from render.drawing.cairo_painter import CairoPainter

    return CairoPainter()
