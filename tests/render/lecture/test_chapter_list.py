"""The list of chapters as video sites take it."""

import random
from itertools import pairwise

import pytest

from render.lecture.chapter_list import chapter_list, clock
from render.lecture.clock import Mark


def listed(*marks, end, rate=10):
    starts = [mark[0] for mark in marks]
    ends = [*starts[1:], end]
    found = [
        Mark(title, level, round(start * rate), round(last * rate), None)
        for (start, level, title), last in zip(marks, ends, strict=True)
    ]
    return chapter_list(found, rate).splitlines()


def test_times_and_titles():
    lines = listed((0, 1, "One"), (12.9, 2, "a  b"), (65, 1, "Two"), (3661.5, 2, "c"), end=4000)
    assert lines == ["0:00 One", "0:12 a b", "1:05 Two", "1:01:01 c"]


def test_sections_give_way_to_lessons():
    lines = listed((0, 1, "One"), (4, 2, "a"), (30, 2, "b"), (35, 1, "Two"), (39, 2, "c"), end=100)
    assert lines == ["0:00 One", "0:35 Two"]


def test_a_short_intro_is_told_as_its_lesson():
    assert listed((0, 1, "Intro"), (6, 1, "One"), (10, 2, "a"), (25, 2, "b"), end=60) == [
        "0:00 One",
        "0:10 a",
        "0:25 b",
    ]


def test_a_short_end_belongs_to_what_comes_before():
    assert listed((0, 1, "One"), (20, 2, "a"), (40, 1, "Thanks"), end=46) == [
        "0:00 One",
        "0:20 a",
    ]
    assert listed((0, 1, "All"), end=3) == ["0:00 All"]


@pytest.mark.parametrize("seed", range(20))
def test_any_lecture_follows_the_rules(seed):
    chance = random.Random(seed)
    marks, moment = [], 0.0
    for number in range(chance.randint(1, 30)):
        marks.append((moment, chance.choice((1, 2)) if number else 1, f"t{number}"))
        moment += chance.choice((0.5, 4, 9.9, 10, 30, 400))
    lines = listed(*marks, end=moment)
    times = []
    for line in lines:
        parts = line.split()[0].split(":")
        times.append(sum(int(part) * 60**power for power, part in enumerate(reversed(parts))))
    assert times[0] == 0
    assert all(b - a >= 10 for a, b in pairwise(times))
    assert len(times) == 1 or int(moment) - times[-1] >= 10


def test_clock():
    assert [clock(s) for s in (0, 9.99, 61, 3599, 3600, 36000)] == [
        "0:00",
        "0:09",
        "1:01",
        "59:59",
        "1:00:00",
        "10:00:00",
    ]
