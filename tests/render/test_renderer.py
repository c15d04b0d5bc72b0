"""Which renderer draws and which encoder encodes: asked in processes of their own, remembered."""

import json
import subprocess
import sys

import pytest
import tiny

from render.drawing.surfaces.gpu import Gpu, NoGpu
from render.errors import UsageError
from render.request import machine
from render.request.asked import Request
from render.request.machine import (
    ANSWERS,
    SOFTWARE_CODEC,
    ask,
    ask_again,
    remembered_gpu,
    remembered_h264,
)
from render.request.renderer import automatic, opengl_identity, resolve_renderer
from render.request.request import resolve_one
from render.store import cache

CARD = {"renderer": "Card 5", "driver": "Maker 1.2", "software": False}
ANSWER = {"gpu": CARD, "h264": {"codec": "h264_nvenc"}}


def forget():
    remembered_gpu.cache_clear()
    remembered_h264.cache_clear()


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path))
    forget()
    yield tmp_path
    forget()


@pytest.fixture
def asked(monkeypatch, folder):
    """What the machine was asked, one with a card that draws and encodes."""
    questions = []

    def answer(what):
        questions.append(what)
        return ANSWER[what]

    monkeypatch.setattr(machine, "ask", answer)
    monkeypatch.setattr(machine, "_devices", lambda: ["/dev/card5"])
    return questions


def test_the_machine_answers():
    assert set(ask("gpu")) in ({"reason"}, set(CARD))
    assert set(ask("h264")) == {"codec"}


def test_the_answers_are_remembered_until_something_changes(asked, folder, monkeypatch):
    for _ in range(3):
        assert remembered_gpu() == Gpu(**CARD)
        assert remembered_h264() == "h264_nvenc"
        forget()
    assert asked == ["gpu", "h264"]
    monkeypatch.setenv("LIBGL_ALWAYS_SOFTWARE", "1")
    remembered_gpu()
    assert asked == ["gpu", "h264", "gpu"]
    assert ask_again() == Gpu(**CARD)
    assert len(asked) == 5
    (folder / ANSWERS).write_text("{")
    forget()
    assert remembered_gpu() == Gpu(**CARD)
    assert json.loads((folder / ANSWERS).read_text())["answers"]["gpu"] == CARD


def test_where_nothing_can_be_kept_the_machine_is_asked_each_time(asked, folder, monkeypatch):
    (folder / "file").write_text("")
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(folder / "file" / "cache"))
    for _ in range(2):
        assert remembered_gpu() == Gpu(**CARD)
        forget()
    assert asked == ["gpu", "gpu"]


def test_without_a_device_nobody_is_asked_for_an_encoder(asked, monkeypatch):
    monkeypatch.setattr(machine, "_devices", list)
    monkeypatch.setattr(sys, "platform", "linux")
    assert remembered_h264() == SOFTWARE_CODEC
    assert asked == []


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "the process that uses it: ex"),
        ("raise SystemExit('the screen is on fire')", "uses it: the screen is on fire"),
        ("import time; time.sleep(60)", "does not answer within"),
        ("answer = []; print = lambda text: None", "cannot be asked for"),
    ],
)
def test_a_broken_driver_is_no_gpu_and_no_encoder(folder, monkeypatch, question, reason):
    monkeypatch.setattr(machine, "_QUESTIONS", {"gpu": question, "h264": question})
    monkeypatch.setattr(machine, "_LONGEST", 2.0)
    monkeypatch.setattr(machine, "_devices", lambda: ["/dev/card5"])
    gpu = remembered_gpu()
    assert isinstance(gpu, NoGpu)
    assert reason in gpu.reason
    assert remembered_h264() == SOFTWARE_CODEC


def test_no_file_of_the_user_is_in_the_way(monkeypatch, tmp_path):
    (tmp_path / "render.py").write_text("raise SystemExit('wrong one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(machine, "_QUESTIONS", {"gpu": "import render.job; answer = {'a': 1}"})
    assert ask("gpu") == {"a": 1}


def test_what_is_taken(folder, monkeypatch):
    monkeypatch.setattr(machine, "ask", lambda what: {"reason": "EGL is not installed: install it"})
    assert resolve_renderer("raster") == "raster"
    assert resolve_renderer("cairo") == "cairo"
    assert not (folder / ANSWERS).exists()  # nobody had to be asked
    assert resolve_renderer("auto") == "raster"
    with pytest.raises(UsageError, match="opengl does not work here: EGL is not installed"):
        resolve_renderer("opengl")
    assert opengl_identity() == "EGL is not installed: install it"
    monkeypatch.setattr(machine, "ask", ANSWER.__getitem__)
    ask_again()
    assert resolve_renderer("auto") == resolve_renderer("opengl") == "opengl"
    assert opengl_identity() == "Card 5, Maker 1.2"


def test_the_job_says_what_draws_and_what_encodes(asked, monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    request = {"lessons": ("tiny",), "voice": "none"}
    job = resolve_one(Request(**request))
    assert (job.renderer, job.codec) == ("opengl", "h264_nvenc")
    assert resolve_one(Request(**request, format="gif")).codec == SOFTWARE_CODEC
    elsewhere = resolve_one(Request(**request, portable=True))
    assert (elsewhere.renderer, elsewhere.codec) == ("raster", SOFTWARE_CODEC)
    assert cache.key(job) != cache.key(elsewhere)


def test_a_program_that_acts_as_a_gpu_is_slower_than_raster():
    assert automatic(Gpu("llvmpipe", "Mesa", software=True))[0] == "raster"


def test_what_is_remembered_loads_nothing(folder):
    remembered_gpu()
    code = (
        "import sys; from render.request.machine import remembered_gpu; remembered_gpu()\n"
        "assert not {'moderngl', 'skia', 'numpy', 'manim', 'av'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
