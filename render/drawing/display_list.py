"""What a camera shows of mobjects, from back to front, with what is drawn together in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from manim import Camera, Mobject, ThreeDCamera
from numpy.typing import NDArray

from render.drawing.faces.faces import FaceRun
from render.drawing.faces.table import Faces, FaceTable
from render.drawing.families import Families
from render.drawing.heights.fields import HEIGHT_FIELDS, in_own_way
from render.drawing.heights.reliefs import Reliefs
from render.drawing.own_way import OwnWay
from render.drawing.records.check import can_record
from render.drawing.unchanged import Unchanged

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

Shown = Mobject | OwnWay
"""What is drawn in one go."""

_SHORT = 3
"""Up to so many faces in a row are drawn one by one."""
_METHODS = (
    "get_mobjects_to_display",
    "project_points",
    "project_point",
    "transform_points_pre_display",
    "modified_rgbas",
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_rotation_matrix",
    "get_focal_distance",
    "get_zoom",
)
"""What is done here in place of a camera; one that has its own way goes its own way."""


class DisplayList:
    """Puts mobjects in the order in which a camera draws them; remembers the frame before.

    Manim sorts the parts of a 3-D scene in Python, 37 ms for 1,024 faces and 138 ms for 4,096 of
    each frame, nearly all of it for their centres. Here that takes 1.2 ms and 4.6 ms, and 0.3 and
    0.6 where it is known that nothing has changed.
    """

    def __init__(self) -> None:
        self._table = FaceTable()
        self._families = Families()
        self._reliefs = Reliefs()
        self._before: list[OwnWay] = []

    def of(
        self, camera: Camera, mobjects: Iterable[Mobject], *, include_submobjects: bool = True
    ) -> Sequence[Shown]:
        """The mobjects, or their families, in the order in which to draw them.

        What would draw the same as in the frame before is the same object.

        Parameters
        ----------
        camera : a ``ThreeDCamera`` must have its rotation matrix up to date
        """
        view = _view(camera)
        shown: list[Shown] = []
        if isinstance(camera, ThreeDCamera) and _is_plain(type(camera)) and can_record():
            members = mobjects if isinstance(mobjects, Unchanged) else list(mobjects)
            if include_submobjects:
                members = self._families.members(members, use_z_index=camera.use_z_index)
            alone = {*camera.fixed_in_frame_mobjects, *camera.fixed_orientation_mobjects}
            faces = self._table.read(members, alone)
            order = np.argsort(_depths(camera, members, faces), kind="stable")
            shown.extend(_in_runs(members, faces, order, view))
        else:
            shown.extend(
                camera.get_mobjects_to_display(mobjects, include_submobjects=include_submobjects)
            )
        if not any(map(_goes_own_way, set(map(type, shown)))):  # to ask all took 1 us for each
            self._before = []
            return shown
        known = {item.look: item for item in self._before}
        for place, item in enumerate(shown):
            own = item if isinstance(item, OwnWay) else in_own_way(item, view, self._reliefs)
            shown[place] = known.get(own.look, own) if isinstance(own, OwnWay) else own
        self._before = [item for item in shown if isinstance(item, OwnWay)]
        return shown


def _depths(camera: ThreeDCamera, members: Sequence[Mobject], faces: Sequence[Faces]) -> Floats:
    """How near each member is to the viewer; what is not solid is nearest of all."""
    turned = camera.get_rotation_matrix().T
    depths = np.full(len(members), np.nan)
    for some in faces:
        # One vector at a time, as Manim does it: a product of all of them rounds differently, and
        # faces that are equally near, of which a symmetric surface has many, would change places.
        depths[some.places] = np.matmul(some.shape.centers[:, None, :], turned)[:, 0, 2]
        depths[some.in_groups] = np.nan
    for place in np.flatnonzero(np.isnan(depths)).tolist():
        member = members[place]
        if getattr(member, "shade_in_3d", False):
            depths[place] = np.dot(member.get_z_index_reference_point(), turned)[2]
        else:
            depths[place] = np.inf
    return depths


def _in_runs(
    members: Sequence[Mobject],
    faces: Sequence[Faces],
    order: Indices,
    view: tuple[object, ...],
) -> Iterable[Shown]:
    owners = np.full(len(members), -1)
    rows = np.zeros(len(members), dtype=np.intp)
    for number, some in enumerate(faces):
        owners[some.places[some.shape.whole]] = number
        rows[some.places] = np.arange(len(some.places))
    owners, rows = owners[order], rows[order]
    is_face = owners >= 0
    changes = np.flatnonzero(np.diff(is_face)) + 1
    for start, end in pairwise([0, *changes.tolist(), len(order)]):
        if end - start > _SHORT and is_face[start]:
            yield FaceRun(faces, owners[start:end], rows[start:end], view)
        else:
            yield from (members[place] for place in order[start:end].tolist())


def _view(camera: Camera) -> tuple[object, ...]:
    """What the look of the same mobjects depends on."""
    seen: tuple[object, ...] = (
        type(camera),
        camera.frame_width,
        camera.frame_height,
        tuple(map(float, camera.frame_center)),
        camera.cairo_line_width_multiple,
    )
    if isinstance(camera, ThreeDCamera):
        seen += (
            camera.get_rotation_matrix().tobytes(),
            float(camera.get_focal_distance()),
            float(camera.get_zoom()),
            camera.exponential_projection,
            camera.should_apply_shading,
            camera.light_source.points.tobytes(),
            frozenset(map(id, camera.fixed_in_frame_mobjects)),
        )
    return seen


def _is_plain(kind: type[Camera]) -> bool:
    return all(getattr(kind, name, None) is getattr(ThreeDCamera, name) for name in _METHODS)


@cache
def _goes_own_way(kind: type) -> bool:
    return issubclass(kind, (OwnWay, *HEIGHT_FIELDS))
