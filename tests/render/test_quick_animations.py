"""Quick animations give every number that Manim would have got, and touch nothing else."""

from contextlib import nullcontext

import numpy as np
import pytest
from demo_lesson import SMALL
from manim import (
    BLUE,
    DOWN,
    LEFT,
    RED,
    RIGHT,
    UP,
    AnimationGroup,
    Arrow,
    Circle,
    Create,
    Dot,
    DrawBorderThenFill,
    FadeIn,
    FadeOut,
    FadeTransform,
    FocusOn,
    LaggedStart,
    Line,
    MoveAlongPath,
    Scene,
    Square,
    Succession,
    TracedPath,
    Transform,
    Triangle,
    Typst,
    Unwrite,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    linear,
    there_and_back,
)
from test_leaps import ANIMATIONS

from render.staging import mixture, quick_animations, stage
from render.staging.director import direct
from render.staging.frames import FrameSink
from scenes.text import Readout

STATE = (*mixture.STATE, "submobjects")


class Watched(FrameSink):
    """Wants every frame, so that every frame is run."""

    def wants(self, frame):
        return True


def states(scene_class, monkeypatch, *, quick):
    """All numbers of all mobjects in every frame, and how many animations were quick."""
    found, counts = [], []

    class Noted(scene_class):
        def update_to_time(self, t):
            super().update_to_time(t)
            found.append(state(self))
            leaves = quick_animations.leaves_of(self)
            counts.append(sum("interpolate_mobject" in vars(leaf) for leaf in leaves))

        def play(self, *args, **kwargs):
            super().play(*args, **kwargs)
            found.append(state(self))

    with monkeypatch.context() as patched:
        if not quick:
            patched.setattr(stage, "quickened", nullcontext)
            patched.setattr(stage, "quick_beginnings", nullcontext)
        direct(Noted, SMALL, Watched(), renderer="raster")
    return found, max(counts)


def state(scene):
    return [
        [plain(getattr(part, name)) for name in STATE if hasattr(part, name)]
        for mobject in scene.mobjects
        for part in mobject.get_family()
    ]


def plain(value):
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    return len(value) if isinstance(value, list) else (type(value), float(value))


def assert_same(scene_class, monkeypatch, quick):
    """Exactly so many of its animations are quick at once, and nothing comes out otherwise."""
    slow, none = states(scene_class, monkeypatch, quick=False)
    fast, count = states(scene_class, monkeypatch, quick=True)
    assert (none, count) == (0, quick)
    assert fast == slow


QUICK = {
    "create": 2,
    "uncreate": 2,
    "fill": 1,
    "replace": 1,
    "fade": 1,
    "color": 2,
    "along": 1,
    "group": 2,
    "lagged": 4,
    "animate": 1,
}


@pytest.mark.parametrize("name", ANIMATIONS)
def test_every_number_is_that_of_manim(name, monkeypatch):
    class Played(Scene):
        def construct(self):
            self.add(Square(color=RED).shift(UP))
            self.play(*ANIMATIONS[name](), run_time=0.7)
            self.play(Create(Line(LEFT, RIGHT)), run_time=0.2)

    states(Played, monkeypatch, quick=False)  # Manim keeps what it reads of an SVG
    slow, none = states(Played, monkeypatch, quick=False)
    fast, count = states(Played, monkeypatch, quick=True)
    assert none == 0
    assert fast == slow
    assert count >= QUICK.get(name, 1)


class Texts(Scene):
    def construct(self):
        first, second = Typst("one and two"), Typst("three").set_color(BLUE).shift(DOWN)
        self.play(Write(first), run_time=0.7)
        self.play(Transform(first, second, lag_ratio=0.3), run_time=0.5)
        self.play(first.animate.scale(2).set_stroke(RED, 3), rate_func=there_and_back, run_time=0.5)
        self.play(LaggedStart(*(FadeOut(part, shift=UP) for part in first)), run_time=0.5)


class Sheen(Scene):
    def construct(self):
        square = Square(fill_opacity=1, sheen_factor=0.4, sheen_direction=RIGHT)
        circle = Circle(fill_opacity=0.5, sheen_factor=0.2, sheen_direction=UP).set_color(
            [RED, BLUE]
        )
        self.play(Transform(square, circle), run_time=0.5)
        self.play(FadeOut(square), run_time=0.3)


@pytest.mark.parametrize(("scene_class", "quick"), [(Texts, 10), (Sheen, 1)])
def test_texts_and_sheen(scene_class, quick, monkeypatch):
    _, count = states(scene_class, monkeypatch, quick=True)
    assert count >= 1
    assert_same(scene_class, monkeypatch, count)


