"""Write a lesson of one's own and its test from the template beside this file."""

from __future__ import annotations

import ast
from pathlib import Path

from render.errors import UsageError
from render.new.names import Name, name
from render.request.preflight import check_out
from render.store.files import atomic_write_bytes, explained

_TEMPLATE = Path(__file__).with_name("template")
_NAMES = Name("my_lesson", "MyLesson", "my-lesson")
"""As they stand in the template, which is a lesson itself."""


def write_lesson(typed: str, folder: Path) -> tuple[Path, Path]:
    """Write ``NAME.py`` and ``test_NAME.py``; returns their paths.

    Raises
    ------
    UsageError : there can be no lesson of that name, or there is such a file; nothing was touched
    """
    lesson = name(typed, _taken())
    texts = {
        folder / f"{lesson.module}.py": _filled("my_lesson.py", lesson),
        folder / f"test_{lesson.module}.py": _filled("test_my_lesson.py", lesson),
    }
    for path in texts:
        if path.exists() or path.is_symlink():
            raise UsageError(f"{path} exists already (choose another name, or another --out)")
    check_out(folder)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        atomic_write_bytes(path, text.encode())
    source, test = texts
    return source, test


def _filled(template: str, lesson: Name) -> str:
    text = (_TEMPLATE / template).read_text(encoding="utf-8")
    for old, new in zip(
        (_NAMES.module, _NAMES.scene, _NAMES.lesson),
        (lesson.module, lesson.scene, lesson.lesson),
        strict=True,
    ):
        text = text.replace(old, new)
    return text


def _taken() -> set[str]:
    """Names that mean something in the template, other than the lesson itself."""
    tree = ast.parse((_TEMPLATE / "my_lesson.py").read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
    return names - {_NAMES.scene}
