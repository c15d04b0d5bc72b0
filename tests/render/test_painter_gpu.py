"""Which GPU there is, and what is said where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from render.drawing.renderers import open_painter
from render.drawing.surfaces.gpu import Gpu, find_gpu, why_not

NO_DRIVER = {**os.environ, "__EGL_VENDOR_LIBRARY_DIRS": "/nonexistent"}
"""EGL then finds no driver."""


def run(code, environment):
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_there_is_opengl_here():
    found = find_gpu()
    assert isinstance(found, Gpu), f"these tests need EGL: {found}"
    assert found.software == ("llvmpipe" in found.renderer or "softpipe" in found.renderer)
    assert found.driver


def test_without_a_driver_the_reason_is_one_line_with_a_remedy():
    said = run("from render.drawing.surfaces.gpu import find_gpu; print(find_gpu())", NO_DRIVER)
    assert said.count("\n") == 1
    assert "NoGpu" in said
    assert "libgl1-mesa-dri" in said
    assert "--renderer raster" in said


def test_without_a_driver_drawing_says_the_same():
    code = """
import painted
from render.drawing.renderers import open_painter
from render.errors import SteepestError
try:
    open_painter("opengl", 320, 180).draw_all(painted.camera(), [])
except SteepestError as error:
    print(error)
"""
    here = str(Path(__file__).parent)
    said = run(code, {**NO_DRIVER, "PYTHONPATH": here})
    assert "libgl1-mesa-dri" in said


@pytest.mark.parametrize("problem", ["libEGL.so.1: cannot open", "no idea", ""])
def test_every_problem_has_a_remedy(problem):
    said = why_not(RuntimeError(problem))
    assert "--renderer raster" in said
    assert "\n" not in said


def test_an_unknown_renderer_is_refused():
    with pytest.raises(ValueError, match="auto"):
        open_painter("auto", 320, 180)
