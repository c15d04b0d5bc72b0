"""Which GPU there is to draw with, or why there is none."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Any

_SOFTWARE = ("llvmpipe", "softpipe", "swiftshader", "swr", "software rasterizer")
_MOST_DEVICES = 16
_CHOSEN = "GLCONTEXT_DEVICE_INDEX"
"""With it, a user of ``moderngl`` says which device is to be opened."""
_PAST_THE_LAST = "requested device index"
_INSTALL = "apt-get install libegl1 libgl1-mesa-dri"


@dataclass(frozen=True)
class Gpu:
    """What draws when OpenGL draws.

    Attributes
    ----------
    renderer : as the driver names it, like ``llvmpipe (LLVM 15.0.6, 256 bits)``
    driver : vendor and version
    software : whether it is a program that only acts as a GPU, and is slower than ``raster``
    """

    renderer: str
    driver: str
    software: bool


@dataclass(frozen=True)
class NoGpu:
    """There is no OpenGL without a display here; the reason is one line, with what to do."""

    reason: str


def find_gpu() -> Gpu | NoGpu:
    """Open OpenGL, ask for its name, and close it: 50 to 300 ms.

    It raises nothing; but a broken driver can end the process, so ask in a process of its own.
    """
    try:
        context = open_opengl()
    except Exception as error:
        return NoGpu(why_not(error))
    try:
        info = context.info
        renderer = _one_line(info["GL_RENDERER"])
        driver = _one_line(f"{info['GL_VENDOR']} {info['GL_VERSION']}")
        if _skia_can_draw():
            return Gpu(renderer, driver, _is_software(context))
        return NoGpu(f"Skia cannot draw with {renderer}, {driver}: use --renderer raster")
    except Exception as error:
        return NoGpu(why_not(error))
    finally:
        context.release()


def open_opengl() -> Any:
    """An OpenGL context without a display (EGL): of the first real GPU, else of a software one.

    Returns
    -------
    a ``moderngl.Context``, current in this thread

    Raises
    ------
    Exception : whatever ``moderngl`` raises if there is none; ``why_not`` explains it
    """
    import moderngl

    spare: Any = None
    problem: Exception | None = None
    for device in range(1 if _CHOSEN in os.environ else _MOST_DEVICES):
        options: Any = {"backend": "egl", "device_index": device}
        try:
            context = moderngl.create_context(standalone=True, **options)
        except Exception as error:
            problem = problem or error
            if _PAST_THE_LAST in str(error):
                break
            continue  # a device whose driver is broken
        if not _is_software(context):
            if spare is not None:
                spare.release()
            return context
        if spare is None:
            spare = context
        else:
            context.release()
    if spare is None:
        raise problem or RuntimeError("no device")
    spare.__enter__()  # others may have become current
    return spare


def why_not(error: Exception) -> str:
    """What the failure to open OpenGL means, and what to do about it."""
    said = _one_line(error) or type(error).__name__
    if sys.platform != "linux":
        return f"OpenGL without a display needs Linux ({said}): use --renderer raster"
    if _PAST_THE_LAST in said:
        return f"EGL finds no device ({said}): {_INSTALL}, or use --renderer raster"
    if "lib" in said.lower():
        return f"EGL is not installed ({said}): {_INSTALL}, or use --renderer raster"
    return f"EGL gives no context ({said}): check the GPU's driver, or use --renderer raster"


def _is_software(context: Any) -> bool:
    renderer = str(context.info["GL_RENDERER"]).lower()
    return any(name in renderer for name in _SOFTWARE)


def _skia_can_draw() -> bool:
    """Whether Skia works with the context that is current."""
    import skia

    interface = skia.GrGLInterface.MakeEGL()
    context = None if interface is None else skia.GrDirectContext.MakeGL(interface)
    if context is None:
        return False
    context.releaseResourcesAndAbandonContext()
    return True


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
