"""What a camera shows of mobjects, from back to front, with runs of faces taken together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from manim import Camera, Mobject, ThreeDCamera
from numpy.typing import NDArray

from render.drawing.face_table import Faces, FaceTable
from render.drawing.faces import FaceRun
from render.drawing.families import Families
from render.drawing.recording_check import can_record

Floats = NDArray[np.float64]

Shown = Mobject | FaceRun
"""What is drawn in one go."""

_SHORT = 3
"""Fewer faces in a row than this are drawn one by one."""
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
    each frame, nearly all of it for their centres. Here that takes 1 ms and 4 ms.
    """

    def __init__(self) -> None:
        self._table = FaceTable()
        self._families = Families()

    def of(
        self, camera: Camera, mobjects: Iterable[Mobject], *, include_submobjects: bool = True
    ) -> Sequence[Shown]:
        """The mobjects, or their families, in the order in which to draw them.

        Parameters
        ----------
        camera : a ``ThreeDCamera`` must have its rotation matrix up to date
        """
        plain = _is_plain(type(camera))
        if not (plain and isinstance(camera, ThreeDCamera) and can_record()):
            return camera.get_mobjects_to_display(mobjects, include_submobjects=include_submobjects)
        members = list(mobjects)
        if include_submobjects:
            members = self._families.members(members, use_z_index=camera.use_z_index)
        alone = {*camera.fixed_in_frame_mobjects, *camera.fixed_orientation_mobjects}
        faces = self._table.read(members, alone)
        order = np.argsort(_depths(camera, members, faces), kind="stable")
        return _in_runs(members, faces, order)


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
    members: Sequence[Mobject], faces: Sequence[Faces], order: NDArray[np.intp]
) -> list[Shown]:
    owners = np.full(len(members), -1)
    rows = np.zeros(len(members), dtype=np.intp)
    for number, some in enumerate(faces):
        owners[some.places[some.shape.whole]] = number
        rows[some.places] = np.arange(len(some.places))
    owners, rows = owners[order], rows[order]
    is_face = owners >= 0
    changes = np.flatnonzero(np.diff(is_face)) + 1
    found: list[Any] = []
    for run in np.split(np.arange(len(order)), changes):
        if len(run) > _SHORT and is_face[run[0]]:
            found.append(FaceRun(faces, owners[run], rows[run]))
        else:
            found.extend(members[place] for place in order[run].tolist())
    return found


def _is_plain(kind: type[Camera]) -> bool:
    return all(getattr(kind, name, None) is getattr(ThreeDCamera, name) for name in _METHODS)
