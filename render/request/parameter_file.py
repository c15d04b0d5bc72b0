"""A file of parameters in TOML: what may stand in it, and what is wrong with it, by line.

Its keys are parameter names, as after ``--set``, and those of ``OPTIONS``, which mean what the
options of the same name mean. ``lesson`` is one name or a list of names::

    lesson = "ill-conditioned-bowl"
    theme = "light"
    condition_number = 5
    start = [-4, 3]

A table ``sweep`` holds lists of values that are taken in turn, as after ``--sweep``::

    [sweep]
    learning_rate = [0.02, 0.05, 0.079]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.request.suggest import nearest
from render.request.sweep import Sweep
from render.request.toml_file import read_toml

OPTIONS: Mapping[str, type] = {
    "quality": str,
    "theme": str,
    "voice": str,
    "format": str,
    "transparent": bool,
    "section": str,
    "seed": int,
}
"""Options that may stand in the file, and the type of each; ``lesson`` is the other one."""

KINDS = {bool: "true or false", int: "a whole number", str: "a text"}
"""What the types are called."""


@dataclass(frozen=True)
class ParameterFile:
    """A file that has been read, its values not yet checked against any lesson.

    Attributes
    ----------
    lessons : named in the file; may be none
    options : of ``OPTIONS``
    parameters : everything else
    place : gives ``FILE:LINE`` of a key
    sweeps : values to be taken in turn, by parameter
    """

    path: Path
    lessons: tuple[str, ...]
    options: Mapping[str, Any]
    parameters: Mapping[str, Any]
    place: Callable[[str], str]
    sweeps: Mapping[str, Sweep] = field(default_factory=dict)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise a ``UsageError`` that lists every key that is no option and not in ``known``."""
        names = [*known, "lesson", "sweep", *OPTIONS]
        strange = [key for key in self.parameters if key not in names]
        if not strange:
            return
        clauses = []
        for key in strange:
            close = nearest(key, names, count=1)
            clauses.append(f"{key} (did you mean {close[0]}?)" if close else key)
        keys = "key" if len(strange) == 1 else "keys"
        raise UsageError(f"{self.place(strange[0])}: unknown {keys} {', '.join(clauses)}")


def read(path: Path) -> ParameterFile:
    """Read a file.

    Raises
    ------
    UsageError : it cannot be read, is not TOML, or an option in it is of the wrong type
    """
    content, lines = read_toml(path, "a .toml file with parameters in it")
    lessons = content.pop("lesson", [])
    options = {key: content.pop(key) for key in OPTIONS if key in content}
    swept = content.pop("sweep") if isinstance(content.get("sweep"), dict) else {}
    sweeps = read_table(swept, lambda name: lines.place("sweep", name))
    file = ParameterFile(path, _names(lessons, path), options, content, lines.place, sweeps)
    _check(file)
    return file


def read_table(table: Mapping[str, Any], place: Callable[[str], str]) -> dict[str, Sweep]:
    """A table of sweeps: a list of values, or a text as after ``--sweep``, for each parameter.

    Raises
    ------
    UsageError : something else stands there
    """
    sweeps = {}
    for name, values in table.items():
        if isinstance(values, str):
            sweeps[name] = Sweep(name, values, place=place(name))
        elif isinstance(values, list) and values:
            sweeps[name] = Sweep(name, None, tuple(values), place(name))
        else:
            raise UsageError(
                f"{place(name)}: sweep.{name} must be a list of values, such as [1, 2, 3], "
                f"got {values!r}"
            )
    return sweeps


def _names(lessons: Any, path: Path) -> tuple[str, ...]:
    names = [lessons] if isinstance(lessons, str) else lessons
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"{path}: lesson must be a name or a list of names")
    return tuple(names)


def _check(file: ParameterFile) -> None:
    for key, value in file.options.items():
        if type(value) is not OPTIONS[key]:
            kind = KINDS[OPTIONS[key]]
            raise UsageError(f"{file.place(key)}: {key} must be {kind}, got {value!r}")
    for key, value in file.parameters.items():
        if isinstance(value, dict):
            raise UsageError(
                f"{file.path}: [{key}] is a table; write parameters as name = value, one a line"
            )
