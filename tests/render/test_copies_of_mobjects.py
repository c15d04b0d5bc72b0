"""A quick copy of a mobject is Manim's, in every attribute and in what refers to what."""

import copy
from enum import Enum
from types import BuiltinFunctionType, FunctionType, MethodType

import numpy as np
import pytest
from manim import Circle, Dot, ManimColor, MathTypst, Square, VGroup, VMobject
from mobject_kinds import MOBJECTS, Born, Counted, Noted, referring
from svgelements import Path

from render.staging import copies


class Told:
    """A value and all that hangs on it, as plain text; an object that comes again is a number."""

    def __init__(self, originals=()):
        self.originals = set(originals)
        self.numbers = {}
        self.held = []

    def tell(self, value):
        if value is None or isinstance(value, PLAIN):
            return repr(value)
        if id(value) in self.originals:
            return f"the original's own {type(value).__name__}"
        if id(value) in self.numbers:
            return self.numbers[id(value)]
        self.numbers[id(value)] = len(self.numbers)
        self.held.append(value)
        return type(value), [self.tell(part) for part in parts_of(value)]


PLAIN = (bool, int, float, str, type, FunctionType, BuiltinFunctionType, Enum, ManimColor, Path)


def parts_of(value):
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        return [str(value.dtype), repr(value.shape), repr(value.strides), value.tobytes().hex()]
    if isinstance(value, np.ndarray):
        return list(value.ravel())
    if isinstance(value, dict):
        return [part for item in value.items() for part in item]
    if isinstance(value, MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, (list, tuple, set)):
        return list(value)
    return [part for item in getattr(value, "__dict__", {}).items() for part in item]


def told(mobject, copied):
    """What the copy is, beside the mobject."""
    original = Told()
    original.tell(mobject)
    return Told(original.numbers).tell(copied)


@pytest.fixture
def slowly(monkeypatch):
    """Shared paths and colours, and the rest as Manim copies it."""

    def copied(mobject):
        with monkeypatch.context() as patched:
            patched.setattr(copies._Copies, "of_mobjects", lambda self: {})
            with copies.shared_in_copies():
                return mobject.copy()

    return copied


@pytest.mark.parametrize("name", MOBJECTS)
def test_a_copy_is_that_of_manim(name, slowly):
    mobject = MOBJECTS[name]()
    with copies.shared_in_copies():
        quick = mobject.copy()
    expected = told(mobject, slowly(mobject))
    assert told(mobject, quick) == expected


def test_a_copy_of_a_copy_is_that_of_manim(slowly):
    mobject = slowly(referring())
    with copies.shared_in_copies():
        quick = mobject.copy()
    assert told(mobject, quick) == told(mobject, slowly(mobject))
    assert quick.original_id == str(id(mobject))


def test_the_common_kinds_are_copied_quickly(monkeypatch):
    glyphs = MathTypst("x + y")
    called = []
    monkeypatch.setattr(copies._Copies, "_mobject", noting(called, copies._Copies._mobject))
    with copies.shared_in_copies():
        glyphs.copy()
        VGroup(Noted(), Counted(), Born()).copy()
    kinds = [type(mobject) for mobject in called]
    assert kinds.count(type(glyphs[0])) >= 3
    assert MathTypst in kinds
    assert VGroup in kinds
    assert not {Noted, Counted, Born} & set(kinds)


def noting(called, method):
    def noted(self, mobject, memo):
        called.append(mobject)
        return method(self, mobject, memo)

    return noted


def test_a_class_that_is_made_during_the_scene_is_copied_too():
    with copies.shared_in_copies():

        class Late(Square):
            pass

        late = VGroup(Late(), Late())
        copied = late.copy()
        assert [type(part) for part in copied] == [Late, Late]
        assert copied[0].points is not late[0].points
        assert type(late[0].copy()) is Late


def test_a_memo_that_is_given_is_followed():
    dot, other = Dot(), Circle()
    group = VGroup(Square(), dot)
    with copies.shared_in_copies():
        copied = copy.deepcopy(group, {id(dot): other})
    assert copied[1] is other


def test_afterwards_python_copies_as_before():
    dispatch = dict(copy._deepcopy_dispatch)
    with copies.shared_in_copies():
        assert copy._deepcopy_dispatch != dispatch
        with copies.shared_in_copies():
            pass
        assert VMobject in copy._deepcopy_dispatch
    assert copy._deepcopy_dispatch == dispatch


def test_without_pythons_table_mobjects_are_copied_all_the_same(monkeypatch):
    monkeypatch.delattr(copy, "_deepcopy_dispatch")
    monkeypatch.setattr(copy, "deepcopy", lambda value: ("copied", value))
    dot = Dot()
    with copies.shared_in_copies():
        assert dot.copy() == ("copied", dot)
