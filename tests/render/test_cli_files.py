"""What the command says about files of scenes that cannot be rendered."""

import pytest
import tiny
from test_scene_files import SCENE, write


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, talk=SCENE, empty="", broken="x = 1\nclass A(Scene:\n    pass\n")
    write(tmp_path, raising="import helpers\n" + SCENE, helpers="\nx = 1 / 0\n")
    for name in ("folder.py", "talks"):
        (tmp_path / name).mkdir()
    (tmp_path / "talk.txt").write_text(SCENE)


@pytest.mark.parametrize("command", ["render", "plan", "check", "show", "storyboard"])
@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["talk.py", "B"], 2, "no scene 'B' (there are: A) in talk.py"),
        (["tlk.py"], 2, "there is no file tlk.py (did you mean talk.py?)"),
        (["talk.txt"], 2, "talk.txt is no Python file (its name must end in .py)"),
        (["talks"], 2, "talks is a folder (name a Python file in it)"),
        (["no.txt"], 2, "no lesson 'no.txt'"),
        (["talk"], 2, "no lesson 'talk' (did you mean talk.py?)"),
        (["folder.py"], 2, "folder.py is a folder (name a Python file with scenes)"),
        (["empty.py"], 2, "there is no scene in empty.py"),
        (["broken.py"], 1, "broken.py:2: "),
        (["raising.py"], 1, "helpers.py:2: ZeroDivisionError: division by zero"),
    ],
)
def test_one_line_says_what_is_wrong(command, words, code, message):
    result = tiny.steepest_run(command, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"error: {message}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--set", "x=1"], "--set is for lessons; A is a plain Manim scene (leave it out)"),
        (["--theme", "light"], "--theme is for lessons; A is a plain Manim scene"),
        (["--voice", "joe"], "--voice is for lessons; A is a plain Manim scene"),
        (["--at", "2"], "--at is for stills (add --format png)"),
        (["--renderer", "skya"], "no renderer 'skya'"),
        (["--transparent"], "mp4 cannot be transparent"),
    ],
)
def test_options_that_do_not_fit(options, message):
    result = tiny.steepest_run("render", "talk.py", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {message}")


def test_several_at_once_where_one_is_meant():
    result = tiny.steepest_run("plan", "talk.py", "A", "tiny.py")
    assert "there is no file tiny.py" in result.stderr
    result = tiny.steepest_run("plan", "tiny", "talk.py", "--voice", "none")
    assert "one lesson or scene at a time, please, not 2 (tiny, A)" in result.stderr


def test_a_plan_of_a_scene():
    result = tiny.steepest_run("plan", "talk.py", "--quality", "tiny")
    assert result.exit_code == 0
    assert result.stdout.startswith("A: A\n1.00 s, 10 frames of 160x90 at 10 a second\n")
