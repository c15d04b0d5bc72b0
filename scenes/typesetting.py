"""Typst source to the outlines of its glyphs, with the embedded fonts: set once, then remembered.

Setting a line of text and reading its outlines through Manim takes 40 to 140 ms of processor time,
and a lesson shows about a hundred. So the outlines are kept, in this process and in the cache
folder; from there a line takes 0.3 ms.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import typst
from manim import Typst, config
from numpy.typing import NDArray

from scenes.cache_folder import TEXTS, cache_folder, write_whole
from scenes.outline import Outline, outline_like

Floats = NDArray[np.float64]

PREAMBLE = (
    '#set text(font: "New Computer Modern", weight: 450, ligatures: false)\n'
    "#set par(leading: 0.5em)"
)
"""Book weight: the regular one is too thin on a screen. The font's ligatures would turn "--" into a
dash: what is written is what is shown."""

_SPECIAL = re.compile(r"([\\*_`$#<>@=~\[\]/\-+'\"])")

_FORM = 1
"""Of a file in the cache; those of another form count as none."""
_CHECKSUM = 32
_REFERENCE = 135.0
"""Pixels for one Manim unit at 1080p. Manim makes the strokes of Typst (the bar of a fraction) a
fixed number of pixels wide; ours are as wide on every picture as they are there."""


@dataclass(frozen=True)
class Glyphs:
    """The parts of a text, in order; ``points[starts[k]:starts[k + 1]]`` are those of part k.

    Attributes
    ----------
    points : cubic Bezier pieces, (n, 3), Manim units, the text centred on the origin
    starts : (parts + 1,)
    fills, strokes : red, green, blue, alpha from 0 to 1 of each part, (parts, 4)
    widths : stroke width of each part
    """

    points: Floats
    starts: NDArray[np.int64]
    fills: Floats
    strokes: Floats
    widths: Floats


def escaped(text: str) -> str:
    """Typst markup that shows ``text`` as it is."""
    return _SPECIAL.sub(r"\\\1", text)


@cache
def typeset(source: str, size: float, color: str) -> Glyphs:
    """The glyphs of Typst source at a font size, coloured where the source says nothing else."""
    path = _path(source, size, color)
    glyphs = _read(path)
    if glyphs is None:
        glyphs = _set(source, size, color)
        # A cache that cannot be written makes the next run slower, and nothing else.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _to_bytes(glyphs))
    return glyphs


def parts_of(glyphs: Glyphs) -> list[Outline]:
    """The glyphs of a text as mobjects."""
    parts = []
    for k, width in enumerate(glyphs.widths):
        part = outline_like(_plain(), glyphs.points[glyphs.starts[k] : glyphs.starts[k + 1]].copy())
        part.fill_rgbas = glyphs.fills[k : k + 1].copy()
        part.stroke_rgbas = glyphs.strokes[k : k + 1].copy()
        part.stroke_width = float(width)
        parts.append(part)
    return parts


@cache
def _plain() -> Outline:
    return Outline(stroke_width=0)


def _set(source: str, size: float, color: str) -> Glyphs:
    text = Typst(
        source, typst_preamble=PREAMBLE, font_paths=_embedded_fonts(), font_size=size, color=color
    )
    parts: list[Any] = text.family_members_with_points()
    scale = _REFERENCE * config.frame_width / config.pixel_width
    lengths = [len(part.points) for part in parts]
    return Glyphs(
        points=np.concatenate([np.zeros((0, 3)), *(part.points for part in parts)]),
        starts=np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        fills=np.array([part.fill_rgbas[0] for part in parts]).reshape(-1, 4),
        strokes=np.array([part.stroke_rgbas[0] for part in parts]).reshape(-1, 4),
        widths=np.array([part.stroke_width * scale for part in parts], dtype=float),
    )


@cache
def _embedded_fonts() -> Any:
    """Typst's own fonts only: a system font would change the picture from machine to machine."""
    return typst.Fonts(include_system_fonts=False)


def _path(source: str, size: float, color: str) -> Path:
    inputs = [_FORM, *_versions(), PREAMBLE, source, size, color]
    name = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    return cache_folder() / TEXTS / name[:2] / f"{name}.glyphs"


@cache
def _versions() -> tuple[str, ...]:
    """Asked for once: reading what is noted about a package takes 0.6 ms, as two texts do."""
    return version("manim"), version("typst")


def _to_bytes(glyphs: Glyphs) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **vars(glyphs))
    content = buffer.getvalue()
    return hashlib.sha256(content).digest() + content


def _read(path: Path) -> Glyphs | None:
    """What a file holds; None if there is none or it is not as it was written."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    checksum, content = whole[:_CHECKSUM], whole[_CHECKSUM:]
    if hashlib.sha256(content).digest() != checksum:
        return None
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Glyphs(**arrays)
