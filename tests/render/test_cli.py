import json
import os

import pytest
import tiny

from render.cli import COMMANDS, steepest
from render.job import QUALITIES
from render.store.files import temporary_beside


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def run(*arguments):
    return tiny.steepest_run(*arguments)


def refused(*arguments) -> str:
    """Standard error of a command that must refuse: one line, exit code 2."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_every_command_has_help():
    overview = run("--help").stdout
    for name in COMMANDS:
        assert f"  {name} " in overview
        assert "Usage: " in run(name, "--help").stdout
    assert "..." not in overview.partition("Commands:")[2]


def test_version():
    assert run("--version").stdout.startswith("steepest 0.")


def test_list():
    assert run("list").stdout.splitlines()[1] == "tiny     1       What is tiny?"
    assert json.loads(run("list", "--json").stdout)[0] == {
        "id": "tiny",
        "title": "What is tiny?",
        "module": 1,
    }


def test_show():
    text = run("show", "tiny").stdout
    assert "condition_number  number            25         >= 1  " in text
    assert "start             x,y               -9,2 " in text
    assert "It moves [move]\n  Number 25." in text
    assert "Number 5." in run("show", "tiny", "--set", "condition_number=5").stdout


def test_show_json():
    data = json.loads(run("show", "tiny", "--json").stdout)
    assert data["parameters"][1] == {
        "name": "learning_rate",
        "type": "number",
        "default": "0.076",
        "range": "> 0",
        "meaning": "step length",
    }
    assert [section["name"] for section in data["sections"]] == ["appear", "move"]
    assert data["sections"][0]["words"] == ["One circle."]


def test_plan():
    text = run("plan", "tiny", "--quality", "tiny", "--voice", "none").stdout
    assert "160x90 at 10 a second" in text
    assert "Create(Circle)" in text
    assert "One [circle 0." in text
    data = json.loads(run("plan", "tiny", "--voice", "none", "--json").stdout)
    assert data["frame_rate"] == QUALITIES["720p30"].frame_rate
    assert [section["name"] for section in data["sections"]] == ["appear", "move"]


def test_storyboard(tmp_path):
    out = tmp_path / "boards"
    result = run("storyboard", "tiny", "--voice", "none", "--out", out, "--set", "beta=0.5")
    assert result.stdout == f"{out / 'tiny--beta=0.5--storyboard.png'}\n"
    assert (out / "tiny--beta=0.5--storyboard.png").read_bytes().startswith(b"\x89PNG")


def test_cache(tmp_path):
    (tmp_path / "cache" / "voice").mkdir(parents=True)
    (tmp_path / "cache" / "voice" / "a.wav").write_bytes(b"12345")
    (tmp_path / "cache" / "mine.txt").write_text("not ours")
    shown = [line.split() for line in run("cache", "info").stdout.splitlines()]
    assert ["voice", "1", "5", "B", "spoken", "lines"] in shown
    data = json.loads(run("cache", "info", "--json").stdout)
    assert data["folder"] == str(tmp_path / "cache")
    assert data["kinds"][0]["size"] == 5
    assert run("cache", "clear").stdout.startswith("removed 1 files, 5 B, from ")
    assert run("cache", "clear", "--json").exit_code == 0
    assert (tmp_path / "cache" / "mine.txt").exists()
    assert not (tmp_path / "cache" / "voice").exists()


def test_the_cache_is_cleared_of_what_killed_runs_left(tmp_path):
    gone, running = (temporary_beside(tmp_path / "cache" / "work" / "x", "") for _ in range(2))
    gone = gone.with_name(gone.name.replace(f"-{os.getpid()}-", "-999999999-"))
    running = running.with_name(running.name.replace(f"-{os.getpid()}-", f"-{os.getppid()}-"))
    for folder in (gone, running):
        folder.mkdir(parents=True)
        (folder / "picture.mp4").write_bytes(b"123")
    assert run("cache", "clear").stdout.startswith("removed 1 files, 3 B, from ")
    assert list((tmp_path / "cache" / "work").iterdir()) == [running]


def test_what_nobody_foresaw_is_one_line(monkeypatch):
    def fail(request):
        raise RuntimeError("really\nstrange")

    monkeypatch.setattr("render.commands.check.resolve", fail)
    result = run("check", "tiny")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: RuntimeError: really strange (")
    assert result.stderr.endswith("; this should not happen, please report it\n")


def test_render(tmp_path):
    arguments = ("render", "tiny", "other", "failing", "--quality", "tiny", "--voice", "none")
    result = run(*arguments, "--set", "tilt=0.3", "--jobs", "1")
    assert result.exit_code == 1
    assert "note: tilt applies to other only" in result.stderr
    assert "error: failing failed at 0." in result.stderr
    head, tiny_row, other_row, failing_row = result.stdout.splitlines()
    assert head.split() == ["lesson", "length", "file", "size"]
    assert tiny_row.split()[-3:-1] == ["out/tiny.mp4", tiny_row.split()[-2]]
    assert "out/other--tilt=0.3.mp4" in other_row
    assert "failed" in failing_row
    again = run(*arguments[:3], *arguments[4:], "--set", "tilt=0.3", "--json")
    assert again.exit_code == 0
    data = json.loads(again.stdout)
    assert [(job["lesson"], job["status"]) for job in data] == [("tiny", "kept"), ("other", "kept")]
    assert data[0]["files"][0] == "out/tiny.mp4"


def test_a_value_may_begin_with_a_minus_sign():
    assert "Usage" not in run("show", "tiny", "--set", "start=-9,2").output
    assert run("show", "tiny", "--set=start=-9,2").exit_code == 0
    assert "beta must be >= 0, got -1" in refused("show", "tiny", "--set", "beta=-1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rendr"], "no command 'rendr' (did you mean render?)"),
        (["render", "tiny", "--qualty", "draft"], "no option '--qualty' (did you mean --quality?)"),
        (["render", "tinny"], "no lesson 'tinny' (did you mean tiny?)"),
        (["render"], "which lesson? (there are: tiny, "),
        (["render", "tiny", "--all"], "name lessons or give --all, not both"),
        (["render", "tiny", "--set", "bta=1"], "no parameter 'bta' (did you mean beta?) in tiny"),
        (["render", "tiny", "--set", "learning_rate=-1"], "learning_rate must be > 0, got -1 (try"),
        (["render", "tiny", "--set", "beta=nan"], "beta must be a finite number, got nan"),
        (["render", "tiny", "--set", "steps=1e999"], "steps must be a whole number, got 1e999"),
        (["render", "tiny", "--set", "objective=__import__('os')"], "objective: unexpected '_' at"),
        (["render", "tiny", "--set", "beta"], "--set takes name=value, got 'beta'"),
        (["render", "tiny", "--voice", "gone.onnx"], "there is no voice file gone.onnx"),
        (["render", "tiny", "--voice", "text.onnx"], "the voice text.onnx cannot be used"),
        (["render", "tiny", "--params", "gone.toml"], "cannot read gone.toml"),
        (["render", "tiny", "--params", "bad.toml"], "bad.toml:1: unknown key bta (did you mean"),
        (["render", "tiny", "--out", "text.onnx/out"], "cannot write into text.onnx/out: "),
        (["render", "tiny", "--transparent"], "mp4 cannot be transparent (add --format webm"),
        (["render", "tiny", "--voice", "none", "--section", "mve"], "no section 'mve' (did you me"),
        (["render", "tiny", "--jobs", "0"], "Invalid value for '--jobs': 0 is not"),
        (["show"], "Missing argument 'LESSON'"),
        (["plan", "tinny"], "no lesson 'tinny'"),
        (["storyboard", "tiny", "--out", "text.onnx"], "cannot write into text.onnx"),
        (["check", "tiny", "--theme", "blue"], "no theme 'blue' (there are: dark, light)"),
        (["cache", "info", "--jsn"], "no option '--jsn' (did you mean --json?)"),
    ],
)
def test_bad_input_is_one_line_and_touches_nothing(tmp_path, arguments, message):
    (tmp_path / "text.onnx").write_text("hello")
    (tmp_path / "bad.toml").write_text("bta = 1\n")
    assert refused(*arguments).startswith(f"error: {message}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.toml", "text.onnx"]


def test_one_bad_lesson_stops_all_before_they_begin(tmp_path):
    refused("render", "tiny", "other", "--voice", "none", "--set", "condition_number=500")
    assert list(tmp_path.iterdir()) == []


def test_the_group_can_be_called_from_python():
    assert steepest.main(["list"], standalone_mode=False) is None
