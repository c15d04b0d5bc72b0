"""A file of parameters in TOML: what may stand in it, and what is wrong with it, by line.

Its keys are parameter names, as after ``--set``, and those of ``OPTIONS``, which mean what the
options of the same name mean. ``lesson`` is one name or a list of names::

    lesson = "ill-conditioned-bowl"
    theme = "light"
    condition_number = 5
    start = [-4, 3]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.request.suggest import nearest

OPTIONS: Mapping[str, type] = {
    "quality": str,
    "theme": str,
    "voice": str,
    "format": str,
    "transparent": bool,
    "section": str,
}
"""Options that may stand in the file, and the type of each; ``lesson`` is the other one."""


@dataclass(frozen=True)
class ParameterFile:
    """A file that has been read, its values not yet checked against any lesson.

    Attributes
    ----------
    lessons : named in the file; may be none
    options : of ``OPTIONS``
    parameters : everything else
    """

    path: Path
    lessons: tuple[str, ...]
    options: Mapping[str, Any]
    parameters: Mapping[str, Any]
    _text: str

    def place(self, key: str) -> str:
        """``FILE:LINE`` of a key."""
        for number, line in enumerate(self._text.splitlines(), start=1):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return f"{self.path}:{number}"
        return str(self.path)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Raise a ``UsageError`` that lists every key that is no option and not in ``known``."""
        names = [*known, "lesson", *OPTIONS]
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
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except OSError as problem:
        raise UsageError(f"cannot read {path}: {problem.strerror or problem}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text file in UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise UsageError(f"{path} is not TOML: {problem}") from None
    lessons = content.pop("lesson", [])
    options = {key: content.pop(key) for key in OPTIONS if key in content}
    file = ParameterFile(path, _names(lessons, path), options, content, text)
    _check(file)
    return file


def _names(lessons: Any, path: Path) -> tuple[str, ...]:
    names = [lessons] if isinstance(lessons, str) else lessons
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"{path}: lesson must be a name or a list of names")
    return tuple(names)


def _check(file: ParameterFile) -> None:
    for key, value in file.options.items():
        if not isinstance(value, OPTIONS[key]):
            kind = "true or false" if OPTIONS[key] is bool else "a text"
            raise UsageError(f"{file.place(key)}: {key} must be {kind}, got {value!r}")
    for key, value in file.parameters.items():
        if isinstance(value, dict):
            raise UsageError(
                f"{file.path}: [{key}] is a table; write parameters as name = value, one a line"
            )
