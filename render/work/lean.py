"""Manim without the modules that it loads for what few scenes use: they are loaded on first use.

Manim loads networkx for its graphs, Beautiful Soup for ``Code``, and all of ``scipy.spatial`` for
one class; that loads linear algebra for a class that nobody asks for, and the tools with which
numpy is tested and Fortran wrapped. Together they are two fifths of the time that Manim takes to
load (0.36 of 0.86 s of CPU time) and a third of its memory (46 of 123 MB).

While Manim is loaded, their names stand for objects that load the real ones when they are used.
Nothing of Manim's own is changed, and whoever imports one of those modules later gets the module.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_LATER = ("networkx", "bs4", "scipy.linalg", "numpy.f2py", "numpy.testing")

_EMPTY = ("scipy.spatial",)
"""Packages of which one module is needed, and none that they load themselves."""


def load_manim() -> None:
    """Load Manim; modules that are loaded already stay as they are."""
    with loaded_later(_LATER), without_contents(_EMPTY):
        importlib.import_module("manim")


@contextmanager
def loaded_later(names: Iterable[str]) -> Iterator[None]:
    """What is imported from these modules in the block is loaded when it is first used.

    It can be called, have its attributes read, and be what ``isinstance`` asks for; it cannot be
    a base class.
    """
    stand_ins = {name: _Module(name) for name in names if name not in sys.modules}
    for name, stand_in in stand_ins.items():
        _put(name, stand_in)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            _take_away(name, stand_in)


@contextmanager
def without_contents(names: Iterable[str]) -> Iterator[None]:
    """Modules of these packages can be imported in the block without running the packages."""
    packages = {}
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            packages[name] = sys.modules[name] = module_from_spec(spec)
    try:
        yield
    finally:
        for name, package in packages.items():
            _take_away(name, package)


def _put(name: str, module: ModuleType) -> None:
    """As an import does: a module is an attribute of its package."""
    sys.modules[name] = module
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(importlib.import_module(parent), last, module)


def _take_away(name: str, module: ModuleType) -> None:
    if sys.modules.get(name) is module:
        del sys.modules[name]
    parent, _, last = name.rpartition(".")
    if vars(sys.modules.get(parent, sys)).get(last) is module:
        delattr(sys.modules[parent], last)


class _Module(ModuleType):
    """Stands for a module: gives what stands for its contents, after the block its contents."""

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):  # how an import asks what kind of module this is
            raise AttributeError(attribute)
        content = _Content(self, attribute)
        return content if _is_waiting(self) else _real(content)


class _Content:
    """Stands for something in a module."""

    def __init__(self, module: _Module, path: str) -> None:
        self._stands_for = module, path

    def __getattr__(self, attribute: str) -> Any:
        module, path = self._stands_for
        if _is_waiting(module):
            return _Content(module, f"{path}.{attribute}")
        return getattr(_real(self), attribute)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return _real(self)(*arguments, **named)

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, _real(self))

    def __subclasscheck__(self, subclass: Any) -> bool:
        return issubclass(subclass, _real(self))

    def __reduce__(self) -> tuple[Any, ...]:
        module, path = self._stands_for
        return _content, (module.__name__, path)  # a copy is the real one


def _is_waiting(module: _Module) -> bool:
    """Whether the real module must not be loaded yet."""
    return sys.modules.get(module.__name__) is module


def _real(content: _Content) -> Any:
    module, path = content._stands_for
    return _content(module.__name__, path)


def _content(module: str, path: str) -> Any:
    found: Any = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    return found
