"""The source files of a lesson, and what can be read from them without running it."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

from scenes.catalogue import LESSONS


def lesson_files(lesson: str) -> list[Path]:
    """The files of one lesson: all of the packages that its story and its scene lie in.

    A story or scene that is a module of its own, in no package, is that one file.
    """
    entry = LESSONS[lesson]
    found: list[Path] = []
    for module in (entry.story, entry.scene):
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin is None:
            continue
        path = Path(spec.origin)
        found += sorted(path.parent.rglob("*.py")) if spec.parent else [path]
    return found


def section_names(lesson: str) -> tuple[str, ...] | None:
    """The names of all sections that a lesson can have, or None if some of them are computed.

    A lesson may begin fewer of them for some parameters.
    """
    names: list[str] = []
    for path in lesson_files(lesson):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"section", "next_section"}:
                name = node.args[0] if node.args else None
                if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
                    return None
                names.append(name.value)
    return tuple(dict.fromkeys(names))
