"""What Skia cannot draw is refused by name, with what to do; nothing is left out silently."""

import numpy as np
import painted
import pytest
from manim import Camera, Mobject, MovingCamera, ValueTracker
from PIL.Image import Resampling

from render.drawing.renderers import open_painter
from render.errors import SteepestError


class Marker(Mobject):
    """Has a point, but no way to be seen."""

    def __init__(self):
        super().__init__()
        self.points = np.zeros((1, 3))


class Glowing(Camera):
    """Draws in a way of its own."""

    def display_vectorized(self, vmobject, ctx):
        return super().display_vectorized(vmobject, ctx)


class Harmless(MovingCamera):
    """Draws as Manim does."""

    def adjusted_thickness(self, thickness):
        return 2 * thickness


@pytest.fixture
def painter():
    with open_painter("raster", painted.WIDTH, painted.HEIGHT) as opened:
        yield opened


def test_a_mobject_that_nobody_draws(painter):
    with pytest.raises(SteepestError, match=r"Marker cannot be drawn: .* --renderer cairo"):
        painter.draw_all(painted.camera(), [Marker()])


def test_a_value_is_not_drawn(painter):
    painter.draw_all(painted.camera(), [ValueTracker(3)])
    assert (painter.pixels == painter.pixels[0, 0]).all()


def test_a_camera_that_draws_in_its_own_way(painter):
    with pytest.raises(SteepestError, match=r"Glowing\.display_vectorized.*--renderer cairo"):
        painter.draw_all(painted.camera(Glowing), [])
    painter.draw_all(painted.camera(Harmless), painted.shapes())


def test_a_background_of_another_size(painter):
    camera = painted.camera()
    camera.background = np.zeros((20, 30, 4), dtype=np.uint8)
    with pytest.raises(SteepestError, match="background is 30 x 20 pixels, the picture 320 x 180"):
        painter.draw_all(camera, [])


def test_corners_that_are_not_numbers(painter):
    image, cloud = painted.picture(), painted.cloud()
    image.points[2, 0] = cloud.points[4, 1] = np.nan
    with pytest.raises(SteepestError, match="ImageMobject cannot be drawn"):
        painter.draw_all(painted.camera(), [image])
    with pytest.raises(SteepestError, match="PMobject cannot be drawn"):
        painter.draw_all(painted.camera(), [cloud])


def test_resampling_that_pillow_refuses(painter):
    image = painted.picture()
    image.resampling_algorithm = Resampling.LANCZOS
    with pytest.raises(SteepestError, match="'nearest', 'linear' or 'cubic'"):
        painter.draw_all(painted.camera(), [image])


def test_pixels_before_the_first_drawing(painter):
    with pytest.raises(ValueError, match="nothing has been drawn"):
        painter.pixels  # noqa: B018
