"""``steepest batch`` as a process of its own: failures, a full disk, an end half-way."""

import json
import os
import signal
import sys
import time

import pytest
from commands import Commands
from disks import small_disk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

HEAD = 'quality = "tiny"\nvoice = "none"\n'


@pytest.fixture
def start(tmp_path):
    """Start ``steepest`` with the small lessons; returns the process."""
    commands = Commands(tmp_path)
    yield commands
    commands.end()


@pytest.fixture
def batch(start, tmp_path):
    """Start a batch of these jobs."""

    def begin(text, *arguments, **options):
        (tmp_path / "jobs.toml").write_text(HEAD + text)
        return start("batch", "jobs.toml", "--out", "videos", *arguments, **options)

    return begin


def result(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def statuses(folder):
    report = json.loads((folder / "report.json").read_text())
    assert report["counts"]["jobs"] == len(report["jobs"])
    return report["state"], [job["status"] for job in report["jobs"]]


def contents(folder):
    return {
        path.name: (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if path.name != "report.json" and not path.name.startswith(".")
    }


FAILING = (
    '[[job]]\nlesson = "tiny"\nformat = "png"\n'
    '[[job]]\nlesson = "failing"\n'
    '[[job]]\nlesson = "tiny"\nformat = "png"\nsweep = { steps = [1, 2] }\n'
)


def test_a_lesson_that_fails_stops_no_other(batch, tmp_path):
    code, out, err = result(batch(FAILING, "--jobs", "1"))
    assert code == 1
    videos = tmp_path / "videos"
    assert statuses(videos) == ("finished", ["rendered", "failed", "rendered", "rendered"])
    report = json.loads((videos / "report.json").read_text())
    assert "a lesson of its own making" in report["jobs"][1]["error"]
    assert report["jobs"][1]["place"] == "jobs.toml:6"
    assert report["jobs"][2]["parameters"] == {"steps": 1}
    assert "4 jobs: 3 rendered, 1 failed (see videos/report.json)" in out
    assert "jobs.toml:6  failed " in out
    assert [line.partition("]")[0] for line in err.splitlines() if line.startswith("[")] == [
        "[1/4",
        "[2/4, 1 failed",
        "[3/4, 1 failed",
        "[4/4, 1 failed",
    ]


def test_it_stops_at_the_first_failure_if_asked_to(batch, tmp_path):
    code, out, _ = result(batch(FAILING, "--jobs", "1", "--fail-fast"))
    assert code == 1
    stopped = ["rendered", "failed", "not begun", "not begun"]
    assert statuses(tmp_path / "videos") == ("stopped", stopped)
    assert "4 jobs: 1 rendered, 1 failed, 2 not begun" in out
    # It goes on where it stopped, and tries again what failed.
    code, out, _ = result(batch(FAILING.replace("failing", "other"), "--jobs", "1", "--json"))
    assert code == 0
    report = json.loads(out)
    assert [job["status"] for job in report["jobs"]] == ["kept", *["rendered"] * 3]
    assert [job["cached"] for job in report["jobs"]] == [True, False, False, False]
    assert report["jobs"][1]["rate"] > 0
    assert (tmp_path / "videos" / "other.mp4").exists()


def test_a_grid_of_the_clips_of_a_job(batch, tmp_path):
    text = '[[job]]\nlesson = "tiny"\nformat = "png"\ngrid = true\nsweep = { steps = [1, 2] }\n'
    code, out, err = result(batch(text))
    assert code == 0, err
    assert "3 jobs: 3 rendered" in out
    assert (tmp_path / "videos" / "tiny--grid--steps=1,2.png").exists()
    report = json.loads((tmp_path / "videos" / "report.json").read_text())
    assert report["jobs"][2]["name"] == "tiny--grid--steps=1,2"
    assert report["state"] == "finished"
    assert "3 jobs: 3 up to date" in result(batch(text))[1]


def test_a_manifest_with_a_typo_renders_nothing(batch, tmp_path):
    code, out, err = result(batch('[[job]]\nlesson = "tiny"\n[[job]]\nleson = "tiny"\n'))
    assert (code, out) == (2, "")
    assert err == "error: jobs.toml:6: unknown key leson (did you mean lesson?)\n"
    assert not (tmp_path / "videos").exists()


def test_a_disk_that_fills_up(batch, tmp_path):
    jobs = "".join(f'[[job]]\nlesson = "tiny"\nseed = {seed}\n' for seed in (1, 2))
    small = tmp_path / "small"
    with small_disk(small) as fill:
        assert result(batch(jobs, "--out", "small"))[0] == 0
        before = contents(small)
        report = (small / "report.json").read_bytes()
        code, out, err = result(batch(jobs, "--out", "small", "--force", **fill()))
        assert code == 1
        assert "2 jobs: 2 failed" in out
        assert err.count("cannot write") == 2
        assert contents(small) == before
        try:
            assert statuses(small) == ("finished", ["failed", "failed"])
        except (AssertionError, json.JSONDecodeError):  # there was no room for it either
            assert (small / "report.json").read_bytes() == report
            assert "cannot write small/report.json" in out


SCENE = """
import random
from manim import RIGHT, Dot, Scene

class Dots(Scene):
    def construct(self):
        self.add(Dot().shift(RIGHT * random.uniform(-3, 3)))
        self.wait(0.1)
"""
MANY = '[[job]]\nlesson = "dots.py"\nformat = "png"\nsweep = { seed = "1..500" }\n'


def pictures(folder):
    """Those that are done: their records come last."""
    found = contents(folder)
    return {n: state for n, state in found.items() if n.endswith(".png") and f"{n}.json" in found}


def wait_for(process, folder, count):
    """Until so many pictures are there."""
    deadline = time.monotonic() + 120
    while not folder.exists() or len(pictures(folder)) < count:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)


def test_five_hundred_jobs_stopped_half_way(batch, tmp_path):
    (tmp_path / "dots.py").write_text(SCENE)
    videos = tmp_path / "videos"

    process = batch(MANY)
    wait_for(process, videos, 150)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    state, found = statuses(videos)
    assert state == "running"
    done = pictures(videos)
    assert found.count("rendered") <= len(done)
    assert {"not begun"} < set(found)

    process = batch(MANY)
    wait_for(process, videos, 300)
    os.killpg(process.pid, signal.SIGINT)
    code, out, err = result(process)
    assert (code, out) == (130, "")
    last = err.splitlines()[-1]
    assert last.startswith("interrupted with ")
    assert last.endswith(
        "of 500 jobs done; nothing half-written is left, and the same command goes on from there"
    )
    state, found = statuses(videos)
    assert state == "interrupted"
    assert found.count("kept") == len(done)
    now = pictures(videos)
    told = found.count("kept") + found.count("rendered")
    assert told <= len(now) <= told + (os.cpu_count() or 1)  # some were just being finished
    assert done.items() <= now.items()

    code, out, _ = result(batch(MANY))
    assert code == 0
    assert f"500 jobs: {500 - len(now)} rendered, {len(now)} up to date" in out
    assert now.items() <= pictures(videos).items()
    assert len(pictures(videos)) == 500
    assert not list(videos.glob(".steepest-*"))

    before = os.times()
    code, out, _ = result(batch(MANY))
    after = os.times()
    assert (code, out) == (0, "500 jobs: 500 up to date (see videos/report.json)\n")
    spent = after.children_user + after.children_system
    assert spent - before.children_user - before.children_system < 5.0
    (report,) = [json.loads((videos / "report.json").read_text())]
    assert report["state"] == "finished"
    assert {job["status"] for job in report["jobs"]} == {"kept"}