def test_a_mobject_under_two_animations_is_left_to_manim(monkeypatch):
    class Twice(Scene):
        def construct(self):
            group = VGroup(Square(), Dot())
            self.play(FadeIn(group), group[0].animate.shift(RIGHT), Create(Line()), run_time=0.4)

    assert_same(Twice, monkeypatch, 1)


def test_one_after_the_other_on_the_same_mobject_is_left_to_manim(monkeypatch):
    class Both(Scene):
        def construct(self):
            dot = Dot()
            self.play(Succession(FadeIn(dot), dot.animate.shift(RIGHT)), run_time=0.6)

    assert_same(Both, monkeypatch, 0)


def test_where_an_updater_runs_only_mixtures_are_quick(monkeypatch):
    class Updated(Scene):
        def construct(self):
            square, circle = Square(), Circle()
            self.add(Dot().add_updater(lambda dot: dot.move_to(square)))
            painted = []

            def paint(_):
                painted.append(circle)
                if len(painted) == 3:
                    circle.set_fill(BLUE, 0.5).shift(UP)

            self.add(VMobject().add_updater(paint))
            self.play(
                square.animate.shift(RIGHT).set_color(RED),
                circle.animate.shift(LEFT),
                Create(Line()),
                run_time=0.4,
            )

    assert_same(Updated, monkeypatch, 2)


def test_parts_that_come_and_go_are_found(monkeypatch):
    class Grown(Scene):
        def construct(self):
            group = VGroup(Square(), Circle(), Dot())
            self.add(group)

            def swap(helper, dt):
                helper.time = getattr(helper, "time", 0.0) + dt
                if 0.15 < helper.time < 0.3:
                    group[0].clear_points()

            self.add(VMobject().add_updater(swap))
            self.play(FadeOut(group), run_time=0.5)

    # With fewer parts than at its start Manim refuses to go on.
    with pytest.raises(Exception, match="zip"):
        states(Grown, monkeypatch, quick=False)
    with pytest.raises(Exception, match="zip"):
        states(Grown, monkeypatch, quick=True)


def test_a_part_that_takes_the_place_of_another_is_found(monkeypatch):
    class Swapped(Scene):
        def construct(self):
            group = VGroup(Square(), Circle())
            self.add(group)

            def swap(helper, dt):
                helper.time = getattr(helper, "time", 0.0) + dt
                if helper.time > 0.2 and type(group[0]) is Square:
                    group.submobjects[0] = Triangle(color=BLUE)

            self.add(VMobject().add_updater(swap))
            self.play(FadeOut(group, shift=UP), run_time=0.5)

    assert_same(Swapped, monkeypatch, 1)


def test_both_ends_of_a_fade_are_followed_while_an_updater_runs(monkeypatch):
    class Faded(Scene):
        def construct(self):
            self.add(Dot().add_updater(lambda dot, dt: dot.shift(dt * UP)))
            self.play(FadeTransform(Square(), Circle(color=RED)), run_time=0.4)

    assert_same(Faded, monkeypatch, 1)


def test_a_target_that_is_made_later_and_follows_another_is_followed(monkeypatch):
    class Focused(Scene):
        def construct(self):
            self.play(Succession(FadeIn(Square()), FocusOn(2 * LEFT)), run_time=0.6)

    assert_same(Focused, monkeypatch, 0)


def squished(share):
    """Stands still in the second half."""
    return min(1.0, 2 * share)


def back_soon(share):
    """Stands as at the start in the second half."""
    return there_and_back(min(1.0, 2 * share))


@pytest.mark.parametrize("rate_func", [squished, back_soon])
@pytest.mark.parametrize("path_arc", [0, 1])
@pytest.mark.parametrize("method", [lambda of: of.fade(0.5), lambda of: of.invert()])
def test_methods_that_are_called_once_more_at_the_end(method, path_arc, rate_func, monkeypatch):
    class Animated(Scene):
        def construct(self):
            group = VGroup(Square(fill_opacity=1), Circle(color=RED), Dot())
            self.add(group)
            chain = group.animate(rate_func=rate_func, path_arc=path_arc)
            self.play(method(chain), run_time=0.5)

    assert_same(Animated, monkeypatch, 1)


@pytest.mark.parametrize("others", [0, 1])
def test_a_target_that_goes_on_changing_is_followed(others, monkeypatch):
    class Followed(Scene):
        def construct(self):
            target = Circle().add_updater(lambda circle, dt: circle.shift(dt * RIGHT))
            for _ in range(others):
                self.add(Dot().add_updater(lambda dot, dt: dot.shift(dt * UP)))
            self.play(Transform(Square(), target), run_time=0.5)

    assert_same(Followed, monkeypatch, 1)


