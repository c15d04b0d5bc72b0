"""Draw runs of faces, one behind the other, as one recorded picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Camera, ThreeDCamera
from numpy.typing import NDArray

from render.drawing.face_overlays import gradient_at, inset_quads, packed
from render.drawing.face_paints import (
    FILL_STEPS,
    STROKE_STEPS,
    THIN,
    add_paints,
    shaded,
    steps_between,
)
from render.drawing.face_table import Faces
from render.drawing.paths import Transform
from render.drawing.picture_layout import filled_style
from render.drawing.projection import Projection
from render.drawing.recording import Recording
from render.drawing.records import cubic_paths, plain_paint, quads
from render.drawing.shading import shaded_points
from render.drawing.surfaces import Surface
from render.picture import NOTHING, Box

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

_QUAD = 16
"""Points of a face with four sides."""
_MITER = 10.0
"""How many half widths the corner of a stroke may reach out, at most."""
_SOFT = 2
_HAIRLINE = 1.15
"""Skia's rasteriser draws strokes under one pixel wide too weak. With this factor the structural
similarity of a 32 x 32 surface to Cairo's at 720p is 0.9981, without it 0.9969."""
_FAR = 1e6
"""Pixels; what is further away is not in the picture."""
_CLOSED = (1e-6, 1e-5)
"""Scene units and share of the coordinate by which the ends of a closed line may differ."""
_BEHIND, _FILL, _OVERLAY, _STROKE = range(4)


class FaceRun:
    """Faces that are drawn one after the other, with nothing else in between.

    Parameters
    ----------
    faces : all faces of the frame, by number of points
    owners, rows : (n,), in drawing order: which of ``faces``, and which row of it
    """

    def __init__(self, faces: Sequence[Faces], owners: Indices, rows: Indices) -> None:
        self._faces = faces
        self._owners = owners
        self._rows = rows

    def draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box:
        """Draw them; a box around all pixels that may have changed, also beyond the picture."""
        assert isinstance(camera, ThreeDCamera)
        projection = Projection.of(camera, transform)
        recording = Recording()
        count = len(self._rows)
        paints = np.zeros((count, 4), dtype=np.uint32)
        shapes = np.zeros((count, 4), dtype=np.uint32)
        present = np.zeros((count, 4), dtype=bool)
        box = NOTHING
        recording.add_paints(plain_paint())  # number 0, for meshes
        for number, faces in enumerate(self._faces):
            mine = np.flatnonzero(self._owners == number)
            if not len(mine):
                continue
            batch = _Batch(faces, self._rows[mine], camera, projection)
            paints[mine], shapes[mine], present[mine] = batch.add_to(recording, surface)
            box = box.joined(batch.box)
        if not present.any():
            return NOTHING
        drawn = present.reshape(-1)
        is_mesh = np.tile(np.arange(4) == _OVERLAY, count)
        recording.draw(is_mesh[drawn], paints.reshape(-1)[drawn], shapes.reshape(-1)[drawn])
        surface.canvas.drawPicture(recording.finish())
        return box


