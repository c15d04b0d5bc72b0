"""What is computed for thousands of faces at once is what Manim computes for each."""

import numpy as np
import painted
import pytest
from manim import (
    ORIGIN,
    Cube,
    Dot,
    Group,
    Line,
    Sphere,
    Square,
    Star,
    Surface,
    ThreeDAxes,
    ThreeDCamera,
    Torus,
    VGroup,
    VMobject,
)
from manim.mobject.three_d.three_d_utils import (
    get_3d_vmob_end_corner_unit_normal,
    get_3d_vmob_start_corner_unit_normal,
)
from manim.utils.family import extract_mobject_family_members

from render.drawing.display_list import DisplayList
from render.drawing.faces.faces import FaceRun
from render.drawing.faces.neighbors import neighbors_of
from render.drawing.faces.table import FaceTable
from render.drawing.families import Families
from render.drawing.mobject_drawer import transform_of
from render.drawing.projection import Projection
from render.drawing.shading import lights, shaded_points, unit_normals


def wave(resolution=6, **style):
    return Surface(
        lambda u, v: np.array([u, v, np.sin(u) * np.cos(v)]),
        u_range=(-3, 3),
        v_range=(-3, 3),
        resolution=resolution,
        **style,
    )


def looking(seed, **options):
    """A camera that looks from anywhere."""
    random = np.random.default_rng(seed)
    camera = painted.camera(ThreeDCamera, **options)
    camera.set_phi(random.uniform(0, np.pi))
    camera.set_theta(random.uniform(-np.pi, np.pi))
    camera.set_gamma(random.uniform(-np.pi, np.pi))
    camera.set_zoom(random.uniform(0.5, 2))
    camera.set_focal_distance(random.uniform(4, 30))
    camera.frame_center = random.uniform(-1, 1, 3)
    camera.reset_rotation_matrix()
    return camera