def test_a_number_that_counts_while_it_comes_and_goes_is_followed(monkeypatch):
    class Counting(Scene):
        def construct(self):
            tracker = ValueTracker(0.5)
            readout = Readout("x", tracker.get_value, "#FFFFFF")
            other = Readout("y", lambda: 3.0, "#FFFFFF").shift(UP)
            self.play(FadeIn(VGroup(readout, other)), tracker.animate.set_value(9), run_time=0.5)
            self.play(FadeOut(other), tracker.animate.set_value(12.5), run_time=0.5)

    assert_same(Counting, monkeypatch, 1)


class Sparkling(VMobject):
    """Takes over a style in a way of its own."""

    def match_style(self, vmobject, family=True):
        super().match_style(vmobject, family)
        return self.set_stroke(width=self.get_stroke_width() + len(self.points))


BORDERED = {
    "text": lambda: Typst("*a b* #underline[c]"),
    "sheen": lambda: Square(fill_opacity=1).set_sheen(0.3, UP),
    "several colours": lambda: Circle(fill_opacity=1).set_color([RED, BLUE, RED]),
    "parts of parts": Arrow,
    "own way": lambda: Sparkling().set_points_as_corners([LEFT, RIGHT, UP, LEFT]),
    "background": lambda: Square().set_stroke(RED, 5, 0.5, background=True),
}


@pytest.mark.parametrize("name", BORDERED)
def test_a_border_has_the_style_that_manim_gives_it(name, monkeypatch):
    class Written(Scene):
        def construct(self):
            shapes = VGroup(BORDERED[name](), Square(fill_opacity=0.5).shift(RIGHT))
            self.play(Write(shapes), run_time=0.8)
            self.play(DrawBorderThenFill(shapes, rate_func=there_and_back), run_time=0.5)
            self.play(Unwrite(shapes), run_time=0.5)

    states(Written, monkeypatch, quick=False)  # Manim keeps what it reads of an SVG
    assert_same(Written, monkeypatch, 1)


def test_an_authors_own_animation_is_left_alone(monkeypatch):
    class Halfway(Transform):
        def interpolate_submobject(self, part, start, target, alpha):
            return super().interpolate_submobject(part, start, target, alpha / 2)

    class Own(Scene):
        def construct(self):
            self.play(Halfway(Square(), Circle()), Create(Dot()), run_time=0.4)

    assert_same(Own, monkeypatch, 0)


def test_a_mobject_with_a_way_of_its_own_is_mixed_part_by_part(monkeypatch):
    class Pale(Square):
        def interpolate_color(self, start, target, alpha):
            super().interpolate_color(start, target, alpha)
            return self.set_fill(opacity=alpha / 3)

    class Own(Scene):
        def construct(self):
            self.play(Transform(Pale(), Circle()), run_time=0.4)

    assert_same(Own, monkeypatch, 1)


@pytest.mark.parametrize("fraction", [0.0, 0.4, 1.0])
def test_a_path_may_change_while_something_moves_along_it(fraction, monkeypatch):
    class Along(Scene):
        def construct(self):
            tracker = ValueTracker(1)
            path = Circle().add_updater(lambda path: path.set(width=tracker.get_value()))
            dot = Dot()
            self.add(path, TracedPath(dot.get_center))
            self.play(
                MoveAlongPath(dot, path, rate_func=lambda t: fraction + (1 - fraction) * t),
                tracker.animate.set_value(3),
                run_time=0.5,
            )

    assert_same(Along, monkeypatch, 1)


def test_a_path_that_measures_itself_is_asked(monkeypatch):
    class Backwards(VMobject):
        def point_from_proportion(self, alpha):
            return super().point_from_proportion(1 - alpha)

    class Along(Scene):
        def construct(self):
            path = Backwards().set_points_as_corners([LEFT, RIGHT, UP])
            self.play(MoveAlongPath(Dot(), path, rate_func=linear), run_time=0.4)

    assert_same(Along, monkeypatch, 0)


def test_an_error_is_that_of_manim():
    class Empty(Scene):
        def construct(self):
            self.play(MoveAlongPath(Dot(), VMobject()))

    with pytest.raises(Exception, match="points"):
        direct(Empty, SMALL, Watched(), renderer="raster")


def test_afterwards_an_animation_is_as_it_was():
    seen = []

    class Kept(Scene):
        def construct(self):
            animation = AnimationGroup(Create(Square()), FadeIn(Dot()))
            self.play(animation, run_time=0.2)
            seen.extend(vars(leaf) for leaf in animation.animations)

    direct(Kept, SMALL, Watched(), renderer="raster")
    assert len(seen) == 2
    assert not any("interpolate_mobject" in attributes for attributes in seen)
