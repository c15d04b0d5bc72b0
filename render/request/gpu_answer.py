"""Which GPU this machine has, asked in a process of its own and remembered until it may differ.

A broken driver can end the process that asks it, or never answer. Asking takes half a second, so
that the answer is kept in the cache folder: until the next boot, another driver or another device.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from render.drawing.gpu import Gpu, NoGpu
from render.errors import SteepestError
from render.store.files import atomic_write_bytes
from render.store.versions import installed
from scenes.cache_folder import cache_folder

ANSWER = "gpu.json"
"""The file in the cache folder."""

_LONGEST = 20.0
"""Seconds after which a driver that does not answer counts as broken."""

_QUESTION = """
import json
from dataclasses import asdict
from render.drawing.gpu import find_gpu
print(json.dumps(asdict(find_gpu())))
"""

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

_VARIABLES = ("GLCONTEXT_", "LIBGL_", "MESA_", "GALLIUM_", "EGL_", "__EGL_", "__GLX_", "CUDA_")
"""Beginnings of environment variables that drivers heed."""


@cache
def remembered_gpu() -> Gpu | NoGpu:
    """The GPU of this machine, from the cache folder where that is up to date."""
    of = _circumstances()
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((cache_folder() / ANSWER).read_bytes())
        if kept["of"] == of:
            return _gpu(kept["gpu"])
    return _remember(ask(), of)


def ask_again() -> Gpu | NoGpu:
    """Ask the machine, whatever is remembered, and remember the answer."""
    remembered_gpu.cache_clear()
    return _remember(ask(), _circumstances())


def ask() -> Gpu | NoGpu:
    """Ask in a process of its own; whatever becomes of that is an answer, too."""
    # -P: a lecturer's folder may hold a render.py.
    command = [sys.executable, "-P", "-c", _QUESTION]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        child = subprocess.run(
            command, capture_output=True, text=True, timeout=_LONGEST, check=True, env=environment
        )
        return _gpu(json.loads(child.stdout.splitlines()[-1]))
    except subprocess.TimeoutExpired:
        return NoGpu(f"the GPU's driver does not answer within {_LONGEST:.0f} s (reinstall it)")
    except subprocess.CalledProcessError as problem:
        last = (problem.stderr.strip().splitlines() or [""])[-1]
        end = last or f"exit code {problem.returncode}"
        return NoGpu(f"the GPU's driver ends the process that uses it: {end} (reinstall it)")
    except (OSError, ValueError, IndexError, TypeError) as problem:
        return NoGpu(f"the GPU cannot be asked for: {problem}")


def _remember(gpu: Gpu | NoGpu, of: dict[str, Any]) -> Gpu | NoGpu:
    content = json.dumps({"of": of, "gpu": asdict(gpu)}, indent=1)
    with suppress(SteepestError, OSError):  # it can be asked again
        cache_folder().mkdir(parents=True, exist_ok=True)
        atomic_write_bytes(cache_folder() / ANSWER, content.encode())
    return gpu


def _gpu(data: dict[str, Any]) -> Gpu | NoGpu:
    return NoGpu(**data) if "reason" in data else Gpu(**data)


def _circumstances() -> dict[str, Any]:
    """All that the answer may depend on, found in 2 ms."""
    boot = ""
    with suppress(OSError):
        boot = _BOOT.read_text().strip()
    devices = sorted(path.name for path in Path("/dev").glob("nvidia*"))
    return {
        "boot": boot,
        "machine": platform.node(),
        "devices": devices,
        "drivers": {place: _state(Path(place)) for place in _DRIVERS},
        "variables": {k: v for k, v in sorted(os.environ.items()) if k.startswith(_VARIABLES)},
        "packages": {name: installed(name) for name in ("moderngl", "glcontext", "skia-python")},
        "python": sys.executable,
    }


def _state(path: Path) -> list[Any]:
    """When a file or folder has last changed, and what is in it."""
    try:
        names = sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []
        return [path.stat().st_mtime_ns, names]
    except OSError:
        return []
