"""Scenes of images, point clouds and backgrounds."""

# ruff: noqa: F403, F405 - scenes are written as lecturers write them

import numpy as np
from manim import *
from PIL import Image


def pattern(height, width, alpha=255):
    """Smooth colours with a coarse grid over them, uint8 (height, width, 4)."""
    y, x = np.mgrid[0:height, 0:width] / max(height, width)
    image = np.empty((height, width, 4), dtype=np.uint8)
    image[..., 0] = 255 * x
    image[..., 1] = 127 + 127 * np.sin(9 * y)
    image[..., 2] = 255 * (1 - y)
    image[..., 3] = alpha
    image[:: max(1, height // 8), :, :3] = 20
    return image


def coarse():
    """A few large pixels."""
    return np.uint8([[63, 0, 200, 0], [0, 127, 0, 90], [255, 0, 191, 0], [0, 255, 0, 255]])


class ImageAsItIs(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(300, 400)))


class ImageEnlarged(Scene):
    def construct(self):
        kinds = ("nearest", "linear", "cubic")
        images = [ImageMobject(coarse()) for _ in kinds]
        for image, kind in zip(images, kinds, strict=True):
            image.height = 4
            image.set_resampling_algorithm(RESAMPLING_ALGORITHMS[kind])
        self.add(Group(*images).arrange())


class ImageReduced(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(900, 1200)).scale(0.4))


class ImageTurned(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(120, 200)).scale(3).rotate(0.5).shift(LEFT))
        self.add(ImageMobject(pattern(100, 100)).scale(2).rotate(2.5).shift(RIGHT * 4))


class ImageStretched(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(200, 200)).stretch(3, 0).stretch(0.5, 1))
        self.add(ImageMobject(pattern(200, 200)).apply_matrix([[1, 0.7], [0, 1]]).shift(UP * 2))


class ImageThrough(Scene):
    def construct(self):
        veil = pattern(200, 300)
        veil[..., 3] = np.linspace(0, 255, 300)
        self.add(NumberPlane(), Circle(3, fill_opacity=1, color=RED))
        self.add(ImageMobject(veil).scale(3), Square(1, fill_opacity=0.5))
        self.add(ImageMobject(pattern(99, 99)).set_opacity(0.4).shift(RIGHT * 5))


class ImageOffScreen(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(200, 300)).scale(4).shift(LEFT * 6 + UP * 3))
        self.add(ImageMobject(pattern(20, 30)).shift(RIGHT * 30))


class ImageBehind(Scene):
    def construct(self):
        image = ImageMobject(pattern(300, 300)).scale(2)
        self.add(Circle(2, fill_opacity=1, color=GREEN, z_index=2), image.set_z_index(1))
        self.add(Square(5, fill_opacity=1, color=RED, z_index=0))


class ImageInverted(Scene):
    def construct(self):
        self.add(ImageMobject(pattern(200, 200), invert=True).scale(2))


class ImageFading(Scene):
    frames = (1, 2)

    def construct(self):
        image = ImageMobject(pattern(150, 200)).scale(3)
        self.add(Square(6, fill_opacity=1, color=BLUE))
        self.play(FadeIn(image), run_time=1)
        self.play(image.animate.shift(RIGHT * 2).rotate(0.3), run_time=1)


class Cloud(Scene):
    def construct(self):
        self.add(PointCloudDot(radius=2, color=YELLOW).shift(LEFT * 3))
        self.add(PointCloudDot(radius=1.5, stroke_width=6, density=8, color=RED).shift(RIGHT * 3))


class CloudOfColors(Scene):
    def construct(self):
        random = np.random.default_rng(2)
        cloud = PMobject(stroke_width=5)
        points = random.normal(size=(3000, 3)) * [3, 2, 0]
        cloud.add_points(points, rgbas=random.uniform(0.2, 1, (3000, 4)))
        self.add(Square(3, fill_opacity=1), cloud, Circle(color=RED))


class CloudGradient(Scene):
    def construct(self):
        cloud = PMobject(stroke_width=4)
        cloud.add_points([[x, np.sin(3 * x), 0] for x in np.linspace(-9, 9, 900)])
        self.add(cloud.set_color_by_gradient(RED, GREEN, BLUE), Point(UP * 2, stroke_width=20))


class ColoredBackground(Scene):
    def construct(self):
        self.camera.background_color = "#123456"
        self.add(Circle(2, fill_opacity=0.5), Square(3, color=YELLOW))


class ImageBackground(Scene):
    def construct(self):
        self.camera.background = pattern(720, 1280)
        self.add(Circle(2, fill_opacity=0.5, color=WHITE), Square(3, color=RED))


class Textured(Scene):
    def construct(self):
        texture = Image.fromarray(pattern(360, 640))
        star = Star(outer_radius=2.5, fill_opacity=1).color_using_background_image(texture)
        wave = FunctionGraph(np.sin, stroke_width=20).color_using_background_image(texture)
        self.add(Square(2, fill_opacity=1, color=RED), star.shift(LEFT * 3))
        self.add(wave, Circle(1, color=WHITE).shift(RIGHT * 3))


class TexturedThin(Scene):
    def construct(self):
        texture = Image.fromarray(pattern(720, 1280))
        for index in range(12):
            line = Line([-6, index / 2 - 3, 0], [6, index / 3 - 2, 0], stroke_width=1 + index / 3)
            line.color_using_background_image(texture)
            self.add(line.set_stroke(opacity=1 - index / 20))


class TransparentShapes(Scene):
    transparent = True

    def construct(self):
        self.add(Circle(2, fill_opacity=0.5, color=RED), Square(3, color=BLUE, stroke_width=10))
        self.add(Line(LEFT * 6, RIGHT * 6 + UP, stroke_opacity=0.5, stroke_width=20))
        self.add(MathTypst("e^(i pi) = -1").scale(2).to_edge(DOWN))


class TransparentGradient(Scene):
    transparent = True
    frames = (2,)

    def construct(self):
        square = Square(4).set_fill([RED, BLUE], opacity=[1, 0.1])
        self.add(Circle(3, fill_opacity=1, color=GREEN))
        self.play(FadeIn(square), run_time=1)
