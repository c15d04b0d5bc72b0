import shutil

import pytest
import tiny
from test_script import record

from render.request.asked import Request
from render.request.request import resolve_one
from render.work.cargo import draw_carried, pack
from render.work.progress import quiet
from render.work.segments import Share

LESSON = """
from scenes.lesson import Lesson
class Mine(Lesson):
    lesson_id, title = "mine", "Mine?"
    def construct(self):
        self.section("only", "Only")
        with self.say("It goes down."):
            pass
"""


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def takes(folder, lesson, count):
    assert tiny.steepest_run("script", *lesson, "-o", folder).exit_code == 0
    for number in range(1, count + 1):
        record(folder / f"{number}.wav")


def test_no_take_is_needed_where_the_frames_are_drawn(tmp_path):
    takes(tmp_path / "takes", ("tiny",), 2)
    request = Request(("tiny",), voice="takes", quality="tiny", out=tmp_path)
    job = resolve_one(request)
    cargo = pack(job)
    assert all(line.audio is None for line in cargo.lines.values())
    shutil.rmtree(tmp_path / "takes")
    drawn = draw_carried(job, Share(), cargo, quiet)
    assert drawn.timeline.frames == cargo.timeline.frames
    assert drawn.contents


def test_takes_from_elsewhere_stay_where_they_are(tmp_path, monkeypatch):
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "mine.py").write_text(LESSON)
    takes(tmp_path / "elsewhere", ("talk/mine.py", "Mine"), 1)
    monkeypatch.chdir(tmp_path / "talk")
    words = ("mine.py", "Mine")
    job = resolve_one(Request(words, voice="../elsewhere", quality="tiny", out=tmp_path))
    cargo = pack(job)
    assert list(cargo.files) == ["mine.py"]
    assert list(cargo.lines) == ["It goes down."]
