"""Draw height fields: cells from far to near as meshes, with their lines and soft outlines.

A height field needs no sorting by depth: its rows, and within a row its cells, are drawn from the
far side to the near one. A few cells of a row make one mesh; after it come the lines that only
nearer cells can hide. All of it is one recorded picture. Of 64 x 64 cells at 1080p, measured side
by side: Manim's own surface 1,218 ms by Cairo and 18 ms as our runs of faces, this 10 ms, of which
5 ms fill the cells; of 32 x 32 cells 363 ms, 9 ms and 7 ms.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia
from manim import Camera
from numpy.typing import NDArray

from render.drawing.flat.paths import Transform
from render.drawing.heights import order
from render.drawing.heights.folds import edges_seen, facing
from render.drawing.heights.order import Order
from render.drawing.heights.reliefs import Relief
from render.drawing.heights.view import View
from render.drawing.records.picture_layout import style_of
from render.drawing.records.recording import LINES, MESH, PATH, Recording
from render.drawing.records.records import (
    hairline_paints,
    line_paths,
    meshes,
    plain_paint,
    solid_paints,
)
from render.drawing.surfaces.surfaces import Surface
from render.picture import NOTHING, Box
from scenes.loss_surface_mesh import HeightMesh

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Words = NDArray[np.uint32]

_PLAIN_CELLS = 8
"""How many cells make a mesh where there are no lines."""
_LINE = 0.7
"""Width of the lines of the grid in Manim's units of strokes: just under a pixel at 1080p, up to
which Skia draws lines four times as fast."""
_OUTLINE = 1.7
"""Pixels; as wide as the steps of a hard edge, which it hides."""
_SOFT = 4
_FAR = 1e6


def draw_mesh(
    surface: Surface, camera: Camera, transform: Transform, mesh: HeightMesh, relief: Relief
) -> Box:
    """Draw a height field; a box around all pixels that may have changed.

    Parameters
    ----------
    relief : of the mesh as it stands
    """
    if mesh.opacity <= 0 or mesh.revealed[0] >= mesh.revealed[1]:
        return NOTHING
    drawing = _Drawing(surface, camera, transform, mesh, relief)
    canvas = surface.canvas if surface.exchanged is None else surface.exchanged
    canvas.drawPicture(drawing.picture())
    return drawing.box()


class _Drawing:
    """One height field as it is seen in one frame.

    Rows run across the view as well as they can, so that the cells of a row hide little of each
    other; the grid is turned for that where need be.
    """

    def __init__(
        self,
        surface: Surface,
        camera: Camera,
        transform: Transform,
        mesh: HeightMesh,
        relief: Relief,
    ) -> None:
        view = View.of(camera, transform, mesh)
        eye = relief.place(view.eye)
        exchanged = surface.exchanged is not None
        colors, shades = relief.lit(view.light, exchanged=exchanged)
        shown = np.arange(math.prod(mesh.cells))
        low, high = (round(share * len(shown)) for share in mesh.revealed)
        shown_cells = ((shown >= low) & (shown < high)).reshape(mesh.cells)
        pixels, _ = view.projection.rows_to_pixels(relief.rows)
        sides = np.linalg.norm(relief.frame[1:3], axis=1)
        if abs(eye[0] - 0.5) * sides[0] < abs(eye[1] - 0.5) * sides[1]:
            pixels, eye = pixels.swapaxes(1, 2), eye[[1, 0, 2]]
            colors, shades = colors.swapaxes(0, 1), shades.swapaxes(0, 1)
            shown_cells = shown_cells.T
        self.across_and_down = np.clip(np.nan_to_num(pixels, nan=_FAR), -_FAR, _FAR)
        self.pixels: Floats = np.ascontiguousarray(np.moveaxis(self.across_and_down, 0, -1))
        self.colors, self.shades, self.shown = colors, shades, shown_cells
        self.opacity = mesh.opacity
        self.rows, self.columns = shown_cells.shape
        self.spacing = mesh.line_spacing
        self.line_color = np.array(mesh.line_color) * (1, 1, 1, mesh.opacity)
        if exchanged:
            self.line_color = self.line_color[[2, 1, 0, 3]]
        self.line_width = _LINE * camera.cairo_line_width_multiple * transform.scale
        self.thin_lines = exchanged and 0 < self.line_width <= 1
        self.length = min(self.spacing or _PLAIN_CELLS, self.columns)
        self.order = Order((self.rows, self.columns), self.length, eye)
        self.chunks = self.order.chunks
        self.recording = Recording()
        self._parts: list[tuple[Indices, Any, Any, Any]] = []

    def picture(self) -> Any:
        """All of it as a ``skia.Picture``."""
        self.recording.add_paints(plain_paint())
        self._add_cells()
        if self.opacity >= 1:
            self._add_outlines()
        if self.spacing:
            self._add_row_lines()
            self._add_cross_lines()
        columns = zip(*self._parts, strict=True)
        keys, kinds, paints, shapes = map(np.concatenate, columns)
        turn = np.argsort(keys, kind="stable")
        self.recording.draw(kinds[turn], paints[turn], shapes[turn])
        return self.recording.finish()

    def box(self) -> Box:
        """Around all pixels that may change."""
        x, y = self.across_and_down
        return Box(
            math.floor(y.min()) - _SOFT,
            math.ceil(y.max()) + _SOFT,
            math.floor(x.min()) - _SOFT,
            math.ceil(x.max()) + _SOFT,
        )

    # ------------------------------------------------------------------ parts

    def _add(self, keys: Indices, kind: int, paints: Any, first_shape: int) -> None:
        count = len(keys)
        self._parts.append(
            (
                keys,
                np.full(count, kind),
                np.broadcast_to(np.asarray(paints, dtype=np.uint32), (count,)),
                np.arange(first_shape, first_shape + count, dtype=np.uint32),
            )
        )

    def _add_cells(self) -> None:
        length = self.length
        # The last chunk may be short: what it lacks are triangles without area.
        places = np.arange(self.chunks)[:, None] * length + np.arange(length + 1)
        places = np.minimum(places, self.columns)
        along = self.pixels[:, places]
        shades = self.shades[:, places]
        vertices = np.concatenate([along[:-1], along[1:]], axis=2)
        colors = np.concatenate([shades[:-1], shades[1:]], axis=2)
        rows, chunks = np.divmod(np.arange(self.rows * self.chunks), self.chunks)
        cells = np.minimum(places[:, :-1], self.columns - 1)
        within = np.argsort(
            self.order.cell_rank[cells] + self.columns * (places[:, :-1] >= self.columns)
        )
        corners = _corners(length)[within].reshape(self.chunks, -1)
        if not self.shown.all():
            hidden = ~self.shown[:, cells][rows, chunks]
            hidden = np.take_along_axis(hidden, within[chunks], axis=1)
            all_corners = corners[chunks].reshape(len(chunks), length, 6).copy()
            all_corners[hidden] = 0
            corners_of = all_corners.reshape(len(chunks), -1)
        else:
            corners_of = corners[chunks]
        records = meshes(
            vertices.reshape(len(rows), -1, 2), colors.reshape(len(rows), -1), corners_of
        )
        self._add(
            self.order.keys(rows, chunks, order.CELLS), MESH, 0, self.recording.add_meshes(records)
        )

    def _add_outlines(self) -> None:
        """Lines along the rim and along folds, in the colours that they bound."""
        seen = edges_seen(*facing(self.across_and_down, self.shown))
        starts, ends, keys = [], [], []
        for (i, j), (down, along) in zip(seen, ((0, 1), (1, 0), (1, 1)), strict=True):
            rows = i if down else self.order.later_row(i)
            cells = j if along else self.order.later_cell(j)
            keys.append(self.order.keys(rows, cells // self.length, order.OUTLINES))
            starts.append(i * (self.columns + 1) + j)
            ends.append((i + down) * (self.columns + 1) + j + along)
        pixels, colors = self.pixels.reshape(-1, 2), self.colors.reshape(-1, 4)
        both = np.stack([np.concatenate(starts), np.concatenate(ends)], axis=1)
        mixed = colors[both].sum(axis=1) / 2
        self._add_lines(np.concatenate(keys), pixels[both], mixed, _OUTLINE)

    def _add_row_lines(self) -> None:
        edges = np.arange(self.rows + 1)
        edges = edges[(edges % self.spacing == 0) | (edges == self.rows)]
        places = np.arange(self.chunks)[:, None] * self.length + np.arange(self.length + 1)
        lines = self.pixels[edges][:, np.minimum(places, self.columns)]
        edge, chunk = np.divmod(np.arange(len(edges) * self.chunks), self.chunks)
        rows = self.order.later_row(edges[edge])
        seen = self.shown[rows, np.minimum(chunk * self.length, self.columns - 1)]
        keys = self.order.keys(rows, chunk, order.LINES)
        lines = lines.reshape(len(keys), -1, 2)
        self._add_lines(keys[seen], lines[seen], self.line_color[None], self.line_width)

    def _add_cross_lines(self) -> None:
        edges = np.append(np.arange(self.chunks) * self.length, self.columns)
        ends = np.stack([self.pixels[:-1, edges], self.pixels[1:, edges]], axis=2)
        row, edge = np.divmod(np.arange(self.rows * len(edges)), len(edges))
        cells = self.order.later_cell(edges[edge])
        seen = self.shown[row, cells]
        keys = self.order.keys(row, cells // self.length, order.LINES)
        self._add_lines(
            keys[seen], ends.reshape(-1, 2, 2)[seen], self.line_color[None], self.line_width
        )

    def _add_lines(self, keys: Indices, points: Floats, rgbas: Floats, width: float) -> None:
        if not len(keys):
            return
        style = np.full(len(rgbas), _round_style(), dtype=np.uint32)
        thin = self.thin_lines and width == self.line_width
        paints = (hairline_paints if thin else solid_paints)(
            rgbas, np.full(len(rgbas), width), style
        )
        first = self.recording.add_paints(paints)
        numbers = np.arange(first, first + len(rgbas), dtype=np.uint32)
        if thin:
            self._add(keys, LINES, numbers, self.recording.add_lines(points))
        else:
            paths = line_paths(points, closed=False)
            self._add(keys, PATH, numbers, self.recording.add_paths(paths))


def _round_style() -> int:
    return style_of(True, skia.Paint.kRound_Join, skia.Paint.kButt_Cap)


def _corners(length: int) -> NDArray[np.uint16]:
    """Of each cell of a chunk, the six corners of its two triangles."""
    cell = np.arange(length)[:, None]
    other = cell + length + 1
    return np.hstack([cell, other, other + 1, cell, other + 1, cell + 1]).astype(np.uint16)
