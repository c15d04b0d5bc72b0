"""How large a text is on the picture, whatever has scaled it, turned it or zoomed in on it.

One measure for all: the font size that ``scenes.text.Words`` would need to look as large, on a
picture 8 units high. Its em is a 96th of a unit for each point of font size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from manim import DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, Transform, Typst

from render.inspection.finding import Finding, short
from render.inspection.sight import Floats, Sight, View
from scenes.text import Yardstick
from scenes.theme import SMALL

EM = 1 / 96
"""Height of an em for each point of font size in ``Words``, ``MathTex`` and ``Typst``, in units."""
_EM_OF_TEXT = 1 / 72
"""The same in Manim's ``Text`` and ``MarkupText``, which are larger."""
_ROUNDING = 0.25
"""Points of font size that may be missing."""
_LIKENESS = 0.02
"""Share of its extent by which a text may differ from what it was set as, and still be that."""
_TURNS = np.radians(np.arange(90.0))
_SMALLER = 0.75
"""Of the upright box: a turned box must be smaller, or the text counts as not turned."""


class Ruler:
    """Measures texts; it has to be told of animations, which can make one text look as another."""

    def __init__(self) -> None:
        # The mobject is held, so that no other takes its id.
        self._became: dict[int, tuple[Mobject, float]] = {}

    def note(self, animations: Iterable[Any], view: View) -> None:
        """Remember what font size a unit of height stands for in what another text has become."""
        for animation in animations:
            self.note(getattr(animation, "animations", ()), view)
            if isinstance(animation, Transform) and animation.target_mobject is not None:
                family: Iterable[Any] = animation.mobject.get_family()
                targets: Iterable[Any] = animation.target_mobject.get_family()
                for part, target in zip(family, targets, strict=False):
                    if _is_measurable(part) and _is_measurable(target):
                        self._note_one(part, target, view)

    def _note_one(self, part: Mobject, target: Mobject, view: View) -> None:
        size, seen = self._size(target, target, view), _seen(target, target, view)
        if size is not None and seen is not None:
            self._became[id(part)] = part, size / seen[1]

    def size(self, sight: Sight, view: View) -> float | None:
        """The smallest font size in a text; None where that cannot be told."""
        parts = _measurable(sight.mobject)
        sizes = [self._size(part, sight.parts[0], view) for part in parts]
        return min((size for size in sizes if size is not None), default=None)

    def _size(self, part: Any, glyph: Mobject, view: View) -> float | None:
        if hasattr(part, "yardstick"):
            yardstick = part.yardstick()
            size = None if yardstick is None else _by_yardstick(yardstick, view)
            if size is not None or id(part) not in self._became:
                return size
        seen = _seen(part, glyph, view)
        if seen is None:
            return None
        if id(part) in self._became:
            return seen[1] * self._became[id(part)][1]
        across, up = seen
        if _reads_upwards(part, across, up):
            up = across
        em = _EM_OF_TEXT if isinstance(part, (Text, MarkupText)) else EM
        # Manim takes the height for a measure: this is the font size that a unit of it stands for.
        return float(part.font_size / part.height * up * em / EM)


def _seen(part: Mobject, glyph: Mobject, view: View) -> tuple[float, float] | None:
    """Width and height of a text on the picture, as if it were not turned."""
    points = np.concatenate([np.zeros((0, 3)), *(m.points[::4] for m in part.get_family())])
    if len(points) < 2 or not np.isfinite(points).all():
        return None
    across, up = upright(view(glyph, points))
    return (across, up) if up > 0 else None


_KNOWN = (Typst, Text, MarkupText, SingleStringMathTex, DecimalNumber)


def _is_measurable(mobject: Mobject) -> bool:
    return hasattr(mobject, "yardstick") or isinstance(mobject, _KNOWN)


def _measurable(mobject: Mobject) -> Iterator[Mobject]:
    """The texts of one size that a text consists of."""
    if _is_measurable(mobject):
        yield mobject
        return
    for part in mobject.submobjects:
        yield from _measurable(part)


def _by_yardstick(yardstick: Yardstick, view: View) -> float | None:
    """By the map of the plane that brings the text as it was set to where it is seen."""
    parts = yardstick.parts
    if not parts:
        return None
    now = np.concatenate([part.points[::4] for part in parts])
    before = yardstick.points[::4, :2]
    if len(now) != len(before) or len(now) < 3 or not np.isfinite(now).all():
        return None
    seen = view(parts[0], now)
    seen, before = seen - seen.mean(axis=0), before - before.mean(axis=0)
    map_, *_ = np.linalg.lstsq(before, seen, rcond=None)
    off = np.linalg.norm(seen - before @ map_)
    if off > _LIKENESS * np.linalg.norm(seen):
        return None
    return float(yardstick.size * np.linalg.svd(map_, compute_uv=False)[-1])


def upright(points: Floats) -> tuple[float, float]:
    """Width and height of the box around points, (n, 2), turned if that makes it far smaller."""
    turned = np.stack([np.cos(_TURNS), np.sin(_TURNS)])
    along = points @ turned
    across = points @ np.stack([-turned[1], turned[0]])
    widths, heights = np.ptp(along, axis=0), np.ptp(across, axis=0)
    best = int(np.argmin(widths * heights))
    if widths[best] * heights[best] > _SMALLER * widths[0] * heights[0]:
        best = 0
    return float(widths[best]), float(heights[best])


def _reads_upwards(part: Any, across: float, up: float) -> bool:
    """Whether a text that must be wide is seen as a high one."""
    said = getattr(part, "original_text", None) or getattr(part, "text", None)
    if not isinstance(said, str):
        return False
    lines = said.splitlines() or [""]
    return max(map(len, lines)) > 3 * len(lines) and up > across


def too_small(sight: Sight, size: float | None, seconds: float) -> Iterator[Finding]:
    """Type under the minimum size."""
    if size is None or size >= SMALL - _ROUNDING:
        return
    message = (
        f"{short(sight.text)} is shown at size {size:.1f}, nothing may be smaller than {SMALL}; "
        f"make it {SMALL / max(size, 0.1):.2f} times as large"
    )
    yield Finding(
        seconds, seconds, "small type", (sight.text,), message, (sight.outline,), worth=-size
    )
