"""Which renderer draws: the one that was asked for, or what suits this machine."""

from __future__ import annotations

from render.drawing.surfaces.gpu import Gpu, NoGpu
from render.errors import UsageError
from render.request.suggest import unknown

RENDERERS = ("auto", "raster", "opengl", "cairo")


def resolve_renderer(name: str) -> str:
    """``raster``, ``opengl`` or ``cairo`` for what was asked for, which may be ``auto``.

    Raises
    ------
    UsageError : there is no renderer of that name, or no OpenGL here
    """
    if name not in RENDERERS:
        raise UsageError(unknown("renderer", name, RENDERERS))
    if name in {"raster", "cairo"}:
        return name
    from render.request.machine import remembered_gpu  # only where it matters

    gpu = remembered_gpu()
    if name == "auto":
        return automatic(gpu)[0]
    if isinstance(gpu, NoGpu):
        raise UsageError(f"--renderer opengl does not work here: {gpu.reason}")
    return name


def automatic(gpu: Gpu | NoGpu) -> tuple[str, str]:
    """What ``auto`` takes on a machine with this GPU, and why."""
    if isinstance(gpu, NoGpu):
        return "raster", gpu.reason
    if gpu.software:
        return "raster", f"{gpu.renderer} is a program that acts as a GPU: raster is faster"
    return "opengl", f"{gpu.renderer} is a GPU"


def opengl_identity() -> str:
    """What decides the pixels that OpenGL draws here."""
    from render.request.machine import remembered_gpu

    gpu = remembered_gpu()
    return gpu.reason if isinstance(gpu, NoGpu) else f"{gpu.renderer}, {gpu.driver}"
