"""Hashes of our own source: what it draws and how it sounds depends on that.

Loads nothing else of ours but the list of lessons, so that it is known early.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from pathlib import Path

from render.store.lesson_files import lesson_files
from scenes.catalogue import LESSONS

_PACKAGES = ("mathcore", "scenes", "render")


@cache
def shared_source() -> str:
    """Hash of our source without that of single lessons: changing one leaves the others be."""
    apart = {path for lesson in LESSONS for path in lesson_files(lesson)}
    files = [
        (f"{package}/{path.relative_to(folder).as_posix()}", path)
        for package in _PACKAGES
        for folder in _folders(package)
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and path not in apart
    ]
    return _hash_files(files)


@cache
def lesson_source(lesson: str) -> str:
    """Hash of the source of one lesson."""
    files = lesson_files(lesson)
    return _hash_files([("/".join(path.parts[-3:]), path) for path in files])


def _folders(package: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    return [Path(folder) for folder in (spec.submodule_search_locations if spec else None) or ()]


def _hash_files(files: list[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
