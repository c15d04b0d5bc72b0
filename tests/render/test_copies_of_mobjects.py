"""A quick copy of a mobject is Manim's, in every attribute and in what refers to what."""

import copy
from enum import Enum
from types import BuiltinFunctionType, FunctionType, MethodType

import numpy as np
import pytest
from manim import (
    RED,
    RIGHT,
    UP,
    Arrow,
    Axes,
    Circle,
    Dot,
    ImageMobject,
    Line3D,
    ManimColor,
    MathTypst,
    Mobject,
    NumberPlane,
    ParametricFunction,
    Sphere,
    Square,
    SurroundingRectangle,
    ThreeDAxes,
    TracedPath,
    Typst,
    ValueTracker,
    VDict,
    VGroup,
    VMobject,
    always_redraw,
)
from manim.mobject.graph import Graph
from svgelements import Path

from render.staging import copies


class Sized(Square):
    """Takes arguments that ``copy`` does not know."""

    def __init__(self, size, label):
        super().__init__(side_length=size)
        self.label = label
        self.notes = {"size": [size, (size, label)], ("a", 1): {label}}


class Counted(Square):
    """Copies itself."""

    def __deepcopy__(self, memo):
        made = super().__deepcopy__(memo)
        made.generation = getattr(self, "generation", 0) + 1
        return made


class Noted(Square):
    """Notes what is set."""

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if name == "points":
            self.times = vars(self).get("times", 0) + 1


class Slotted(Square):
    """A slot is not in the dictionary, so Manim does not copy it."""

    __slots__ = ("extra",)


class Doubled(Square):
    """What is set through a property is not what is read from the dictionary."""

    def __init__(self):
        super().__init__()
        vars(self)["weight"] = 3

    @property
    def weight(self):
        return vars(self).get("_weight")

    @weight.setter
    def weight(self, value):
        vars(self)["_weight"] = 2 * value


class Born(Square):
    """Is made in a way of its own."""

    def __new__(cls, *given):
        made = super().__new__(cls)
        made.born = len(given)
        return made


class Strange:
    """Neither a number nor a mobject."""

    def __init__(self):
        self.values = [np.zeros(2), self]


def referring():
    square = Square()
    square.same_points = square.points
    square.view = square.points[:2]
    square.itself = square
    square.pair = VGroup(square.copy(), Dot())
    square.first = square.pair[0]
    square.everything = [square.pair, (square.pair, square.points), {"points": square.points}]
    square.strange = Strange()
    square.transposed = np.arange(6.0).reshape(2, 3).T
    square.whole = np.array(3.0)
    square.objects = np.array([square, None, [1]], dtype=object)
    square.number = np.float64(2)
    square.bound = square.shift
    return square


def updated():
    dot, square = Dot(), Square().add_updater(lambda square, dt: square.rotate(dt))
    dot.add_updater(lambda dot: dot.move_to(square))
    square.add_updater(square.become)
    return VGroup(dot, square)


def targeted():
    square = Square(color=RED).save_state()
    square.generate_target()
    square.target.shift(UP)
    return square.shift(RIGHT)


def instance_way():
    square = Square()
    square.__deepcopy__ = lambda memo: Circle()
    return VGroup(square)


def shared_part():
    dot = Dot()
    return VGroup(VGroup(dot), VGroup(dot), dot)


MOBJECTS = {
    "mobject": Mobject,
    "square": lambda: Square(fill_opacity=0.4, sheen_factor=0.3, sheen_direction=RIGHT),
    "typst": lambda: Typst("*A word* and #underline[another]"),
    "formula": lambda: MathTypst("sum_(i=1)^n frac(x_i, sqrt(2))"),
    "axes": lambda: Axes(x_range=(0, 3), y_range=(0, 2)),
    "plane": lambda: NumberPlane(x_range=(-1, 1), y_range=(-1, 1)),
    "space": lambda: ThreeDAxes(x_range=(0, 1), y_range=(0, 1), z_range=(0, 1)),
    "graph": lambda: Graph([1, 2, 3], [(1, 2), (2, 3)]),
    "curve": lambda: ParametricFunction(lambda t: (t, t * t, 0), (0, 1)),
    "arrow": Arrow,
    "dict": lambda: VDict({"a": Square(), "b": Dot()}),
    "around": lambda: SurroundingRectangle(Square()),
    "line in space": Line3D,
    "sphere": lambda: Sphere(resolution=(3, 2)),
    "image": lambda: ImageMobject(np.zeros((2, 2, 3), dtype=np.uint8)),
    "tracker": lambda: ValueTracker(2.5),
    "trace": lambda: TracedPath(Dot().get_center),
    "redrawn": lambda: always_redraw(Square),
    "updated": updated,
    "targeted": targeted,
    "references": referring,
    "shared part": shared_part,
    "sized": lambda: VGroup(Sized(2, "two"), Sized(1, "one")),
    "counted": lambda: VGroup(Counted(), Square()),
    "noted": lambda: VGroup(Noted(), Noted()),
    "slotted": lambda: VGroup(Slotted()),
    "doubled": lambda: VGroup(Doubled()),
    "born": lambda: VGroup(Born()),
    "instance": instance_way,
}


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
