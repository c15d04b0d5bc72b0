import threading

import numpy as np
import pytest

from render.encoding.background import BackgroundWriter
from render.picture import Box


class Slow:
    """Keeps pictures, from whichever thread they come."""

    def __init__(self, fails_at=None):
        self.got = []
        self.threads = set()
        self.fails_at = fails_at

    def reads(self, changed):
        return Box(max(changed.top - 1, 0), changed.bottom, changed.left, changed.right)

    def write(self, rgba, repeat=1, changed=None):
        if len(self.got) == self.fails_at:
            raise OSError("the disk is full")
        self.threads.add(threading.current_thread().name)
        self.got.append((int(rgba[0, 0, 0]), repeat))
        self.last = rgba.copy(), changed


def picture(value):
    return np.full((4, 4, 4), value, dtype=np.uint8)


def test_pictures_arrive_in_order_from_another_thread():
    slow = Slow()
    lent = picture(0)
    with BackgroundWriter(slow) as writer:
        for value in range(50):
            lent[:] = value
            writer.write(lent, value % 3 + 1)
    assert slow.got == [(value, value % 3 + 1) for value in range(50)]
    assert slow.threads == {"encoder"}


def write_all(encoder, count, last=None):
    with BackgroundWriter(encoder) as writer:
        for value in range(count):
            writer.write(picture(value))
        if last:
            raise last


@pytest.mark.parametrize("count", [3, 50])
def test_problems_reach_the_caller_once(count):
    slow = Slow(fails_at=2)
    with pytest.raises(OSError, match="the disk is full"):
        write_all(slow, count)
    assert len(slow.got) == 2


def test_a_problem_of_the_caller_comes_first():
    with pytest.raises(ZeroDivisionError):
        write_all(Slow(fails_at=0), 1, ZeroDivisionError())


def test_nothing_runs_on_afterwards():
    before = threading.active_count()
    with BackgroundWriter(Slow()) as writer:
        writer.write(picture(1))
    assert threading.active_count() == before


def test_only_what_the_encoder_reads_is_copied():
    slow = Slow()
    with BackgroundWriter(slow) as writer:
        writer.write(picture(9), 0, Box(1, 2, 1, 2))
        writer.write(picture(7), 1, Box(1, 2, 1, 2))
        for _ in range(3):  # comes around to the first of the pictures
            writer.write(picture(8), 1, Box(2, 3, 1, 3))
    pixels, changed = slow.last
    assert changed == Box(2, 3, 1, 3)
    expected = np.full((4, 4), 7)
    expected[1:3, 1:3] = 8
    assert np.array_equal(pixels[..., 0], expected)
    assert len(slow.got) == 4
