"""Points of mobjects become the subpaths that Manim's Cairo camera makes of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Circle, Line, Square, Star, VMobject

from render.drawing.flat.far_curves import is_far, tamed
from render.drawing.flat.paths import Transform, outlines_of

TRANSFORM = Transform(100.0, 1.0, 640.0, 360.0)
MOVE, CUBIC, CLOSE = 0, 4, 5


def verbs(path):
    return [int(path.getVerbs(path.countVerbs())[index]) for index in range(path.countVerbs())]


def outlines(*vmobjects):
    return outlines_of(
        [vmobject.points for vmobject in vmobjects],
        [vmobject.tolerance_for_point_equality for vmobject in vmobjects],
        TRANSFORM,
    )


def expected_verbs(vmobject):
    """Curve by curve, as ``Camera.set_cairo_context_path`` walks along."""
    found = []
    for start, end in vmobject.get_subpath_split_indices_from_points(vmobject.points, n_dims=2):
        if end - start < 4:
            continue
        found += [MOVE] + [CUBIC] * ((end - start) // 4)
        if vmobject.consider_points_equals_2d(vmobject.points[start], vmobject.points[end - 1]):
            found.append(CLOSE)
    return found


@given(st.lists(st.lists(st.integers(0, 2), min_size=2, max_size=6), min_size=1, max_size=5))
def test_subpaths_are_those_of_manim(lines):
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 2, 0]], dtype=float)
    nearly = np.array([0, 3e-7, 3e-6])
    vmobjects = []
    for offset in nearly:
        vmobject = VMobject()
        for line in lines:
            part = VMobject().set_points_as_corners(corners[line])
            part.points[-1] += offset
            vmobject.append_points(part.points)
        vmobjects.append(vmobject)
    for vmobject, outline in zip(vmobjects, outlines(*vmobjects), strict=True):
        assert verbs(outline.path) == expected_verbs(vmobject)


def test_many_together_are_as_each_alone():
    some = [Circle(), Square(), Star(), Line(), VMobject(), Square().append_points(Star().points)]
    for vmobject, together in zip(some, outlines(*some), strict=True):
        (alone,) = outlines(vmobject)
        if alone is None:
            assert together is None
        else:
            assert together.path.serialize().bytes() == alone.path.serialize().bytes()
            assert (together.rect is None, together.level) == (alone.rect is None, alone.level)


def test_points_that_are_not_numbers_hide_their_mobject_only():
    broken = Circle()
    broken.points[5, 2] = np.inf
    good, bad = outlines(Circle(), broken)
    assert bad is None
    assert verbs(good.path) == expected_verbs(Circle())


@pytest.mark.parametrize(
    ("vmobject", "is_rect", "level"),
    [
        (Square(), True, False),
        (Square().flip().stretch(3, 0), True, False),
        (Square().rotate(np.pi / 2), True, False),
        (Square().rotate(0.1), False, False),
        (Star(), False, False),
        (Line([0, 0, 0], [3, 0, 0]), False, True),
        (Line([0, 2, 0], [0, -1, 0]), False, True),
        (Line([0, 0, 0], [3, 0.1, 0]), False, False),
    ],
)
def test_upright_rectangles_and_level_lines_are_seen(vmobject, is_rect, level):
    (outline,) = outlines(vmobject)
    assert (outline.rect is not None) is is_rect
    assert outline.level is level


def at(curves, share):
    start, one, two, end = curves.transpose(1, 0, 2)
    return (
        (1 - share) ** 3 * start
        + 3 * (1 - share) ** 2 * share * one
        + 3 * (1 - share) * share**2 * two
        + share**3 * end
    )


def test_far_curves_stay_where_they_are_seen():
    circle = Circle(radius=3)
    curves = Transform(64_000.0, 1.0, 640 - 3 * 64_000.0, 360.0).apply(circle.points[:, :2])
    curves = curves.reshape(-1, 4, 2)
    begins = np.zeros(len(curves), dtype=bool)
    closes = begins.copy()
    begins[0] = closes[-1] = True
    assert is_far(curves)
    cut, new_begins, new_closes = tamed(curves, begins, closes)
    assert np.flatnonzero(new_begins).tolist() == [0]
    assert np.flatnonzero(new_closes).tolist() == [len(cut) - 1]
    np.testing.assert_array_equal(cut[1:, 0], cut[:-1, 3])
    near = (np.abs(cut) < 8000).all(axis=(1, 2))
    assert (np.ptp(cut[near], axis=1) <= 4096).all()
    for share in (0.0, 0.3, 0.9):
        seen = at(cut[near], share)
        away = np.hypot(seen[:, 0] - 640 + 3 * 64_000.0, seen[:, 1] - 360) - 3 * 64_000.0
        assert np.abs(away).max() < 3e-4 * 3 * 64_000.0  # as round as Manim's circle
