"""Points are equal where ``numpy.allclose`` says so."""

import numpy as np
import pytest
from manim import Circle, Square, Transform, Typst, VGroup, VMobject

from render.staging.quick_beginnings import points_equal, quick_beginnings

VALUES = [0.0, -0.0, 1.0, 1 + 1e-5, 1 - 1e-5, 1 + 1.1e-5, 1e-6, -1e-6, 1.01e-6, 1e6, 1e6 + 10]
ODD = [np.inf, -np.inf, np.nan]


@pytest.mark.parametrize("tolerance", [1e-6, 0.0, 1e-3])
def test_points_are_compared_as_numpy_does(tolerance):
    rng = np.random.default_rng(0)
    answers = []
    for _ in range(1500):
        one = np.full(3, 0.5)
        other = one.copy()
        place = rng.integers(3)
        one[place], other[place] = rng.choice(VALUES + ODD), rng.choice(VALUES + ODD)
        answers.append(np.allclose(one, other, atol=tolerance))
        assert points_equal(tolerance, one, other) is answers[-1], (one, other)
    assert 100 < sum(answers) < 1400


def test_other_shapes_and_kinds_are_left_to_numpy():
    path = np.zeros((4, 3))
    assert points_equal(1e-6, path, np.zeros(3))
    assert not points_equal(1e-6, path, np.ones(3))
    near = np.full(3, 1.0 + 1e-6, dtype=np.float32)
    assert points_equal(0.0, np.ones(3, dtype=np.float32), near)


def begun(animation, *, quick):
    if quick:
        with quick_beginnings([animation]):
            animation.begin()
    else:
        animation.begin()
    held = (animation.mobject, animation.starting_mobject, animation.target_copy)
    return [[part.points.tolist() for part in mobject.get_family()] for mobject in held]


class Closer(VMobject):
    """Takes points for equal that are not."""

    def consider_points_equals(self, p0, p1):
        return True


CHANGES = {
    "texts": lambda: (Typst("an 8"), Typst("B and %")),
    "shapes": lambda: (Square(), VGroup(Circle(), Square().scale(2))),
    "nothing": lambda: (VMobject(), Circle()),
    "own way": lambda: (
        Closer().set_points(np.arange(24.0).reshape(8, 3)),
        VMobject().set_points(np.arange(36.0).reshape(12, 3)),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_transformation_begins_as_in_manim(name):
    CHANGES[name]()  # Manim keeps what it reads of an SVG
    slow = begun(Transform(*CHANGES[name]()), quick=False)
    animation = Transform(*CHANGES[name]())
    assert begun(animation, quick=True) == slow
    assert "begin" not in vars(animation)
    for mobject in (animation.mobject, animation.starting_mobject, animation.target_copy):
        assert not any("consider_points_equals" in vars(part) for part in mobject.get_family())


def test_a_beginning_of_its_own_is_left_alone():
    class Own(Transform):
        def begin(self):
            self.mine = True
            super().begin()

    animation = Own(Square(), Circle())
    with quick_beginnings([animation]):
        assert "begin" not in vars(animation)
        animation.begin()
    assert animation.mine
