import json

import av
import numpy as np
import pytest
import tiny
from PIL import Image

from render.errors import SteepestError, UsageError
from render.muxing import mux
from render.timeline import Timeline
from render.work import finish, pipeline
from render.work.progress import Step


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


def streams(path):
    with av.open(str(path)) as container:
        kinds = {stream.type for stream in container.streams}
        frames = sum(1 for _ in container.decode(video=0))
    return kinds, frames


def picture(path):
    with Image.open(path) as image:
        return np.asarray(image)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_lesson_has_all_its_files(tmp_path):
    out = tmp_path / "out"
    steps: list[Step] = []
    outcome = pipeline.render(tiny.tiny_job(out, "condition_number=5"), steps.append)
    stem = "tiny--condition_number=5"
    assert names(out) == sorted(f"{stem}.{kind}" for kind in ("json", "mp4", "png", "srt", "vtt"))
    assert outcome.status == "rendered"
    assert outcome.files[0] == out / f"{stem}.mp4"
    assert outcome.size == outcome.files[0].stat().st_size
    record = json.loads((out / f"{stem}.json").read_text())
    timeline = Timeline.from_dict(record["timeline"])
    assert streams(outcome.files[0]) == ({"video", "audio", "subtitle", "data"}, timeline.frames)
    assert outcome.frames == timeline.frames
    assert outcome.length == timeline.duration
    assert "Number 5." in (out / f"{stem}.vtt").read_text()
    assert "Number 5." in (out / f"{stem}.srt").read_text()
    assert picture(out / f"{stem}.png").shape == (90, 160, 3)
    stages = list(dict.fromkeys(step.stage for step in steps))
    assert stages == ["draw", "finish"]
    assert max(step.done for step in steps) == timeline.frames


def test_the_record_is_enough_to_render_again(tmp_path):
    job = tiny.tiny_job(tmp_path / "a", "start=-4,3", theme="light")
    outcome = pipeline.render(job)
    record = json.loads(outcome.files[-1].read_text())
    assert record["lesson"] == "tiny"
    assert record["parameters"] == dict(job.parameters)
    assert record["theme"] == "light"
    assert record["voice"]["name"] == "none"
    assert record["seed"] == 0
    assert record["quality"] == {"name": "tiny", "width": 160, "height": 90, "frame_rate": 10}
    for name in ("python", "steepest", "manim", "numpy", "scipy", "av", "typst", "ffmpeg"):
        assert record["versions"][name]
    assert str(tmp_path) not in outcome.files[-1].read_text()
    again = pipeline.render(tiny.tiny_job(tmp_path / "b", "start=-4,3", theme="light"))
    for first, second in zip(outcome.files, again.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_a_section_is_a_clip_of_its_own(tmp_path):
    outcome = pipeline.render(tiny.tiny_job(tmp_path / "out", section="move"))
    assert outcome.files[0].name == "tiny--section=move.mp4"
    assert streams(outcome.files[0])[1] == outcome.frames < 25
    captions = outcome.files[1].read_text()
    assert "Number 25." in captions
    assert "circle" not in captions


def test_an_unknown_section_leaves_nothing(tmp_path):
    with pytest.raises(UsageError, match="no section 'moves'"):
        pipeline.render(tiny.tiny_job(tmp_path / "out", section="moves"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("fmt", "kinds"),
    [
        ("webm", {"video", "audio", "subtitle"}),
        ("mov", {"video", "audio", "subtitle", "data"}),
        ("gif", {"video"}),
    ],
)
def test_other_formats(tmp_path, fmt, kinds):
    outcome = pipeline.render(tiny.tiny_job(tmp_path / "out", format=fmt))
    assert outcome.files[0].name == f"tiny.{fmt}"
    assert outcome.files[-1].name == f"tiny.{fmt}.json"
    found, frames = streams(outcome.files[0])
    assert found == kinds
    assert frames == outcome.frames or fmt == "gif"
    assert not (tmp_path / "out" / "tiny.png").exists()


def test_a_still(tmp_path):
    outcome = pipeline.render(tiny.tiny_job(tmp_path / "out", format="png"))
    assert names(tmp_path / "out") == ["tiny.png", "tiny.png.json"]
    assert (outcome.frames, outcome.length) == (1, 0.0)
    assert picture(outcome.files[0]).shape == (90, 160, 3)


def test_a_transparent_still(tmp_path):
    job = tiny.tiny_job(tmp_path / "out", format="png", transparent=True)
    pixels = picture(pipeline.render(job).files[0])
    assert pixels.shape == (90, 160, 4)
    assert pixels[0, 0, 3] == 0
    assert pixels[..., 3].max() == 255


def test_a_failure_leaves_the_earlier_files(tmp_path, monkeypatch):
    out = tmp_path / "out"
    job = tiny.tiny_job(out)
    pipeline.render(job)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*arguments):
        raise SteepestError(f"cannot write {arguments[4]}: the disk is full")

    monkeypatch.setattr(finish, "mux", full)
    with pytest.raises(SteepestError) as caught:
        pipeline.render_anew(job)
    assert str(caught.value) == f"cannot write {out / 'tiny.mp4'}: the disk is full"
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_ctrl_c_leaves_nothing_half_written(tmp_path, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(finish, "mix", interrupt)
    with pytest.raises(KeyboardInterrupt):
        pipeline.render(tiny.tiny_job(tmp_path / "out"))
    assert names(tmp_path / "out") == []


def test_the_video_says_what_it_is(tmp_path):
    outcome = pipeline.render(tiny.tiny_job(tmp_path / "out", "beta=0.5"))
    with av.open(str(outcome.files[0])) as container:
        assert container.metadata["title"] == "How small can a lesson be?"
        assert container.metadata["comment"].startswith("tiny--beta=0.5 (steepest ")
        assert [mark["metadata"]["title"] for mark in container.chapters()] == [
            "It appears",
            "It moves",
        ]
    assert mux.mux is finish.mux
