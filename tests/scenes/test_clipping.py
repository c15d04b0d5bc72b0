"""Polylines are cut exactly at the edge, whatever stands outside."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.clipping import clip_polyline, clip_segment

BOX = ((-1.0, 1.0), (-2.0, 2.0))
coordinates = st.floats(-1e100, 1e100, allow_nan=False)
points = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=30)


@given(points)
def test_nothing_is_left_outside(path: list[tuple[float, float]]) -> None:
    for piece in clip_polyline(np.array(path), *BOX):
        assert len(piece) >= 2
        assert (np.abs(piece) <= np.array([1.0, 2.0])).all()


@given(st.lists(st.tuples(st.floats(-0.99, 0.99), st.floats(-1.99, 1.99)), min_size=2, max_size=20))
def test_a_path_inside_stays_whole(path: list[tuple[float, float]]) -> None:
    given_points = np.array(path)
    (piece,) = clip_polyline(given_points, *BOX)
    np.testing.assert_array_equal(piece, np.array(path))
    assert not np.shares_memory(piece, given_points)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-2, 2)), min_size=2, max_size=20))
def test_what_lies_inside_is_the_same_where_the_path_goes_on_outside(
    path: list[tuple[float, float]],
) -> None:
    (piece,) = clip_polyline(np.array(path), *BOX)
    first, *_ = clip_polyline(np.array([*path, (0.0, 9.0)]), *BOX)
    np.testing.assert_array_equal(first[: len(path)], piece)


def test_a_path_that_leaves_and_returns_makes_two_pieces() -> None:
    path = np.array([[0.0, 0.0], [3.0, 0.0], [3.0, 1.0], [0.0, 1.0]])
    first, second = clip_polyline(path, *BOX)
    np.testing.assert_allclose(first, [[0, 0], [1, 0]])
    np.testing.assert_allclose(second, [[1, 1], [0, 1]])


def test_infinite_and_undefined_points_are_cut_away() -> None:
    path = np.array([[0.0, 0.0], [0.5, 0.5], [np.inf, 1.0], [np.nan, 0.0], [0.0, 1.0], [0.2, 1.0]])
    first, second = clip_polyline(path, *BOX)
    np.testing.assert_array_equal(first, path[:2])
    np.testing.assert_array_equal(second, path[4:])


def test_a_line_across_is_cut_on_both_sides() -> None:
    cut = clip_segment(np.array([-5.0, 0.0]), np.array([5.0, 0.0]), *BOX)
    assert cut is not None
    np.testing.assert_allclose(cut, [[-1, 0], [1, 0]])


@pytest.mark.parametrize("end", [[5.0, 5.0], [1.5, -9.0]])
def test_a_line_outside_is_nothing(end: list[float]) -> None:
    assert clip_segment(np.array([1.5, 0.0]), np.array(end), *BOX) is None
