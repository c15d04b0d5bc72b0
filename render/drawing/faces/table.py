"""The faces among the mobjects of a frame as arrays: points, colours, widths of thousands at once.

Manim looks at each face of a surface in Python, on every frame. Here the attributes are read with
``map`` and stacked: about 1 ms for 1,024 faces. What follows from points alone (normals, centres)
is kept while no point changes. Arrays are compared and never taken on trust, because Manim and
its users change them in place as well as replace them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
from manim import Mobject, VMobject
from numpy.typing import NDArray

from render.drawing.faces.looks import Coats, Sight, fill_of, stroke_of
from render.drawing.faces.points import Points
from render.drawing.flat.paints import pen_of
from render.drawing.records.picture_layout import style_of

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
        self._vectors: list[VMobject] = []
        self._places: Indices = np.zeros(0, dtype=np.intp)
        self._found: dict[int, Faces] = {}

    def read(self, members: list[Mobject], alone: Collection[Mobject]) -> list[Faces]:
        """The faces of this frame, by number of points.

        A face is a vector mobject that is shaded as a part of something solid, and has at most
        two colours for its fill and two for its stroke.

        Parameters
        ----------
        alone : mobjects that are no faces, whatever they look like
        """
        if members != self._members:  # by identity: mobjects have no other equality
            self._members = list(members)
            plain = {kind for kind in set(map(type, members)) if _is_plain(kind)}
            places = [i for i, member in enumerate(members) if type(member) in plain]
            self._vectors = [member for i in places if isinstance(member := members[i], VMobject)]
            self._places = np.array(places, dtype=np.intp)
        found: dict[int, Faces] = {}
        if self._vectors:
            try:
                found = self._read(alone)
            except AttributeError:  # some mobject was never given colours; it is drawn without
                found = {}
        self._found = found
        return list(found.values())

    def _read(self, alone: Collection[Mobject]) -> dict[int, Faces]:
        vectors = self._vectors
        points = _each(vectors, "points")
        fills, strokes = _each(vectors, "fill_rgbas"), _each(vectors, "stroke_rgbas")
        lengths = _lengths(points)
        chosen = np.array(_each(vectors, "shade_in_3d"), dtype=bool)
        chosen &= (lengths >= 4) & (lengths % 4 == 0)
        chosen &= (_lengths(fills) <= 2) & (_lengths(strokes) <= 2)
        single = _lengths(_each(vectors, "submobjects")) == 0
        single &= np.array(["z_index_group" not in known for known in map(vars, vectors)])
        images = _each(vectors, "background_image")
        if images.count(None) < len(images):
            chosen &= ~np.array(list(map(bool, images)))
        if alone:
            chosen &= np.array([vector not in alone for vector in vectors])
        found: dict[int, Faces] = {}
        for length in np.unique(lengths[chosen]).tolist():
            picked = np.flatnonzero(chosen & (lengths == length))
            pick = _picker(picked.tolist())
            some = pick(vectors)
            known = self._found.get(length)
            width_behind = _widths(some, "background_stroke_width")
            faces = Faces(
                places=self._places[picked],
                in_groups=self._places[picked[~single[picked]]],
                shape=_shape(np.concatenate(pick(points)).reshape(-1, length, 3), known),
                fill=_in_pairs(pick(fills)),
                stroke=_in_pairs(pick(strokes)),
                width=_widths(some, "stroke_width"),
                style=_styles(some),
                behind=_behind(some) if width_behind.any() else np.zeros((len(some), 2, 4)),
                width_behind=width_behind,
            )
            found[length] = known if known is not None and faces.equals(known) else faces
        return found


def _shape(points: Floats, known: Faces | None) -> Points:
    if known is not None and np.array_equal(known.shape.points, points):
        return known.shape
    return Points(points.astype(float, copy=False))


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


def _each(mobjects: Sequence[Mobject], name: str) -> list[Any]:
    return list(map(attrgetter(name), mobjects))


def _lengths(arrays: Sequence[Any]) -> Indices:
    return np.array(list(map(len, arrays)), dtype=np.intp)


def _picker(places: list[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """To take the items at these places out of a list."""
    if places == list(range(places[-1] + 1)):
        return lambda items: items[: len(places)]
    if len(places) == 1:
        return lambda items: [items[places[0]]]
    return itemgetter(*places)


def _widths(vectors: Sequence[VMobject], name: str) -> Floats:
    widths = np.array(_each(vectors, name), dtype=float)
    return np.where(widths > 0, widths, 0.0)


def _behind(vectors: Sequence[VMobject]) -> Floats:
    return _in_pairs([vector.get_stroke_rgbas(background=True)[:2] for vector in vectors])


def _in_pairs(rgbas: Sequence[Floats]) -> Floats:
    """The first and the last of one or two colours each, (n, 2, 4)."""
    colors = np.concatenate(rgbas)
    if len(colors) == len(rgbas):
        return np.repeat(colors[:, None], 2, axis=1)
    ends = np.cumsum(_lengths(rgbas))
    starts = np.concatenate([[0], ends[:-1]])
    return np.stack([colors[starts], colors[ends - 1]], axis=1)


def _styles(vectors: Sequence[VMobject]) -> NDArray[np.uint32]:
    joints, caps = _each(vectors, "joint_type"), _each(vectors, "cap_style")
    alike = joints.count(joints[0]) == len(joints) and caps.count(caps[0]) == len(caps)
    pens = [pen_of(vector, 1.0) for vector in (vectors[:1] if alike else vectors)]
    styles = [style_of(True, pen.skia_join, pen.skia_cap) for pen in pens]
    return np.broadcast_to(np.array(styles, dtype=np.uint32), (len(vectors),))
