import errno
import json

import av
import numpy as np
import pytest
import tiny
from click.testing import CliRunner
from PIL import Image

from media import decoded, rgba
from render.cli import steepest
from render.errors import UsageError

SMALL = ("--quality", "tiny", "--voice", "none", "--section", "move")


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def clip(*arguments, code=0):
    result = tiny.steepest_run("clip", "tiny", *SMALL, *arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)[0]


def refused(*arguments):
    with pytest.raises(UsageError) as caught:
        CliRunner().invoke(
            steepest, ["clip", *arguments], standalone_mode=False, catch_exceptions=False
        )
    assert "\n" not in str(caught.value)
    return str(caught.value)


def frames(path):
    with av.open(str(path)) as container:
        return [
            frame.to_ndarray(format="rgb24").astype(float) for frame in container.decode(video=0)
        ]


def test_a_clip_is_one_file_with_a_name_of_its_own(tmp_path):
    found = clip()
    assert found["files"] == ["out/tiny--section=move--clip.mp4"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tiny--section=move--clip.mp4"]
    assert found["status"] == "rendered"
    assert clip()["status"] == "kept"
    assert clip("--force")["status"] == "rendered"
    (tmp_path / found["files"][0]).write_bytes(b"something else")
    assert clip()["status"] == "rendered"


@pytest.mark.parametrize("fmt", ["mp4", "webm", "gif"])
def test_a_loop_meets_itself(tmp_path, fmt):
    found = clip("--loop", "--fade", "0.3", "--format", fmt)
    whole = clip("--format", fmt, "--fps", "9")
    assert found["loop"]
    assert not found["sound"]
    # Without the cross-fade, and without the half second in which the heading before it leaves.
    assert found["length"] == pytest.approx(whole["length"] - 0.3 - 0.5, abs=0.1)
    seen = frames(tmp_path / found["files"][0])
    steps = [np.abs(b - a).mean() for a, b in zip(seen, [*seen[1:], seen[0]], strict=True)]
    assert steps[-1] <= max(steps[:-1]) + 0.5


@pytest.mark.parametrize(("fmt", "limit"), [("mp4", 6000), ("webm", 6000), ("gif", 3000)])
def test_a_clip_is_made_to_fit(tmp_path, fmt, limit):
    found = clip("--format", fmt, "--max-size", f"{limit}B")
    path = tmp_path / found["files"][0]
    assert path.stat().st_size == found["size"] <= limit
    assert frames(path)


def test_a_limit_that_is_never_met():
    found = clip("--format", "gif", "--max-size", "100B", code=1)
    assert found["status"] == "failed"
    assert "the smallest that can be reached is" in found["error"]


@pytest.mark.parametrize("extra", [(), ("--width", "96"), ("--max-size", "20kB")])
def test_a_still(tmp_path, extra):
    found = clip("--format", "png", "--transparent", *extra)
    with Image.open(tmp_path / found["files"][0]) as image:
        assert image.size == (found["width"], found["height"])
        alpha = np.asarray(image.convert("RGBA"))[..., 3]
    assert alpha.min() == 0
    assert alpha.max() == 255


@pytest.mark.parametrize("fmt", ["mov", "webm"])
def test_alpha_is_kept(tmp_path, fmt):
    found = clip("--format", fmt, "--transparent", "--width", "96", "--fps", "5")
    path = tmp_path / found["files"][0]
    assert found["width"] == 96
    seen = rgba(decoded(path)[0])
    assert seen.shape[1] == 96
    assert seen[..., 3].min() < 10
    assert seen[..., 3].max() > 245


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("render.clips.make.shutil.copyfile", full)
    found = clip("--format", "png", code=1)
    assert "the disk is full" in found["error"]
    assert not list((tmp_path / "out").iterdir())


def test_ctrl_c_while_it_is_made_to_fit(tmp_path, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("render.clips.compose.fitted", interrupt)
    result = tiny.steepest_run("clip", "tiny", *SMALL, "--format", "gif", "--max-size", "1kB")
    assert result.exit_code == 130
    assert not list((tmp_path / "out").iterdir())
    assert not list((tmp_path / "cache" / "clips").glob(".*"))


def test_one_that_fails_does_not_stop_the_others(tmp_path):
    sections = ("--section", "appear", "--section", "move", "--section", "appear")
    small = ("--quality", "tiny", "--voice", "none", "--format", "png", "--max-size", "700B")
    result = tiny.steepest_run("clip", "tiny", *sections, *small, "--json")
    assert [one["name"] for one in json.loads(result.stdout)] == [
        f"tiny--section={name}--clip-700B" for name in ("appear", "move")
    ]


def test_sound_can_be_left_out(tmp_path):
    kinds = []
    for extra in ((), ("--no-sound",), ("--no-sound", "--width", "96")):
        with av.open(str(tmp_path / clip(*extra)["files"][0])) as container:
            kinds.append({stream.type for stream in container.streams})
    assert "audio" in kinds[0]
    assert kinds[1] == kinds[2] == {"video"}


def test_programs_choose_formats():
    assert clip("--for", "notion")["files"][0].endswith("--clip-5MB.gif")
    assert clip("--for", "keynote", "--transparent")["files"][0].endswith("--clip.mov")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tiny", "--section", "mve"), "no section 'mve' (did you mean move?)"),
        (("tiny", "--format", "avi"), "no format 'avi'"),
        (("tiny", "--format", "png-sequence"), "no format 'png-sequence'"),
        (("tiny", "--max-size", "small"), "is no size"),
        (("tiny", "--format", "png", "--loop"), "--loop is for clips that move"),
        (("tiny", "--fade", "1"), "add --loop"),
        (("tiny", "--loop", "--fade", "-1"), "over 0"),
        (("tiny", "--width", "5000"), "take a higher --quality"),
        (("tiny", "--fps", "0"), "--fps must be"),
        (("tiny", "--for", "beemer"), "did you mean beamer?"),
        (("tiny", "--for", "beamer", "--format", "webm"), "beamer does not show webm"),
        (("tiny", "--transparent", "--format", "mp4"), "cannot be transparent"),
    ],
)
def test_what_cannot_be(tmp_path, arguments, message):
    assert message in refused(*arguments, "--voice", "none", "--quality", "tiny")
    assert not (tmp_path / "out").exists()


def test_several_clips_are_made_by_several_processes(tmp_path):
    sections = ("--section", "appear", "--section", "move")
    small = ("--quality", "tiny", "--voice", "none", "--format", "gif", "--width", "96")
    arguments = ("clip", "tiny", *sections, *small, "--jobs", "2", "--json")
    first = json.loads(tiny.steepest_run(*arguments).stdout)
    assert [one["status"] for one in first] == ["rendered"] * 2
    assert [one["width"] for one in first] == [96, 96]
    again = json.loads(tiny.steepest_run(*arguments).stdout)
    assert [one["status"] for one in again] == ["kept"] * 2
