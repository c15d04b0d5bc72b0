"""The quick ways to draw with recorded pictures give the pixels of the plain ones."""

import numpy as np
import painted
import pytest
import skia
from manim import WHITE, Surface, ThreeDCamera

from render.drawing.faces import looks
from render.drawing.faces.hard_quads import fill_alike
from render.drawing.faces.overlays import FLAPS, flapped_quads, packed
from render.drawing.records.picture_layout import filled_style, style_of
from render.drawing.records.recording import LINES, MESH, PATH, Recording
from render.drawing.records.records import (
    TWO_TRIANGLES,
    hairline_paints,
    line_paths,
    meshes,
    plain_paint,
    solid_paints,
)
from render.drawing.renderers import open_painter
from render.picture import Box

WIDTH, HEIGHT, COUNT = 320, 180, 300
BUTT = style_of(True, skia.Paint.kMiter_Join, skia.Paint.kButt_Cap)


def pixels_of(recording):
    """A recording on a background of many colours, with red for blue as ``Surface.exchanged``."""
    pixels = np.random.default_rng(0).integers(0, 256, (HEIGHT, WIDTH, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    info = skia.ImageInfo.Make(WIDTH, HEIGHT, skia.kBGRA_8888_ColorType, skia.kPremul_AlphaType)
    skia.Surface.MakeRasterDirect(info, pixels).getCanvas().drawPicture(recording.finish())
    return pixels


def drawn(kind, paints, add, records):
    recording, count = Recording(), len(records)
    recording.add_paints(paints)
    add(recording, records)
    numbers = np.arange(count, dtype=np.uint32)
    painted_with = numbers if len(paints) == count else np.zeros_like(numbers)
    recording.draw(np.full(count, kind), painted_with, numbers)
    return pixels_of(recording)


def polygons(corners, random):
    middles = random.uniform((-10, -10), (WIDTH + 10, HEIGHT + 10), (COUNT, 1, 2))
    return middles + random.normal(size=(COUNT, corners, 2)) * 12


@pytest.mark.parametrize("closed", [True, False])
def test_lines_are_drawn_as_thin_strokes_of_paths(closed):
    random = np.random.default_rng(1)
    points = polygons(4, random)
    colors = random.uniform(size=(COUNT, 4))
    colors[: COUNT // 2, 3] = 1
    widths = random.uniform(0.01, 1, COUNT)
    widths[::7] = 1
    style = np.full(COUNT, BUTT, dtype=np.uint32)
    paths = line_paths(points, closed=closed)
    by_paths = drawn(PATH, solid_paints(colors, widths, style), Recording.add_paths, paths)
    corners = np.concatenate([points, points[:, :1]], axis=1) if closed else points
    paints = hairline_paints(colors, widths, style)
    by_lines = drawn(LINES, paints, Recording.add_lines, corners)
    np.testing.assert_array_equal(by_lines, by_paths)


@pytest.mark.parametrize("flapped", [True, False])
def test_meshes_in_the_colour_of_their_paint_are_those_of_one_colour(flapped):
    random = np.random.default_rng(2)
    quads = polygons(4, random).T
    triangles = TWO_TRIANGLES
    if flapped:
        quads, triangles = flapped_quads(quads, random.uniform(size=(4, COUNT)) < 0.5), FLAPS
    fill = looks.fill_of(
        random.uniform(size=(COUNT, 1, 4)).repeat(2, axis=1) * [1, 1, 1, 0] + [0, 0, 0, 1],
        np.zeros((COUNT, 2)),
        looks.Sight(None, 1.0, True, True),
    )
    assert fill.quick.all()
    words = packed(fill.colors[0])[:, None].repeat(quads.shape[1], axis=1)
    colored = drawn(MESH, plain_paint(), Recording.add_meshes, meshes(quads.T, words, triangles))
    plain = meshes(quads.T, None, triangles)
    np.testing.assert_array_equal(
        drawn(MESH, fill.quick_paints, Recording.add_meshes, plain), colored
    )


def test_lines_of_several_lengths_keep_their_place():
    random = np.random.default_rng(3)
    style = np.array([BUTT, BUTT, filled_style()], dtype=np.uint32)
    colors = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1.0]])
    short, long = polygons(3, random)[:5], polygons(6, random)[:5]
    square = np.array([[(10, 10), (90, 10), (90, 90), (10, 90)]])
    recording, plain = Recording(), Recording()
    for target in (recording, plain):
        target.add_paints(hairline_paints(colors[:2], np.ones(2), style[:2]))
        target.add_paints(solid_paints(colors, np.ones(3), style))
        target.add_paths(line_paths(square, closed=True))
    recording.add_lines(short)
    recording.add_lines(long)
    plain.add_paths(line_paths(short, closed=False))
    plain.add_paths(line_paths(long, closed=False))
    order = random.permutation(10)
    kinds = np.where(np.arange(11) == 5, PATH, LINES)
    paints = np.insert(order % 2, 5, 4).astype(np.uint32)
    shapes = np.insert(order, 5, 0).astype(np.uint32)
    recording.draw(kinds, paints, shapes)
    as_strokes = np.where(kinds == PATH, paints, paints + 2).astype(np.uint32)
    plain.draw(np.full(11, PATH), as_strokes, np.where(kinds == PATH, 0, shapes + 1))
    np.testing.assert_array_equal(pixels_of(recording), pixels_of(plain))


