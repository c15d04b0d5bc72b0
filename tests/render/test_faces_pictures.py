"""Faces that are drawn together look as if each were drawn alone, and are never out of date."""

import numpy as np
import painted
import pytest
from manim import BLUE, GREEN, RED, Cube, Sphere, Surface, ThreeDAxes, ThreeDCamera
from skimage.metrics import structural_similarity

from render.drawing import display_list
from render.drawing.faces.faces import FaceRun
from render.drawing.records.check import can_record
from render.drawing.records.picture_layout import layout, parts
from render.drawing.records.recording import Recording
from render.drawing.renderers import open_painter

SURFACES = ("raster", "opengl")


def hill(u, v):
    return np.array([u, v, 2 * np.exp(-(u**2) - v**2)])


def surface(resolution=12, **style):
    return Surface(hill, u_range=(-2, 2), v_range=(-2, 2), resolution=resolution, **style)


def camera(phi=1.1, theta=-0.7, **options):
    made = painted.camera(ThreeDCamera, **options)
    made.set_phi(phi)
    made.set_theta(theta)
    return made


def drawn(renderer, camera, mobjects):
    with open_painter(renderer, painted.WIDTH, painted.HEIGHT) as painter:
        painter.draw_all(camera, mobjects)
        return painter.pixels.copy()


def likeness(one, other):
    """Structural similarity of the colours, and their mean difference."""
    one, other = (array[..., :3].astype(np.float32) for array in (one, other))
    similar = structural_similarity(one, other, channel_axis=-1, data_range=255)
    return similar, np.abs(one - other).mean()


SHAPES = {
    "surface": surface,
    "see-through": lambda: surface(8, fill_opacity=0.5, stroke_opacity=0.3),
    "no strokes": lambda: surface(stroke_width=0),
    "thick strokes": lambda: surface(6, stroke_width=6, stroke_color=RED),
    "strokes behind": lambda: surface(5).set_stroke(GREEN, 8, background=True),
    "strokes alone": lambda: surface(8, fill_opacity=0, checkerboard_colors=False),
    "sheen": lambda: surface(6).set_sheen(0.4, [1, 0, 0]),
    "curved": lambda: Sphere(resolution=4),
    "spheres": lambda: Sphere(resolution=16).set_color(BLUE),
    "with axes": lambda: surface(8).add(*ThreeDAxes()),
}


@pytest.mark.parametrize("renderer", SURFACES)
@pytest.mark.parametrize("name", SHAPES)
def test_drawn_as_by_manim(name, renderer):
    view, mobjects = camera(), [SHAPES[name]()]
    similar, difference = likeness(drawn("cairo", view, mobjects), drawn(renderer, view, mobjects))
    assert similar > 0.97  # thin strokes weigh more in small pictures than at 720p
    assert difference < 1.0


@pytest.mark.parametrize("phi", [0.0, 1.5, 2.4, np.pi])
def test_drawn_as_by_manim_from_all_sides(phi):
    view, mobjects = camera(phi, 0.4), [surface(8), Cube()]
    similar, _ = likeness(drawn("cairo", view, mobjects), drawn("raster", view, mobjects))
    assert similar > 0.97


def test_without_shading_all_faces_of_a_colour_are_alike():
    view = camera(should_apply_shading=False)
    shape = surface(6, checkerboard_colors=[BLUE], stroke_width=0)
    pixels = drawn("raster", view, [shape])
    plain = (pixels == (*BLUE.to_int_rgb(), 255)).all(axis=2)
    assert plain.sum() > 0.7 * (pixels[..., :3] > 0).any(axis=2).sum()  # all but soft edges


@pytest.mark.parametrize("renderer", SURFACES)
def test_every_change_is_seen(renderer):
    view, shape = camera(), surface(6)
    faces = shape.submobjects
    changes = (
        lambda: faces[7].points.__iadd__([0, 0, 1]),
        lambda: shape.shift([0.5, 0, 0]),
        lambda: faces[9].set_fill(RED),
        lambda: faces[9].fill_rgbas.__imul__(0.5),
        lambda: shape.fade(0.4),
        lambda: shape.set_stroke(GREEN, 3),
        lambda: faces.pop(3),
        lambda: faces[4].set_z_index(2),
        lambda: view.set_theta(0.3),
        lambda: view.set_zoom(0.7),
        lambda: view.light_source.shift([9, 9, 0]),
        lambda: setattr(view, "should_apply_shading", False),
        lambda: view._frame_center.shift([1, 0, 0]),
        lambda: shape.set_shade_in_3d(False),
    )
    with open_painter(renderer, painted.WIDTH, painted.HEIGHT) as painter:
        painter.draw_all(view, [shape])
        for change in changes:
            before = painter.pixels.copy()
            change()
            box = painter.draw_all(view, [shape])
            np.testing.assert_array_equal(painter.pixels, drawn(renderer, view, [shape]))
            outside = painter.pixels != before
            outside[box.slices] = False
            assert not outside.any()


def test_faces_are_drawn_one_by_one_where_skia_keeps_its_pictures_otherwise(monkeypatch):
    view, mobjects = camera(), [surface(8)]
    together = drawn("raster", view, mobjects)
    monkeypatch.setattr(display_list, "can_record", lambda: False)
    monkeypatch.setattr(FaceRun, "draw", None)
    similar, _ = likeness(together, drawn("raster", view, mobjects))
    assert similar > 0.97


def test_this_skia_keeps_its_pictures_as_expected():
    assert can_record()
    assert layout().gradient_flag


def test_another_layout_is_noticed():
    with pytest.raises(ValueError, match="expected"):
        parts(b"skiapict" + bytes(100))


def test_a_broken_recording_is_refused():
    recording = Recording()
    recording.serialized = lambda: b"no picture"
    with pytest.raises(ValueError, match=r"[Ii]nvalid data|could not read"):
        recording.finish()


def test_faces_behind_the_viewer_do_no_harm():
    view = camera(focal_distance=1.0)
    drawn("raster", view, [surface(8)])
    drawn("raster", view, [surface(8).shift([0, 0, np.nan])])
