"""Run a user's Python file under a private name, so that it shadows nothing and nothing shadows it.

A file and the modules beside it live in a package of their own, named after their folder. Each of
them has an ``import`` of its own that looks in that folder first: a ``scenes.py`` or ``render.py``
there is found by its neighbours and by nobody else.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from render.store.inputs import PRIVATE

_folders: dict[str, Path] = {}
"""The folder of each private package."""


def run_file(path: Path) -> ModuleType:
    """Run a file and what it imports from its folder, afresh each time.

    No file is taken from, and none is left in, ``__pycache__``: what runs is what is there now.
    Whatever the file raises comes through.
    """
    path = path.absolute()
    package = _package(path.parent)
    for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
        del sys.modules[name]
    name = f"{package}.{path.stem.replace('.', '_')}"
    spec = importlib.util.spec_from_file_location(name, path, loader=_Loader(name, str(path)))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def is_own(module: str) -> bool:
    """Whether a module of this name was run by ``run_file`` or imported from beside such a file."""
    return module.startswith(PRIVATE)


def sibling(folder: Path, name: str) -> bool:
    """Whether ``import name`` in a file of this folder means a module of the folder.

    The standard library and Manim always mean themselves, and so does what is installed from this
    very folder. A folder without ``__init__.py`` counts only where nothing else has that name.
    """
    if name in sys.stdlib_module_names or name == "manim":
        return False
    found = [folder / f"{name}.py", folder / name / "__init__.py"]
    own = next((path for path in found if path.is_file()), None)
    if own is None and not (folder / name).is_dir():
        return False
    try:
        installed = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        installed = None
    if installed is None:
        return True
    return own is not None and not _same(own, installed.origin)


def _same(path: Path, origin: str | None) -> bool:
    return origin is not None and Path(origin).exists() and path.samefile(origin)


def _package(folder: Path) -> str:
    """The private package of a folder; it is made when it is first asked for."""
    name = PRIVATE + hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    if name not in _folders:
        _folders[name] = folder
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        package.__spec__ = ModuleSpec(name, None, is_package=True)
        sys.modules[name] = package
        if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
            sys.meta_path.insert(0, _Finder())
    return name


class _Finder(MetaPathFinder):
    """Finds modules of private packages, and no others."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not is_own(fullname):
            return None
        importlib.invalidate_caches()  # a file may have been written a moment ago
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    """Compiles the source as it is now and gives the module its own ``import``."""

    def get_code(self, fullname: str) -> Any:
        source = self.get_filename(fullname)
        return self.source_to_code(self.get_data(source), source)

    def exec_module(self, module: ModuleType) -> None:
        package = module.__name__.partition(".")[0]
        module.__dict__["__builtins__"] = vars(builtins) | {"__import__": _Import(package)}
        super().exec_module(module)


class _Import:
    """``__import__`` for the modules of one private package."""

    def __init__(self, package: str) -> None:
        self._package = package
        self._folder = _folders[package]

    def __call__(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 - as Python calls them
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        top = name.partition(".")[0]
        if level or not sibling(self._folder, top):
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        private = f"{self._package}.{name}"
        if fromlist:
            return builtins.__import__(private, globals, locals, fromlist)
        importlib.import_module(private)
        return sys.modules[f"{self._package}.{top}"]