class _Batch:
    """The faces of a run that have equally many points."""

    def __init__(
        self, faces: Faces, rows: Indices, camera: ThreeDCamera, projection: Projection
    ) -> None:
        self.faces = faces
        self.rows = rows
        count = faces.shape.points.shape[1]
        pixels, _ = projection.scene_to_pixels(faces.shape.points[rows])
        self.pixels = np.nan_to_num(pixels, nan=_FAR, posinf=_FAR, neginf=-_FAR)
        self.ends = self.pixels[:, shaded_points(count)]
        self.light = np.zeros((len(rows), 2))
        if camera.should_apply_shading:
            source = np.asarray(camera.light_source.points[0], dtype=float)
            self.light = faces.shape.lights(source)[rows]
        self.transform = projection.transform
        self.scale = camera.cairo_line_width_multiple * self.transform.scale
        self.box = NOTHING

    def add_to(self, recording: Recording, surface: Surface) -> tuple[Any, Any, Any]:
        """Record paints, paths and meshes; which of them to draw, (n, 4) each, four to a face."""
        faces, rows = self.faces, self.rows
        count = len(rows)
        paints = np.zeros((count, 4), dtype=np.uint32)
        shapes = np.empty((count, 4), dtype=np.uint32)
        present = np.zeros((count, 4), dtype=bool)
        shapes[:] = self._add_paths(recording)[:, None]
        reach = 0.0

        colors = shaded(faces.fill[rows], self.light)
        steps = steps_between(colors)
        present[:, _FILL] = (colors[..., 3] > 0).any(axis=1)
        overlaid = self._add_overlays(recording, colors, steps > FILL_STEPS, paints, shapes)
        present[:, _OVERLAY] = overlaid
        flat = overlaid | (steps <= FILL_STEPS)
        style = np.full(count, filled_style(), dtype=np.uint32)
        paints[:, _FILL] = add_paints(recording, colors, self.ends, np.zeros(count), style, flat)

        strokes = [(_STROKE, faces.stroke, faces.width)]
        if faces.behind is not None and faces.width_behind is not None:
            strokes.append((_BEHIND, faces.behind, faces.width_behind))
        for slot, rgbas, widths in strokes:
            colors = shaded(rgbas[rows], self.light)
            pixels = widths[rows] * self.scale
            if surface.outlines_strokes:  # Skia's own rasteriser
                pixels = np.where(pixels < 1, np.minimum(_HAIRLINE * pixels, 1), pixels)
            present[:, slot] = (pixels > 0) & (colors[..., 3] > 0).any(axis=1)
            allowed = np.where(pixels <= THIN, STROKE_STEPS, FILL_STEPS)
            flat = steps_between(colors) <= allowed
            paints[:, slot] = add_paints(
                recording, colors, self.ends, pixels, faces.style[rows], flat
            )
            reach = max(reach, float(np.max(pixels, initial=0.0, where=present[:, slot])))
        self.box = self._around(np.flatnonzero(present.any(axis=1)), _MITER * reach / 2 + _SOFT)
        return paints, shapes, present

    def _add_paths(self, recording: Recording) -> NDArray[np.uint32]:
        pixels = self.pixels
        count = pixels.shape[1]
        first, last = pixels[:, 0], pixels[:, -1]
        middle = (self.transform.left, self.transform.top)
        allowed = _CLOSED[0] * self.transform.scale + _CLOSED[1] * np.abs(last - middle)
        closed = (np.abs(first - last) <= allowed).all(axis=1)
        # A curve begins where the one before has ended.
        kept = np.ascontiguousarray(
            pixels[:, [0, *(place for place in range(count) if place % 4)]], dtype=np.float32
        )
        numbers = np.empty(len(pixels), dtype=np.uint32)
        for is_closed in (True, False):
            some = closed == is_closed
            if some.any():
                first_number = recording.add_paths(cubic_paths(kept[some], closed=is_closed))
                numbers[some] = np.arange(first_number, first_number + some.sum())
        return numbers

    def _add_overlays(
        self,
        recording: Recording,
        colors: Floats,
        wanted: NDArray[np.bool_],
        paints: NDArray[np.uint32],
        shapes: NDArray[np.uint32],
    ) -> NDArray[np.bool_]:
        """Meshes for the wanted faces that are opaque quads; which faces have one."""
        overlaid: NDArray[np.bool_] = wanted & (colors[..., 3] == 1).all(axis=1)
        if self.pixels.shape[1] != _QUAD or not overlaid.any():
            return np.zeros_like(wanted)
        places = np.flatnonzero(overlaid)
        corners, fits = inset_quads(self.pixels[places, ::4])
        overlaid[places[~fits]] = False
        places, corners = places[fits], corners[fits]
        mixed = gradient_at(corners, self.ends[places], colors[places])
        first = recording.add_quads(quads(corners.astype(np.float32), packed(mixed)))
        shapes[places, _OVERLAY] = np.arange(first, first + len(places))
        return overlaid

    def _around(self, drawn: Indices, reach: float) -> Box:
        if not len(drawn):
            return NOTHING
        shown = np.clip(self.pixels[drawn], -_FAR, _FAR)
        left, top = shown.min(axis=(0, 1)) - reach
        right, bottom = shown.max(axis=(0, 1)) + reach
        return Box(math.floor(top), math.ceil(bottom), math.floor(left), math.ceil(right))
