"""Every change of a face is read, however it was made."""

import numpy as np
import pytest
from manim import RED, CapStyleType, Dot, LineJointType, Surface, VMobject

from render.drawing.faces.reading import Reading, keeps
from render.drawing.faces.table import FaceTable
from render.drawing.unchanged import Unchanged


def faces():
    surface = Surface(lambda u, v: np.array([u, v, u * v]), resolution=4)
    return [face.copy() for face in surface]


def halved(face, name):
    setattr(face, name, getattr(face, name) * 0.5)


def raised(face):
    face.points[3, 2] += 1e-9


CHANGES = {
    "points in place": raised,
    "points": lambda face: face.shift([1, 0, 0]),
    "fewer points": lambda face: face.set_points(face.points[:12]),
    "fill in place": lambda face: face.fill_rgbas.__setitem__((0, 1), 0.25),
    "fill": lambda face: face.set_fill(RED),
    "two colours": lambda face: face.set_fill([RED, "#123456"]),
    "stroke in place": lambda face: face.stroke_rgbas.__imul__(0.5),
    "width": lambda face: halved(face, "stroke_width"),
    "behind": lambda face: face.set_stroke(RED, 4, background=True),
    "colour behind": lambda face: face.background_stroke_rgbas.__iadd__(0.1),
    "flat": lambda face: setattr(face, "shade_in_3d", False),
    "joint": lambda face: setattr(face, "joint_type", LineJointType.ROUND),
    "cap": lambda face: face.set_cap_style(CapStyleType.ROUND),
    "image": lambda face: setattr(face, "background_image", "image.png"),
    "part": lambda face: face.add(Dot()),
    "group": lambda face: setattr(face, "z_index_group", Dot()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_read(name):
    vectors = faces()
    before = Reading.of(vectors, kept=True)
    assert Reading.of(vectors, kept=True).equals(before)
    CHANGES[name](vectors[5])
    assert not Reading.of(vectors, kept=True).equals(before)


def found(vectors, table=None):
    table = table or FaceTable()
    return {
        faces.shape.points.shape: (faces.fill, faces.stroke, faces.width, faces.style, faces.behind)
        for faces in table.read(vectors, ())
    }


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_found_then_is_what_is_found_at_first(name):
    table, vectors = FaceTable(), faces()
    for _ in range(2):
        found(vectors, table)
    CHANGES[name](vectors[5])
    now, anew = found(vectors, table), found(vectors)
    assert now.keys() == anew.keys()
    for shape, arrays in anew.items():
        for one, other in zip(now[shape], arrays, strict=True):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    "change",
    [
        lambda face: setattr(face, "points", face.points[::-1]),  # not in one piece
        lambda face: setattr(face, "points", np.rint(face.points).astype(int)),
        lambda face: setattr(face, "fill_rgbas", face.fill_rgbas.astype(np.float32)),
        lambda face: delattr(face, "background_stroke_rgbas"),
    ],
)
def test_odd_arrays_are_read_as_well(change):
    vectors = faces()
    change(vectors[5])
    table = FaceTable()
    for _ in range(2):
        (read,) = table.read(vectors, ())
        expected = np.array([face.points for face in vectors])
        np.testing.assert_array_equal(read.shape.points, expected)
        fills = [face.fill_rgbas[0] for face in vectors]
        np.testing.assert_array_equal(read.fill[:, 1], np.array(fills, dtype=float))
        vectors[5].points = vectors[5].points + 1


def test_what_is_worked_out_is_never_taken_on_trust():
    class Pulsing(VMobject):
        beats = 0

        @property
        def stroke_width(self):
            self.beats += 1
            return self.beats

        @stroke_width.setter
        def stroke_width(self, width):
            vars(self)["stroke_width"] = width

    assert keeps(VMobject)
    assert not keeps(Pulsing)
    pulsing = Pulsing(shade_in_3d=True).set_points_as_corners(np.eye(3))
    table = FaceTable()
    widths = [table.read([pulsing], ())[0].width[0] for _ in range(3)]
    assert widths[0] < widths[1] < widths[2]


def test_widths_that_are_arrays_are_never_taken_on_trust():
    vectors, width = faces(), np.array(2.0)
    vectors[5].stroke_width = width
    table = FaceTable()
    (before,) = table.read(vectors, ())
    assert before.width[5] == 2
    width += 1
    assert table.read(vectors, ())[0].width[5] == 3


def test_arrays_that_were_replaced_by_equal_ones_draw_the_same():
    table, vectors = FaceTable(), faces()
    (before,) = table.read(vectors, ())
    vectors[5].points = vectors[5].points.copy()
    assert table.read(vectors, ())[0] is before


def test_what_is_unchanged_is_not_read_again(monkeypatch):
    reads = []
    read = Reading.of
    monkeypatch.setattr(Reading, "of", lambda *given, **how: reads.append(1) or read(*given, **how))
    table, vectors = FaceTable(), faces()
    known = Unchanged(vectors)
    (first,) = table.read(known, ())
    assert table.read(known, ()) == [first]
    assert len(reads) == 1
    (fewer,) = table.read(known, {vectors[2]})
    assert len(fewer.places) == len(vectors) - 1
    assert len(reads) == 2
    table.read(vectors, {vectors[2]})
    table.read(known, {vectors[2]})  # something else was drawn meanwhile
    assert len(reads) == 4
