"""What it was measured on."""

from __future__ import annotations

import platform
import re
from importlib.metadata import version
from pathlib import Path

from render.work.machine import cores

_PACKAGES = ("manim", "steepest", "skia-python", "av", "numpy")


def machine() -> list[str]:
    """The machine and the versions, a sentence each."""
    model = _found("/proc/cpuinfo", r"^model name\s*: (.*)$") or platform.machine()
    memory = int(_found("/proc/meminfo", r"^MemTotal:\s*(\d+) kB") or 0) / 1e6
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return [
        f"Machine: {model}, {cores()} cores, {memory:.0f} GB of memory, {platform.system()}.",
        f"Versions: Python {platform.python_version()}, {packages}.",
    ]


def _found(file: str, pattern: str) -> str:
    try:
        text = Path(file).read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(pattern, text, re.MULTILINE)
    return found[1].strip() if found else ""
