"""Vector mobjects are looked at all together, and drawn as if each had been looked at alone."""

import numpy as np
import painted
import pytest
from manim import (
    BLUE,
    RED,
    UP,
    WHITE,
    YELLOW,
    Camera,
    CapStyleType,
    Circle,
    Dot,
    Line,
    MovingCamera,
    Rectangle,
    Square,
    Star,
    VGroup,
    VMobject,
)

from render.drawing.flat.paints import bytes_of
from render.drawing.flat.styles import Reading
from render.drawing.flat.vectors import VectorDrawer
from render.drawing.flat.view import View
from render.drawing.mobject_drawer import MobjectDrawer, transform_of
from render.drawing.renderers import open_painter
from render.drawing.surfaces.surfaces import RasterSurface


def view_of(camera=None, surface=None):
    camera = camera or painted.camera()
    surface = surface or RasterSurface(painted.WIDTH, painted.HEIGHT)
    return View(surface, camera, transform_of(camera))


def steps_of(drawer, view, vmobjects):
    drawer.begin()
    return list(drawer.steps(view, vmobjects))


def drawn(vmobjects, camera=None):
    with open_painter("raster", painted.WIDTH, painted.HEIGHT) as painter:
        painter.draw_all(camera or painted.camera(), vmobjects)
        return painter.pixels.copy()


def vectors():
    return [one for one in painted.shapes() if isinstance(one, VMobject)]


@pytest.mark.parametrize("seed", range(4))
def test_all_kinds_together_are_drawn_in_their_order(seed):
    random, camera = np.random.default_rng(seed), painted.camera()
    members = [*painted.shapes(), *painted.shapes()]
    random.shuffle(members)
    together, one_by_one = (RasterSurface(painted.WIDTH, painted.HEIGHT) for _ in range(2))
    together.opaque = one_by_one.opaque = False
    MobjectDrawer().draw(together, camera, members, {})
    for member in members:
        MobjectDrawer().draw(one_by_one, camera, [member], {})
    np.testing.assert_array_equal(together.pixels, one_by_one.pixels)


# ------------------------------------------------------------------ boxes


def stretched():
    camera = painted.camera(MovingCamera)
    camera.frame.stretch(1.4, 1)
    return camera


@pytest.mark.parametrize("camera", [painted.camera(), stretched()], ids=["plain", "stretched"])
def test_no_step_touches_a_pixel_outside_of_its_box(camera):
    random, view = np.random.default_rng(4), view_of(camera)
    pixels = view.surface.pixels
    for _ in range(4):
        shapes = vectors()
        painted.moved(shapes, random)
        mobjects = [*shapes, VGroup(), Line([-9, 0, 0], [9, 5, 0]), Circle().shift([40, 0, 0])]
        for step in steps_of(VectorDrawer(), view, mobjects):
            pixels[:] = 0
            box = step.draw()
            assert box == step.box
            pixels[box.slices] = 0
            assert not pixels.any()


def test_the_box_of_a_stroke_that_is_drawn_as_such_holds_it():
    view = view_of()
    view.surface.outlines_strokes = False
    for step in steps_of(VectorDrawer(), view, vectors()):
        view.surface.pixels[:] = 0
        box = step.draw()
        view.surface.pixels[box.slices] = 0
        assert not view.surface.pixels.any()


# ------------------------------------------------------------------ colours


def by_cairo(color):
    """The rule in words: cut off to 0 to 1, times alpha, times 256, cut off to whole numbers."""
    *others, alpha = (min(1.0, max(0.0, value)) for value in color)
    return [min(255, int(256 * share)) for share in (*(one * alpha for one in others), alpha)]


def test_colours_become_the_bytes_of_cairo():
    random = np.random.default_rng(2)
    colors = random.uniform(-0.3, 1.3, (300, 4))
    colors[::7] = np.round(colors[::7])
    colors[3, 1] = np.nan
    assert bytes_of(colors).tolist() == [by_cairo(color) for color in colors.tolist()]


