import errno
import json
from pathlib import Path

import av
import numpy as np
import pytest
import tiny

from render.errors import SteepestError, UsageError
from render.many.grid.layout import Axes
from render.many.grid.make import make
from render.many.grid.plan import plan_grids
from render.many.grid.record import ingredients
from render.request.asked import Request
from render.request.names import file_name, stem
from render.request.request import resolve
from scenes.theme import DARK


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def plan(*sweeps, heard=(), lessons=("tiny",), **options):
    options = {"voice": "none", "quality": "tiny"} | options
    return plan_grids(resolve(Request(lessons, sweeps=sweeps, **options)), heard)


def refused(*sweeps, **options) -> str:
    with pytest.raises(UsageError) as caught:
        plan(*sweeps, **options)
    return str(caught.value)


def test_names_and_labels():
    (grid,) = plan("condition_number=1,5,25", settings=["beta=0.5"], section="move")
    assert file_name(grid.job) == "tiny--grid--condition_number=1,5,25--beta=0.5--section=move.mp4"
    assert grid.labels() == (
        "condition number = 1",
        "condition number = 5",
        "condition number = 25",
    )
    assert len(grid.clips) == 3


def test_two_sweeps_are_rows_and_columns():
    (grid,) = plan("start=-9,2;4,3", "steps=1,2,3")
    points = ("start = (\N{MINUS SIGN}9, 2)", "start = (4, 3)")
    assert grid.labels() == Axes(points, ("steps = 1", "steps = 2", "steps = 3"))
    (grid,) = plan("beta=0.5", "steps=1,2")
    assert grid.labels() == ("beta = 0.5, steps = 1", "beta = 0.5, steps = 2")


def test_other_values_have_another_name():
    many = ",".join(str(k) for k in range(1, 31))
    names = {
        stem(plan(f"steps={values}")[0].job) for values in ("1,2,3", "1,3", many, f"{many},31")
    }
    assert len(names) == 4
    assert max(map(len, names)) < 60
    assert stem(plan("seed=1,2")[0].job) == "tiny--grid--seed=1,2"


def test_a_grid_for_each_lesson():
    grids = plan("condition_number=5,25", lessons=("tiny", "other"))
    assert [grid.clips[0].lesson for grid in grids] == ["tiny", "other"]


