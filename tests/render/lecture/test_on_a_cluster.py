"""A lecture whose parts other machines draw is the same lecture."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Commands
from talks import TALK, contents, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

NODE = Path(__file__).parent.with_name("cluster_node.py")


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with one worker."""
    running = []

    def start(*arguments):
        path = os.pathsep.join([str(NODE.parent), *sys.path])
        process = subprocess.Popen(
            [sys.executable, str(NODE), *map(str, arguments)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": "0", "PYTHONPATH": path},
        )
        running.append(process)
        return process.stdout.readline().strip()

    try:
        address = start("scheduler")
        assert start("worker", address, tmp_path / "worker") == "ready"
        yield address
    finally:
        for process in running:
            process.kill()
            process.communicate()


def test_drawn_elsewhere(cluster, tmp_path):
    steepest = Commands(tmp_path)
    write(tmp_path, TALK)
    try:
        for out, options in (("here", ()), ("there", ("--cluster", cluster))):
            process = steepest("lecture", "talk.toml", "--out", out, *options)
            _, err = process.communicate(timeout=200)
            assert process.returncode == 0, err
    finally:
        steepest.end()
    here, there = contents(tmp_path / "here"), contents(tmp_path / "there")
    assert "talk.mp4" in here
    assert there == here
