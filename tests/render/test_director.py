import logging
import random
import wave
from pathlib import Path

import numpy as np
import pytest
from demo_lesson import SMALL
from manim import (
    BLUE,
    LEFT,
    RED,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    MathTex,
    MovingCameraScene,
    Scene,
    Square,
    Succession,
    ThreeDScene,
    ValueTracker,
    VGroup,
    Wait,
    ZoomedScene,
    config,
    linear,
    tempconfig,
)
from PIL import Image

from render.errors import SteepestError
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.play_names import play_name
from render.staging.stage import frames_of
from scenes.lesson import Lesson


class Keep(FrameSink):
    """Keeps the frames of a range, and how they were handed over."""

    def __init__(self, start=0, stop=10**9, end=None):
        self.start, self.stop, self.end = start, stop, end
        self.pictures = {}
        self.handed = []
        self.after = {}

    def wants(self, frame):
        return self.start <= frame < self.stop

    def frame(self, first, pixels, repeat, changed):
        self.handed.append((first, repeat))
        for number in range(first, first + repeat):
            assert number not in self.pictures
            self.pictures[number] = pixels.copy()

    def after_play(self, play, draw):
        self.after[play.index] = draw()


class Drift(Scene):
    """An updater with state: frames can only be right if each one before has run."""

    def construct(self):
        dot = Dot(color=RED, radius=0.5)
        dot.add_updater(lambda mobject, dt: mobject.shift(0.3 * dt * (1 + mobject.get_x()) * RIGHT))
        ring = Circle(color=BLUE, fill_opacity=0.5).shift(2 * LEFT)
        self.add(ring, dot)
        self.play(Create(Square()), run_time=1.0)
        self.wait(1.0)
        dot.clear_updaters()
        self.wait(0.55)
        self.play(ring.animate.shift(UP), run_time=0.5)
        self.final = dot.get_x()


def test_frames_do_not_depend_on_which_others_are_drawn():
    whole = Keep()
    recording = direct(Drift, SMALL, whole)
    assert recording.frames == 10 + 10 + 6 + 5
    assert sorted(whole.pictures) == list(range(31))
    for start, stop in ((0, 3), (7, 12), (15, 26), (23, 31), (30, 31)):
        part = Keep(start, stop)
        assert direct(Drift, SMALL, part) == recording
        for number in range(start, stop):
            assert np.array_equal(part.pictures[number], whole.pictures[number]), number


def test_plan_runs_every_updater():
    seen = []

    class Noted(Drift):
        def tear_down(self):
            seen.append(self.final)

    direct(Noted, SMALL, FrameSink())
    direct(Noted, SMALL, Keep())
    assert seen[0] == seen[1] != 0


def test_a_still_play_is_handed_over_once():
    sink = Keep()
    direct(Drift, SMALL, sink)
    # Frames 20 to 25 hold; 19 and 26 may look the same.
    assert any(first <= 20 and first + repeat >= 26 for first, repeat in sink.handed)


def test_frames_that_look_the_same_are_handed_over_together():
    class Idle(Scene):
        def construct(self):
            square = Square()
            self.add(square)
            self.play(square.animate.shift(0 * RIGHT), run_time=1.0)
            self.wait(1.0)
            self.play(square.animate(rate_func=linear).shift(RIGHT), run_time=0.3)

    sink = Keep()
    direct(Idle, SMALL, sink)
    # The move starts where the square stands, so its first frame belongs to the hold.
    assert sink.handed == [(0, 21), (21, 1), (22, 1)]


def test_time_is_a_whole_number_of_frames():
    times = []

    class Many(Scene):
        def construct(self):
            for _ in range(30):
                self.wait(0.1)
                times.append(self.time)
            self.play(Wait(1.1), run_time=1.1)
            self.play(Create(Square()), run_time=1.1)
            times.append(self.time)

    recording = direct(Many, SMALL, FrameSink())
    assert times[:30] == [(index + 1) / 10 for index in range(30)]
    assert recording.frames == 30 + 11 + 11
    assert [play.frames for play in recording.plays[30:]] == [11, 11]


@pytest.mark.parametrize(
    ("seconds", "frames"),
    [(1.0, 10), (1.001, 10), (1.01, 11), (0.31, 4), (0.3, 3), (1.1, 11), (0.001, 1)],
)
def test_durations_round_up(seconds, frames):
    assert frames_of(seconds, 10) == frames


