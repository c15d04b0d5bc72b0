"""A still of a moment is the frame that the video shows then."""

from dataclasses import replace

import numpy as np
import pytest
import tiny

from render.errors import UsageError
from render.preview.still import draw_still
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import configure


class Film(FrameSink):
    """Keeps every frame."""

    def __init__(self):
        self.frames = []

    def wants(self, frame):
        return True

    def frame(self, first, pixels, repeat, changed):
        self.frames += [pixels.copy()] * repeat


@pytest.fixture
def job(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    return tiny.tiny_job(tmp_path, format="png", renderer="raster")


def film(job):
    sink = Film()
    direct(configure(job), job.quality, sink, renderer=job.renderer, seed=job.seed)
    return sink.frames


def test_any_moment_is_the_frame_of_the_video(job):
    frames = film(job)
    rate = job.quality.frame_rate
    for number in range(0, len(frames), 3):
        pixels, timeline = draw_still(replace(job, at=number / rate))
        assert np.array_equal(pixels, frames[number]), number
        assert timeline.frames >= number


def test_between_two_frames_the_earlier_one_is_shown_and_at_the_end_the_last(job):
    frames = film(job)
    rate = job.quality.frame_rate
    assert np.array_equal(draw_still(replace(job, at=4.9 / rate))[0], frames[4])
    assert np.array_equal(draw_still(replace(job, at=len(frames) / rate))[0], frames[-1])


def test_after_the_end_there_is_nothing(job):
    with pytest.raises(UsageError, match=r"tiny lasts \d\.\d\d s: nothing is shown at 99 s"):
        draw_still(replace(job, at=99.0))


def test_the_name_says_the_moment(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    arguments = ("render", "tiny", "--quality", "tiny", "--voice", "none", "--out", tmp_path)
    result = tiny.steepest_run(*arguments, "--format", "png", "--at", "0.5", "--jobs", "1")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "tiny--at=0.5.png").is_file()
    result = tiny.steepest_run(*arguments, "--format", "png", "--at", "50", "--jobs", "1")
    assert "tiny lasts " in result.stderr