@pytest.mark.parametrize("width", [0.5, 2.0, 4.0])  # 0.1, 0.5 and 1 pixels
def test_a_surface_looks_the_same_with_lines_and_without(monkeypatch, width):
    surface = Surface(
        lambda u, v: np.array([u, v, np.sin(u)]),
        u_range=(-3, 3),
        v_range=(-3, 3),
        resolution=24,
        stroke_width=width,
        stroke_color=WHITE,
    )
    camera = painted.camera(ThreeDCamera)
    camera.set_phi(0.7)

    def picture():
        with open_painter("raster", painted.WIDTH, painted.HEIGHT) as painter:
            painter.draw_all(camera, [surface])
            return painter.pixels.copy()

    used = []
    add_lines = Recording.add_lines

    def counted(self, points):
        used.append(len(points))
        return add_lines(self, points)

    monkeypatch.setattr(Recording, "add_lines", counted)
    with_lines = picture()
    assert sum(used) > 50
    monkeypatch.setattr(looks, "butt_styles", lambda: ())
    used.clear()
    np.testing.assert_array_equal(picture(), with_lines)
    assert not used


def convex_quads(random, grain):
    """Quads that are convex, on a grid of ``grain`` pixels so that rounding matters."""
    middles = random.uniform((20, 20), (WIDTH - 20, HEIGHT - 20), (COUNT, 1, 2))
    square = np.array([(-5, -5), (5, -5), (5, 5), (-5, 5)])
    quads = middles + square + random.normal(size=(COUNT, 4, 2)) * 1.7
    quads = np.rint(quads / grain) * grain
    sides = np.roll(quads, -1, axis=1) - quads
    after = np.roll(sides, -1, axis=1)
    turns = sides[..., 0] * after[..., 1] - sides[..., 1] * after[..., 0]
    return quads[(turns > 0.5).all(axis=1)]


@pytest.mark.parametrize("grain", [0.5, 0.01])
def test_quads_are_filled_alike_as_paths_and_as_meshes(grain):
    quads = np.concatenate([convex_quads(np.random.default_rng(k), grain) for k in range(24)])
    picture = Box(0, HEIGHT, 0, WIDTH)
    alike = fill_alike(quads.T, picture)
    assert 0.5 < alike.mean() < 1
    random = np.random.default_rng(5)
    colors = random.uniform(size=(len(quads), 1, 4)).repeat(2, axis=1) * [1, 1, 1, 0] + [0, 0, 0, 1]
    sight = looks.Sight(None, 1.0, True, True)
    paints = looks.fill_of(colors, np.zeros((len(quads), 2)), sight).quick_paints
    differ = []
    for some in (alike, ~alike):
        paths = line_paths(quads[some], closed=True)
        as_paths = drawn(PATH, paints[some], Recording.add_paths, paths)
        triangles = meshes(quads[some], None, TWO_TRIANGLES)
        as_meshes = drawn(MESH, paints[some], Recording.add_meshes, triangles)
        differ.append(int((as_paths != as_meshes).any(axis=2).sum()))
    assert differ[0] == 0
    if grain == 0.5:
        assert differ[1] > 0  # so it is worth asking


def test_quads_on_the_rim_are_not_said_to_be_filled_alike():
    square = np.array([(0, 0), (10, 0.5), (10, 10), (0, 10)])
    places = np.array([(30.2, 30.1), (-5, 30), (30, -5), (WIDTH - 5, 30), (30, HEIGHT - 5)])
    quads = places[:, None] + square
    assert fill_alike(quads.T, Box(0, HEIGHT, 0, WIDTH)).tolist() == [True] + 4 * [False]
