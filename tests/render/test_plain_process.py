"""``steepest render FILE.py`` as its own process, in a folder whose names are in the way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

STEEPEST = Path(sys.executable).with_name("steepest")
SCENES = """
from manim import *
from mathcore import side
from render import colour


class Mine(Scene):
    def construct(self):
        print("from the scene")
        names = {"a", "b", "c", "d", "e", "f"}
        sides = {"a": 3, "b": 4, "c": 5, "d": 6, "e": 7, "f": 8}
        self.add(*(RegularPolygon(sides[name], radius=side, color=colour) for name in names))
        self.wait(0.2)


class Broken(Scene):
    def construct(self):
        self.wait(0.2)
        colour.nothing()


class Leaving(Scene):
    def construct(self):
        raise SystemExit


class Asking(Scene):
    def construct(self):
        input("which one? ")
"""


@pytest.fixture
def talk(tmp_path):
    (tmp_path / "scenes.py").write_text(SCENES)
    (tmp_path / "mathcore.py").write_text("side = 1\n")
    (tmp_path / "render.py").write_text("colour = '#00FF00'\n")
    (tmp_path / "random.py").write_text("raise SystemExit('this is not for everybody')\n")
    return tmp_path


def run(folder, *arguments):
    return subprocess.run(
        [STEEPEST, "render", *arguments, "--quality", "draft", "--renderer", "raster"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_names_of_ours_and_of_python_are_not_in_the_way(talk):
    result = run(talk, "scenes.py", "--jobs", "2", "--json")
    assert result.returncode == 1
    outcomes = {outcome["lesson"]: outcome for outcome in json.loads(result.stdout)}
    assert [o["status"] for o in outcomes.values()] == ["rendered", "failed", "failed", "failed"]
    assert "died" not in result.stderr
    assert "from the scene" in result.stderr
    broken = outcomes["Broken"]["error"]
    assert broken.startswith("Broken failed at 0.20 s: AttributeError: 'str' object has no attrib")
    assert "scenes.py:19, in construct" in broken
    assert outcomes["Leaving"]["error"].startswith("Leaving failed at 0.00 s: SystemExit")
    assert "EOFError" in outcomes["Asking"]["error"]
    assert (talk / "out" / "Mine.mp4").stat().st_size > 1000
    first = (talk / "out" / "Mine.png").read_bytes()
    assert run(talk, "scenes.py", "Mine", "--force").returncode == 0
    assert (talk / "out" / "Mine.png").read_bytes() == first  # whatever the order of a set
