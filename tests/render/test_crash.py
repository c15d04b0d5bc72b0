"""Nothing that happens to a render can leave a damaged file, or lose work that was finished."""

import os
import random
import re
import shutil
import signal
import sys
import time

import av
import pytest
from commands import Commands
from disks import read_only, small_disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

FRAMES = 301


@pytest.fixture
def steepest(tmp_path):
    """Start ``steepest`` with the small lessons; returns the process."""
    commands = Commands(tmp_path)
    yield commands
    commands.end()


def frames(path):
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def result(process, timeout=120):
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_killed_at_ten_random_moments(steepest, tmp_path):
    chance = random.Random(20)
    videos = tmp_path / "videos"
    kills = 0
    kept = {}
    while kills < 10:
        left = set(steepest.unfinished())
        process = steepest.render("long", "--jobs", "2")
        # Count from the first sign of drawing: starting takes longer on a busy machine.
        deadline = time.monotonic() + 60
        while process.poll() is None and not set(steepest.unfinished()) - left:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(chance.uniform(0.0, 0.8))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        process.communicate()
        if process.returncode == 0:  # it was quicker: begin again
            assert frames(videos / "long.mp4") == FRAMES
            shutil.rmtree(videos)
            kept = {}
        elif (videos / "long.mp4").exists():
            assert frames(videos / "long.mp4") == FRAMES
            kept = {}
        else:
            # What was finished is still the same file: nobody has drawn it again.
            found = steepest.segments()
            assert kept.items() <= found.items()
            kept = found
    assert result(steepest.render("long"))[0] == 0
    assert names(videos) == [f"long.{kind}" for kind in ("json", "mp4", "png", "srt", "vtt")]
    assert result(steepest.render("long", "--out", "again"))[0] == 0
    assert contents(videos) == contents(tmp_path / "again")
    assert frames(videos / "long.mp4") == FRAMES
    assert not steepest.segments()


def test_a_full_disk_leaves_the_earlier_video(steepest, tmp_path):
    with small_disk(tmp_path / "small") as fill:
        assert result(steepest.render("tiny", "--out", "small"))[0] == 0
        options = fill()
        before = contents(tmp_path / "small")
        code, _, err = result(steepest.render("tiny", "--force", "--out", "small", **options))
        assert code == 1
        assert re.fullmatch(
            r"error: tiny: cannot write \S+: (the disk is full|it grew larger than) .*\n", err
        )
        assert contents(tmp_path / "small") == before
    assert result(steepest.render("tiny"))[0] == 0


def test_a_full_cache_is_one_line(steepest, tmp_path):
    with small_disk(tmp_path / "cache") as fill:
        code, _, err = result(steepest.render("long", "--jobs", "1", **fill()))
        assert code == 1
        assert len(err.splitlines()) == 1
        assert "or set STEEPEST_CACHE_DIR to another folder" in err
        assert not (tmp_path / "videos").exists()


def test_a_read_only_folder_is_one_line(steepest, tmp_path):
    assert result(steepest.render("tiny"))[0] == 0
    before = contents(tmp_path / "videos")
    with read_only(tmp_path / "videos") as options:
        code, _, err = result(steepest.render("tiny", "--force", **options))
        assert code == 2
        assert re.fullmatch(r"error: cannot write into videos: \S+ \S+.*choose another .*\n", err)
    assert contents(tmp_path / "videos") == before


def test_two_at_once_both_succeed(steepest, tmp_path):
    running = [steepest.render("long", "--jobs", "1") for _ in range(2)]
    running.append(steepest.render("long", "--jobs", "1", "--out", "other"))
    assert [result(process)[0] for process in running] == [0, 0, 0]
    assert contents(tmp_path / "videos") == contents(tmp_path / "other")
    assert frames(tmp_path / "videos" / "long.mp4") == FRAMES
    assert list((tmp_path / "cache" / "segments").iterdir()) == []
    assert result(steepest.render("long"))[2] == "long: up to date\n"


def test_a_worker_that_dies_is_tried_once_more(steepest, tmp_path):
    code, _, err = result(steepest.render("fragile", "--jobs", "2", "--set", "steps=1"))
    assert code == 0, err
    assert (
        "fragile--steps=1: a worker process died at frame 12 (1.2 s); trying once more, alone\n"
    ) in err
    assert (tmp_path / "videos" / "fragile--steps=1.mp4").exists()


def test_a_worker_that_dies_twice_is_reported_by_lesson_and_frame(steepest, tmp_path):
    code, _, err = result(steepest.render("fragile", "--jobs", "1", "--set", "steps=2"))
    assert code == 1
    assert err.splitlines()[-1].startswith(
        "error: fragile--steps=2: its worker process died at frame 12 (1.2 s), for the second time"
    )
    assert not (tmp_path / "videos").exists()


SCENE = """
from manim import *
class Broken(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.5)
        self.divide(0)
    def divide(self, number):
        return 1 / number
"""


def test_a_scene_that_raises_shows_its_own_lines(steepest, tmp_path):
    (tmp_path / "talk.py").write_text(SCENE)
    code, _, err = result(steepest("render", "talk.py", "--quality", "tiny", "--out", "videos"))
    assert code == 1
    first, *trace = err.splitlines()
    assert first == (
        "error: Broken failed at 0.50 s: ZeroDivisionError: division by zero "
        "(talk.py:8, in divide: return 1 / number)"
    )
    assert [line.strip() for line in trace if line.strip("~^ ")] == [
        f'File "{tmp_path / "talk.py"}", line 6, in construct',
        "self.divide(0)",
        f'File "{tmp_path / "talk.py"}", line 8, in divide',
        "return 1 / number",
    ]
