"""Scenes of users' files are rendered again just when something that they read has changed."""

import json
import os
import subprocess
import sys

import pytest
import tiny

from render.request.asked import Request
from render.request.request import resolve_one
from render.store import cache
from render.store.inputs import unchanged
from render.store.segment_folder import SegmentFolder
from render.work.pipeline import render
from render.work.segments import Share
from render.work.share import draw_share

TEXT = """
from pathlib import Path
from manim import *
from helpers import side

WIDTH = float((Path(__file__).parent / "data.csv").read_text())


class Mine(Scene):
    def construct(self):
        self.add(Square(side, stroke_width=WIDTH), SVGMobject("drawing"))
        self.wait(0.3)
        self.add_sound("tone.wav")
        Path("written.txt").write_text("made here")
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="{}"/></svg>'


@pytest.fixture
def talk(monkeypatch, tmp_path):
    """A folder with a scene that reads four files."""
    tiny.install(monkeypatch, tmp_path)
    folder = tmp_path / "talk"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    from media import write_wav

    write_wav(folder / "tone.wav", [0.5] * 4800, 48000)
    (folder / "mine.py").write_text(TEXT)
    (folder / "helpers.py").write_text("side = 2.0\n")
    (folder / "data.csv").write_text("4.0")
    (folder / "drawing.svg").write_text(SVG.format(5))
    return folder


def job(talk, **more):
    request = Request(
        (str(talk / "mine.py"), "Mine"), quality="tiny", renderer="raster", out=talk.parent / "out"
    )
    return resolve_one(request)


def test_all_that_is_read_is_in_the_record(talk):
    outcome = render(job(talk))
    assert outcome.status == "rendered"
    record = json.loads((talk.parent / "out" / "Mine.json").read_text())
    own = [entry["path"] for entry in record["inputs"] if not entry["path"].startswith("/")]
    assert own == ["data.csv", "drawing.svg", "helpers.py", "mine.py", "tone.wav"]
    assert unchanged(record["inputs"], talk)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mine.py", TEXT + "# another line\n"),
        ("helpers.py", "side = 3.0\n"),
        ("data.csv", "6.0"),
        ("drawing.svg", SVG.format(7)),
        ("manim.cfg", "[CLI]\nframe_rate = 7\n"),
    ],
)
def test_a_change_is_seen(talk, name, text):
    render(job(talk))
    assert render(job(talk)).status == "kept"
    tiny.forget()
    place = talk.parent if name == "manim.cfg" else talk
    (place / name).write_text(text)
    assert cache.find(job(talk)) is None
    assert render(job(talk)).status == "rendered"
    assert render(job(talk)).status == "kept"


def test_an_unchanged_run_loads_no_manim(talk):
    render(job(talk))
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "import pytest, tiny\n"
        "from pathlib import Path\n"
        "tiny.install(pytest.MonkeyPatch(), Path(sys.argv[1]))\n"
        "before = set(sys.modules)\n"
        "result = tiny.steepest_run('render', 'talk/mine.py', 'Mine', '--quality', 'tiny',\n"
        "    '--renderer', 'raster')\n"
        "assert 'Mine: up to date' in result.stderr, result.output\n"
        "assert 'manim' not in {name.partition('.')[0] for name in set(sys.modules) - before}\n"
    )
    arguments = [str(talk.parent), os.path.dirname(__file__)]  # noqa: PTH120
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=talk.parent, check=True)


def test_segments_of_a_killed_run_count_only_while_nothing_has_changed(talk):
    mine = job(talk)
    folder = SegmentFolder(cache.key(mine))
    draw_share(mine, Share(), folder)  # and killed before it could finish
    assert folder.finished()
    assert not folder.outdated(talk)
    (talk / "drawing.svg").write_text(SVG.format(8))
    assert folder.outdated(talk)
    assert render(mine).status == "rendered"
    record = json.loads((talk.parent / "out" / "Mine.json").read_text())
    assert unchanged(record["inputs"], talk)
