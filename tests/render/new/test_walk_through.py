"""What docs/your-own-lesson.md tells a lecturer to type does what it says."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from render.cli import steepest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "your-own-lesson.md").read_text(encoding="utf-8")
SENTENCE, WORDS, DRAWING = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def run(command):
    name, *arguments = shlex.split(command)
    assert name == "steepest"
    return CliRunner().invoke(steepest, arguments)


def changed(text):
    """The lesson after all steps of the page."""
    text, count = re.subn(r"(learning_rate: float = Field\()0\.3", r"\g<1>1.5", text)
    assert count == 1
    text, count = re.subn(r' +"This parabola has its .*\n', lambda _: SENTENCE, text)
    assert count == 1
    text, count = re.subn(r"\n\n\nclass MyLesson", lambda _: f"\n\n{WORDS}\n\nclass MyLesson", text)
    assert count == 1
    text, count = re.subn(r"( +)self\.steps\(\)\n", r"\g<0>\1self.losses()\n", text)
    assert count == 1
    return f"{text}\n{DRAWING}"


@pytest.fixture(scope="module")
def lesson(tmp_path_factory):
    path = tmp_path_factory.mktemp("lecture") / "my_lesson.py"
    assert run(f"steepest new my_lesson --out {path.parent}").exit_code == 0
    path.write_text(changed(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _here(monkeypatch, lesson):
    monkeypatch.chdir(lesson.parent)


@pytest.mark.parametrize("settings", ["steps=8", "learning_rate=4", "start=0"])
def test_the_lesson_of_the_page_has_no_faults(lesson, settings):
    result = run(f"steepest check {lesson} --voice none --set {settings}")
    assert result.exit_code == 0, result.output


def test_it_says_what_the_page_says(lesson):
    said = " ".join(run(f"steepest show {lesson}").stdout.split())
    assert "Here is a parabola. Its minimum is at zero." in said
    assert "the loss falls: from 8 to" in said
    said = " ".join(run(f"steepest show {lesson} --set learning_rate=2.5").stdout.split())
    assert "Every step jumps over the minimum, and lands farther away." in said
    assert "the loss does not fall" in said


def test_all_that_is_no_module_goes_into_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    data = settings["tool"]["setuptools"]["package-data"]
    taken = {file for glob in data["render"] for file in (ROOT / "render").glob(glob)}
    for path in (ROOT / "render").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.name != "py.typed":
            in_package = path.suffix == ".py" and path.with_name("__init__.py").exists()
            assert in_package or path in taken, path
