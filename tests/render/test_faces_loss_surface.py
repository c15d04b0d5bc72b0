"""Loss surfaces as our painters draw them: what is in front, what is hidden, what changes."""

from itertools import pairwise

import numpy as np
import painted
import pytest
from manim import DEGREES, OUT, Dot, FadeIn, ThreeDCamera, ThreeDScene
from skimage.metrics import structural_similarity

from mathcore import objectives
from render.drawing.display_list import DisplayList
from render.drawing.heights.hiding import seen
from render.drawing.heights.view import View, far_to_near
from render.drawing.mobject_drawer import transform_of
from render.drawing.own_way import OwnWay
from render.drawing.renderers import open_painter
from render.job import Quality
from render.staging.director import direct
from render.staging.frames import FrameSink
from scenes.loss_surface import LossSurface
from scenes.loss_surface_faces import drawn_whole
from scenes.loss_surface_path import HIDDEN

HILLS = objectives.from_expression("cos(2 * x) + sin(2 * y) + 0.2 * x", dimension=2)
RANGE = (-2.0, 2.0)
SURFACES = ("raster", "opengl")


def surface(resolution=(24, 24), **options):
    return LossSurface(HILLS, RANGE, RANGE, resolution, size=(5, 5, 2), **options)


def camera(phi=1.1, theta=-0.7, **options):
    made = painted.camera(ThreeDCamera, **options)
    made.set_phi(phi)
    made.set_theta(theta)
    made.reset_rotation_matrix()
    return made


def drawn(renderer, view, mobjects):
    with open_painter(renderer, painted.WIDTH, painted.HEIGHT) as painter:
        painter.draw_all(view, mobjects)
        return painter.pixels.copy()


def similar(one, other):
    one, other = (array[..., :3].astype(np.float32) for array in (one, other))
    return structural_similarity(one, other, channel_axis=-1, data_range=255)


@pytest.mark.parametrize("eye", [-3.0, 0.0, 2.4, 5.0, 9.0])
def test_strips_come_from_far_to_near(eye):
    order = far_to_near(5, eye)
    assert sorted(order) == list(range(5))
    for side in (order[order + 0.5 < eye], order[order + 0.5 >= eye]):
        distances = np.abs(side + 0.5 - eye)
        assert (np.diff(distances) < 0).all()


ANGLES = [(0.3, 0.2), (1.0, -2.0), (1.3, 0.8), (1.3, 3.0), (1.4, -1.57), (0.0, 0.0)]


@pytest.mark.parametrize(("phi", "theta"), ANGLES)
def test_nearer_cells_hide_further_ones(phi, theta):
    view = camera(phi, theta, should_apply_shading=False)
    made = surface(lines=0)
    # A colour tells the place, so something else in front of it is of another colour.
    made.colors = np.concatenate([made.shares()[..., :2], np.full((25, 25, 1), 0.5)], axis=2)
    pixels = drawn("raster", view, [made])
    at = View.of(view, transform_of(view), made)
    middles = ((made.grid[:-1, :-1] + made.grid[1:, 1:]) / 2).reshape(-1, 3)
    colors = ((made.colors[:-1, :-1] + made.colors[1:, 1:]) / 2).reshape(-1, 3) * 255
    places, _ = at.projection.scene_to_pixels(middles)
    columns, rows = places.astype(int).T
    visible = (
        seen(made, middles + np.array([0, 0, 0.01]), at.eye) & (rows >= 0) & (rows < painted.HEIGHT)
    )
    visible &= (columns >= 0) & (columns < painted.WIDTH)
    assert visible.sum() > 60
    shown = pixels[rows[visible], columns[visible], :3]
    assert (np.abs(shown - colors[visible]).max(axis=1) < 25).mean() > 0.88  # but on crests


def test_hidden_points_are_known():
    made = LossSurface(objectives.from_expression("-x**2", dimension=2), RANGE, RANGE, (32, 8))
    crest, behind = made.point([0.0, 0.0], 0.01), made.point([1.5, 0.0], 0.01)
    low = np.array([-60.0, 0.0, 1.0])
    high = np.array([0.0, 0.0, 60.0])
    below = np.array([0.0, 0.0, -60.0])
    points = np.array([crest, behind])
    assert seen(made, points, low).tolist() == [True, False]
    assert seen(made, points, high).tolist() == [True, True]
    assert seen(made, points, below).tolist() == [False, False]
    assert seen(made, points[:0], low).tolist() == []


def test_a_path_is_faint_where_it_is_hidden():
    view = camera(1.35, 0.0)
    ridge = objectives.from_expression("-x**2", dimension=2)
    made = LossSurface(ridge, RANGE, RANGE, (32, 8), size=(5, 5, 3))
    (line,) = made.path([[-1.5, -1.0], [-1.5, 1.0]], "adam", dots=False)
    hidden = drawn("raster", view, [made, line]).astype(int)
    without = drawn("raster", view, [made]).astype(int)
    view.set_theta(np.pi)
    full = drawn("raster", view, [made, line]).astype(int)
    open_ = drawn("raster", view, [made]).astype(int)
    faint, strong = np.abs(hidden - without).max(), np.abs(full - open_).max()
    assert 0 < faint < 1.5 * HIDDEN * 255
    assert strong > 100


