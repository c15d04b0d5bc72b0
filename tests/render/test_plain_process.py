"""``steepest render FILE.py`` as its own process, in a folder whose names are in the way."""

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
    result = run(talk, "scenes.py", "Mine", "Broken", "Leaving", "--jobs", "2")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "died" not in result.stderr
    assert "from the scene" not in result.stdout
    assert "AttributeError: 'str' object has no attribute 'nothing' (scenes.py:19" in result.stderr
    assert "Leaving failed at 0.00 s: SystemExit" in result.stderr
    assert (talk / "out" / "Mine.mp4").stat().st_size > 1000
    first = (talk / "out" / "Mine.png").read_bytes()
    assert run(talk, "scenes.py", "Mine", "--force").returncode == 0
    assert (talk / "out" / "Mine.png").read_bytes() == first  # whatever the order of a set
