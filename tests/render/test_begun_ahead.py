"""Workers load ahead where something will surely be drawn, and what lessons need where needed."""

import os

import pytest

from render.store import source
from render.work import ahead, starting

PLAIN = "from manim import *\n# nothing of the scenes\nclass One(Scene): ...\n"
LESSON = "from manim import Circle\nfrom scenes.lesson import Lesson\n"


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """What ``begin`` has the workers load, for words that stand for files in a folder."""
    loaded = []
    monkeypatch.setattr(starting, "warm", lambda *, lessons: loaded.append(lessons))
    monkeypatch.setattr(source, "shared_source", lambda: loaded.append("hashed"))
    (tmp_path / "out").mkdir()
    for name, text in (("plain.py", PLAIN), ("lesson.py", LESSON)):
        (tmp_path / name).write_text(text)
        os.utime(tmp_path / name, (1000, 1000))
    monkeypatch.chdir(tmp_path)

    def call(*words, surely=False, **records):
        for name, when in records.items():
            record = tmp_path / "out" / f"{name}.json"
            record.touch()
            os.utime(record, (when, when))
        loaded.clear()
        ahead.begin(words, tmp_path / "out", surely=surely)
        return loaded

    return call


PLAIN_WORKERS, LESSON_WORKERS = [False, "hashed"], [True, "hashed"]


def test_what_was_never_drawn_is_begun(begin):
    assert begin("plain.py", "One") == PLAIN_WORKERS
    assert begin("plain.py") == PLAIN_WORKERS
    assert begin("plain.py", "lesson.py") == LESSON_WORKERS
    assert begin("lesson.py", "One") == LESSON_WORKERS
    assert begin("gradient-contours") == LESSON_WORKERS
    assert begin("gradient-contours", "plain.py") == LESSON_WORKERS
    assert begin("missing.py") == PLAIN_WORKERS
    assert begin() == []


def test_what_may_be_up_to_date_is_not(begin):
    assert begin("plain.py", "One", One=2000) == []
    assert begin("plain.py", One=2000) == []
    assert begin("plain.py", "Other", One=2000) == PLAIN_WORKERS
    assert begin("some-lesson", **{"some-lesson--a=1": 5}) == []


def test_what_has_changed_since_is_begun(begin):
    assert begin("plain.py", "One", One=999) == PLAIN_WORKERS
    assert begin("plain.py", "One", One=1000) == []


def test_what_is_drawn_in_any_case_is_begun(begin):
    assert begin("plain.py", "One", One=2000, surely=True) == PLAIN_WORKERS
