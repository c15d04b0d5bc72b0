"""Large faces with curved edges are filled up to their edges, and no further."""

import numpy as np
from manim import RIGHT, Sphere, ThreeDScene, Torus

from render.job import Quality
from render.staging.director import direct
from render.staging.frames import FrameSink

QUALITY = Quality("small", 480, 270, 8)


class Last(FrameSink):
    def wants(self, frame):
        return True

    def frame(self, first, pixels, repeat, changed):
        self.picture = pixels[..., :3].astype(int)


class FewFaces(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=0.4, theta=-2.4)
        self.add(Torus(resolution=(6, 8)).scale(0.7), Sphere(resolution=(5, 6)).shift(4 * RIGHT))


def test_curved_faces_look_as_cairo_draws_them():
    ours, cairo = Last(), Last()
    direct(FewFaces, QUALITY, ours, renderer="raster")
    direct(FewFaces, QUALITY, cairo, renderer="cairo")
    difference = np.abs(ours.picture - cairo.picture)
    assert difference.mean() < 1
    assert (difference.max(axis=2) > 60).sum() < 30