def test_same_pixels_as_manim(tmp_path, monkeypatch):
    class Mixed(Scene):
        def construct(self):
            back = Square(fill_opacity=1, fill_color=BLUE).shift(LEFT)
            front = Circle(fill_opacity=0.5, fill_color=RED)
            tracker = ValueTracker(0)
            dot = Dot().add_updater(lambda mobject: mobject.set_x(tracker.get_value()))
            self.add(back)
            self.play(Create(front), run_time=0.5)
            self.add(dot)
            self.play(tracker.animate.set_value(2), FadeOut(back), run_time=0.5)
            self.play(Succession(FadeIn(Dot(2 * UP)), FadeOut(front)), run_time=0.5)

    monkeypatch.chdir(tmp_path)
    settings = {
        "pixel_width": 320,
        "pixel_height": 180,
        "frame_rate": 10,
        "format": "png-sequence",
        "progress_bar": "none",
        "verbosity": "ERROR",
        "media_dir": str(tmp_path),
    }
    level = logging.getLogger("manim").level
    with tempconfig(settings):
        Mixed().render()
    logging.getLogger("manim").setLevel(level)
    expected = [np.array(Image.open(path)) for path in sorted(tmp_path.rglob("*.png"))]
    sink = Keep()
    direct(Mixed, SMALL, sink)
    assert len(expected) == len(sink.pictures) == 15
    for number, picture in enumerate(expected):
        assert np.array_equal(sink.pictures[number], picture), number


def test_half_transparent_shapes_look_the_same_while_they_stand():
    class Hold(Scene):
        def construct(self):
            self.add(Square(side_length=4, fill_opacity=0.5, fill_color=RED))
            self.wait(0.5)
            self.play(Create(Dot(5 * LEFT)), run_time=0.5)

    sink = Keep()
    direct(Hold, SMALL, sink)
    assert np.array_equal(sink.pictures[0][90, 160], sink.pictures[9][90, 160])


def test_parts_replaced_by_an_updater_leave_nothing_behind():
    class Replace(Scene):
        def construct(self):
            group = VGroup(Square(fill_opacity=1).shift(3 * LEFT))
            group.add_updater(
                lambda group: setattr(
                    group, "submobjects", [Square(fill_opacity=1).shift(3 * RIGHT)]
                )
            )
            self.add(group)
            self.play(Create(Dot()), run_time=0.5)

    sink = Keep()
    direct(Replace, SMALL, sink)
    left = round(160 - 3 * 320 / 14.222)
    assert not sink.pictures[3][90, left, :3].any()
    assert sink.pictures[3][90, 320 - left, :3].all()


def test_transparent_background_has_no_colour():
    class Clear(Scene):
        def construct(self):
            self.camera.background_color = "#FFFFFF"
            self.add(Square(fill_opacity=1, fill_color="#000000", stroke_width=0).rotate(0.3))
            self.wait(0.1)

    sink = Keep()
    direct(Clear, SMALL, sink, transparent=True)
    assert not sink.pictures[0][0, 0].any()
    assert not sink.pictures[0][..., :3].any()  # black on nothing stays black at its soft edge
    assert sink.pictures[0][90, 160, 3] == 255


def test_sinks_see_the_end_of_every_play_exactly():
    class Fade(Scene):
        def construct(self):
            square = Square(fill_opacity=1)
            self.play(FadeIn(square), run_time=0.2)
            self.play(FadeOut(square), run_time=0.2)

    sink = Keep(0, 0)
    direct(Fade, SMALL, sink)
    assert sink.after[0][90, 160, 0] == 255
    assert sink.after[1][90, 160, 0] == 0


def test_a_scene_may_be_left_early():
    reached = []

    class Long(Scene):
        def construct(self):
            self.wait(1.0)
            reached.append("middle")
            self.wait(1.0)
            reached.append("end")

    sink = Keep(0, 5, end=5)
    recording = direct(Long, SMALL, sink)
    assert recording.frames == 10
    assert reached == ["middle"]
    assert len(sink.pictures) == 10  # a still play is handed over whole


@pytest.mark.filterwarnings("ignore:'mode' parameter.*Pillow 13:DeprecationWarning")
@pytest.mark.parametrize("base", [ThreeDScene, MovingCameraScene, ZoomedScene])
def test_scenes_keep_the_camera_that_they_ask_for(base):
    class Special(base):
        def __init__(self):
            super().__init__()

        def construct(self):
            if base is ThreeDScene:
                self.set_camera_orientation(phi=1.0)
                self.begin_ambient_camera_rotation(rate=1.0)
            elif base is MovingCameraScene:
                self.play(self.camera.frame.animate.scale(0.5), run_time=0.5)
            else:
                self.activate_zooming(animate=True)
            self.play(Create(Square()), run_time=0.5)

    plan = direct(Special, SMALL, FrameSink())
    sink = Keep()
    assert direct(Special, SMALL, sink) == plan
    assert len(sink.pictures) == plan.frames
    assert sink.pictures[plan.frames - 1][..., :3].any()


def test_random_numbers_are_the_same_on_every_run():
    drawn = []

    class Dice(Scene):
        def construct(self):
            drawn.append((random.random(), np.random.random()))  # noqa: NPY002
            self.wait(0.1)

    for seed in (0, 0, 1):
        direct(Dice, SMALL, FrameSink(), seed=seed)
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_scene_that_plays_nothing_is_one_frame():
    class Poster(Scene):
        def construct(self):
            self.add(Square())

    sink = Keep()
    assert direct(Poster, SMALL, sink).frames == 1
    assert sink.pictures[0][..., :3].any()


