"""A text as it stands on the picture: where its glyphs are, how large, in which colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import BackgroundRectangle, Mobject, VMobject
from numpy.typing import NDArray

from render.inspection.finding import Outline
from render.staging.layout import is_visible, readable
from scenes.frame import FRAME

Floats = NDArray[np.float64]

_SMALLEST = 1e-6
"""Extent, in Manim units, below which a mobject is a mere anchor."""


class View:
    """What a camera shows, in units of which the picture is 8 high, from the middle."""

    def __init__(self, camera: Any) -> None:
        self.camera = camera
        self.zoom = FRAME.height / camera.frame_height
        self._center = np.asarray(camera.frame_center)[:2]

    def __call__(self, mobject: Mobject, points: Floats) -> Floats:
        """Where points of a mobject are seen, (n, 2)."""
        flat = np.asarray(self.camera.transform_points_pre_display(mobject, points))[:, :2]
        return np.asarray((flat - self._center) * self.zoom)


@dataclass(frozen=True)
class Sight:
    """One text at one moment.

    Attributes
    ----------
    mobject : the text itself
    text : what it says
    parts : those of its parts that can be seen
    anchors : where they are, (n, 2); ``starts`` says where those of each part begin
    outline : around all of it
    boxes : around each part, (parts, 4): x_min, x_max, y_min, y_max
    """

    mobject: Mobject
    text: str
    parts: Sequence[VMobject]
    anchors: Floats
    starts: NDArray[np.int64]
    outline: Outline
    boxes: Floats


def sight_of(mobject: Mobject, view: View) -> Sight | None:
    """A text as it is seen; None if nothing of it is."""
    parts: list[Any] = [part for part in mobject.get_family() if _may_be_glyph(part)]
    if not parts:
        return None
    pieces = [np.concatenate((part.points[::4], part.points[3::4])) for part in parts]
    world, starts = _joined(pieces)
    if not np.isfinite(world).all():
        return None
    extents = np.maximum.reduceat(world, starts) - np.minimum.reduceat(world, starts)
    drawn = extents.max(axis=1) > _SMALLEST
    if not drawn.all():  # points that mark a place
        if not drawn.any():
            return None
        parts = [part for part, is_drawn in zip(parts, drawn, strict=True) if is_drawn]
        world, starts = _joined([p for p, is_drawn in zip(pieces, drawn, strict=True) if is_drawn])
    anchors = view(parts[0], world)
    low = np.minimum.reduceat(anchors, starts)
    high = np.maximum.reduceat(anchors, starts)
    boxes = np.stack((low[:, 0], high[:, 0], low[:, 1], high[:, 1]), axis=1)
    (x_min, y_min), (x_max, y_max) = low.min(axis=0), high.max(axis=0)
    outline = Outline(*(round(float(edge), 3) for edge in (x_min, x_max, y_min, y_max)))
    return Sight(mobject, readable(mobject), parts, anchors, starts, outline, boxes)


def look_of(sight: Sight) -> bytes:
    """All that decides how a text looks on the picture; equal for equal looks."""
    styles = [
        array
        for part in sight.parts
        for array in (part.fill_rgbas, part.stroke_rgbas, part.background_stroke_rgbas)
    ]
    return sight.anchors.tobytes() + b"".join(array.tobytes() for array in styles)


def _joined(pieces: Sequence[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    """All points one after the other, and where those of each piece begin."""
    return np.concatenate(pieces), np.cumsum([0, *map(len, pieces)])[:-1]


def _may_be_glyph(part: Mobject) -> bool:
    # A text may carry a panel that lies behind it.
    return is_visible(part) and not isinstance(part, BackgroundRectangle)
