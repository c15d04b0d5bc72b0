"""Which GPU and which encoder this machine has: asked in processes of their own, and remembered.

A broken driver can end the process that asks it, or never answer. Asking takes half a second, so
that the answers are kept in the cache folder: until the next boot, another driver or device.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from render.drawing.surfaces.gpu import Gpu, NoGpu
from render.errors import SteepestError
from render.store.files import atomic_write_bytes
from render.store.versions import installed
from scenes.cache_folder import cache_folder

ANSWERS = "machine.json"
"""The file in the cache folder."""

SOFTWARE_CODEC = "libx264"

_LONGEST = 20.0
"""Seconds after which a driver that does not answer counts as broken."""

_QUESTIONS = {
    "gpu": """
from dataclasses import asdict
from render.drawing.surfaces.gpu import find_gpu
answer = asdict(find_gpu())
""",
    "h264": """
from render.encoding.hardware import h264_encoder
answer = {"codec": h264_encoder()}
""",
}
"""What is run to ask for something."""

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_DRIVERS = (
    "/dev/dri",
    "/proc/driver/nvidia/version",
    "/usr/share/glvnd/egl_vendor.d",
    "/etc/glvnd/egl_vendor.d",
    "/usr/lib/dri",
    f"/usr/lib/{platform.machine()}-linux-gnu/dri",
    f"/usr/lib/{platform.machine()}-linux-gnu/libEGL.so.1",
    "/usr/lib64/libEGL.so.1",
    "/usr/lib64/dri",
)
"""What is looked at to see whether a device or a driver has come or gone."""

_PACKAGES = ("moderngl", "glcontext", "skia-python", "av", "steepest")
_VARIABLES = ("GLCONTEXT_", "LIBGL_", "MESA_", "GALLIUM_", "EGL_", "__EGL_", "__GLX_", "CUDA_")
"""Beginnings of environment variables that drivers heed."""


@cache
def remembered_gpu() -> Gpu | NoGpu:
    """The GPU of this machine, from the cache folder where that is up to date."""
    return _gpu(_remembered("gpu"))


@cache
def remembered_h264() -> str:
    """The encoder of H.264 that works on this machine, as FFmpeg calls it; likewise remembered.

    Without any device for graphics nobody is asked: then it is x264.
    """
    if sys.platform == "linux" and not _devices():
        return SOFTWARE_CODEC
    return str(_remembered("h264").get("codec", SOFTWARE_CODEC))


def ask_again() -> Gpu | NoGpu:
    """Ask the machine for everything, whatever is remembered; returns its GPU."""
    remembered_gpu.cache_clear()
    remembered_h264.cache_clear()
    _remember("h264", ask("h264"))
    gpu = ask("gpu")
    _remember("gpu", gpu)
    return _gpu(gpu)


def ask(what: str) -> dict[str, Any]:
    """Ask in a process of its own; where that fails, the answer is a ``reason``."""
    code = f"{_QUESTIONS[what]}\nimport json\nprint(json.dumps(answer))"
    # -P: a lecturer's folder may hold a render.py.
    command = [sys.executable, "-P", "-c", code]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command, capture_output=True, text=True, timeout=_LONGEST, check=True, env=environment
        )
        answer = json.loads(child.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        reason = f"the GPU's driver does not answer within {_LONGEST:.0f} s (reinstall it)"
    except subprocess.CalledProcessError as problem:
        last = (problem.stderr.strip().splitlines() or [""])[-1]
        end = last or f"exit code {problem.returncode}"
        reason = f"the GPU's driver ends the process that uses it: {end} (reinstall it)"
    except (OSError, ValueError, IndexError) as problem:
        reason = f"the GPU cannot be asked for: {problem}"
    else:
        return dict(answer)
    return {"reason": reason}


def _remembered(what: str) -> dict[str, Any]:
    kept = _kept()
    if what not in kept:
        kept[what] = ask(what)
        _remember(what, kept[what])
    return dict(kept[what])


def _kept() -> dict[str, Any]:
    """All answers that still hold."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        record = json.loads((cache_folder() / ANSWERS).read_bytes())
        if record["of"] == _circumstances():
            return dict(record["answers"])
    return {}


def _remember(what: str, answer: dict[str, Any]) -> None:
    record = {"of": _circumstances(), "answers": _kept() | {what: answer}}
    with suppress(SteepestError, OSError):  # it can be asked again
        cache_folder().mkdir(parents=True, exist_ok=True)
        atomic_write_bytes(cache_folder() / ANSWERS, json.dumps(record, indent=1).encode())


def _gpu(answer: dict[str, Any]) -> Gpu | NoGpu:
    return NoGpu(answer["reason"]) if "reason" in answer else Gpu(**answer)


def _devices() -> list[str]:
    """Devices that may be a GPU or an encoder."""
    found = [
        path for name in ("nvidia*", "dri/*", "dxg", "video*") for path in Path("/dev").glob(name)
    ]
    return sorted(str(path) for path in found)


def _circumstances() -> dict[str, Any]:
    """All that the answer may depend on, found in 2 ms."""
    boot = ""
    with suppress(OSError):
        boot = _BOOT.read_text().strip()
    return {
        "boot": boot,
        "machine": platform.node(),
        "devices": _devices(),
        "drivers": {place: _state(Path(place)) for place in _DRIVERS},
        "variables": {k: v for k, v in sorted(os.environ.items()) if k.startswith(_VARIABLES)},
        "packages": {name: installed(name) for name in _PACKAGES},
        "python": sys.executable,
    }


def _state(path: Path) -> list[Any]:
    """When a file or folder has last changed, and what is in it."""
    try:
        names = sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []
        return [path.stat().st_mtime_ns, names]
    except OSError:
        return []
