"""Plain shapes in screen coordinates: broken lines with dashes, arrows, marks.

Lessons draw many of these anew for every frame, so each style is made once only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from manim import Circle, Star, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.outline import Outline, outline_like
from scenes.theme import LINE, THIN, Dash

Floats = NDArray[np.float64]

_NO_POINTS = np.zeros((0, 3))


def polyline(
    pieces: Sequence[Floats], color: str, width: float = THIN, dash: Dash = ()
) -> VMobject:
    """One mobject of several broken lines, each of screen points (n, 3)."""
    if dash:
        pieces = [part for piece in pieces for part in cut_into_dashes(piece, dash)]
    parts = [_as_cubics(piece) for piece in pieces if len(piece) > 1]
    return outline_like(_stroked(color, width), np.concatenate([_NO_POINTS, *parts]))


@cache
def _stroked(color: str, width: float) -> Outline:
    return Outline(stroke_color=color, stroke_width=width, fill_opacity=0.0)


@cache
def _filled(color: str) -> Outline:
    return Outline(color=color, fill_opacity=1.0, stroke_width=0)


@cache
def _disc() -> Floats:
    points: Floats = Circle(radius=1.0).points
    return points


def _as_cubics(points: Floats) -> Floats:
    """Straight cubic Bezier pieces through screen points (n, 3): shape (4 (n - 1), 3)."""
    start, end = points[:-1, None], points[1:, None]
    shares = np.array([0.0, 1 / 3, 2 / 3, 1.0])[None, :, None]
    cubics: Floats = (start + (end - start) * shares).reshape(-1, 3)
    return cubics


def cut_into_dashes(points: Floats, dash: Dash) -> list[Floats]:
    """The drawn parts of a broken line, measured along its length."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    total, period = lengths[-1], sum(dash)
    parts: list[Floats] = []
    if total <= 0 or not np.isfinite(total):
        return parts
    for first in np.arange(0.0, total, period):
        begin = float(first)
        for drawn, left_out in zip(dash[::2], dash[1::2], strict=True):
            end = min(begin + drawn, total)
            if begin < total:
                inside = lengths[(lengths > begin) & (lengths < end)]
                places = np.concatenate([[begin], inside, [end]])
                parts.append(
                    np.stack([np.interp(places, lengths, points[:, i]) for i in range(3)], axis=1)
                )
            begin += drawn + left_out
    return parts


def arrow(start: ArrayLike, end: ArrayLike, color: str, width: float = LINE) -> VGroup:
    """A straight arrow between screen points; a short one has a smaller head, none has no head."""
    a, b = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    length = float(np.linalg.norm(b - a))
    if length < 1e-3:
        return VGroup(VMobject(), VMobject())
    along = (b - a) / length
    across = np.array([-along[1], along[0], 0.0])
    head = min(0.24, 0.45 * length)
    neck = b - head * along
    shaft = polyline([np.array([a, neck + 0.3 * head * along])], color, width)
    half = 0.38 * head
    corners = np.array([b, neck + half * across, neck - half * across, b])
    tip = outline_like(_filled(color), _as_cubics(corners))
    return VGroup(shaft, tip)


def right_angle(corner: ArrayLike, one: ArrayLike, other: ArrayLike, color: str) -> VMobject:
    """The mark of a right angle at ``corner`` between two directions (screen vectors)."""
    at = np.asarray(corner, dtype=float)
    u, v = (0.24 * np.asarray(w, dtype=float) / np.linalg.norm(w) for w in (one, other))
    return polyline([np.array([at + u, at + u + v, at + v])], color, LINE)


def start_ring(at: ArrayLike, color: str) -> Circle:
    """The hollow ring of a start point."""
    return Circle(radius=0.12, color=color, stroke_width=LINE, fill_opacity=0.0).move_to(
        np.asarray(at, dtype=float)
    )


def current_dot(at: ArrayLike, color: str, radius: float = 0.1) -> VMobject:
    """The filled dot of a current point."""
    return dots([np.asarray(at, dtype=float)], color, radius)


def dots(places: Sequence[Floats], color: str, radius: float) -> VMobject:
    """Filled dots of one size at screen points (3,) each, as one mobject."""
    discs = [radius * _disc() + place for place in places]
    return outline_like(_filled(color), np.concatenate([_NO_POINTS, *discs]))


def minimum_star(at: ArrayLike, color: str) -> Star:
    """The star of a known minimum."""
    return Star(
        5, outer_radius=0.17, inner_radius=0.07, color=color, fill_opacity=1.0, stroke_width=0
    ).move_to(np.asarray(at, dtype=float))


def exit_mark(at: ArrayLike, direction: ArrayLike, color: str) -> VGroup:
    """Two chevrons where a path leaves the stage, pointing out along ``direction``."""
    point = np.asarray(at, dtype=float)
    along = np.asarray(direction, dtype=float)
    along = along / max(float(np.linalg.norm(along)), 1e-12)
    across = np.array([-along[1], along[0], 0.0])
    marks = []
    for back in (0.02, 0.14):
        tip = point - back * along
        wings = [tip - 0.12 * along + 0.1 * across, tip, tip - 0.12 * along - 0.1 * across]
        marks.append(polyline([np.array(wings)], color, LINE))
    return VGroup(*marks)
