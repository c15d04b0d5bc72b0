"""Painters and things to paint, for the tests of painters."""

import numpy as np
from manim import (
    BLUE,
    GREEN,
    PI,
    RED,
    Arc,
    Camera,
    CapStyleType,
    Circle,
    Dot,
    ImageMobject,
    Line,
    LineJointType,
    NumberPlane,
    PMobject,
    Square,
    Star,
    VMobject,
)
from PIL import Image

WIDTH, HEIGHT = 320, 180


def camera(kind=Camera, **options):
    """A camera for small pictures, whatever Manim's settings are."""
    return kind(pixel_width=WIDTH, pixel_height=HEIGHT, **options)


def spike():
    """Two lines with a miter that reaches far."""
    corners = np.array([[-0.12, -1, 0], [0, 1, 0], [0.12, -1, 0]])
    return VMobject(stroke_width=20).set_points_as_corners(corners)


def picture():
    """An image with a veil, smaller than the frame."""
    pixels = np.random.default_rng(3).integers(0, 255, (9, 12, 4)).astype(np.uint8)
    return ImageMobject(pixels).scale(8)


def cloud():
    """Points of many colours."""
    points = np.random.default_rng(5).normal(size=(60, 3))
    return PMobject(stroke_width=2).add_points(points, color=GREEN)


def textured():
    """A star that shows an image."""
    pixels = np.random.default_rng(6).integers(0, 255, (HEIGHT, WIDTH, 4)).astype(np.uint8)
    star = Star(fill_opacity=0.7, stroke_width=8)
    return star.color_using_background_image(Image.fromarray(pixels))


def shapes():
    """One mobject of each kind that reaches out of its points in a way of its own."""
    return [
        Circle(stroke_width=13, fill_opacity=0.5),
        Square(stroke_width=9, joint_type=LineJointType.ROUND),
        Line([-1, 0, 0], [1, 0, 0], stroke_width=7).set_cap_style(CapStyleType.SQUARE),
        Arc(1, 0.3, 4, stroke_width=15).set_cap_style(CapStyleType.ROUND),
        spike(),
        Star(fill_opacity=1, stroke_width=0).set_fill([RED, BLUE]),
        Dot(radius=0.02),
        Circle(color=RED, stroke_width=1).set_stroke(BLUE, 25, background=True),
        picture(),
        cloud(),
        textured(),
    ]


def ground():
    """What rests."""
    return NumberPlane().family_members_with_points()


def moved(mobjects, random):
    """Move, turn and scale each of them, so that some leave the frame."""
    for mobject in mobjects:
        mobject.move_to(random.uniform([-7, -4, 0], [7, 4, 0]))
        mobject.rotate(random.uniform(0, PI)).scale(random.uniform(0.6, 1.6))
        if mobject.get_top()[1] - mobject.get_bottom()[1] > 6:
            mobject.scale(0.2)
