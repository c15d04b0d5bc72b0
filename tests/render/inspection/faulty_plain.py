"""Tiny plain Manim scenes, each with faults that a student would see, and a clean one."""

from manim import (
    BLACK,
    DOWN,
    LEFT,
    RIGHT,
    UP,
    WHITE,
    Circle,
    DecimalNumber,
    MathTypst,
    MovingCameraScene,
    Rectangle,
    Scene,
    Text,
    ThreeDScene,
    Transform,
    Typst,
    VGroup,
    linear,
)


class PlainClean(Scene):
    """No fault: Manim's own texts, none of them small, and nothing says that captions are shown."""

    def construct(self) -> None:
        """As authors write them."""
        title = Typst("A title", font_size=40).to_edge(UP)
        number = DecimalNumber(3.25, mob_class=MathTypst, font_size=24).to_edge(DOWN)
        label = Text("a label", font_size=18).shift(LEFT)
        self.add(title, number, label)
        self.play(Transform(label, Text("ace", font_size=18).shift(LEFT)), run_time=1)
        self.play(number.animate.set_value(1234.5), run_time=1)
        self.wait(1)


class PlainSmall(Scene):
    """Texts of three kinds that are too small."""

    def construct(self) -> None:
        """One is turned, one is scaled, one is set small."""
        turned = Text("read it sideways", font_size=12).rotate(1.5708).shift(3 * LEFT)
        scaled = MathTypst("x + y", font_size=48).scale(0.4)
        number = DecimalNumber(3.25, mob_class=MathTypst, font_size=16).shift(3 * RIGHT)
        self.add(turned, scaled, number)
        self.wait(1)


class PlainZoom(MovingCameraScene):
    """Small type under a camera that is near is no fault; large type far away is."""

    def construct(self) -> None:
        """Come near, then go far away."""
        words = Typst("near", font_size=14)
        self.camera.frame.set(width=5)
        self.add(words)
        self.wait(0.5)
        self.remove(words)
        self.add(Typst("far", font_size=30).shift(3 * RIGHT))
        self.camera.frame.set(width=30)
        self.wait(0.5)


class TwiceDead(Scene):
    """Two rests that are too long, and one that is not."""

    def construct(self) -> None:
        """A circle moves between them."""
        circle = Circle()
        self.add(circle)
        self.wait(2.5)
        self.play(circle.animate.shift(RIGHT), run_time=1, rate_func=linear)
        self.wait(3)
        self.play(circle.animate.shift(RIGHT), run_time=1, rate_func=linear)
        self.wait(1.5)


class PlainCaption(Scene):
    """Subcaptions that stay too long, and that are gone too soon."""

    def construct(self) -> None:
        """Two of them."""
        self.add_subcaption("It stays.", duration=8)
        self.play(Circle().animate.shift(8 * RIGHT), run_time=8)
        self.add_subcaption("This one is far too long for half a second.", duration=0.5)
        self.play(Circle().animate.shift(RIGHT), run_time=1)


class PlainSpace(ThreeDScene):
    """Text that is fixed in the frame of a camera in space, over white."""

    def construct(self) -> None:
        """White on white."""
        self.set_camera_orientation(phi=1.0, theta=0.5)
        wall = VGroup(Rectangle(width=9, height=9, fill_color=WHITE, fill_opacity=1))
        good, bad = Text("can be read", color=BLACK), Text("cannot", color=WHITE)
        self.add(wall)
        self.add_fixed_in_frame_mobjects(good.shift(UP), bad.shift(0.3 * DOWN))
        self.wait(0.5)
