import numpy as np
import pytest

from render.picture import NOTHING, Box, Comparer, whole


def test_boxes_join():
    assert Box(1, 3, 2, 4).joined(Box(0, 2, 3, 9)) == Box(0, 3, 2, 9)
    assert Box(1, 3, 2, 4).joined(NOTHING) == NOTHING.joined(Box(1, 3, 2, 4)) == Box(1, 3, 2, 4)
    assert all(box.empty for box in (NOTHING, Box(3, 3, 0, 5)))
    assert not Box(0, 1, 0, 1).empty


@pytest.mark.parametrize("inside", [Box(0, 40, 0, 60), Box(5, 31, 3, 58), Box(10, 11, 20, 21)])
def test_differences_are_found_exactly_and_inside_only(inside):
    random = np.random.default_rng(3)
    comparer = Comparer()
    before = random.integers(0, 256, (40, 60, 4), dtype=np.uint8)
    for _ in range(50):
        after = before.copy()
        for row, column in random.integers(0, (40, 60), (random.integers(0, 4), 2)):
            after[row, column, random.integers(0, 4)] ^= 1
        rows, columns = np.nonzero((before != after).any(axis=2)[inside.slices])
        expected = NOTHING
        if len(rows):
            top, left = inside.top, inside.left
            expected = Box(
                top + rows.min(),
                top + rows.max() + 1,
                left + columns.min(),
                left + columns.max() + 1,
            )
        assert comparer.difference(before, after, inside) == expected
    assert comparer.difference(before, before, whole(before)) == NOTHING
    assert comparer.difference(before, 255 - before, NOTHING) == NOTHING
