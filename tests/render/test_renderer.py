"""Which renderer draws, and the question about the GPU in a process of its own."""

import json
import subprocess

import pytest

from render.drawing.gpu import Gpu, NoGpu
from render.errors import UsageError
from render.request import gpu_answer
from render.request.gpu_answer import ANSWER, ask, ask_again, remembered_gpu
from render.request.renderer import automatic, opengl_identity, resolve_renderer

CARD = Gpu("Card 5", "Maker 1.2", software=False)


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path))
    remembered_gpu.cache_clear()
    yield tmp_path
    remembered_gpu.cache_clear()


@pytest.fixture
def asked(monkeypatch, folder):
    """How often the machine was asked."""
    questions = []

    def answer():
        questions.append(1)
        return CARD

    monkeypatch.setattr(gpu_answer, "ask", answer)
    return questions


def test_the_machine_answers():
    answer = ask()
    assert isinstance(answer, Gpu | NoGpu)


def test_the_answer_is_remembered_until_something_changes(asked, folder, monkeypatch):
    for _ in range(3):
        assert remembered_gpu() == CARD
        remembered_gpu.cache_clear()
    assert len(asked) == 1
    monkeypatch.setenv("LIBGL_ALWAYS_SOFTWARE", "1")
    remembered_gpu()
    assert len(asked) == 2
    assert ask_again() == CARD
    assert len(asked) == 3
    (folder / ANSWER).write_text("{")
    assert remembered_gpu() == CARD
    assert json.loads((folder / ANSWER).read_text())["gpu"]["renderer"] == "Card 5"


def test_where_nothing_can_be_kept_the_machine_is_asked_each_time(asked, folder, monkeypatch):
    (folder / "file").write_text("")
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(folder / "file" / "cache"))
    assert remembered_gpu() == CARD


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "ends the process that uses"),
        ("raise SystemExit('the screen is on fire')", "uses it: the screen is on fire"),
        ("import time; time.sleep(60)", "does not answer within"),
        ("pass", "cannot be asked for"),
    ],
)
def test_a_broken_driver_is_no_gpu(monkeypatch, question, reason):
    monkeypatch.setattr(gpu_answer, "_QUESTION", question)
    monkeypatch.setattr(gpu_answer, "_LONGEST", 2.0)
    answer = ask()
    assert isinstance(answer, NoGpu)
    assert reason in answer.reason


def test_no_file_of_the_user_is_in_the_way(monkeypatch, tmp_path):
    (tmp_path / "render.py").write_text("raise SystemExit('wrong one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(gpu_answer, "_QUESTION", 'import render.job; print(\'{"reason": "ok"}\')')
    assert ask() == NoGpu("ok")


def test_what_is_taken(folder, monkeypatch):
    monkeypatch.setattr(gpu_answer, "ask", lambda: NoGpu("EGL is not installed: install it"))
    assert resolve_renderer("raster") == "raster"
    assert resolve_renderer("cairo") == "cairo"
    assert not (folder / ANSWER).exists()  # nobody had to be asked
    assert resolve_renderer("auto") == "raster"
    with pytest.raises(UsageError, match="opengl does not work here: EGL is not installed"):
        resolve_renderer("opengl")
    assert opengl_identity() == "EGL is not installed: install it"
    monkeypatch.setattr(gpu_answer, "ask", lambda: CARD)
    ask_again()
    assert resolve_renderer("auto") == resolve_renderer("opengl") == "opengl"
    assert opengl_identity() == "Card 5, Maker 1.2"


def test_a_program_that_acts_as_a_gpu_is_slower_than_raster():
    assert automatic(Gpu("llvmpipe", "Mesa", software=True))[0] == "raster"


def test_the_first_answer_takes_a_moment_and_the_next_none(folder):
    remembered_gpu()
    code = (
        "import sys; from render.request.gpu_answer import remembered_gpu; remembered_gpu()\n"
        "assert not {'moderngl', 'skia', 'numpy', 'manim'} & set(sys.modules)"
    )
    import sys

    subprocess.run([sys.executable, "-c", code], check=True)
