"""Whether this version of Skia lays out its pictures as ``recording`` does.

A sample with all that is used is recorded by Skia and put together here: the bytes must be equal.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

import numpy as np
import skia

from render.drawing.records.picture_layout import filled_style, record, style_of
from render.drawing.records.recording import LINES, MESH, PATH, Recording
from render.drawing.records.records import (
    MITER_LIMIT,
    TWO_TRIANGLES,
    cubic_paths,
    gradient_paints,
    hairline_paints,
    meshes,
    plain_paint,
    solid_paints,
)


@cache
def can_record() -> bool:
    """Whether this version of Skia reads and writes pictures as this module does."""
    try:
        return _recorded_here() == record(_draw_sample)
    except (KeyError, ValueError, struct.error):
        return False


_PLACES = ((1.0, 2.0), (9.0, 3.0), (8.0, 7.0), (2.0, 9.0))
_CUBIC_POINTS = ((1, 2), (3, 4), (5, 6), (7, 8), (9, 8), (7, 6), (1, 2))


def _draw_sample(canvas: Any) -> None:
    path = skia.Path().moveTo(*_CUBIC_POINTS[0])
    for at in (1, 4):
        path.cubicTo(*(value for point in _CUBIC_POINTS[at : at + 3] for value in point))
    path.close()
    paint = skia.Paint(AntiAlias=True, StrokeMiter=MITER_LIMIT)
    paint.setColor4f(skia.Color4f(0.25, 0.5, 0.75, 1.0))
    paint.setStrokeWidth(1.5)
    canvas.drawPath(path, paint)
    vertices = skia.Vertices(
        skia.Vertices.kTriangles_VertexMode,
        [skia.Point(*place) for place in _PLACES],
        None,
        [0xFF112233] * 4,
        [0, 1, 2, 0, 2, 3],
    )
    plain = skia.Paint(AntiAlias=True, StrokeMiter=MITER_LIMIT, Color=0xFFFFFFFF)
    canvas.drawVertices(vertices, plain, skia.BlendMode.kDst)
    uncolored = skia.Vertices(
        skia.Vertices.kTriangles_VertexMode,
        [skia.Point(*place) for place in _PLACES],
        None,
        None,
        [0, 1, 2, 0, 2, 3],
    )
    canvas.drawVertices(uncolored, paint, skia.BlendMode.kDst)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(0)
    points = [skia.Point(*place) for place in _PLACES]
    canvas.drawPoints(skia.Canvas.kPolygon_PointMode, points, paint)
    paint.setStrokeWidth(1.5)
    paint.setColor4f(skia.Color4f(0, 0, 0, 1))
    paint.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(*place) for place in _PLACES[:2]], [0xFFFF0000, 0xFF0000FF]
        )
    )
    canvas.drawPath(path, paint)


def _recorded_here() -> bytes:
    fill = np.array([filled_style()], dtype=np.uint32)
    stroke = np.array([style_of(True, skia.Paint.kMiter_Join, skia.Paint.kButt_Cap)], np.uint32)
    width = np.array([1.5])
    recording = Recording()
    shade = np.array([[0.25, 0.5, 0.75, 1.0]])
    recording.add_paints(solid_paints(shade, width, fill))
    recording.add_paints(plain_paint())
    recording.add_paints(solid_paints(shade, width, fill))
    recording.add_paints(hairline_paints(shade, np.ones(1), stroke))
    ends = np.array([_PLACES[:2]])
    red_to_blue = np.array([[[1.0, 0, 0, 1], [0, 0, 1, 1]]])
    recording.add_paints(gradient_paints(red_to_blue, ends, width, stroke))
    recording.add_paths(cubic_paths(np.array([_CUBIC_POINTS], dtype=np.float32), closed=True))
    places = np.array([_PLACES], dtype=np.float32)
    recording.add_meshes(
        meshes(places, np.full((1, 4), 0xFF112233, dtype=np.uint32), TWO_TRIANGLES)
    )
    recording.add_meshes(meshes(places, None, TWO_TRIANGLES))
    recording.add_lines(places)
    kinds = np.array([PATH, MESH, MESH, LINES, PATH])
    shapes = np.array([0, 0, 1, 0, 0], dtype=np.uint32)
    recording.draw(kinds, np.arange(5, dtype=np.uint32), shapes)
    return recording.serialized()