@pytest.mark.parametrize(
    ("sweeps", "options", "message"),
    [
        ([], {}, "--grid shows the clips of a sweep (add --sweep NAME=VALUE,VALUE)"),
        (["steps=1"], {}, "--grid needs more than one clip (sweep several values)"),
        (["steps=1,2"], {"format": "png-sequence"}, "--grid makes no png-sequence (add --format"),
        (["steps=1,2"], {"format": "webm", "transparent": True}, "(leave --transparent out)"),
        (["steps=1..40"], {}, "a grid of 40 clips cannot be read; 36 at most (sweep fewer)"),
        (["steps=1,2"], {"heard": ["steps=1"]}, "with --voice none there is nothing to hear"),
        (["steps=1,2"], {"heard": ["stps=1"]}, "no swept parameter 'stps' (did you mean steps?)"),
        (["steps=1,2"], {"heard": ["steps"]}, "--hear takes name=value of one clip, got 'steps'"),
        (["steps=1,2"], {"heard": ["steps=1"], "format": "gif"}, "gif has no sound"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_rendered(sweeps, options, message):
    assert message in refused(*sweeps, **options)


def test_which_clip_is_heard(monkeypatch):
    monkeypatch.setattr("render.request.options.check_voice", lambda name: None)
    (grid,) = plan("steps=1,2", "beta=0.5,0.6", heard=["steps=2", "beta=.6"], voice="joe")
    assert grid.heard == 3
    assert stem(grid.job) == "tiny--grid--beta=0.5,0.6--steps=1,2--heard=2,0.6".replace(
        "--beta=0.5,0.6--steps=1,2", "--steps=1,2--beta=0.5,0.6"
    )
    assert "no clip of the sweep has that" in refused("steps=1,2", heard=["steps=3"], voice="joe")
    message = refused("steps=1,2", "beta=0.5,0.6", heard=["steps=2"], voice="joe")
    assert message == "--hear steps=2 are 2 clips (give --hear for each parameter)"


def run(*arguments):
    small = ("--voice", "none", "--out", "videos")
    return tiny.steepest_run("render", *arguments, *small)


def pictures(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_video_of_clips_side_by_side(tmp_path):
    videos = tmp_path / "videos"
    asked = ("tiny", "--quality", "tiny", "--grid", "--sweep", "condition_number=5,25.125")
    result = run(*asked)
    assert result.exit_code == 0, result.output
    name = "tiny--grid--condition_number=5,25.125"
    assert f"videos/{name}.mp4" in result.output
    record = json.loads((videos / f"{name}.json").read_text())
    clips = [
        json.loads((videos / file).with_suffix(".json").read_text())
        for file in record["grid"]["clips"]
    ]
    lengths = [[s["frames"] for s in each["timeline"]["sections"]] for each in clips]
    assert lengths[0] != lengths[1]  # it says more
    expected = [max(each) for each in zip(*lengths, strict=True)]
    assert [s["frames"] for s in record["timeline"]["sections"]] == expected
    frames = pictures(videos / f"{name}.mp4")
    assert len(frames) == sum(expected) == record["timeline"]["frames"]
    with av.open(str(videos / f"{name}.mp4")) as container:
        assert not container.streams.audio
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == [
            "It appears",
            "It moves",
        ]
    background = [int(DARK.background[k : k + 2], 16) for k in (1, 3, 5)]
    middle = frames[-1].shape[1] // 2
    for half in (frames[-1][:, :middle], frames[-1][:, middle:]):
        far = np.abs(half.astype(int) - background).max(axis=2)
        assert (far > 60).sum() > 50  # a circle in each
        assert (far <= 3).mean() > 0.3  # on the background of the page
    assert (videos / f"{name}.png").exists()

    again = run(*asked)
    assert again.exit_code == 0
    assert f"{name}: up to date" in again.output

    (videos / f"{name}.png").unlink()
    assert f"{name}: rendered" in run(*asked).output
    assert not list(videos.glob(".steepest-*"))


def test_a_full_disk_leaves_the_earlier_grid(tmp_path, monkeypatch):
    asked = ("tiny", "--quality", "tiny", "--grid", "--sweep", "steps=1,2")
    assert run(*asked).exit_code == 0
    (before,) = (tmp_path / "videos").glob("*grid*.mp4")
    content = before.read_bytes()
    (grid,) = plan("steps=1,2", out=Path("videos"))

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("render.muxing.mux.mux", full)
    with pytest.raises(SteepestError, match="the disk is full"):
        make(ingredients(grid))
    assert before.read_bytes() == content
    assert not list((tmp_path / "videos").glob(".steepest-*"))


def test_a_grid_of_stills_and_gifs(tmp_path):
    asked = (
        "tiny",
        "--quality",
        "tiny",
        "--grid",
        "--sweep",
        "steps=1,2",
        "--sweep",
        "beta=0.1,0.2",
    )
    result = run(*asked, "--format", "png")
    assert result.exit_code == 0, result.output
    with av.open(str(tmp_path / "videos" / "tiny--grid--steps=1,2--beta=0.1,0.2.png")) as still:
        (frame,) = still.decode(video=0)
        assert (frame.width, frame.height) == (160, 90)
    result = run("tiny", "--quality", "tiny", "--grid", "--sweep", "steps=1,2", "--format", "gif")
    assert result.exit_code == 0, result.output
    assert len(pictures(tmp_path / "videos" / "tiny--grid--steps=1,2.gif")) > 1


def test_no_grid_of_clips_that_have_failed(tmp_path):
    result = run("failing", "--quality", "tiny", "--grid", "--sweep", "steps=1,2")
    assert result.exit_code == 1
    assert "failing--grid--steps=1,2: there is no failing--steps=1 to show in it" in result.output
    assert (
        not list((tmp_path / "videos").glob("*grid*")) if (tmp_path / "videos").exists() else True
    )
