import json
import shlex
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sites
import tiny
from PIL import Image
from test_gallery_command import run

from render.commands.render import command as render_command
from render.gallery.entries import entries
from render.gallery.origin import command_of
from render.gallery.records import find
from render.gallery.snippets import Files, snippets
from render.many.grid.make import make
from render.many.grid.plan import plan_grids
from render.many.grid.record import ingredients
from render.request.asked import Request
from render.request.names import stem
from render.request.request import resolve, resolve_one
from render.store import cache
from render.work import pipeline

SCENE = """\
from manim import *

{settings}


class Waits(Scene):
    def construct(self):
        self.add(Square())
        self.wait(0.3)
"""


def plain(html):
    """The text that a snippet copies."""
    found = []

    class Reader(HTMLParser):
        def handle_data(self, data):
            found.append(data)

    Reader().feed(html)
    return "".join(found)


def texts(out, lesson, **files):
    (entry,) = (each for each in entries(find([out])[0]) if each.lesson == lesson)
    given = {"main": "media/a b.mp4", "poster": "media/a~b.png", "captions": "media/a.vtt"} | files
    return {each.name: plain(each.text) for each in snippets(entry, Files(**given))}


def test_latex(out):
    sites.altered(out, "tiny", "odd", lesson="odd", title="100% of x_1 & {y}, 2^n \\ ~ #1 < −3")
    assert texts(out, "odd")["latex"] == (
        "% \\usepackage{multimedia}\n"
        "\\begin{frame}{100\\% of x\\_1 \\& \\{y\\}, 2\\textasciicircum{}n \\textbackslash{} "
        "\\textasciitilde{} \\#1 \\textless{} $-$3}\n"
        "  \\centering\n"
        "  \\movie[externalviewer]{%\n"
        "    \\includegraphics[width=\\linewidth]{\\detokenize{a~b.png}}%\n"
        "  }{\\detokenize{a b.mp4}}\n"
        "\\end{frame}"
    )


def test_links_are_quoted_and_titles_escaped(out):
    sites.altered(out, "tiny", "odd", lesson="odd", title='Is [a](b) <i>"c"</i>?')
    found = texts(out, "odd")
    assert 'src="media/a%20b.mp4"' in found["html"]
    assert found["markdown"] == (
        '[![Is \\[a\\](b) \\<i>"c"\\</i>?](media/a~b.png)](media/a%20b.mp4)'
    )
    assert '<h2>Is [a](b) &lt;i&gt;"c"&lt;/i&gt;?</h2>' in found["reveal"]


def test_without_captions_there_is_no_track(out):
    sites.altered(out, "tiny", "odd", lesson="odd")
    assert '<track kind="captions" src="media/a.vtt"' in texts(out, "odd")["html"]
    assert "<track" not in texts(out, "odd", captions=None)["html"]


@pytest.mark.parametrize("value", ["x**2 < 3", "$HOME `ls` \"a\" 'b'", "-x; rm *", "ü −3\\n", "!x"])
def test_a_shell_hands_on_what_was_meant(out, value):
    sites.altered(
        out, "tiny", "odd", lesson="odd", parameters={"objective": value}, changed=["objective"]
    )
    render = next(each for each in find([out])[0] if each.record["lesson"] == "odd")
    shell = subprocess.run(
        ["sh", "-c", f"set -- {command_of(render)}; printf '%s\\0' \"$@\""],
        capture_output=True,
        check=True,
    )
    words = shell.stdout.decode().split("\0")
    assert words[:5] == ["steepest", "render", "odd", "--set", f"objective={value}"]


@pytest.mark.parametrize(
    ("settings", "typed"),
    [
        ("", "tiny"),
        ("config.pixel_width, config.pixel_height, config.frame_rate = 96, 54, 12", None),
        ("config.pixel_width, config.pixel_height, config.frame_rate = 96, 96, 12", "tiny"),
    ],
)
def test_a_scene_of_a_file_of_ones_own(out, settings, typed):
    Path("waits.py").write_text(SCENE.format(settings=settings))
    asked = Request(("waits.py",), quality=typed, out=Path("scenes"))
    pipeline.render(resolve_one(asked))
    (render,) = find([Path("scenes")])[0]
    words = shlex.split(command_of(render))
    assert words[2:4] == ["./waits.py", "Waits"]
    given = render_command.make_context("render", words[2:]).params
    wanted = {name: given[name] for name in Request.__dataclass_fields__ if name in given}
    assert cache.key(resolve_one(Request(**wanted))) == render.record["key"]
    assert run("--from", "scenes").exit_code == 0
    assert "waits.py Waits" in Path("site/index.html").read_text()


def test_a_clip_of_a_sweep_keeps_its_name(out):
    asked = Request(
        ("tiny",), sweeps=("condition_number=25,30",), quality="tiny", voice="none", section="move"
    )
    for job in resolve(asked).jobs:
        pipeline.render(replace(job, out=Path("sweep")))
    for render in find([Path("sweep")])[0]:
        given = render_command.make_context("render", shlex.split(command_of(render))[2:]).params
        wanted = {name: given[name] for name in Request.__dataclass_fields__ if name in given}
        (job,) = resolve(Request(**wanted)).jobs
        assert cache.key(job) == render.record["key"]
        assert stem(job) == render.stem


@pytest.mark.parametrize(
    "sweeps", [("condition_number=1,5",), ("start=-9,2;-4,3", "beta=0.5,0.9"), ("seed=1,2",)]
)
def test_clips_side_by_side(out, sweeps):
    asked = Request(
        ("tiny",),
        settings=("steps=4",),
        sweeps=sweeps,
        quality="tiny",
        voice="none",
        out=Path("sweep"),
    )
    resolved = resolve(asked)
    for job in resolved.jobs:
        pipeline.render(job)
    (grid,) = plan_grids(resolved)
    made = ingredients(grid)
    make(made)
    assert run("--from", "sweep").exit_code == 0
    render = next(each for each in find([Path("sweep")])[0] if each.swept)
    words = shlex.split(command_of(render))
    given = render_command.make_context("render", words[2:]).params
    assert given["grid"]
    wanted = {name: given[name] for name in Request.__dataclass_fields__ if name in given}
    (again,) = plan_grids(resolve(Request(**wanted | {"out": Path("sweep")})))
    assert ingredients(again).key == render.record["key"]
    assert stem(again.job) == render.stem
    data = json.loads(run("--from", "sweep", "--json").stdout)
    name = data["entries"][-1]["name"]
    assert name.startswith("Side by side, ")
    assert {s.partition("=")[0] for s in sweeps} <= {*data["entries"][-1]["changed"]}


def test_a_clip_without_background_has_a_poster_without(out):
    pipeline.render(tiny.tiny_job(Path("clear"), format="webm", transparent=True, section="move"))
    assert run("--from", "clear").exit_code == 0
    (poster,) = Path("site/media").glob("*.poster.png")
    with Image.open(poster) as picture:
        assert picture.mode == "RGBA"
        assert picture.size == (160, 90)
        low, high = picture.getchannel("A").getextrema()
    assert low == 0
    assert high > 100


def test_a_format_that_browsers_do_not_play(out):
    pipeline.render(tiny.tiny_job(Path("edit"), format="mov", section="move"))
    assert run("--from", "edit").exit_code == 0
    page = Path("site/index.html").read_text()
    assert "<video" not in page
    assert "Browsers do not play this format" in page
    assert json.loads(run("--from", "edit", "--json").stdout)["new"] == []
