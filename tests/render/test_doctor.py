import json

import pytest
import tiny

from render.diagnosis import doctor
from render.diagnosis import probes as doctor_probes
from render.diagnosis.doctor import Result, examine, to_lines, works
from render.drawing.surfaces.gpu import Gpu, NoGpu
from render.encoding.encoder import FORMATS
from render.store.versions import PACKAGES


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Probes that say that all is well."""
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("speak_probe", "encode_probe", "draw_probe", "formula_probe"):
        monkeypatch.setattr(doctor, name, lambda *arguments: "well")
    monkeypatch.setattr(doctor, "ask_again", lambda: Gpu("Card 5", "Maker 1.2", software=False))
    monkeypatch.setattr(doctor, "remembered_h264", lambda: "libx264")
    return monkeypatch


def failing(*arguments):
    raise OSError("no such\nthing")


def test_everything_is_tried(monkeypatch, tmp_path):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))
    found = {result.subject: result for result in examine()}
    assert found["voice none"].status == "ok"
    for renderer in ("raster", "cairo"):
        assert "drew a frame" in found[f"renderer {renderer}"].detail
    assert {"gpu", "renderer auto"} <= set(found)
    for name in FORMATS:
        assert "encoded and decoded 5 frames" in found[f"format {name}"].detail
    assert set(PACKAGES) <= set(found)
    assert doctor.VIDEO_FORMATS == FORMATS


def test_the_voice_really_speaks(monkeypatch, tmp_path):
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "cache"))
    assert doctor_probes.speak_probe("joe").startswith("said a word in 0.")
    assert not (tmp_path / "cache").exists()


def test_the_command(quick):
    result = tiny.steepest_run("doctor")
    assert result.exit_code == 0
    assert result.stdout.endswith("\neverything works\n")
    data = json.loads(tiny.steepest_run("doctor", "--json").stdout)
    assert data[0]["subject"] == "python"


def test_what_rendering_needs_decides_the_exit_code(quick):
    quick.setattr(doctor, "draw_probe", failing)
    result = tiny.steepest_run("doctor")
    assert result.exit_code == 1
    assert "missing  renderer raster" in result.stdout
    assert "no such thing" in result.stdout
    assert result.stdout.endswith(
        "\nrendering does not work; missing: renderer raster, renderer cairo, renderer opengl\n"
    )


@pytest.mark.parametrize(
    ("gpu", "lines"),
    [
        (
            Gpu("Card 5", "Maker 1.2", software=False),
            [
                "gpu: Card 5 (hardware), driver Maker 1.2",
                "renderer opengl: well",
                "renderer auto: opengl: Card 5 is a GPU",
            ],
        ),
        (
            Gpu("llvmpipe", "Mesa 22", software=True),
            [
                "gpu: llvmpipe (software), driver Mesa 22",
                "renderer opengl: well",
                "renderer auto: raster: llvmpipe is a program that acts as a GPU: raster is faster",
            ],
        ),
        (
            NoGpu("EGL is not installed"),
            [
                "gpu: none that OpenGL can use without a display",
                "renderer auto: raster: EGL is not installed",
            ],
        ),
    ],
)
def test_the_gpu_and_what_auto_makes_of_it(quick, gpu, lines):
    quick.setattr(doctor, "ask_again", lambda: gpu)
    found = [f"{result.subject}: {result.detail}" for result in examine()]
    first = found.index(lines[0])
    assert found[first : first + len(lines)] == lines
    assert works(examine())


@pytest.mark.parametrize(
    ("codec", "words"),
    [("libx264", "no encoder in graphics hardware works here"), ("h264_nvenc", "in graphics hard")],
)
def test_the_encoder(quick, codec, words):
    quick.setattr(doctor, "remembered_h264", lambda: codec)
    found = {result.subject: result for result in examine()}
    assert found["encoder of mp4"].detail.startswith(codec)
    assert words in found["encoder of mp4"].detail


def test_a_gpu_that_cannot_be_asked_for_stops_nothing(quick):
    quick.setattr(doctor, "ask_again", failing)
    results = examine()
    assert works(results)
    assert to_lines(results)[-1] == "rendering works; missing: gpu"


def test_without_the_voice_rendering_works(quick):
    quick.setattr(doctor, "speak_probe", lambda name: failing() if name == "joe" else "well")
    results = examine()
    assert works(results)
    assert to_lines(results)[-1] == "rendering works; missing: voice joe"
    assert "--voice none" in next(r.fix for r in results if r.subject == "voice joe")


def test_missing_packages(quick):
    quick.setattr(doctor, "installed", lambda name: None if name in {"av", "onnx"} else "1")
    missing = {r.subject: r for r in examine() if r.status == "missing"}
    assert set(missing) == {"av", "onnx"}
    assert missing["av"].needed
    assert not missing["onnx"].needed


@pytest.mark.parametrize(
    ("programs", "status", "words"),
    [
        ((), "note", "no latex and dvisvgm: needed only by scenes of yours with MathTex or Tex"),
        (("latex",), "note", "no dvisvgm: needed only"),
        (("latex", "dvisvgm"), "ok", "latex and dvisvgm, for"),
    ],
)
def test_tex_is_looked_for_and_not_needed(quick, programs, status, words):
    quick.setattr(doctor.shutil, "which", lambda name: name if name in programs else None)
    results = examine()
    found = next(result for result in results if result.subject == "tex")
    assert (found.status, found.detail[: len(words)]) == (status, words)
    assert works(results)


def test_a_cache_folder_that_cannot_be_written(quick, tmp_path):
    (tmp_path / "file").write_text("")
    quick.setenv("STEEPEST_CACHE_DIR", str(tmp_path / "file" / "cache"))
    found = {result.subject: result for result in examine()}
    assert found["cache folder"].status == "missing"
    assert "STEEPEST_CACHE_DIR" in found["cache folder"].fix


def test_little_room_is_a_note(quick):
    quick.setattr(doctor, "_ENOUGH_DISK", 1e30)
    found = {result.subject: result for result in examine()}
    assert found["disk"].status == "note"


def test_an_error_without_words_is_named():
    def silent():
        raise RuntimeError

    assert doctor._try("x", silent, "fix it") == Result("x", "missing", "RuntimeError", "fix it")
