"""What is found in the caches sounds as what is made anew: nothing is lost, and nothing moves."""

import numpy as np
import pytest
import tiny

from media import heard, write_wav
from render.request.asked import Request
from render.request.request import resolve_one
from render.store import cache
from render.store.segment_folder import SegmentFolder
from render.work.pipeline import render, render_anew
from render.work.segments import Share
from render.work.share import draw_share
from scenes.voice.cache import voice_folder

SCENE = """
from manim import *


class Loud(Scene):
    def construct(self):
        self.add(Square())
        self.wait(0.4)
        self.add_sound("tone.wav", gain=-6)
        self.play(FadeIn(Dot()), run_time=0.3)
        self.add_sound("tone.wav", time_offset=0.5)
        self.wait(2.5)
"""


@pytest.fixture
def lesson(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    return tiny.tiny_job(tmp_path / "out", voice="joe")


@pytest.fixture
def scene(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    write_wav(tmp_path / "tone.wav", 0.3 * np.sin(np.arange(24000) / 9), 48000)
    (tmp_path / "loud.py").write_text(SCENE)
    words = (str(tmp_path / "loud.py"), "Loud")
    return resolve_one(Request(words, quality="tiny", renderer="raster", out=tmp_path / "out"))


def sound(job, outcome):
    assert outcome.status == "rendered"
    samples = heard(outcome.files[0])
    assert np.abs(samples).max() > 0.05
    return samples


@pytest.mark.parametrize("name", ["lesson", "scene"])
def test_drawn_before_and_finished_later(name, request):
    job = request.getfixturevalue(name)
    fresh = sound(job, render_anew(job))
    for path in job.out.iterdir():
        path.unlink()
    draw_share(job, Share(), SegmentFolder(cache.key(job)))  # and killed before it could finish
    assert (sound(job, render(job)) == fresh).all()


@pytest.mark.parametrize("name", ["lesson", "scene"])
def test_rendered_again(name, request):
    job = request.getfixturevalue(name)
    fresh = sound(job, render(job))
    assert render(job).status == "kept"
    assert (sound(job, render_anew(job)) == fresh).all()


@pytest.mark.parametrize("damage", ["shorter", "empty", "bit", "gone"])
def test_a_damaged_line_in_the_voice_cache_is_spoken_again(lesson, damage):
    fresh = sound(lesson, render(lesson))
    lines = sorted(voice_folder().rglob("*.wav"))
    assert lines
    for path in lines:
        whole = path.read_bytes()
        damaged = {
            "shorter": whole[: len(whole) // 2],
            "empty": b"",
            "bit": whole[:5000] + bytes([whole[5000] ^ 64]) + whole[5001:],
        }
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(damaged[damage])
    assert (sound(lesson, render_anew(lesson)) == fresh).all()