def test_waiting_ends_with_its_condition():
    class Until(Scene):
        def construct(self):
            tracker = ValueTracker(0)
            tracker.add_updater(lambda mobject, dt: mobject.increment_value(dt))
            self.add(tracker)
            self.wait_until(lambda: tracker.get_value() > 0.45, max_time=5)

    assert direct(Until, SMALL, FrameSink()).frames == 6


def test_sections_sounds_and_subcaptions(tmp_path):
    sound = tmp_path / "click.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(1600))

    class Full(Scene):
        def construct(self):
            self.next_section("one")
            self.play(Create(Square()), subcaption="a square", run_time=1.0)
            self.next_section("left out", skip_animations=True)
            self.play(Create(Circle()))
            self.wait()
            self.next_section("two")
            self.add_sound(str(sound), time_offset=0.5, gain=-3)
            self.add_subcaption("a wait", duration=0.5)
            self.wait(1.0)

    recording = direct(Full, SMALL, FrameSink())
    assert [(s.name, s.start_frame, s.frames) for s in recording.sections] == [
        ("one", 0, 10),
        ("two", 10, 10),
    ]
    assert [(s.path, s.start, s.gain) for s in recording.sounds] == [(str(sound), 1.5, -3.0)]
    assert [(s.text, s.start, s.end) for s in recording.subcaptions] == [
        ("a square", 0.0, 1.0),
        ("a wait", 1.0, 1.5),
    ]


def test_errors_name_the_scene_the_time_and_its_own_line():
    class Broken(Scene):
        def construct(self):
            self.wait(1.5)
            self.play(Create(None))

    with pytest.raises(SteepestError) as caught:
        direct(Broken, SMALL, FrameSink())
    message = str(caught.value)
    line = Broken.construct.__code__.co_firstlineno + 2
    assert message.startswith("Broken failed at 1.50 s: ")
    assert f"{Path(__file__).name}:{line}, in construct: self.play(Create(None))" in message
    assert "\n" not in message
    assert isinstance(caught.value.__cause__, Exception)


def test_where_tex_is_missing_it_is_said_what_to_do(tmp_path, monkeypatch):
    class Formulas(Scene):
        def construct(self):
            self.add(MathTex(r"\nabla missing"))

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SteepestError, match=r"no program 'latex'; install .* MathTypst"):
        direct(Formulas, SMALL, FrameSink())


def test_errors_in_an_updater_point_at_the_updater():
    def fail(mobject, dt):
        raise ZeroDivisionError("no")

    class Broken(Scene):
        def construct(self):
            self.add(Square().add_updater(fail))
            self.wait(1.0)

    with pytest.raises(SteepestError, match="in fail: raise ZeroDivisionError"):
        direct(Broken, SMALL, FrameSink())


def test_errors_in_our_own_code_point_at_the_lesson():
    class Cueless(Lesson):
        def construct(self):
            with self.say("There is no cue here.") as line:
                self.wait(line.until("nowhere"))

    with pytest.raises(SteepestError, match=r"NarrationError: no cue \[nowhere\].*self\.wait\("):
        direct(Cueless, SMALL, FrameSink())


def test_errors_of_the_sink_are_not_blamed_on_the_scene():
    class Full(FrameSink):
        def wants(self, frame):
            return True

        def frame(self, first, pixels, repeat, changed):
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        direct(Drift, SMALL, Full())


def test_a_renderer_of_the_scenes_own_is_refused():
    class Stubborn(Scene):
        def __init__(self):
            Scene.__init__(self)

    with pytest.raises(SteepestError, match=r"call super\(\).__init__"):
        direct(Stubborn, SMALL, FrameSink())


def test_leaves_no_trace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = dict(config._d)
    level = logging.getLogger("manim").level
    direct(Drift, SMALL, Keep())
    with pytest.raises(SteepestError):
        direct(type("Broken", (Scene,), {"construct": lambda self: self.play()}), SMALL, Keep())
    assert dict(config._d) == before
    assert logging.getLogger("manim").level == level
    assert list(tmp_path.iterdir()) == []


def test_play_names():
    circle, dot = Circle(), Dot()
    assert play_name([Create(circle)]) == "Create(Circle)"
    assert play_name([Wait(1)]) == "Wait"
    assert play_name([dot.animate.shift(UP).set_color(RED).build()]) == "Dot.shift.set_color"
    assert play_name([LaggedStart(Create(circle), FadeIn(dot))]) == (
        "LaggedStart(Create(Circle), FadeIn(Dot))"
    )
    assert play_name([FadeIn(dot)] * 5) == "FadeIn(Dot), FadeIn(Dot), FadeIn(Dot), 2 more"
