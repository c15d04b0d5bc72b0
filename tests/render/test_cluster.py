"""A real scheduler with two worker processes that share no cache with the command."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tiny
from commands import Commands

from render.errors import SteepestError, UsageError
from render.request.asked import Request
from render.request.request import resolve, resolve_one
from render.work.cargo import CarriedVoice, pack
from render.work.cluster import connected
from render.work.deliver import deliver
from render.work.sameness import Code
from scenes.voice import VoiceError

NODE = Path(__file__).with_name("cluster_node.py")


@pytest.fixture
def nodes(tmp_path):
    """Start nodes of a cluster; returns each with the first line that it prints."""
    running = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, str(NODE), *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ
            | {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join([str(NODE.parent), *sys.path])},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def steepest(tmp_path):
    """Start ``steepest`` with the small lessons; returns the process."""
    commands = Commands(tmp_path)
    yield commands
    commands.end()


SCENE = """
from pathlib import Path
from helpers import side
from manim import *
class Mine(Scene):
    def construct(self):
        side_of_other = float(Path("talk/number.txt").read_text())
        self.play(Create(Square(side)), FadeIn(Square(side_of_other)))
"""


def test_a_batch_on_a_cluster_that_loses_a_worker(nodes, steepest, tmp_path):
    scheduler = nodes("scheduler")
    address = scheduler.stdout.readline().strip()
    workers = [nodes("worker", address, tmp_path / f"worker {i}") for i in range(2)]
    assert [worker.stdout.readline() for worker in workers] == ["ready\n"] * 2
    (tmp_path / "talk").mkdir()
    (tmp_path / "talk" / "mine.py").write_text(SCENE)
    (tmp_path / "talk" / "helpers.py").write_text("side = 2.0")
    (tmp_path / "talk" / "number.txt").write_text("1.5")

    lessons = ("long", "tiny", "talk/mine.py", "Mine")
    process = steepest.render(*lessons, "--cluster", address)
    deadline = time.monotonic() + 60
    drawing = []
    while not drawing:
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
        drawing = [
            worker
            for worker, place in zip(workers, sorted(tmp_path.glob("worker ?")), strict=True)
            if list(place.rglob("segments/.steepest-*.mp4"))
        ]
    drawing[0].send_signal(signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    process = steepest.render(*lessons, "--jobs", "1", "--out", "alone")
    assert process.wait(timeout=120) == 0
    names = sorted(path.name for path in (tmp_path / "videos").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "alone").iterdir())
    for name in names:
        there, alone = (tmp_path / folder / name for folder in ("videos", "alone"))
        assert there.read_bytes() == alone.read_bytes(), name


@pytest.fixture
def small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    return tmp_path


def test_nobody_answers(small, monkeypatch):
    monkeypatch.setattr("render.work.cluster._PATIENCE", 0.5)
    resolved = resolve(Request(("tiny",), quality="tiny", voice="none", out=small))
    with pytest.raises(SteepestError, match=r"no scheduler answers at 127\.0\.0\.1:9 "):
        deliver(resolved, None, cluster="127.0.0.1:9")


def test_a_worker_that_is_started_as_it_is_told_can_be_used(nodes, monkeypatch, tmp_path):
    monkeypatch.setattr("render.work.cluster._PATIENCE", 1.0)
    address = nodes("scheduler").stdout.readline().strip()
    with pytest.raises(SteepestError, match="has no workers") as told, connected(address):
        pass
    setting, _, *words = str(told.value).partition("start some with: ")[2].rstrip(")").split()
    path = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path, **dict([setting.split("=")])},
    )
    monkeypatch.setattr("render.work.cluster._PATIENCE", 30.0)
    try:
        with connected(address) as cluster:
            assert cluster.size == 1
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_it_is_said_once_that_the_last_worker_has_gone(small, nodes, monkeypatch, tmp_path):
    monkeypatch.setattr("render.work.cluster._LOOK", 0.0)
    address = nodes("scheduler").stdout.readline().strip()
    worker = nodes("worker", address, tmp_path / "worker")
    assert worker.stdout.readline() == "ready\n"
    with connected(address) as cluster, cluster.open(1, tmp_path) as crew:
        assert crew.lack() == ""
        worker.kill()
        deadline = time.monotonic() + 30
        while cluster.size:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert "no workers left; waiting for one (start some with: PYTHONHASHSEED=0" in crew.lack()
        assert crew.lack() == ""
        again = nodes("worker", address, tmp_path / "another")
        assert again.stdout.readline() == "ready\n"
        assert crew.lack() == ""
        assert cluster.size == 1


def test_distributed_is_not_installed(small, monkeypatch):
    monkeypatch.delitem(sys.modules, "render.work.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    resolved = resolve(Request(("tiny",), quality="tiny", voice="none", out=small))
    with pytest.raises(UsageError, match=r'--cluster needs .*: pip install "steepest\[cluster\]"'):
        deliver(resolved, None, cluster="127.0.0.1:9")


def test_workers_must_have_the_same_code():
    ours = Code("0.1.0", "abc", {"manim": "0.22.0"})
    ours.check("the worker a", Code("0.1.0", "abc", {"manim": "0.22.0"}))
    for theirs, words in (
        (Code("0.2.0", "abc", {}), r"worker a has steepest 0\.2\.0, this machine has 0\.1\.0"),
        (Code(None, "abc", {}), r"worker a has steepest not installed, this machine has 0\.1\.0"),
        (Code("0.1.0", "abc", {"manim": "0.22.1"}), r"has manim 0\.22\.1, this machine has 0\.22"),
        (Code("0.1.0", "abd", {"manim": "0.22.0"}), r"has other code than this machine"),
        (Code("0.1.0", "abc", {"manim": "0.22.0"}, False), r"with PYTHONHASHSEED=0 and --no-nanny"),
    ):
        with pytest.raises(SteepestError, match=words):
            ours.check("the worker a", theirs)


def test_a_job_carries_what_is_said(small):
    cargo = pack(resolve_one(Request(("tiny",), quality="tiny", voice="none", out=small)))
    assert list(cargo.lines) == ["One circle.", "Number 25."]
    voice = CarriedVoice(cargo.lines)
    assert voice.speak("One circle.").words[1].text == "circle."
    with pytest.raises(VoiceError, match="something that it did not say before"):
        voice.speak("Two circles.")


def test_files_that_cannot_travel_are_named(small, monkeypatch):
    monkeypatch.chdir(small)
    (small / "talk").mkdir()
    (small / "number.txt").write_text("1.5")
    scene = SCENE.replace("from helpers import side", "side = 2").replace(
        '"talk/number.txt"', repr(str(small / "number.txt"))
    )
    (small / "talk" / "mine.py").write_text(scene)
    monkeypatch.chdir(small / "talk")
    job = resolve_one(Request((str(small / "talk" / "mine.py"), "Mine"), quality="tiny", out=small))
    with pytest.raises(SteepestError, match=r"number\.txt cannot travel to other machines"):
        pack(job)
