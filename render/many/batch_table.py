"""The form of the file of ``steepest batch``: its keys, their types, and where each one stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.job import FORMATS, QUALITIES
from render.request.options import THEMES
from render.request.parameter_file import KINDS, OPTIONS
from render.request.renderer import RENDERERS
from render.request.suggest import nearest, unknown
from render.request.toml_lines import Lines

TYPES: Mapping[str, type] = {**OPTIONS, "renderer": str, "at": float, "out": str, "grid": bool}
OWN = ("lesson", "scene", "parameters", "sweep")
KEYS = (*OWN, *TYPES)
"""All that may stand in a job, and above the jobs for all of them."""

_CHOICES: Mapping[str, Iterable[str]] = {
    "quality": QUALITIES,
    "theme": THEMES,
    "format": FORMATS,
    "renderer": RENDERERS,
}


@dataclass(frozen=True)
class Table:
    """The top of the file, or one job."""

    path: Path
    content: dict[str, Any]
    at: tuple[str | int, ...]
    lines: Lines

    def place(self, *keys: str) -> str:
        """Where a key of it stands; the table itself without one."""
        return self.lines.place(*self.at, *keys)

    def table(self, key: str) -> dict[str, Any]:
        """A table within it, empty if there is none."""
        return dict(self.content.get(key, {}))

    def faults(self) -> list[str]:
        """What is wrong with its form: keys, types, and words that must be one of several.

        What is faulty is taken out, so that it is not found again.
        """
        found = {key: fault for key, value in self.content.items() if (fault := _fault(key, value))}
        for key in found:
            del self.content[key]
        return [f"{self.place(key)}: {fault}" for key, fault in found.items()]


def _fault(key: str, value: Any) -> str | None:
    if key in TYPES:
        return _option_fault(key, value)
    if key in {"parameters", "sweep"}:
        return None if isinstance(value, dict) else f"{key} must be a table: {{ name = value }}"
    if key in OWN:
        names = value if isinstance(value, list) and value else [value]
        good = all(isinstance(name, str) and name for name in names)
        return None if good else f"{key} must be a name or a list of names, got {value!r}"
    close = nearest(key, [*KEYS, "job"], count=1)
    if close:
        return f"unknown key {key} (did you mean {close[0]}?)"
    known = ", ".join(KEYS)
    return f"unknown key {key} (a parameter: parameters = {{ {key} = ... }}; there are: {known})"


def _option_fault(key: str, value: Any) -> str | None:
    kind = TYPES[key]
    kinds = (int, float) if kind is float else (kind,)
    if type(value) not in kinds:
        return f"{key} must be {_kind(kind)}, got {value!r}"
    if key in _CHOICES and value not in _CHOICES[key]:
        return unknown(key, value, _CHOICES[key])
    if key == "out" and (Path(value).is_absolute() or ".." in Path(value).parts):
        return f"out must be a folder within the one after --out, got {value!r}"
    return None


def _kind(kind: type) -> str:
    return "a number" if kind is float else KINDS[kind]
