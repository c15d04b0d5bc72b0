"""Draw runs of faces, one behind the other, as one recorded picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Camera, ThreeDCamera
from numpy.typing import NDArray

from render.drawing.faces.batch import SLOTS, FaceBatch
from render.drawing.faces.looks import Sight
from render.drawing.faces.table import Faces
from render.drawing.flat.paths import Transform
from render.drawing.own_way import OwnWay
from render.drawing.projection import Projection
from render.drawing.records.recording import Recording
from render.drawing.records.records import plain_paint
from render.drawing.surfaces.surfaces import Surface
from render.picture import NOTHING, Box

Indices = NDArray[np.intp]


class FaceRun(OwnWay):
    """Faces that are drawn one after the other, with nothing else in between.

    Parameters
    ----------
    faces : all faces of the frame, by number of points
    owners, rows : (n,), in drawing order: which of ``faces``, and which row of it
    view : what their look depends on beside themselves
    """

    def __init__(
        self,
        faces: Sequence[Faces],
        owners: Indices,
        rows: Indices,
        view: tuple[object, ...],
    ) -> None:
        self._faces = faces
        self._owners = owners
        self._rows = rows
        # Faces that are the same have been found to be so, array by array.
        self.look = (tuple(map(id, faces)), owners.tobytes(), rows.tobytes(), view)

    @property
    def places(self) -> Indices:
        """Where the faces are among the members of the frame, in drawing order."""
        places = np.empty(len(self._rows), dtype=np.intp)
        for number, faces in enumerate(self._faces):
            mine = self._owners == number
            places[mine] = faces.places[self._rows[mine]]
        return places

    def _draw(self, surface: Surface, camera: Camera, transform: Transform) -> Box:
        assert isinstance(camera, ThreeDCamera)
        projection = Projection.of(camera, transform)
        sight = sight_of(camera, transform, surface)
        recording = Recording()
        recording.add_paints(plain_paint())  # number 0, which meshes are drawn with
        count = len(self._rows)
        present = np.zeros((count, SLOTS), dtype=bool)
        kinds = np.zeros((count, SLOTS), dtype=np.uint8)
        paints = np.zeros((count, SLOTS), dtype=np.uint32)
        shapes = np.zeros((count, SLOTS), dtype=np.uint32)
        box = NOTHING
        for number, faces in enumerate(self._faces):
            mine = np.flatnonzero(self._owners == number)
            if not len(mine):
                continue
            # Paints and shapes are recorded in the order of the mobjects, which needs no copy of
            # the arrays; only what says what to draw is put in the order of depth.
            rows = self._rows[mine]
            some = np.sort(rows) if len(rows) < len(faces.places) else None
            batch = FaceBatch(faces, some, sight, projection, surface.whole)
            batch.record(recording)
            places = rows if some is None else np.searchsorted(some, rows)
            present[mine] = batch.present[places]
            kinds[mine] = batch.kinds[places]
            paints[mine] = batch.paints[places]
            shapes[mine] = batch.shapes[places]
            box = box.joined(batch.box())
        if not present.any():
            return NOTHING
        recording.draw(kinds[present], paints[present], shapes[present])
        canvas = surface.exchanged if sight.exchanged else surface.canvas
        canvas.drawPicture(recording.finish())
        return box


def sight_of(camera: ThreeDCamera, transform: Transform, surface: Surface) -> Sight:
    """What the colours of faces depend on in this frame."""
    x, y, z = map(float, camera.light_source.points[0])
    return Sight(
        light_source=(x, y, z) if camera.should_apply_shading else None,
        pixels_per_width=camera.cairo_line_width_multiple * transform.scale,
        rasterised=surface.outlines_strokes,
        exchanged=surface.exchanged is not None,
    )
