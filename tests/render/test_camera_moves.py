"""Plays in which only the camera moves are told from all others, and are drawn as all others."""

import numpy as np
import pytest
from manim import (
    DEGREES,
    RED,
    Create,
    Dot,
    FadeIn,
    Point,
    Scene,
    Surface,
    ThreeDScene,
    ValueTracker,
    VGroup,
    linear,
)
from test_faces_pictures import surface

from render.job import Quality
from render.staging import stage
from render.staging.camera_moves import only_the_camera_moves
from render.staging.director import direct
from render.staging.frames import FrameSink

QUALITY = Quality("tiny", 320, 180, 8)


class Frames(FrameSink):
    def __init__(self):
        self.pictures = []

    def wants(self, frame):
        return True

    def frame(self, first, pixels, repeat, changed):
        self.pictures += [pixels.copy()] * repeat


def pictures(scene):
    frames = Frames()
    direct(scene, QUALITY, frames, renderer="raster")
    return np.array(frames.pictures)


class Turning(ThreeDScene):
    """Each ``before`` and ``extra`` is another reason why something may change."""

    def before(self):
        pass

    def extra(self):
        return []

    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES, theta=-40 * DEGREES)
        self.surface = surface(8)
        self.add(self.surface, Dot())
        self.before()
        self.move_camera(theta=0, frame_center=[1, 0, 0], added_anims=self.extra(), run_time=0.5)


class Ambient(Turning):
    def construct(self):
        self.set_camera_orientation(phi=60 * DEGREES)
        self.surface = surface(8)
        self.add(self.surface)
        self.before()
        self.begin_ambient_camera_rotation(rate=1)
        self.wait(0.5)
        self.stop_ambient_camera_rotation()
        self.surface.shift([0, 0, 0.5])
        self.begin_ambient_camera_rotation(rate=-1, about="phi")
        self.wait(0.5)


class Lifts(Turning):
    """Between two plays."""

    def construct(self):
        super().construct()
        self.surface[3].points[:, 2] += 1
        self.move_camera(theta=0.3, run_time=0.25)


class Follows(Turning):
    def before(self):
        self.surface[5].add_updater(lambda face: face.shift([0, 0, 0.05]))


class FollowsTheCamera(Turning):
    def before(self):
        self.camera.theta_tracker.add_updater(lambda tracker: self.surface.shift([0, 0, 0.05]))


class CallsBack(Turning):
    def before(self):
        self.add_updater(lambda dt: self.surface.shift([0, 0, dt]))


class OwnMobject(Turning):
    class Rising(VGroup):
        def update(self, dt=0, recursive=True):
            self.shift([0, 0, dt])
            return super().update(dt, recursive)

    def before(self):
        self.add(self.Rising(*self.surface))


class OwnUpdate(Turning):
    def before(self):
        self.surface.update = lambda dt: self.surface.shift([0, 0, dt])


class OwnPlay(Turning):
    def update_to_time(self, t):
        super().update_to_time(t)
        self.surface.shift([0, 0, 0.1])


class Fades(Turning):
    def extra(self):
        return [FadeIn(Dot([1, 1, 0]))]


class Animates(Turning):
    def extra(self):
        return [self.surface.animate.shift([0, 0, 1])]


class OwnRate(Turning):
    def rate(self, share):
        self.surface.set_fill(RED, opacity=share)
        return share

    def extra(self):
        return [ValueTracker().animate(rate_func=self.rate).set_value(1)]


class OwnTracker(Turning):
    class Tracker(ValueTracker):
        def interpolate(self, *args, **kwargs):
            self.surface.shift([0, 0, 0.1])
            return super().interpolate(*args, **kwargs)

    def extra(self):
        tracker = self.Tracker()
        tracker.surface = self.surface
        return [tracker.animate.set_value(1)]


class DrawnPoint(Turning):
    def extra(self):
        self.add(point := Point([1, 0, 1], stroke_width=20))
        return [point.animate.move_to([-1, 0, 1])]


class Traced(Turning):
    def extra(self):
        return [Create(Dot([1, 1, 1]))]


class CameraTurnsByHand(Turning):
    def before(self):
        def turn(tracker, dt):
            self.surface.shift([0, 0, dt])
            tracker.increment_value(dt)

        self.camera.phi_tracker.add_updater(turn)
        self.add(self.camera.phi_tracker)


MOVES = (Turning, Ambient, Lifts, DrawnPoint)
CHANGES = (
    Follows,
    FollowsTheCamera,
    CallsBack,
    OwnMobject,
    OwnUpdate,
    OwnPlay,
    Fades,
    Animates,
    OwnRate,
    OwnTracker,
    Traced,
    CameraTurnsByHand,
)


@pytest.fixture
def verdicts(monkeypatch):
    """What is said of each play."""
    said = []

    def asked(scene):
        said.append(only_the_camera_moves(scene))
        return said[-1]

    monkeypatch.setattr(stage, "only_the_camera_moves", asked)
    return said


@pytest.mark.parametrize("scene", [*MOVES, *CHANGES])
def test_all_plays_look_as_if_everything_were_read(scene, verdicts, monkeypatch):
    quick = pictures(scene)
    assert verdicts
    assert set(verdicts) == {scene in MOVES}
    monkeypatch.setattr(stage, "only_the_camera_moves", lambda scene: False)
    np.testing.assert_array_equal(quick, pictures(scene))
    assert (quick[0] != quick[-1]).any()


def test_what_is_worked_out_by_a_mobject_itself_is_read_in_each_frame(verdicts, monkeypatch):
    class Pulsing(type(Surface(lambda u, v: np.zeros(3), resolution=1)[0])):
        beats = 0

        @property
        def stroke_width(self):
            self.beats += 1
            return self.beats

        @stroke_width.setter
        def stroke_width(self, width):
            pass

    class Pulse(Turning):
        def before(self):
            for face in self.surface:
                face.__class__ = Pulsing

    assert (pictures(Pulse)[1:, 60:120].astype(int).std(axis=0) > 0).any()
    assert verdicts == [True]


def test_a_flat_scene_is_not_asked_to_prove_anything():
    class Flat(Scene):
        def construct(self):
            tracker = ValueTracker()
            self.add(Dot(), tracker)
            self.play(tracker.animate(rate_func=linear).set_value(1), run_time=0.5)

    assert len(pictures(Flat)) == 4
