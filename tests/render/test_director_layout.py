import numpy as np
import pytest
from demo_lesson import SMALL, Label
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    MathTypst,
    MovingCameraScene,
    Scene,
    Square,
    ThreeDScene,
    Typst,
    VGroup,
    Write,
)

from render.staging.director import direct
from render.staging.frames import FrameSink


class Layout(FrameSink):
    reads_layout = True


def boxes_of(construct, base=Scene):
    scene = type("Layouts", (base,), {"construct": construct})
    return direct(scene, SMALL, Layout()).text_boxes


def test_bounds_of_a_text():
    def construct(self):
        self.add(VGroup(Circle(), Label("here", 2.0, 0.4).shift(RIGHT + 2 * UP)))
        self.wait(0.5)

    (box,) = boxes_of(construct)
    assert box.text == "here"
    assert box.frame == 4
    assert (box.x_min, box.x_max, box.y_min, box.y_max) == (0.0, 2.0, 1.8, 2.2)


def test_kinds_of_text():
    def construct(self):
        formula = VGroup(MathTypst("x + y"), Typst("hello")).arrange(DOWN)
        self.add(formula, Square())
        self.wait(0.1)

    assert [box.text for box in boxes_of(construct)] == ["x + y", "hello"]


def test_texts_inside_a_text_are_part_of_it():
    def construct(self):
        outer = Label("outer")
        outer.add(Label("inner").shift(2 * RIGHT))
        self.add(outer)
        self.wait(0.1)

    (box,) = boxes_of(construct)
    assert (box.text, box.x_max) == ("outer", 3.0)


def test_what_cannot_be_seen_or_may_overlap_does_not_count():
    def construct(self):
        hidden, meant, empty = Label("hidden").set_opacity(0), Label("meant"), Label("empty")
        meant.ignore_layout = True
        empty.submobjects = []
        nowhere = Label("nowhere")
        nowhere[0].points = nowhere[0].points * np.nan
        self.add(hidden, VGroup(meant), empty, nowhere)
        self.wait(0.1)

    assert boxes_of(construct) == ()


def test_parts_that_are_nowhere_or_mere_anchors_leave_the_others_their_bounds():
    def construct(self):
        label = Label("here", 2.0, 0.4)
        nowhere, anchor = Square(fill_opacity=1), Square(side_length=1e-9, fill_opacity=1)
        nowhere.points = nowhere.points * np.nan
        label.add(nowhere, anchor.shift(5 * RIGHT))
        self.add(label)
        self.wait(0.1)

    (box,) = boxes_of(construct)
    assert (box.x_min, box.x_max, box.y_min, box.y_max) == (-1.0, 1.0, -0.2, 0.2)


def test_texts_count_at_the_end_of_their_own_animation():
    def construct(self):
        first, second = Label("first"), Label("second").shift(UP)
        self.play(FadeIn(first), run_time=2.0)
        self.play(FadeOut(first), VGroup(second).animate.shift(UP), run_time=2.0)
        self.play(Write(Typst("third")), run_time=2.0)

    assert [(box.frame, box.text) for box in boxes_of(construct)] == [
        (19, "first"),
        (39, "second"),
        (59, "second"),
        (59, "third"),
    ]


def test_texts_moved_by_updaters_are_seen_on_the_way():
    def construct(self):
        label = Label("drifting")
        label.add_updater(lambda mobject, dt: mobject.shift(dt * RIGHT))
        self.add(label)
        self.play(Create(Square()), run_time=2.0)

    boxes = boxes_of(construct)
    assert [box.frame for box in boxes] == [5, 10, 15, 19]
    assert boxes[0].x_min == pytest.approx(-0.5)


def test_texts_that_stand_are_noted_once_a_play():
    def construct(self):
        self.add(Label("standing"))
        self.play(Create(Square()), run_time=5.0)

    assert [box.frame for box in boxes_of(construct)] == [5, 49]


def test_bounds_are_relative_to_the_frame_of_a_moving_camera():
    def construct(self):
        self.add(Label("zoomed", 2.0, 0.4).shift(LEFT))
        self.camera.frame.scale(0.5).shift(LEFT)
        self.wait(0.1)

    (box,) = boxes_of(construct, MovingCameraScene)
    assert (box.x_min, box.x_max) == pytest.approx((-2.0, 2.0))
    assert (box.y_min, box.y_max) == pytest.approx((-0.4, 0.4))


def test_bounds_in_three_dimensions_are_those_on_screen():
    def construct(self):
        fixed, turned = Label("fixed", 2.0, 0.4), Label("turned", 2.0, 0.4)
        self.set_camera_orientation(phi=np.pi / 2, theta=-np.pi / 2)
        self.add_fixed_in_frame_mobjects(fixed)
        self.add(turned)
        self.wait(0.1)

    boxes = {box.text: box for box in boxes_of(construct, ThreeDScene)}
    assert boxes["fixed"].y_max == pytest.approx(0.2)
    assert boxes["turned"].y_max == pytest.approx(0.0, abs=0.01)  # seen edge-on
