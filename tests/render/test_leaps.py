"""A frame looks the same whether the frames before it were run or not."""

import pytest
from demo_lesson import SMALL
from manim import (
    DOWN,
    LEFT,
    PI,
    RED,
    RIGHT,
    UP,
    AnimationGroup,
    ApplyFunction,
    Arrow,
    ChangeSpeed,
    Circle,
    Create,
    CyclicReplace,
    Dot,
    DoubleArrow,
    DrawBorderThenFill,
    FadeIn,
    FadeOut,
    FadeToColor,
    FadeTransform,
    Flash,
    GrowArrow,
    Homotopy,
    Indicate,
    LaggedStart,
    Line,
    MoveAlongPath,
    ReplacementTransform,
    Rotate,
    Rotating,
    Scene,
    ShowIncreasingSubsets,
    ShowPassingFlash,
    SpinInFromNothing,
    Square,
    Succession,
    TracedPath,
    Transform,
    TransformMatchingShapes,
    Triangle,
    Typst,
    Uncreate,
    UpdateFromFunc,
    ValueTracker,
    VGroup,
    Wiggle,
    Write,
    always_redraw,
    linear,
    there_and_back,
)

from render.staging.director import direct
from render.staging.frames import FrameSink


class Some(FrameSink):
    """Keeps one frame in so many."""

    def __init__(self, step):
        self.step = step
        self.pictures = {}

    def wants(self, frame):
        return frame % self.step == 2 % self.step

    def frame(self, first, pixels, repeat, changed):
        for number in range(first, first + repeat):
            if self.wants(number):
                self.pictures[number] = pixels.copy()


def assert_frames_stand_alone(scene_class):
    every, some = Some(1), Some(5)
    whole = direct(scene_class, SMALL, every, renderer="raster")
    leapt = direct(scene_class, SMALL, some, renderer="raster")
    assert leapt.plays == whole.plays
    assert some.pictures
    for number, picture in some.pictures.items():
        assert (picture == every.pictures[number]).all(), number


def bend(x, y, z, t):
    return x, y + t * x * x / 4, z


ANIMATIONS = {
    "create": lambda: [Create(Square()), Write(Typst("abc").shift(UP))],
    "uncreate": lambda: [Uncreate(Circle()), FadeOut(Dot(), shift=UP)],
    "fill": lambda: [DrawBorderThenFill(Triangle(fill_opacity=1))],
    "transform": lambda: [Transform(Square(), Circle(color=RED), path_arc=PI / 2)],
    "replace": lambda: [ReplacementTransform(Square(), Triangle()), GrowArrow(Arrow(LEFT, UP))],
    "match": lambda: [TransformMatchingShapes(Typst("ab"), Typst("ba"))],
    "fade": lambda: [FadeTransform(Square(), Circle()), FadeIn(Dot(), scale=3)],
    "color": lambda: [FadeToColor(Square(), RED), Indicate(Dot())],
    "turn": lambda: [Rotate(Square(), PI), Rotating(Triangle(), angle=PI), Wiggle(Line())],
    "bend": lambda: [Homotopy(bend, Line(LEFT, RIGHT))],
    "along": lambda: [MoveAlongPath(Dot(), Circle())],
    "subsets": lambda: [ShowIncreasingSubsets(VGroup(Dot(), Dot(LEFT), Dot(RIGHT)))],
    "flash": lambda: [ShowPassingFlash(Circle()), Flash(Dot())],
    "spin": lambda: [SpinInFromNothing(Square())],
    "group": lambda: [AnimationGroup(Create(Square()), FadeIn(Dot()), lag_ratio=0.5)],
    "lagged": lambda: [LaggedStart(*(FadeIn(Dot(RIGHT * k)) for k in range(4)))],
    "one by one": lambda: [Succession(Create(Square()), FadeIn(Dot()), Rotate(Line(), PI))],
    "swap": lambda: [CyclicReplace(Dot(), Square().shift(LEFT))],
    "animate": lambda: [Square().animate.shift(RIGHT).rotate(1).set_color(RED)],
}


