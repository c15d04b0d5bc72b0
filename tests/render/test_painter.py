"""The painters on Skia: what they touch, and that they forget nothing."""

import numpy as np
import painted
import pytest
from manim import (
    BLUE,
    RED,
    Circle,
    Cube,
    Dot,
    Group,
    ImageMobjectFromCamera,
    MovingCamera,
    MultiCamera,
    NumberPlane,
    PMobject,
    Square,
    ThreeDCamera,
)

from render.drawing.renderers import open_painter
from render.picture import Box

SURFACES = ("raster", "opengl")


@pytest.fixture(params=SURFACES)
def surface(request):
    return request.param


@pytest.fixture
def painter(surface):
    with open_painter(surface, painted.WIDTH, painted.HEIGHT) as opened:
        yield opened


def outside(pixels, box):
    """The picture with what is in the box left out."""
    pixels = pixels.copy()
    pixels[box.slices] = 0
    return pixels


def redrawn(surface, camera, *layers):
    """The same picture by a painter that has drawn nothing before."""
    with open_painter(surface, painted.WIDTH, painted.HEIGHT) as fresh:
        fresh.draw_resting(camera, layers[0])
        fresh.draw_moving(camera, layers[1])
        return fresh.pixels.copy()


def test_a_frame_is_what_it_would_be_without_the_frames_before(surface, painter):
    random, camera = np.random.default_rng(1), painted.camera()
    resting, moving = painted.ground(), painted.shapes()
    painter.draw_resting(camera, resting)
    for _ in range(6):
        painted.moved(moving, random)
        painter.draw_moving(camera, moving)
        np.testing.assert_array_equal(painter.pixels, redrawn(surface, camera, resting, moving))


@pytest.mark.parametrize("index", range(len(painted.shapes())))
def test_nothing_changes_outside_of_the_box(painter, index):
    random, camera = np.random.default_rng(index), painted.camera()
    moving = [painted.shapes()[index]]
    painter.draw_resting(camera, painted.ground())
    painter.draw_moving(camera, [])
    for _ in range(8):
        before = painter.pixels.copy()
        painted.moved(moving, random)
        box = painter.draw_moving(camera, moving)
        np.testing.assert_array_equal(outside(before, box), outside(painter.pixels, box))


def test_nothing_changes_outside_of_the_box_when_all_is_drawn(painter):
    random, camera = np.random.default_rng(8), painted.camera()
    moving = painted.shapes()
    painter.draw_all(camera, [])
    for count in (3, 0, 2, 5, 1):
        before = painter.pixels.copy()
        painted.moved(moving, random)
        box = painter.draw_all(camera, moving[:count])
        np.testing.assert_array_equal(outside(before, box), outside(painter.pixels, box))


def known(mobjects):
    """Those of which is known where they will be drawn: all but clouds and what shows an image."""
    return [one for one in mobjects if not isinstance(one, PMobject) and not texture_of(one)]


def texture_of(mobject):
    return getattr(mobject, "background_image", None)


@pytest.mark.parametrize("chosen", [known, list])
def test_what_comes_goes_and_stays_is_drawn_as_if_all_were_new(surface, painter, chosen):
    random, camera = np.random.default_rng(11), painted.camera()
    resting, pool = painted.ground(), chosen([*painted.shapes(), *painted.shapes()])
    painted.moved(pool, random)
    painter.draw_resting(camera, resting)
    painter.draw_moving(camera, [])
    for step in range(12):
        before = painter.pixels.copy()
        moving = [pool[place] for place in sorted(random.choice(len(pool), 12, replace=False))]
        if step % 4 == 3:
            moving.reverse()
        painted.moved(moving[:2], random)
        box = painter.draw_moving(camera, moving)
        np.testing.assert_array_equal(painter.pixels, redrawn(surface, camera, resting, moving))
        np.testing.assert_array_equal(outside(before, box), outside(painter.pixels, box))


def test_what_stays_is_not_drawn_again(painter):
    camera = painted.camera()
    rows = [Dot([x / 2, y, 0]) for y in (-3, 3) for x in range(-12, 13)]
    mover = Dot([0, -3, 0], color=RED)
    painter.draw_resting(camera, [])
    painter.draw_moving(camera, [*rows, mover])
    mover.shift([0.5, 0, 0])
    box = painter.draw_moving(camera, [*rows, mover])
    assert box.top > painted.HEIGHT // 2
    assert box.right - box.left < 40