@pytest.mark.parametrize("exponential", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_points_are_seen_where_manim_sees_them(seed, exponential):
    camera = looking(seed, exponential_projection=exponential)
    transform = transform_of(camera)
    points = np.random.default_rng(seed).normal(size=(500, 3)) * 6  # some behind the viewer
    expected = transform.apply(camera.project_points(points)[:, :2])
    pixels, depths = Projection.of(camera, transform).scene_to_pixels(points)
    np.testing.assert_allclose(pixels, expected, rtol=1e-9, atol=1e-7)
    assert depths.shape == (500,)


def shapes_of(points):
    """One mobject for each row of points."""
    return [VMobject(shade_in_3d=True).set_points(row) for row in points]


def odd_points(count):
    """Random faces, and some whose corners meet, or lie on a line, or on the z axis."""
    points = np.random.default_rng(count).normal(size=(40, count, 3))
    points[0] = 0
    points[1] = points[1, 0]
    points[2, :, 1:] = 0
    points[3, :, :2] = 0
    points[4, 0] = points[4, 3]
    points[5, -4:] = points[5, 0]
    points[6, :, 2] = 0
    return points


@pytest.mark.parametrize("count", [4, 8, 12, 16, 32])
def test_normals_are_those_of_manim(count):
    points = odd_points(count)
    start, end = shaded_points(count)
    shapes = shapes_of(points)
    for place, normal in (
        (start, get_3d_vmob_start_corner_unit_normal),
        (end, get_3d_vmob_end_corner_unit_normal),
    ):
        expected = np.array([normal(shape) for shape in shapes])
        np.testing.assert_allclose(unit_normals(points, place), expected, atol=1e-12)


@pytest.mark.parametrize("count", [4, 8, 16, 20])
def test_light_falls_as_in_manim(count):
    camera = looking(1)
    points = odd_points(count)
    added = lights(points, camera.light_source.points[0])
    for shape, light in zip(shapes_of(points), added, strict=True):
        rgbas = camera.modified_rgbas(shape, np.array([[0.2, 0.4, 0.6, 0.8]]))
        expected = rgbas[:, :3] - [0.2, 0.4, 0.6]
        np.testing.assert_allclose(light, expected[:, 0], atol=1e-12)


def members_of(mobjects, shown):
    """What a display list holds, mobject by mobject."""
    members, found = extract_mobject_family_members(mobjects, True, True), []
    for item in shown:
        faces = isinstance(item, FaceRun)
        found.extend([members[place] for place in item.places] if faces else [item])
    return found


def scene():
    """Faces with four sides, of other kinds, in groups; lines, dots, and things that are flat."""
    grouped = VGroup(Square(), Star()).shift([0, 0, 1]).set_shade_in_3d(True, z_index_as_group=True)
    flat = Dot(z_index=-1)
    lifted = wave(4).shift([1, 0, 0])
    lifted[3].set_z_index(2)
    two = Line(ORIGIN, [1, 1, 1], shade_in_3d=True, sheen_factor=0.3)
    return [wave(), Sphere(resolution=6), flat, ThreeDAxes(), Cube(), grouped, lifted, two]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_is_that_of_manim(seed):
    camera, mobjects = looking(seed), scene()
    expected = camera.get_mobjects_to_display(mobjects)
    shown = DisplayList().of(camera, mobjects)
    assert any(isinstance(item, FaceRun) for item in shown)
    assert members_of(mobjects, shown) == expected


def test_faces_that_are_equally_near_keep_their_order():
    camera = painted.camera(ThreeDCamera)
    camera.set_phi(np.pi / 4)
    camera.set_theta(np.pi / 4)
    camera.reset_rotation_matrix()
    mobjects = [Torus(resolution=12), Sphere(resolution=8), wave(8), Cube()]
    expected = camera.get_mobjects_to_display(mobjects)
    assert members_of(mobjects, DisplayList().of(camera, mobjects)) == expected


def test_a_camera_with_a_way_of_its_own_goes_its_own_way():
    class Upside(ThreeDCamera):
        def get_mobjects_to_display(self, *args, **kwargs):
            return super().get_mobjects_to_display(*args, **kwargs)[::-1]

    camera, surface = painted.camera(Upside), wave()
    shown = DisplayList().of(camera, [surface])
    assert list(shown) == camera.get_mobjects_to_display([surface])


def test_families_follow_every_change():
    families, surface, dot = Families(), wave(10), Dot()
    roots = [VGroup(surface), dot]

    def check():
        expected = extract_mobject_family_members(roots, True, True)
        assert families.members(roots, use_z_index=True) == expected
        assert families.members(roots, use_z_index=True) == expected

    check()
    changes = (
        lambda: surface.submobjects.pop(3),
        surface.submobjects.reverse,
        lambda: surface[5].add(Dot()),
        lambda: surface[5].set_z_index(3),
        lambda: surface[7].set_points(np.zeros((0, 3))),
        lambda: roots.append(Group(dot)),
        roots.reverse,
    )
    for change in changes:
        change()
        check()


def test_what_rests_is_read_once():
    table, members = FaceTable(), wave().family_members_with_points()
    (first,) = table.read(members, ())
    (second,) = table.read(members, ())
    assert second is first


def test_changes_in_place_are_read():
    table, members = FaceTable(), wave().family_members_with_points()
    (before,) = table.read(members, ())
    members[4].points[3] += 0.5
    (moved,) = table.read(members, ())
    assert moved.shape is not before.shape
    members[5].fill_rgbas[0, 3] = 0.5
    (faded,) = table.read(members, ())
    assert faded is not moved
    assert faded.shape is moved.shape
    assert faded.fill[5, 0, 3] == 0.5


def test_neighbors_share_an_edge():
    surface = wave(4)
    points = np.array([face.points[::4] for face in surface])
    found = neighbors_of(points).T.reshape(4, 4, 4)
    # Faces are numbered along v; their edges go along u, v, u, v.
    assert found[1, 1].tolist() == [4, 9, 6, 1]
    assert found[0, 0].tolist() == [-1, 4, 1, -1]
    assert (found == -1).sum() == 16
