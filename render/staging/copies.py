"""Copies of mobjects that share what nobody ever changes, and that are made quickly.

Manim copies every mobject that an animation acts on, two or three times, with all that hangs on
it: every glyph carries the path it was parsed from. Of 8 s of formulas, without drawing, that is
14.9 s of processor time, and 5.1 s when copies share the paths and the colours; of a scene that
transforms texts 5.6 and 2.1 s.

What is left goes attribute by attribute through ``copy.deepcopy``, 13.4 us a glyph, although nearly
all of them are numbers. Where a mobject is copied in Manim's own way, the same is done here in
5.5 us: 153 of them for one copy of 45 glyphs, because Manim keeps their groups beside them.
"""

from __future__ import annotations

import copy
import copyreg
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from types import BuiltinFunctionType, FunctionType, NoneType
from typing import Any

import numpy as np
from manim import ManimColor, Mobject
from numpy import ndarray
from svgelements import Path

_UNCHANGED = (Path, ManimColor)
_ATOMIC = frozenset(
    {NoneType, bool, int, float, complex, str, bytes, type, FunctionType, BuiltinFunctionType}
) | {*_UNCHANGED}
"""What stands for itself in a copy."""

_FLOATS = np.dtype(float)

_Memo = dict[int, Any]
_Copier = Callable[[Any, _Memo], Any]
_NOTHING = object()


@contextmanager
def shared_in_copies() -> Iterator[None]:
    """Within the block, ``copy.deepcopy`` hands parsed paths and colours on as they are.

    And it copies mobjects quickly, if they are copied as Manim copies most.
    """
    reducers = dict.fromkeys(_UNCHANGED, _itself)  # a string says: this stands for itself
    # The only place where Python looks before it asks a mobject how it wants to be copied. It is
    # not documented; without it all goes on as before, more slowly.
    dispatch = getattr(copy, "_deepcopy_dispatch", {})
    with _entered(copyreg.dispatch_table, reducers), _entered(dispatch, _Copies().of_mobjects()):
        yield


@contextmanager
def _entered(table: dict[Any, Any], entries: dict[Any, Any]) -> Iterator[None]:
    """Entries of a table for the length of the block."""
    before = {kind: table[kind] for kind in entries if kind in table}
    table.update(entries)
    try:
        yield
    finally:
        for kind in entries:
            del table[kind]
        table.update(before)


def _itself(value: object) -> str:
    return type(value).__name__


class _Copies:
    """How values of each class are copied; found out once."""

    def __init__(self) -> None:
        self._copiers: dict[type, _Copier] = {
            list: self._list,
            dict: self._dict,
            ndarray: _array,
        }
        self._atomic = set(_ATOMIC)
        self._own_ways: dict[type, frozenset[str]] = {}

    def of_mobjects(self) -> dict[type, _Copier]:
        """A copier for each class of mobjects that there is and that is copied in Manim's way."""
        kinds: list[type[Any]] = [Mobject, *_below(Mobject)]
        return {kind: self._mobject for kind in kinds if self._copier(kind) == self._mobject}

    def _copier(self, kind: type) -> _Copier:
        copier = self._copiers.get(kind)
        if copier is None:
            copier = self._mobject if _copied_by_manim(kind) else copy.deepcopy
            self._copiers[kind] = copier
            if issubclass(kind, Enum) and kind.__deepcopy__ is Enum.__deepcopy__:
                self._atomic.add(kind)
        return copier

    def _mobject(self, mobject: Any, memo: _Memo) -> Any:
        """``Mobject.__deepcopy__``."""
        kind, attributes, atomic = type(mobject), mobject.__dict__, self._atomic
        if kind not in self._own_ways:
            self._own_ways[kind] = _own_ways(kind)
        if not self._own_ways[kind].isdisjoint(attributes):
            return mobject.__deepcopy__(memo)
        made = memo[id(mobject)] = object.__new__(kind)
        made.__dict__ = own = attributes.copy()
        for name, value in attributes.items():
            kind = type(value)
            if kind in atomic:
                continue
            if kind is ndarray and value.dtype is _FLOATS and id(value) not in memo:
                own[name] = memo[id(value)] = value.__copy__()
            else:
                own[name] = self._value(value, memo)
        own["original_id"] = str(id(mobject))
        return made

    def _value(self, value: Any, memo: _Memo) -> Any:
        known = memo.get(id(value), _NOTHING)
        if known is not _NOTHING:
            return known
        kind = type(value)
        return (self._copiers.get(kind) or self._copier(kind))(value, memo)

    def _list(self, values: list[Any], memo: _Memo) -> list[Any]:
        made: list[Any] = []
        memo[id(values)] = made
        for value in values:
            made.append(value if type(value) in self._atomic else self._value(value, memo))
        return made

    def _dict(self, values: dict[Any, Any], memo: _Memo) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        memo[id(values)] = made
        for key, value in values.items():
            made[self._value(key, memo)] = self._value(value, memo)
        return made


def _array(array: Any, memo: _Memo) -> Any:
    if array.dtype.hasobject:
        return copy.deepcopy(array, memo)
    memo[id(array)] = made = array.__copy__()
    return made


def _below(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _copied_by_manim(kind: Any) -> bool:
    return (
        issubclass(kind, Mobject)
        and kind.__deepcopy__ is Mobject.__deepcopy__
        and kind.__new__ is object.__new__
        and kind.__setattr__ is object.__setattr__
        and kind.__getattribute__ is object.__getattribute__
    )


def _own_ways(kind: type) -> frozenset[str]:
    """Attributes that, should a mobject have them in its dictionary, are set in ways of their own.

    ``__deepcopy__`` is another way to copy all of it.
    """
    special = {
        name
        for base in kind.__mro__
        for name, value in vars(base).items()
        if hasattr(type(value), "__set__")
    }
    return frozenset(special - {"__dict__", "__weakref__", "__class__"} | {"__deepcopy__"})