@pytest.mark.parametrize("opacity", [1, 0.5])
@pytest.mark.parametrize("filled", [True, False], ids=["fill", "stroke"])
def test_red_is_red_and_blue_is_blue(filled, opacity):
    for number, color in enumerate(("#FF0000", "#00FF00", "#0000FF")):
        square = Square(2, stroke_width=0)
        if filled:
            square.set_fill(color, opacity)
        else:
            square = Line([-2, -1, 0], [2, 1, 0]).set_stroke(color, 40, opacity)
        expected = [0, 0, 0, 255]
        expected[number] = 255 if opacity == 1 else 128
        middle = drawn([square])[painted.HEIGHT // 2, painted.WIDTH // 2]
        assert middle.tolist() == expected


def test_what_has_the_same_colour_shares_its_paint_and_no_gradient_does():
    same = [Dot([x, 0, 0], color=RED) for x in (-2, 0, 2)]
    shades = [Square(fill_opacity=1).set_fill([RED, BLUE]).shift([x, 1, 0]) for x in (-3, 3)]
    steps = steps_of(VectorDrawer(), view_of(), [*same, *shades])
    (paint,) = {id(paint) for step in steps[:3] for _, _, paint in step.look}
    fills = {id(step.look[0][2]) for step in steps[3:]}
    assert len(fills) == 2
    assert paint not in fills


def test_a_gradient_moves_with_its_mobject():
    square = Square(fill_opacity=1, stroke_width=0).set_fill([RED, BLUE]).set_sheen_direction(UP)
    with open_painter("raster", painted.WIDTH, painted.HEIGHT) as painter:
        for _ in range(3):
            square.shift([0.4, 0.3, 0])
            painter.draw_all(painted.camera(), [square])
            np.testing.assert_array_equal(painter.pixels, drawn([square]))


def test_more_colours_than_are_kept_are_all_drawn():
    random = np.random.default_rng(3)
    dots = [Dot(radius=0.3).move_to([x, 0, 0]) for x in range(-6, 7)]
    with open_painter("raster", painted.WIDTH, painted.HEIGHT) as painter:
        for _ in range(400):
            for dot in dots:
                dot.fill_rgbas = random.uniform(0, 1, (1, 4))
            painter.draw_all(painted.camera(), dots)
        np.testing.assert_array_equal(painter.pixels, drawn(dots))


# ------------------------------------------------------------------ what is read


class Blue(Circle):
    """Says of itself in methods what its attributes do not."""

    def get_fill_rgbas(self):
        return np.array([[0.0, 0, 1, 1]])


class Wide(Circle):
    def get_stroke_width(self, background=False):
        return 0.0 if background else 9.0


class Inverted(Camera):
    def get_fill_rgbas(self, vmobject):
        return 1 - super().get_fill_rgbas(vmobject) * [1, 1, 1, 0]


def test_methods_of_a_mobject_count_more_than_its_attributes():
    plain = drawn([Circle().set_fill("#0000FF", 1).set_stroke(WHITE, 9)])
    np.testing.assert_array_equal(drawn([Blue(color=WHITE, stroke_width=9)]), plain)
    wide = Wide(stroke_width=2).set_fill("#0000FF", 1).set_stroke(WHITE)
    np.testing.assert_array_equal(drawn([wide]), plain)


def test_methods_of_a_camera_count_more_than_attributes():
    square = Square(stroke_width=0).set_fill("#FF0000", 1)
    expected = drawn([square.copy().set_fill("#00FFFF", 1)])
    np.testing.assert_array_equal(drawn([square], painted.camera(Inverted)), expected)


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        (lambda one: setattr(one, "stroke_width", "7"), lambda one: one.set_stroke(width=7)),
        (lambda one: setattr(one, "stroke_width", -7), lambda one: one.set_stroke(width=0)),
        (lambda one: delattr(one, "fill_rgbas"), lambda one: one.set_fill(opacity=0)),
    ],
    ids=["a width in words", "a negative width", "no colour"],
)
def test_odd_attributes_mean_what_they_mean_to_manim(odd, plain):
    strange, usual = (Star(color=YELLOW, fill_opacity=0.5) for _ in range(2))
    odd(strange)
    plain(usual)
    others = [Square(), Dot()]
    np.testing.assert_array_equal(drawn([strange, *others]), drawn([usual, *others]))


def test_colours_of_strokes_that_nobody_sees_do_not_count():
    view, dot = view_of(), Dot(stroke_width=0)
    line = Line(stroke_width=3)
    before = Reading(view, [dot, line]).keys
    dot.set_stroke(RED)
    line.set_stroke(RED)
    after = Reading(view, [dot, line]).keys
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.set_stroke(width=8),
        lambda one: one.set_stroke(BLUE, 9, background=True),
        lambda one: one.set_cap_style(CapStyleType.ROUND),
        lambda one: one.points.__imul__(1.2),
        lambda one: one.fill_rgbas.__imul__(0.5),
    ],
)
def test_a_step_is_used_again_until_its_mobject_changes(change):
    drawer, view = VectorDrawer(), view_of()
    one, other = Star(fill_opacity=1), Rectangle(fill_opacity=0.5)
    first = steps_of(drawer, view, [one, other])
    assert steps_of(drawer, view, [one, other]) == first
    assert steps_of(drawer, view, [other, one]) == first[::-1]
    change(one)
    changed, same = steps_of(drawer, view, [one, other])
    assert changed.look is not first[0].look
    assert same is first[1]


def test_another_view_makes_all_steps_anew():
    drawer, camera = VectorDrawer(), painted.camera()
    star = Star()
    (first,) = steps_of(drawer, view_of(camera), [star])
    view = view_of(camera)
    (second,) = steps_of(drawer, view, [star])
    assert second is not first
    camera.cairo_line_width_multiple *= 2
    (third,) = steps_of(drawer, view, [star])
    assert third is not second
    assert third.box != second.box


def test_a_mobject_that_failed_to_be_drawn_is_not_taken_for_drawn():
    drawer, view = VectorDrawer(), view_of()
    square = Square(fill_opacity=1)
    (before,) = steps_of(drawer, view, [square])
    square.shift([1, 0, 0])
    square.cap_style = None
    with pytest.raises(KeyError):
        steps_of(drawer, view, [square])
    square.cap_style = CapStyleType.AUTO
    (after,) = steps_of(drawer, view, [square])
    assert after.box.left > before.box.left
