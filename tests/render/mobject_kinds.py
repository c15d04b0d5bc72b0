"""Mobjects of every kind that is copied, and what may hang on them."""

import numpy as np
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
    always_redraw,
)
from manim.mobject.graph import Graph


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