@pytest.mark.parametrize("name", ANIMATIONS)
def test_of_a_play_that_depends_on_its_time_only_any_frame_is_reached_at_once(name):
    class Played(Scene):
        def construct(self):
            self.add(Square(color=RED).shift(UP))
            self.play(*ANIMATIONS[name](), run_time=1.3)
            self.play(Create(Line(LEFT, RIGHT)))

    assert_frames_stand_alone(Played)


def frames_run(scene_class):
    """How many frames of the scene are run when hardly one is wanted."""
    times = []

    class Counted(scene_class):
        def update_to_time(self, t):
            times.append(t)
            super().update_to_time(t)

    direct(Counted, SMALL, Some(10**6), renderer="raster")
    return len(times)


class Plain(Scene):
    def construct(self):
        self.play(Create(Square()), run_time=2.0)


class Adding(Scene):
    """Goes on from the frame before."""

    def construct(self):
        dot = Dot().add_updater(lambda mobject, dt: mobject.shift(RIGHT * dt))
        self.add(dot)
        self.play(Create(Square()), run_time=2.0)


class Redrawing(Scene):
    def construct(self):
        tracker = ValueTracker(0)
        self.add(always_redraw(lambda: Dot(RIGHT * tracker.get_value())))
        self.play(tracker.animate.set_value(2), run_time=2.0)


class Tracing(Scene):
    """Its trace has no points when the play begins."""

    def construct(self):
        dot = Dot()
        self.add(TracedPath(dot.get_center), dot)
        self.play(MoveAlongPath(dot, Circle()), run_time=2.0)


class Calling(Scene):
    def construct(self):
        dot = Dot()
        self.play(UpdateFromFunc(dot, lambda mobject: mobject.shift(UP * 0.1)), run_time=2.0)


class Wiggling(Scene):
    """The middle of an arrow, about which it turns, moves as it turns."""

    def construct(self):
        self.play(Wiggle(DoubleArrow(LEFT, UP)), run_time=2.0)


class ThereAndBack(Scene):
    """A succession that is past its first animation does not go back to it."""

    def construct(self):
        ahead = Succession(Create(Square()), FadeOut(Circle(fill_opacity=1)))
        self.play(AnimationGroup(ahead, rate_func=there_and_back), run_time=2.0)


class Hurrying(Scene):
    """What it calls is hidden in another animation."""

    def construct(self):
        turning = UpdateFromFunc(Square(), lambda mobject: mobject.rotate(0.1))
        self.play(ChangeSpeed(turning, speedinfo={0: 1, 1: 1}, rate_func=linear), run_time=2.0)


class UpdatingLater(Scene):
    """The target of the second animation updates itself, which is not known before."""

    def construct(self):
        falling = Dot(LEFT)

        def fall(dot):
            return dot.add_updater(lambda mobject, dt: mobject.shift(DOWN * dt))

        self.play(Succession(Create(Square()), ApplyFunction(fall, falling)), run_time=2.0)


class Outlasting(Scene):
    """What is set second ends first, and is set to its end in the frame after that only."""

    def construct(self):
        square = Square()
        turning, fading = Rotate(square, PI, run_time=2.0), FadeToColor(square, RED, run_time=0.65)
        self.play(AnimationGroup(turning, fading))


class OnScene(Scene):
    def construct(self):
        self.add_updater(lambda dt: None)
        self.play(Create(Square()), run_time=2.0)


def test_only_the_frames_that_are_looked_at_are_run():
    assert frames_run(Plain) == 1


@pytest.mark.parametrize(
    "scene_class",
    [
        Adding,
        Redrawing,
        Tracing,
        Calling,
        Wiggling,
        ThereAndBack,
        Hurrying,
        UpdatingLater,
        Outlasting,
        OnScene,
    ],
)
def test_what_may_remember_is_run_frame_by_frame(scene_class):
    assert frames_run(scene_class) == 2 * SMALL.frame_rate
    assert_frames_stand_alone(scene_class)


def test_a_scene_may_promise_that_its_updaters_remember_nothing():
    class Promising(Redrawing):
        frames_stand_alone = True

    assert frames_run(Promising) == 1
    assert_frames_stand_alone(Promising)