def test_what_rests_counts_as_changed_once(painter):
    camera = painted.camera()
    painter.draw_all(camera, [Circle()])
    before = painter.pixels.copy()
    painter.draw_resting(camera, [Square(4)])
    box = painter.draw_moving(camera, [Dot([2, 1, 0])])
    np.testing.assert_array_equal(outside(before, box), outside(painter.pixels, box))
    small = painter.draw_moving(camera, [Dot([2.1, 1, 0])])
    assert small.bottom - small.top < 20
    assert small.right - small.left < 20


def test_the_box_is_small_and_within_the_picture(painter):
    camera = painted.camera()
    painter.draw_resting(camera, painted.ground())
    painter.draw_moving(camera, [])
    assert painter.draw_moving(camera, []).empty
    assert painter.draw_moving(camera, [Circle().shift([60, 0, 0])]).empty
    box = painter.draw_moving(camera, [Circle(2, fill_opacity=1).move_to([-7, 4, 0])])
    assert (box.top, box.left) == (0, 0)
    assert box.bottom < 60
    assert box.right < 60


def test_equal_pictures_are_equal_to_the_bit(painter):
    camera, shapes = painted.camera(), painted.shapes()
    painter.draw_all(camera, shapes)
    first = painter.pixels.copy()
    painter.draw_resting(camera, [])
    painter.draw_moving(camera, [member for shape in shapes for member in shape.get_family()])
    np.testing.assert_array_equal(painter.pixels, first)


def test_what_changes_in_place_is_noticed(surface, painter):
    camera, shapes = painted.camera(), painted.shapes()
    circle, picture = shapes[0], shapes[8]
    painter.draw_resting(camera, [])
    changes = (
        lambda: circle.points.__iadd__([1, 0, 0]),
        lambda: circle.set_stroke(BLUE, 3),
        lambda: circle.set_fill(RED, 0.3),
        lambda: circle.set_fill([RED, BLUE], 1),
        lambda: circle.set_sheen_direction([0, 1, 0]),
        lambda: picture.pixel_array.fill(130),
        lambda: picture.set_opacity(0.4),
    )
    painter.draw_moving(camera, [circle, picture])
    for change in changes:
        before = painter.pixels.copy()
        change()
        painter.draw_moving(camera, [circle, picture])
        assert not np.array_equal(painter.pixels, before)
        expected = redrawn(surface, camera, [], [circle, picture])
        np.testing.assert_array_equal(painter.pixels, expected)


def test_another_background_fills_the_whole_picture(painter):
    camera = painted.camera()
    painter.draw_all(camera, [])
    camera.background_color = BLUE
    assert painter.draw_all(camera, []) == Box(0, painted.HEIGHT, 0, painted.WIDTH)
    assert painter.pixels[5, 5].tolist() == [*BLUE.to_int_rgb(), 255]


def test_what_is_transparent_has_no_colour(painter):
    camera = painted.camera(background_color=RED, background_opacity=0)
    painter.draw_all(camera, painted.shapes())
    pixels = painter.pixels
    assert (pixels[pixels[..., 3] == 0] == 0).all()
    assert (pixels[..., :3] <= pixels[..., 3:]).all()
    assert 0 < (pixels[..., 3] == 0).mean() < 1


def test_a_moving_camera_is_followed(surface, painter):
    camera, shapes = painted.camera(MovingCamera), painted.shapes()
    painter.draw_all(camera, shapes)
    camera.frame.scale(0.7).shift([1, 0.5, 0])
    painter.draw_all(camera, shapes)
    np.testing.assert_array_equal(painter.pixels, redrawn(surface, camera, [], shapes))


def test_a_turning_camera_is_followed(surface, painter):
    camera = painted.camera(ThreeDCamera, phi=1)
    members = Group(Cube(), NumberPlane()).family_members_with_points()
    painter.draw_resting(camera, [])
    for theta in (0.3, 0.4):
        camera.set_theta(theta)
        painter.draw_moving(camera, members)
        np.testing.assert_array_equal(painter.pixels, redrawn(surface, camera, [], members))


def test_an_inner_camera_shows_what_rests_and_what_moves(surface, painter):
    display = ImageMobjectFromCamera(painted.camera(MovingCamera)).shift([4, 0, 0])
    camera = painted.camera(MultiCamera, image_mobjects_from_cameras=[display])
    dot = Dot([-2, 0, 0], radius=0.5, color=RED)
    painter.draw_resting(camera, [*painted.ground(), display])
    for step in (0, 1):
        dot.shift([step, 0, 0])
        painter.draw_moving(camera, [dot])
        expected = redrawn(surface, camera, [*painted.ground(), display], [dot])
        np.testing.assert_array_equal(painter.pixels, expected)
    top, left = painted.HEIGHT // 2 - 30, 200
    shown = painter.pixels[top : top + 60, left:]
    assert (shown[..., 0] > 200).sum() > 20, "the red dot is to be seen in the small picture"
