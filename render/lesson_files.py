"""The source files of a lesson, and what can be read from them without running it."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

from scenes.catalogue import LESSONS


def lesson_files(lesson: str) -> list[Path]:
    """The files of one lesson: ``NAME.py`` and ``NAME_*.py`` where its story and scene are.

    Of lessons called ``adam`` and ``adam-bias-correction``, ``adam_bias_correction_words.py``
    belongs to the second.
    """
    entry = LESSONS[lesson]
    found: list[Path] = []
    for module in (entry.story, entry.scene):
        spec = importlib.util.find_spec(module)
        if spec is None or spec.origin is None:
            continue
        name = module.rpartition(".")[2]
        others = [
            other.rpartition(".")[2]
            for each in LESSONS.values()
            for other in (each.story, each.scene)
            if other.rpartition(".")[2].startswith(f"{name}_")
        ]
        found += [
            path
            for path in Path(spec.origin).parent.glob(f"{name}*.py")
            if _belongs(path.stem, name) and not any(_belongs(path.stem, other) for other in others)
        ]
    return found


def _belongs(stem: str, name: str) -> bool:
    return stem == name or stem.startswith(f"{name}_")


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