@pytest.mark.parametrize(("phi", "theta"), ANGLES[:4])
def test_it_looks_like_its_faces(phi, theta):
    view, made = camera(phi, theta, should_apply_shading=False), surface(lines=24)
    mobjects = [made.ground_frame(), made.contours(), made]
    assert similar(drawn("raster", view, mobjects), drawn("cairo", view, mobjects)) > 0.87


@pytest.mark.parametrize("renderer", SURFACES)
def test_every_change_is_seen(renderer):
    view, made = camera(), surface()
    path = made.path(np.column_stack([np.linspace(-1.8, 1.8, 9), np.linspace(-1, 1.5, 9)]))
    changes = (
        lambda: made.set_values(HILLS.value(np.zeros((25, 25, 2)))),
        lambda: made.shift([0.5, 0, 0]),
        lambda: made.colors.__imul__(0.5),
        lambda: made.set_opacity(0.5),
        lambda: setattr(made, "revealed", (0.2, 0.7)),
        lambda: made.set_opacity(0),
        lambda: made.set_opacity(1),
        lambda: path.set_color("#FF0000"),
        lambda: view.set_theta(0.3),
        lambda: view.light_source.shift([9, 9, 0]),
        lambda: path.shift([0, 0, 0.3]),
        lambda: path.set_opacity(0),
        lambda: made.rotate(1.0).scale(0.7),
    )
    with open_painter(renderer, painted.WIDTH, painted.HEIGHT) as painter:
        painter.draw_all(view, [made, path])
        for change in changes:
            before = painter.pixels.copy()
            change()
            box = painter.draw_all(view, [made, path])
            assert not np.array_equal(painter.pixels, before)
            np.testing.assert_array_equal(painter.pixels, drawn(renderer, view, [made, path]))
            outside = painter.pixels != before
            outside[box.slices] = False
            assert not outside.any()


def test_both_surfaces_agree():
    view, made = camera(), surface()
    mobjects = [made, made.path([[-1.5, -1.5], [1, 1]])]
    assert similar(drawn("raster", view, mobjects), drawn("opengl", view, mobjects)) > 0.97


def test_what_rests_is_the_same_in_the_next_frame():
    view, made, dot = camera(), surface(), Dot()
    display_list = DisplayList()
    with drawn_whole():
        first, _ = display_list.of(view, [made, dot])
        dot.shift([1, 0, 0])
        second, _ = display_list.of(view, [made, dot])
        made.shift([1, 0, 0])
        third, _ = display_list.of(view, [made, dot])
    assert isinstance(first, OwnWay)
    assert first is second
    assert third is not first


def test_a_flat_camera_looks_straight_down():
    pixels = drawn("raster", painted.camera(), [surface()])
    assert (pixels[40:140, 120:200, :3].max(axis=2) > 30).all()


@pytest.mark.parametrize("resolution", [(1, 1), (3, 17), (30, 7)])
def test_any_resolution_is_drawn(resolution):
    for theta in (0.0, 1.57):
        pixels = drawn("raster", camera(theta=theta), [surface(resolution)])
        assert (pixels[..., :3].max(axis=2) > 30).mean() > 0.05


class Movie(FrameSink):
    """Keeps what is handed over."""

    def __init__(self):
        self.pictures = []

    def wants(self, frame):
        return True

    def frame(self, first, pixels, repeat, changed):
        self.pictures.extend([pixels.copy()] * repeat)


class Growing(ThreeDScene):
    """A surface that fades in, is lifted by an updater, and is looked at from all around."""

    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-50 * DEGREES)
        made = surface((12, 12))
        values = HILLS.value(np.stack(np.meshgrid(*[np.linspace(-2, 2, 13)] * 2), axis=-1))
        self.play(FadeIn(made, shift=OUT), run_time=0.5)
        self.time_passed = 0.0

        def lift(mesh, dt):
            self.time_passed += dt
            mesh.set_values(values * (1 - self.time_passed))

        made.add_updater(lift)
        self.move_camera(theta=20 * DEGREES, run_time=0.5)
        made.clear_updaters()
        self.play(made.animate.shift([1, 0, 0]).rotate(0.5), run_time=0.5)


def test_it_moves_in_a_scene_as_its_faces_do():
    quality = Quality("tiny", painted.WIDTH, painted.HEIGHT, 8)
    movies = {}
    for renderer in ("raster", "cairo"):
        movies[renderer] = Movie()
        direct(Growing, quality, movies[renderer], renderer=renderer)
    ours, theirs = movies["raster"].pictures, movies["cairo"].pictures
    assert len(ours) == len(theirs) == 12
    assert min(similar(one, other) for one, other in zip(ours, theirs, strict=True)) > 0.85
    assert all(not np.array_equal(one, other) for one, other in pairwise(ours))
