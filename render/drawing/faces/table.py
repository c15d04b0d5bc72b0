"""The faces among the mobjects of a frame as arrays: points, colours, widths of thousands at once.

Manim looks at each face of a surface in Python, on every frame. Here the attributes are read and
stacked in one go, and only where one of them has changed. What follows from points alone (normals,
centres) is kept while no point changes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from render.drawing.faces.looks import Coats, Sight, fill_of, stroke_of
from render.drawing.faces.points import Points
from render.drawing.faces.reading import Reading, keeps
from render.drawing.flat.paints import pen_of
from render.drawing.records.picture_layout import style_of
from render.drawing.unchanged import Unchanged

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Faces:
    """All faces with one number of points, in the order of the members.

    Attributes
    ----------
    places : (n,), where they are among the members of the frame
    in_groups : places of those whose depth is not that of their own centre
    fill, stroke, behind : float64 (n, 2, 4), colours as they are set, at both shaded points;
        ``behind`` of the stroke that is behind the fill
    width, width_behind : float64 (n,), of the strokes as they are set
    style : uint32 (n,), how the strokes are drawn, of ``picture_layout.style_of``
    """

    places: Indices
    in_groups: Indices
    shape: Points
    fill: Floats
    stroke: Floats
    width: Floats
    style: NDArray[np.uint32]
    behind: Floats
    width_behind: Floats
    _coats: dict[Sight, Coats] = field(default_factory=dict)

    def coats(self, sight: Sight) -> Coats:
        """How the faces are painted, worked out once."""
        if sight not in self._coats:
            self._coats.clear()
            light = np.zeros((len(self.fill), 2))
            if sight.light_source is not None:
                light = self.shape.lights(np.array(sight.light_source))
            behind, stroke = (
                stroke_of(rgbas, light, width, self.style, sight) if width.any() else None
                for rgbas, width in (
                    (self.behind, self.width_behind),
                    (self.stroke, self.width),
                )
            )
            self._coats[sight] = Coats.of(behind, fill_of(self.fill, light, sight), stroke)
        return self._coats[sight]

    def equals(self, other: Faces) -> bool:
        """Whether all arrays are the same."""
        return self.shape is other.shape and all(
            np.array_equal(getattr(self, name), getattr(other, name)) for name in _COMPARED
        )


_COMPARED = ("places", "in_groups", "fill", "stroke", "width", "style", "behind", "width_behind")


class FaceTable:
    """Finds the faces among the members of a frame; knows again what it found in the last one."""

    def __init__(self) -> None:
        self._members: list[Mobject] = []
        self._alone: frozenset[Mobject] = frozenset()
        self._vectors: list[VMobject] = []
        self._places: Indices = np.zeros(0, dtype=np.intp)
        self._keep = False
        self._reading: Reading | None = None
        self._found: dict[int, Faces] = {}

    def read(self, members: list[Mobject], alone: Collection[Mobject]) -> list[Faces]:
        """The faces of this frame, by number of points.

        A face is a vector mobject that is shaded as a part of something solid, and has at most
        two colours for its fill and two for its stroke.

        Parameters
        ----------
        members : what is ``Unchanged`` is not read again
        alone : mobjects that are no faces, whatever they look like
        """
        before, apart = self._reading, frozenset(alone)
        known = isinstance(members, Unchanged) and members is self._members
        if known and self._keep and before is not None and apart == self._alone:
            return list(self._found.values())
        if members != self._members or apart != self._alone:  # mobjects: by identity
            plain = {kind for kind in set(map(type, members)) if _is_plain(kind)}
            places = [i for i, member in enumerate(members) if type(member) in plain]
            self._vectors = [member for i in places if isinstance(member := members[i], VMobject)]
            self._places = np.array(places, dtype=np.intp)
            self._keep = all(map(keeps, plain))
            before = None
        self._members = members if isinstance(members, Unchanged) else list(members)
        self._alone, self._reading = apart, None
        if not self._vectors:
            self._found = {}
            return []
        try:
            reading = Reading.of(self._vectors, kept=self._keep)
            if before is None or not reading.equals(before):
                self._found = self._faces_of(reading)
        except AttributeError:  # some mobject was never given colours; it is drawn without
            self._found = {}
        else:
            self._reading = reading
        return list(self._found.values())

    def _faces_of(self, reading: Reading) -> dict[int, Faces]:
        lists = reading.lists
        points, fills, strokes = map(reading.stacked, ("points", "fill_rgbas", "stroke_rgbas"))
        lengths = points.lengths
        chosen = np.array(lists["shade_in_3d"], dtype=bool)
        chosen &= (lengths >= 4) & (lengths % 4 == 0)
        for colors in (fills, strokes):
            chosen &= (colors.lengths >= 1) & (colors.lengths <= 2)
        single = np.array(lists["submobjects"]) == 0
        single &= ~np.array(lists["grouped"], dtype=bool)
        images = lists["background_image"]
        if images.count(None) < len(images):
            chosen &= ~np.array(list(map(bool, images)))
        if self._alone:
            chosen &= np.array([vector not in self._alone for vector in self._vectors])
        width, width_behind = map(
            _widths, (lists["stroke_width"], lists["background_stroke_width"])
        )
        styles = _styles(self._vectors, lists["joint_type"], lists["cap_style"])
        found: dict[int, Faces] = {}
        for length in np.unique(lengths[chosen]).tolist():
            picked = np.flatnonzero(chosen & (lengths == length))
            known = self._found.get(length)
            behind = np.zeros((len(picked), 2, 4))
            if width_behind[picked].any():
                behind = reading.stacked("background_stroke_rgbas").ends_of(picked)
            faces = Faces(
                places=self._places[picked],
                in_groups=self._places[picked[~single[picked]]],
                shape=_shape(points.all_of(picked, length), known),
                fill=fills.ends_of(picked),
                stroke=strokes.ends_of(picked),
                width=width[picked],
                style=styles[picked],
                behind=behind,
                width_behind=width_behind[picked],
            )
            found[length] = known if known is not None and faces.equals(known) else faces
        return found


def _shape(points: Floats, known: Faces | None) -> Points:
    if known is not None and np.array_equal(known.shape.points, points):
        return known.shape
    return Points(points)


_ASKED = (
    "get_fill_rgbas",
    "get_stroke_rgbas",
    "get_stroke_width",
    "get_background_image",
    "get_gradient_start_and_end_points",
    "get_points_defining_boundary",
    "get_anchors",
    "get_start_anchors",
    "get_end_anchors",
    "get_num_points",
    "get_subpath_split_indices_from_points",
    "consider_points_equals_2d",
    "get_center",
    "get_critical_point",
    "get_extremum_along_dim",
    "get_z_index_reference_point",
    "get_family",
)
"""What Manim asks a mobject when it draws it; where a class has its own answer, let it answer."""


def _is_plain(kind: type[Mobject]) -> bool:
    return issubclass(kind, VMobject) and all(
        getattr(kind, name) is getattr(VMobject, name) for name in _ASKED
    )


def _widths(given: list[Any]) -> Floats:
    widths = np.array(given, dtype=float)
    return np.where(widths > 0, widths, 0.0)


def _styles(vectors: Sequence[VMobject], joints: list[Any], caps: list[Any]) -> NDArray[np.uint32]:
    forms = list(zip(joints, caps, strict=True))
    styles = {}
    for form, vector in dict(zip(forms, vectors, strict=True)).items():
        pen = pen_of(vector, 1.0)
        styles[form] = style_of(True, pen.skia_join, pen.skia_cap)
    return np.array(list(map(styles.__getitem__, forms)), dtype=np.uint32)
