"""Nothing that happens to a render can leave a damaged file, or lose work that was finished."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import av
import pytest
import tiny
from commands import Commands

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
