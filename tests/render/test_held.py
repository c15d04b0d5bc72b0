"""A wait in which nothing moves is drawn in the order in which Manim draws it."""

import numpy as np
import pytest
from manim import (
    LEFT,
    OUT,
    RED,
    RIGHT,
    UP,
    Cube,
    Dot,
    Mobject,
    Scene,
    Square,
    ThreeDScene,
    VGroup,
    always_redraw,
    tempconfig,
)

from render.job import Quality
from render.staging.director import direct
from render.staging.frames import FrameSink

QUALITY = Quality("tiny", 160, 90, 8)


class Last(FrameSink):
    def wants(self, frame):
        return True

    def frame(self, first, pixels, repeat, changed):
        self.picture = pixels.copy()


class AboveWithPartBelow(Scene):
    """The dot is below the square, but it belongs to what is above."""

    def construct(self):
        above = Square(z_index=2).shift(LEFT)
        above.add(Dot(radius=1.0, color=RED))
        self.add(above, Square(fill_opacity=1.0).shift(0.3 * RIGHT))
        self.wait(0.5)


class UpdatedFromBelow(Scene):
    """Something below all else has an updater that asks for no time."""

    def construct(self):
        parts = VGroup(Dot(radius=1.0, color=RED, z_index=-1))
        parts.add_updater(lambda group: group.shift(0 * UP))
        self.add(Square(fill_opacity=1.0), parts)
        self.wait(0.5)


class RedrawnInSpace(ThreeDScene):
    """What is behind comes after something with an updater."""

    def construct(self):
        self.set_camera_orientation(phi=0.3, theta=0.2)
        self.add(Cube().shift(2 * OUT), always_redraw(Mobject), Cube(fill_color=RED).shift(UP))
        self.wait(0.5)


class OnlyOnce(Scene):
    """Nothing has an updater: nothing may be drawn twice."""

    def construct(self):
        self.add(Square(fill_opacity=0.5), Dot(radius=1.0, fill_opacity=0.5, z_index=-1))
        self.wait(0.5)


class PlaysNothing(Scene):
    def construct(self):
        self.add(Square(fill_opacity=0.5), Dot(radius=1.0, fill_opacity=0.5, z_index=-1))


@pytest.mark.parametrize(
    "kind", [AboveWithPartBelow, UpdatedFromBelow, RedrawnInSpace, OnlyOnce, PlaysNothing]
)
def test_a_hold_looks_as_in_manim(kind):
    ours = Last()
    direct(kind, QUALITY, ours, renderer="cairo")
    with tempconfig(
        {
            "dry_run": True,
            "disable_caching": True,
            "progress_bar": "none",
            "pixel_width": 160,
            "pixel_height": 90,
            "frame_rate": 8,
        }
    ):
        stock = kind()
        stock.render()
        expected = stock.renderer.get_frame()
    assert np.array_equal(ours.picture[..., :3], expected[..., :3])
    raster = Last()
    direct(kind, QUALITY, raster, renderer="raster")
    difference = np.abs(raster.picture[..., :3].astype(int) - expected[..., :3])
    assert (difference.max(axis=2) > 60).sum() < 150
