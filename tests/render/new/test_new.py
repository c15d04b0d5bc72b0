"""``steepest new``: names that shadow nothing, nothing overwritten, a lesson that works."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from render.cli import steepest
from render.new.names import Name, name


def new(*arguments):
    return CliRunner().invoke(steepest, ["new", *map(str, arguments)])


@pytest.fixture(autouse=True)
def _here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "typed", ["my_lesson", "My lesson", "my-lesson", " my_Lesson ", "MyLesson", "my_lesson.py"]
)
def test_names_that_mean_the_same(typed):
    assert name(typed) == Name("my_lesson", "MyLesson", "my-lesson")


@pytest.mark.parametrize(
    ("typed", "module", "scene"),
    [
        ("Größe des Schritts", "grosse_des_schritts", "GrosseDesSchritts"),
        ("adam2", "adam2", "Adam2"),
        ("walk", "walk", "MyWalk"),
        ("Warning", "warning", "MyWarning"),
    ],
)
def test_names_of_module_and_class(typed, module, scene):
    found = name(typed, {"Walk"})
    assert (found.module, found.scene) == (module, scene)


@pytest.mark.parametrize(
    ("typed", "reason", "nearest"),
    [
        ("random", "it would hide the module random of Python", "random_lesson"),
        ("render", "it would hide the package render of steepest", "render_lesson"),
        ("numpy", "it would hide the installed package numpy", "numpy_lesson"),
        ("lambda", "lambda is a word of Python itself", "lambda_lesson"),
        ("test_steps", "pytest would take test_steps.py for tests", "steps"),
        ("3 steps", "the name of a Python module cannot begin with a digit", "lesson_3_steps"),
        ("step size?", "'?' cannot be in the name of a Python module", "step_size"),
        ("шаг", "'ш' cannot be in the name of a Python module", "my_lesson"),
        ("", "there is no letter in it", "my_lesson"),
        ("x" * 61, "it has more than 60 letters", "x" * 50),
    ],
)
def test_names_that_cannot_be_had(typed, reason, nearest, tmp_path):
    result = new(typed)
    assert result.exit_code == 2
    assert result.stderr == f"error: no lesson can be called {typed!r}: {reason} (try {nearest})\n"
    assert not list(tmp_path.iterdir())
    assert name(nearest).module == nearest


def test_a_path_is_no_name():
    result = new("talks/steps")
    assert result.exit_code == 2
    assert "talks/steps is a path (write: steepest new steps --out talks)" in result.stderr


@pytest.mark.parametrize("there", ["my_lesson.py", "test_my_lesson.py"])
def test_nothing_is_overwritten(there, tmp_path):
    Path(there).write_text("mine")
    result = new("my_lesson")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error: {there} exists already")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_is_made_and_the_name_is_everywhere():
    result = new("Step size", "--out", "talks")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Next: steepest watch talks/step_size.py"
    for path in Path("talks").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "step_size" in text
        assert not any(old in text for old in ("my_lesson", "MyLesson", "my-lesson"))
    assert "class StepSize(Lesson)" in Path("talks/step_size.py").read_text(encoding="utf-8")


def test_its_own_test_passes_as_it_stands():
    assert new("walk").exit_code == 0
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert "9 passed" in result.stdout
