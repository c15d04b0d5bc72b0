"""The still parts of a grid: background, title, labels and a frame around each clip."""

from __future__ import annotations

from typing import cast

import numpy as np
from manim import DOWN, Camera, ManimColor, Rectangle, Scene, VGroup, config
from numpy.typing import NDArray

from render.job import Quality
from render.many.grid.layout import Label, Layout
from render.picture import Box, Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from scenes.text import Words
from scenes.theme import SMALL, THEMES, THIN, Theme

_CUT = "\N{HORIZONTAL ELLIPSIS}"


class _Keep(FrameSink):
    """Keeps the first frame."""

    end = 1

    def __init__(self) -> None:
        self.pixels: Pixels | None = None

    def wants(self, frame: int) -> bool:
        return frame == 0

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        if self.pixels is None:
            self.pixels = pixels.copy()


def draw_page(layout: Layout, quality: Quality, theme: str, renderer: str) -> Pixels:
    """The picture into which the clips are put, uint8 (height, width, 4)."""
    sink = _Keep()
    direct(_scene(layout, THEMES[theme]), quality, sink, renderer=renderer)
    if sink.pixels is None:
        raise ValueError("the page of a grid has no frame")
    return sink.pixels


def _scene(layout: Layout, theme: Theme) -> type[Scene]:
    class Page(Scene):
        def construct(self) -> None:
            camera = cast("Camera", self.camera)
            camera.background_color = ManimColor(theme.background)
            camera.init_background()
            for box in layout.cells:
                self.add(_frame(box, theme))
            for number, label in enumerate(layout.labels):
                self.add(_text(label, theme.color("text" if number else "muted")))
            self.wait(1 / config.frame_rate)

    return Page


def _frame(box: Box, theme: Theme) -> Rectangle:
    pixel = _unit()
    return Rectangle(
        width=(box.right - box.left + 2) * pixel,
        height=(box.bottom - box.top + 2) * pixel,
        stroke_color=theme.color("axis"),
        stroke_width=THIN,
        stroke_opacity=0.6,
    ).move_to(_middle(box))


def _text(label: Label, color: str) -> VGroup:
    """The text, smaller or shortened where it would not fit."""
    box = label.box
    room = (box.bottom - box.top if label.turned else box.right - box.left) * _unit()
    text = VGroup(*(_line(line, label.size, color, room) for line in label.lines))
    text.arrange(DOWN, buff=0.1)
    if label.turned:
        text.rotate(np.pi / 2)
    text.move_to(_middle(box))
    return text


def _line(text: str, size: float, color: str, room: float) -> Words:
    """One line that is no wider than ``room``."""
    words = Words(text, color, size)
    if words.width <= room:
        return words
    size = max(SMALL, size * room / words.width)
    words = Words(text, color, size)
    fits, too_long = 2, len(text)
    best = words if words.width <= room else Words(_CUT, color, size)
    while words.width > room and too_long - fits > 1:
        kept = (fits + too_long) // 2
        cut = Words(shortened(text, kept), color, size)
        if cut.width > room:
            too_long = kept
        else:
            fits, best = kept, cut
    return best


def shortened(text: str, kept: int) -> str:
    """So many characters of a text, of its end as many as of its beginning."""
    head, tail = kept - kept // 2, kept // 2
    return f"{text[:head].rstrip()}{_CUT}{text[len(text) - tail :].lstrip()}"


def _unit() -> float:
    """Manim units of a pixel."""
    return float(config.frame_height) / int(config.pixel_height)


def _middle(box: Box) -> NDArray[np.float64]:
    x = (box.left + box.right) / 2 - config.pixel_width / 2
    y = config.pixel_height / 2 - (box.top + box.bottom) / 2
    return np.array([x * _unit(), y * _unit(), 0.0])
