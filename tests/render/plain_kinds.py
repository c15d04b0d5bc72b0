"""One plain Manim scene of every kind, and of every way in which lecturers write them."""

# ruff: noqa: F403, F405, NPY002

import random

import numpy as np
from manim import *

config.background_color = "#102030"
config.frame_height = 9
SIDES = random.randint(3, 9)


class Camera2D(MovingCameraScene):
    def construct(self):
        self.camera.frame.save_state()
        square = Square()
        self.play(self.camera.frame.animate.scale(0.5).move_to(square), run_time=0.2)
        self.play(Restore(self.camera.frame), run_time=0.2)


class Zoomed(ZoomedScene):
    def __init__(self, **kwargs):
        super().__init__(zoom_factor=0.3, zoomed_display_height=1, **kwargs)

    def construct(self):
        self.add(Dot())
        self.activate_zooming(animate=False)
        self.wait(0.2)


class Space(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1, theta=1)
        self.begin_ambient_camera_rotation(rate=1)
        self.add(Cube())
        label = Square()
        self.add_fixed_in_frame_mobjects(label)
        self.wait(0.3)
        self.stop_ambient_camera_rotation()


class Vectors(VectorScene):
    def construct(self):
        self.add_plane()
        self.play(GrowArrow(self.add_vector([1, 2], animate=False)), run_time=0.2)


class Linear(LinearTransformationScene):
    def __init__(self, **kwargs):
        super().__init__(show_coordinates=False, leave_ghost_vectors=True, **kwargs)

    def construct(self):
        self.apply_matrix([[1, 1], [0, 1]], run_time=0.3)


class Background(Scene):
    def construct(self):
        self.camera.background_color = RED
        self.wait(0.2)


class Unseeded(Scene):
    def construct(self):
        places = [np.random.uniform(-3, 3, 3) for _ in range(3)]
        self.add(*(Dot(place) for place in places), RegularPolygon(SIDES))
        self.wait(0.1 * random.randint(1, 9))


class Phases(Scene):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen = ["init"]

    def setup(self):
        self.seen.append("setup")
        self.add(Circle())

    def construct(self):
        self.seen.append("construct")
        self.wait(0.1)

    def tear_down(self):
        assert self.seen == ["init", "setup", "construct"]
        self.wait(0.2)


class Parts(Scene):
    def construct(self):
        self.next_section("first")
        self.wait(0.2)
        self.next_section("left out", skip_animations=True)
        self.play(Create(Circle()), run_time=5)
        self.next_section("last", section_type="presentation.loop")
        self.wait(0.3)


class Words(Scene):
    def construct(self):
        self.add_subcaption("A circle\nis round", duration=0.3)
        self.play(Create(Circle()), run_time=0.5, subcaption="and grows", subcaption_offset=0.1)
        print("nothing that a program should read")


class Sounds(Scene):
    def construct(self):
        self.wait(0.2)
        self.add_sound("tone", gain=-6)
        self.add_sound("sounds/tone.wav", time_offset=0.3)
        self.wait(0.6)
