"""How Skia lays out a picture in bytes, learnt from samples that it writes itself."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import skia

STYLE = 24
"""Where in a paint its style is: after width, miter limit and colour, all float32."""

_HEAD = 29
_COUNTED = (b"cfpt", b"guls")  # sections that hold nothing here, only a count of 0
_EMPTY_PICTURE = skia.Rect.MakeLTRB(-1e5, -1e5, 1e5, 1e5)
_ENDS = ((1234.5, 2345.75), (3456.25, 4567.5))
_COLORS = ((1, 2, 3, 4), (5, 6, 7, 8))


@dataclass(frozen=True)
class Layout:
    """What lies around the arrays in the bytes of a picture.

    Attributes
    ----------
    head, factories : sections that are the same in every picture of ours
    solid, gradient : one paint of each kind
    gradient_flag : what the style of a gradient has beside that of a solid paint
    gradient_colors, gradient_ends : where they are in a gradient, float32 (2, 4) and (2, 2)
    """

    head: bytes
    factories: bytes
    solid: bytes
    gradient: bytes
    gradient_flag: int
    gradient_colors: int
    gradient_ends: int


@cache
def layout() -> Layout:
    """The layout of this version of Skia.

    Raises
    ------
    KeyError, ValueError, struct.error : it is not what this module expects
    """
    paint = skia.Paint(AntiAlias=True)
    plain = parts(serialized(paint))
    paint.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(*end) for end in _ENDS],
            [skia.ColorSetARGB(alpha, *rgb) for *rgb, alpha in _COLORS],
        )
    )
    shaded = parts(serialized(paint))
    solid, gradient = (found["paints"][4:] for found in (plain, shaded))
    styles = [struct.unpack_from("<I", record, STYLE)[0] for record in (solid, gradient)]
    colors = np.array(_COLORS, dtype="<f4") * np.float32(1 / 255)
    return Layout(
        head=shaded["head"],
        factories=shaded["factories"],
        solid=solid,
        gradient=gradient,
        gradient_flag=styles[0] ^ styles[1],
        gradient_colors=gradient.index(colors.tobytes()),
        gradient_ends=gradient.index(np.array(_ENDS, dtype="<f4").tobytes()),
    )


@cache
def style_of(stroke: bool, join: Any, cap: Any) -> int:
    """How a paint draws, in one number: filled or stroked, with a soft edge."""
    paint = skia.Paint(AntiAlias=True, StrokeJoin=join, StrokeCap=cap)
    if stroke:
        paint.setStyle(skia.Paint.kStroke_Style)
    return _style(paint)


@cache
def hard_style() -> int:
    """The style of a fill with hard edges."""
    return _style(skia.Paint(AntiAlias=False))


def _style(paint: Any) -> int:
    (style,) = struct.unpack_from("<I", parts(serialized(paint))["paints"], 4 + STYLE)
    return int(style)


@cache
def butt_styles() -> tuple[int, ...]:
    """The styles of strokes that end where their lines end."""
    joins = (skia.Paint.kMiter_Join, skia.Paint.kRound_Join, skia.Paint.kBevel_Join)
    return tuple(style_of(True, join, skia.Paint.kButt_Cap) for join in joins)


def filled_style() -> int:
    """The style of a fill."""
    return style_of(False, skia.Paint.kMiter_Join, skia.Paint.kButt_Cap)


def record(draw: Callable[[Any], None]) -> bytes:
    """The bytes of a picture of what ``draw`` does to a canvas."""
    recorder = skia.PictureRecorder()
    draw(recorder.beginRecording(_EMPTY_PICTURE))
    return bytes(recorder.finishRecordingAsPicture().serialize())


def serialized(paint: Any) -> bytes:
    """The bytes of a picture of a triangle in this paint."""
    triangle = skia.Path().moveTo(0, 0).lineTo(9, 0).lineTo(0, 9).close()
    return record(lambda canvas: canvas.drawPath(triangle, paint))


def parts(picture: bytes) -> dict[str, bytes]:
    """The sections of a picture: head, operations, factories, and paints with their count."""
    found = {"head": picture[:_HEAD]}
    at = _HEAD
    for name, tag in (("operations", b"daer"), ("factories", b"tcaf")):
        size = _size(picture, at, tag)
        found[name] = picture[at : at + 8 + size]
        at += 8 + size
    _size(picture, at, b"cfpt")
    found["factories"] += picture[at : at + 8]
    _size(picture, at + 8, b"yara")
    _size(picture, at + 16, b" tnp")
    found["paints"] = picture[at + 20 : picture.index(b" htp", at + 20)]
    return found


def _size(picture: bytes, at: int, tag: bytes) -> int:
    if picture[at : at + 4] != tag:
        raise ValueError(f"expected {tag!r} in a picture of Skia, got {picture[at : at + 4]!r}")
    (size,) = struct.unpack_from("<I", picture, at + 4)
    return int(size)
