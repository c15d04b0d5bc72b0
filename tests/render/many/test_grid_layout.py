from itertools import combinations

import pytest

from render.many.grid.layout import Axes, arrange
from render.many.grid.page import shortened

PAGES = [(1280, 720), (1920, 1080), (720, 1280), (160, 90)]


def inside(box, page):
    return 0 <= box.left < box.right <= page[0] and 0 <= box.top < box.bottom <= page[1]


def apart(one, other):
    """Whether they do not overlap, but for a pixel of rounding."""
    return (
        one.right <= other.left + 1
        or other.right <= one.left + 1
        or one.bottom <= other.top + 1
        or other.bottom <= one.top + 1
    )


def boxes(layout):
    return [*layout.cells, *(label.box for label in layout.labels)]


def check(layout, page, shape):
    assert all(inside(box, page) for box in boxes(layout))
    assert all(apart(one, other) for one, other in combinations(boxes(layout), 2))
    sizes = {(cell.right - cell.left, cell.bottom - cell.top) for cell in layout.cells}
    assert len(sizes) == 1
    ((width, height),) = sizes
    assert width / height == pytest.approx(shape, rel=0.1)
    return width


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("count", [*range(1, 13), 36])
def test_clips_with_labels_under_them(page, count):
    labels = tuple(f"k = {number}" for number in range(count))
    layout = arrange("What?", labels, page, 16 / 9)
    assert [label.lines[0] for label in layout.labels] == ["What?", *labels]
    check(layout, page, 16 / 9)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("rows", "columns"), [(2, 2), (3, 3), (2, 5), (6, 2)])
def test_a_table_of_clips(page, rows, columns):
    axes = Axes(
        tuple(f"condition number = {k}" for k in range(rows)),
        tuple(f"rate = {k}" for k in range(columns)),
    )
    layout = arrange("What?", axes, page, 2.0)
    assert len(layout.cells) == rows * columns
    check(layout, page, 2.0)
    assert layout.cells[0].top == layout.cells[columns - 1].top


def test_four_clips_are_as_large_as_they_can_be():
    labels = ("k = 1",) * 4
    assert check(arrange("What?", labels, (1920, 1080), 16 / 9), (1920, 1080), 16 / 9) > 720
    assert check(arrange("What?", labels, (1920, 1080), 2.0), (1920, 1080), 2.0) > 800


def test_long_labels_of_rows_have_two_lines():
    short = arrange("", Axes(("k = 1", "k = 2"), ("a = 1", "a = 2")), (1280, 720), 2.0)
    assert short.labels[-1].lines == ("k = 2",)
    names = tuple(f"condition number = {k}" for k in range(4))
    long = arrange("", Axes(names, ("a = 1", "a = 2")), (1280, 720), 2.0)
    assert long.labels[-1].lines == ("condition number", "= 3")
    assert long.labels[-1].turned


def test_what_is_too_long_loses_its_middle():
    assert shortened("objective = x**2 + y**2", 11) == "object…+y**2".replace("+y", "y")
