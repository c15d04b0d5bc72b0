import threading

import numpy as np
import pytest

from render.encoding.background import BackgroundWriter
from render.encoding.parts import copies
from render.picture import Box


class Slow:
    """Keeps pictures, from whichever thread they come."""

    def __init__(self, fails_at=None):
        self.got = []
        self.threads = set()
        self.cutters = set()
        self.boxes = []
        self.fails_at = fails_at

    def cut(self, rgba, boxes, memory):
        self.cutters.add(threading.current_thread().name)
        return copies(rgba, boxes, memory)

    def add(self, parts, repeat):
        if len(self.got) == self.fails_at:
            raise OSError("the disk is full")
        self.threads.add(threading.current_thread().name)
        self.got.append((int(parts[0].planes[0][0, 0, 0]), repeat))
        self.boxes.append([part.box for part in parts])


def picture(value):
    return np.full((4, 4, 4), value, dtype=np.uint8)


def test_pictures_arrive_in_order_from_another_thread():
    slow = Slow()
    lent = picture(0), picture(0)
    with BackgroundWriter(slow) as writer:
        for value in range(50):
            writer.release(lent[value % 2])
            lent[value % 2][:] = value
            writer.write(lent[value % 2], value % 3 + 1)
    assert slow.got == [(value, value % 3 + 1) for value in range(50)]
    assert slow.threads == {"encoder"}


def test_a_picture_is_cut_by_whoever_is_free():
    slow, busy, free = Slow(), threading.Event(), threading.Event()
    add = slow.add

    def add_slowly(parts, repeat):
        busy.set()
        assert free.wait(10)
        add(parts, repeat)

    slow.add = add_slowly
    with BackgroundWriter(slow) as writer:
        writer.write(picture(1))
        assert busy.wait(10)
        assert slow.cutters == {"encoder"}  # it had nothing else to do
        lent = picture(2)
        writer.write(lent)
        writer.release(picture(3))
        assert slow.cutters == {"encoder"}
        writer.release(lent)
        assert slow.cutters == {"encoder", threading.current_thread().name}
        lent[:] = 9
        free.set()
    assert [value for value, _ in slow.got] == [1, 2]


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


def test_only_what_has_changed_is_passed_on():
    slow = Slow()
    parts = (Box(1, 2, 1, 2), Box(3, 4, 0, 4))
    with BackgroundWriter(slow) as writer:
        writer.write(picture(9), 0, parts)
        writer.write(picture(7), 1, parts)
        writer.write(picture(8), 1, parts)
        writer.write(picture(8), 1)
    everything = [Box(0, 4, 0, 4)]  # as of the first picture, whatever is said to have changed
    assert slow.boxes == [everything, list(parts), everything]
    assert [value for value, _ in slow.got] == [7, 8, 8]
