"""What a camera shows does not depend on which frames are drawn."""

import numpy as np
import pytest
from manim import DEGREES, RIGHT, Cube, MovingCameraScene, Scene, Square, ThreeDScene, linear

from render.job import Quality
from render.staging.director import direct
from render.staging.frames import FrameSink

TINY = Quality("tiny", 160, 90, 5)


class WidensLater(Scene):
    """Manim's plain camera goes on as it has begun, whatever becomes of its frame."""

    def construct(self):
        self.add(Square())
        self.wait(0.4)
        self.camera.frame_width, self.camera.frame_height = 28, 15.75
        self.wait(0.4)


class LooksElsewhereLater(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES)
        self.add(Cube())
        self.move_camera(frame_center=2 * RIGHT, run_time=0.8, rate_func=linear)


class ZoomsLater(MovingCameraScene):
    def construct(self):
        self.add(Square())
        self.wait(0.4)
        self.play(self.camera.frame.animate.scale(0.5).shift(RIGHT), run_time=0.4)


class From(FrameSink):
    """Wants all frames from one on."""

    def __init__(self, start):
        self.start = start
        self.last = None

    def wants(self, frame):
        return frame >= self.start

    def frame(self, first, pixels, repeat, changed):
        self.last = pixels.copy()


@pytest.mark.parametrize("renderer", ["cairo", "raster"])
@pytest.mark.parametrize("scene", [WidensLater, LooksElsewhereLater, ZoomsLater])
def test_a_worker_that_draws_the_end_sees_it_as_one_that_draws_all(scene, renderer):
    all_of_it, end = From(0), From(3)
    direct(scene, TINY, all_of_it, renderer=renderer)
    direct(scene, TINY, end, renderer=renderer)
    np.testing.assert_array_equal(end.last, all_of_it.last)
