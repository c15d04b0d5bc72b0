"""What a play draws anew: whole pictures, so that replaced parts leave no ghost."""

from manim import Circle, FadeIn, Square, VGroup

from scenes.animations import Drive
from scenes.lesson import Lesson


def test_moving_pictures_are_whole_and_their_parts_not_still() -> None:
    scene = Lesson()
    still, picture, later = Square(), VGroup(Square(), VGroup(Circle())), Circle()
    scene.add(still, picture, later)
    moving, parts = scene.get_moving_and_static_mobjects([Drive(picture, lambda _: None, 0, 1)])
    assert moving == [picture, later]  # what lies over a moving picture is drawn again too
    assert parts == [still]


def test_without_movement_everything_is_still() -> None:
    scene = Lesson()
    scene.add(square := Square())
    assert scene.get_moving_and_static_mobjects([FadeIn(Circle())]) == ([], [square])
