"""Which renderer draws: the one that was asked for, or what suits this machine."""

from __future__ import annotations

from render.errors import UsageError
from render.request.suggest import unknown

RENDERERS = ("auto", "raster", "opengl", "cairo")


def resolve_renderer(name: str) -> str:
    """``raster``, ``opengl`` or ``cairo`` for what was asked for, which may be ``auto``.

    Raises
    ------
    UsageError : there is no renderer of that name
    """
    if name not in RENDERERS:
        raise UsageError(unknown("renderer", name, RENDERERS))
    return "raster" if name == "auto" else name
