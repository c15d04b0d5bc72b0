"""The sound of a lesson's lines is made where it is heard, and once."""

from dataclasses import replace
from pathlib import Path

import pytest
from demo_lesson import SMALL, DemoLesson, demo_job, install

from render.errors import SteepestError
from render.inspection.speech import unheard
from render.muxing import narration
from render.muxing.narration import speak_share, with_narration
from render.preview.still import draw_still
from render.staging.plan import plan
from render.store.segment_folder import SegmentFolder
from render.watching.sections import look
from render.work.finish import finish
from render.work.segments import Claims, Share, shares
from render.work.share import draw_share
from scenes.voice import SpokenLine, load
from scenes.voice.cache import voice_folder

LINES = ["Here is a circle.", "It moves to the right."]


@pytest.fixture(autouse=True)
def _demo(monkeypatch, tmp_path):
    install(monkeypatch)
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def timeline():
    return plan(demo_job())


@pytest.fixture
def said(monkeypatch):
    """What is spoken with a voice of its own; ``during`` is called while a line is spoken."""

    class Noting(list):
        def during(self):
            pass

        def speak(self, text):
            self.append(text)
            self.during()
            return SpokenLine(text, 1.0, (), Path(f"{text}.wav"))

    noting = Noting()
    monkeypatch.setattr(narration, "load_voice", lambda name: noting)
    return noting


def repeated(timeline):
    """A timeline that says each line twice."""
    return replace(timeline, lines=timeline.lines * 2)


def test_every_line_is_spoken_by_one_share(timeline, said):
    for share in shares(2):
        speak_share(repeated(timeline), "joe", share.speaks)
    assert sorted(said) == LINES
    del said[:]
    speak_share(timeline, "joe", Share().speaks)
    assert said == LINES


def test_a_worker_takes_a_line_when_it_has_spoken_the_one_before(timeline, said, tmp_path):
    one, two = Claims(tmp_path), Claims(tmp_path)
    by_two = []

    def other_worker():
        said.during = lambda: by_two.append(said[-1])
        speak_share(timeline, "joe", two.speaks)

    said.during = other_worker
    speak_share(timeline, "joe", one.speaks)
    assert said == LINES
    assert by_two == LINES[1:]
    assert one.count() == 0  # lines are no segments


@pytest.mark.parametrize(("form", "spoken"), [("mp4", LINES), ("gif", []), ("png-sequence", [])])
def test_lines_are_spoken_for_those_who_hear_them(said, form, spoken, tmp_path):
    draw_share(demo_job(format=form), Share(), SegmentFolder("key"))
    assert said == spoken


def test_what_nobody_has_spoken_is_spoken_in_the_end(said, tmp_path):
    folder = SegmentFolder("key")
    job = demo_job(out=tmp_path / "out")
    drawn = draw_share(job, Share(), folder)
    del said[:]
    with pytest.raises(SteepestError, match=r"circle\.\.wav does not exist"):
        finish(job, "key", drawn.timeline, folder)
    assert said == LINES


def test_every_line_gets_its_sound(timeline, said):
    assert [line.audio for line in timeline.lines] == [None, None]
    heard = with_narration(timeline, "joe")
    assert [line.audio for line in heard.lines] == [f"{text}.wav" for text in LINES]
    assert replace(heard, lines=timeline.lines) == timeline


def test_a_still_and_a_plan_are_made_without_a_sound():
    job = demo_job(voice="joe")
    planned = plan(job)
    _, timeline = draw_still(replace(job, format="png", at=1.5))
    assert timeline.lines == planned.lines[: len(timeline.lines)]
    assert not [*voice_folder().rglob("*.wav")]
    voice = load("joe")
    assert [line.duration for line in planned.lines] == [voice.speak(t).duration for t in LINES]


def test_the_workers_plan_a_lesson_as_it_sounds():
    drawn = draw_share(demo_job(voice="joe"), Share(), SegmentFolder("key"))
    assert len([*voice_folder().rglob("*.wav")]) == 2
    again = draw_share(demo_job(voice="joe"), Share(), SegmentFolder("another"))
    assert again.timeline == drawn.timeline


def test_what_is_watched_and_checked_is_heard():
    job = replace(demo_job(voice="joe", renderer="raster"), quality=SMALL)
    scene = type("Demo", (DemoLesson,), {"voice": load("joe", sound=False)})
    timeline, _ = look(scene, job)
    assert all(Path(line.audio).exists() for line in timeline.lines)
    assert not [*unheard(timeline)]
