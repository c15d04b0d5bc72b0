"""What is to be rendered, settled once: a ``RenderJob`` is all that a worker process is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Quality:
    """Size of the picture in pixels and frames a second."""

    name: str
    width: int
    height: int
    frame_rate: int


QUALITIES: dict[str, Quality] = {
    quality.name: quality
    for quality in (
        Quality("draft", 854, 480, 15),
        Quality("720p30", 1280, 720, 30),
        Quality("1080p60", 1920, 1080, 60),
        Quality("4k60", 3840, 2160, 60),
    )
}

FORMATS = ("mp4", "webm", "gif", "mov", "png", "png-sequence")
"""Kinds of files."""


@dataclass(frozen=True)
class RenderJob:
    """One lesson with everything that decides its output.

    Attributes
    ----------
    lesson : id from the catalogue, or the name of a scene class in ``file``
    parameters : all parameters, checked, as plain values (``model_dump(mode="json")``)
    changed : the names among them that differ from the defaults, for the file name
    section : render only this section, or None for the whole lesson
    voice : ``joe``, ``none``, or the path of a Piper model or of a folder of takes
    format : ``mp4``, ``webm``, ``gif``, ``mov``, ``png`` or ``png-sequence``
    renderer : what draws: ``raster``, ``opengl`` or ``cairo``
    file : the Python file of a plain Manim scene; None for a lesson of the catalogue
    at : the moment of a still, in seconds; None for the poster
    codec : the encoder of H.264 for ``mp4``, as FFmpeg calls it
    """

    lesson: str
    parameters: Mapping[str, Any]
    changed: tuple[str, ...]
    quality: Quality
    theme: str
    voice: str
    format: str
    transparent: bool
    section: str | None
    out: Path
    seed: int = 0
    renderer: str = "cairo"
    file: Path | None = None
    at: float | None = None
    codec: str = "libx264"
