import numpy as np
import pytest

from render.picture import NOTHING, Box, Comparer, around, whole


def test_boxes_join():
    assert Box(1, 3, 2, 4).joined(Box(0, 2, 3, 9)) == Box(0, 3, 2, 9)
    assert Box(1, 3, 2, 4).joined(NOTHING) == NOTHING.joined(Box(1, 3, 2, 4)) == Box(1, 3, 2, 4)
    assert all(box.empty for box in (NOTHING, Box(3, 3, 0, 5)))
    assert not Box(0, 1, 0, 1).empty


@pytest.mark.parametrize("inside", [Box(0, 140, 0, 60), Box(5, 131, 3, 58), Box(10, 11, 20, 21)])
def test_boxes_are_around_all_differences_and_meet_none_twice(inside):
    random = np.random.default_rng(3)
    comparer = Comparer()
    before = random.integers(0, 256, (140, 60, 4), dtype=np.uint8)
    several = 0
    for _ in range(80):
        after = before.copy()
        for row, column in random.integers(inside[::2], inside[1::2], (random.integers(0, 4), 2)):
            after[row, column, random.integers(0, 4)] ^= 1
        boxes = comparer.differences(before, after, inside)
        covered = np.zeros(before.shape[:2], dtype=int)
        for box in boxes:
            covered[box.slices] += 1
            differs = (before != after).any(axis=2)[box.slices]
            assert differs[:, 0].any()
            assert differs[:, -1].any()
            assert differs[:8].any()
            assert differs[-8:].any()
        assert covered.max() <= 1
        assert covered[(before != after).any(axis=2)].all()
        assert list(boxes) == sorted(boxes)
        several += len(boxes) > 1
    assert several or inside.bottom - inside.top == 1
    assert comparer.differences(before, before, whole(before)) == ()
    assert comparer.differences(before, 255 - before, NOTHING) == ()


def test_what_is_near_is_one_box_and_what_is_far_is_two():
    comparer = Comparer()
    before = np.zeros((200, 64, 4), dtype=np.uint8)
    after = before.copy()
    after[3, 10:12] = after[30, 20] = 1
    after[100, 5] = after[199, 40] = 1
    expected = (Box(0, 32, 10, 21), Box(96, 104, 5, 6), Box(192, 200, 40, 41))
    assert comparer.differences(before, after, whole(before)) == expected


def test_where_nearly_all_differs_not_every_row_is_looked_at():
    comparer = Comparer()
    before = np.zeros((200, 100, 4), dtype=np.uint8)
    after = before.copy()
    inside = Box(20, 120, 10, 90)
    after[inside.slices][:, ::3] = 1
    assert comparer.differences(before, after, inside) == (inside,)
    after[inside.slices] = 0
    after[20:120:16, 10:90] = 1  # the rows that are looked at: the others may hold anything
    assert comparer.differences(before, after, inside) == (inside,)
    after[20:120:16, 60:90] = 0
    assert comparer.differences(before, after, inside)[0].right == 60
    after[:] = 1
    after[0, 0] = 0
    assert comparer.differences(before, after, whole(before)) == (whole(before),)


def test_the_box_around_boxes():
    assert around(()) == NOTHING
    assert around((Box(1, 2, 3, 4), Box(7, 9, 0, 1))) == Box(1, 9, 0, 4)
