"""Labels, scales and small arrows of the lesson on contours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import RIGHT, UP, Rectangle, VGroup, VMobject
from numpy.typing import ArrayLike

from scenes.frame import Rect
from scenes.numbers import words
from scenes.plane import Floats, Plane, Range, nice_ticks
from scenes.stories.gradient_contours.places import inside
from scenes.stories.gradient_contours.story import Story
from scenes.text import Words
from scenes.theme import FORMULA, LABEL, READOUT, SMALL, THIN, Theme
from scenes.walk import arrow_on, keep_inside


def tick_count(*ranges: Range) -> int:
    """How many ticks there is room for: fewer with long numbers, none where they look alike."""
    count = 5
    for low, high in ranges:
        texts = [words(value) for value in nice_ticks(low, high, 5)]
        if max(map(len, texts), default=0) > 5:
            count = 3
    for low, high in ranges:
        texts = [words(value) for value in nice_ticks(low, high, count)]
        if len(set(texts)) < len(texts):
            return 0
    return count


def long_labels(rect: Rect, values: Range) -> Rect:
    """A place for a plane, moved in on the left by what its longest tick label needs."""
    longest = max((len(words(value)) for value in nice_ticks(*values, 3)), default=0)
    extra = max(0.0, 0.14 * (longest - 5))
    return Rect(rect.x_min + extra, rect.x_max, rect.y_min, rect.y_max)


def readout_size(value: float) -> float:
    """The text size for a live number that begins here: long numbers are set smaller."""
    if decimals(value) > 4 or abs(value) >= 1e6:
        return READOUT
    return LABEL if decimals(value) > 3 or abs(value) >= 100 else FORMULA


def decimals(value: float) -> int:
    """Decimals that show three digits of a value of this size, or two decimals of a small one."""
    if not np.isfinite(value) or value == 0:
        return 2
    size = int(np.floor(np.log10(abs(value))))
    return int(np.clip(2 - size, 2 if size < 2 else 0, 6))


def arrow_scale(story: Story, gradients: Floats, place: Floats | None = None) -> float:
    """A round number by which gradients are drawn, so that the longest fits the picture.

    With a ``place`` the gradient that stands there is to end inside the picture.
    """
    side = story.view[0][1] - story.view[0][0]
    longest = float(np.linalg.norm(gradients, axis=-1).max())
    if longest == 0:
        return 1.0
    goal = 0.36 * side / longest
    scales = [
        float(f"{digit}e{int(np.floor(np.log10(goal))) - k}") for k in (0, 1) for digit in (5, 2, 1)
    ]
    fitting = [scale for scale in scales if scale <= goal * 1.0001]
    for scale in fitting[:3]:
        if place is None or inside(story.view, place + scale * gradients):
            return scale
    return fitting[0]


def scale_note(scale: float, theme: Theme) -> VMobject:
    """The remark on how long arrows are drawn; nothing to see where it is their true length."""
    if scale == 1:
        return VMobject()
    share = "half their length" if scale == 0.5 else f"{words(scale)} times their length"
    return Words(f"arrows are drawn at {share}", theme.color("muted"), SMALL)


def backed(label: VMobject, theme: Theme) -> VGroup:
    """A label on a patch of background, so that curves do not run through it."""
    patch = Rectangle(
        width=label.width + 0.1,
        height=label.height + 0.1,
        stroke_width=0,
        fill_color=theme.background,
        fill_opacity=0.85,
    )
    return VGroup(patch.move_to(label), label)


def beside(plane: Plane, label: VMobject, at: ArrayLike, direction: ArrayLike) -> VGroup:
    """A backed label next to a data point, turned to the other side where it would leave."""
    way = np.asarray(direction, dtype=float)
    result = backed(label, plane.theme)
    spot = plane.to_screen(at)
    for sign in ((1, 1), (0, 1), (-1, 1), (1, -1), (-1, -1)):
        side = way * np.array([*sign, 1])
        if not side.any():
            continue
        result.next_to(spot, side, buff=0.12)
        if side[0] == 0:
            keep_inside(result, plane)
        low, high = result.get_critical_point((-1, -1, 0)), result.get_critical_point((1, 1, 0))
        box = plane.box
        if (
            box.x_min <= low[0] and high[0] <= box.x_max
            and box.y_min <= low[1] and high[1] <= box.y_max
        ):  # fmt: skip
            break
    return result


def small_arrows(plane: Plane, places: Floats, gradients: Floats, longest: float) -> VGroup:
    """Gradient arrows on many places, the longest of them ``longest`` data units."""
    size = float(np.linalg.norm(gradients, axis=1).max())
    scale = longest / size if size > 0 else 0.0
    color = plane.theme.color("gradient")
    return VGroup(
        *(
            arrow_on(plane, place, scale * gradient, color, width=THIN)
            for place, gradient in zip(places, gradients, strict=True)
        )
    )


def named(texts: Sequence[VMobject], corner: ArrayLike, gap: float = 0.3) -> VGroup:
    """Texts below each other, the upper left corner of the first at ``corner``."""
    group = VGroup(*texts).arrange(-UP, buff=gap, aligned_edge=-RIGHT)
    group.align_to(np.asarray(corner), UP).align_to(np.asarray(corner), -RIGHT)
    return group
