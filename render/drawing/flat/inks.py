"""What vector mobjects are drawn with: colours and gradients, as paints of Skia on a canvas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from render.drawing.flat.gradients import with_gradient
from render.drawing.flat.paints import Paints, Pen, bytes_of, color_of, is_plain
from render.drawing.flat.styles import Coat
from render.drawing.flat.view import View

Colors = NDArray[np.float64]

_MOST = 2048
"""Colours that are kept."""


class Ink:
    """One colour or gradient.

    Attributes
    ----------
    draw_path, draw_rect : draw with a paint of this ink
    """

    __slots__ = ("_fill", "_make", "_pen", "_stroke", "draw_path", "draw_rect")

    def __init__(self, canvas: Any, make: Callable[[Pen | None], Any]) -> None:
        self.draw_path: Callable[[Any, Any], None] = canvas.drawPath
        self.draw_rect: Callable[[Any, Any], None] = canvas.drawRect
        self._make = make
        self._fill: Any = None
        self._pen: Pen | None = None
        self._stroke: Any = None

    def paint(self, pen: Pen | None) -> Any:
        """The ``skia.Paint`` to fill, or to draw with a pen; None if nothing is to be seen."""
        if pen is None:
            if self._fill is None:
                self._fill = self._make(None)
            return self._fill
        if pen != self._pen:
            self._pen, self._stroke = pen, self._make(pen)
        return self._stroke


class Inks:
    """The inks of a view; what has the same colour shares one.

    To make a paint and to give it a colour takes 3 us, half of what Skia takes to draw a glyph.
    And while a formula is written or fades, each glyph has an opacity of its own in each frame,
    but in the bytes of a picture there are only 256.
    """

    def __init__(self, view: View, paints: Paints) -> None:
        self._view = view
        self._paints = paints
        self._fills: dict[bytes, Ink | None] = {}
        self._strokes: dict[bytes, Ink | None] = {}
        self._plain: dict[tuple[int, ...], Ink] = {}

    def of(
        self, vmobjects: Sequence[VMobject], coat: Coat, indices: Sequence[int]
    ) -> Iterable[Ink | None]:
        """What to draw a coat of these mobjects with; None where there is nothing to see.

        Parameters
        ----------
        indices : of the mobjects in the coat
        """
        if coat.widths and not any(coat.widths):
            return repeat(None, len(indices))
        known = self._strokes if coat.widths else self._fills
        if len(known) > _MOST:
            known.clear()
        colors = [coat.colors[index] for index in indices]
        contents = [coat.contents[index] for index in indices]
        new = {
            content: some
            for content, some in zip(contents, colors, strict=True)
            if content not in known and is_plain(some)
        }
        if new:
            self._learn(known, new)
        return [
            known[content] if content in known else self._gradient(vmobject, some)
            for vmobject, some, content in zip(vmobjects, colors, contents, strict=True)
        ]

    def _learn(self, known: dict[bytes, Ink | None], new: Mapping[bytes, Colors]) -> None:
        """Find the inks for these, each of one colour."""
        table = np.concatenate([some[:1] for some in new.values()], dtype=np.float64)
        # Our own order of channels is faster only for large areas that things shine through, which
        # are fills: 0.4 ms instead of 0.8 for 540 x 540 pixels.
        exchanged = np.full(len(table), self._view.surface.exchanged is not None)
        if known is self._fills:
            exchanged &= table[:, 3] >= 1
        keys = np.column_stack((bytes_of(table), exchanged)).tolist()
        for content, key in zip(new, map(tuple, keys), strict=True):
            known[content] = self._ink(key) if key[3] else None

    def _ink(self, key: tuple[int, ...]) -> Ink:
        """For red, green, blue and alpha as bytes, and whether red and blue are exchanged."""
        ink = self._plain.get(key)
        if ink is None:
            if len(self._plain) > _MOST:
                self._plain.clear()
            red, green, blue, alpha, exchanged = key
            surface = self._view.surface
            color = color_of(*((blue, green, red) if exchanged else (red, green, blue)), alpha)
            ink = self._plain[key] = Ink(
                surface.exchanged if exchanged else surface.canvas,
                partial(self._paints.colored, color),
            )
        return ink

    def _gradient(self, vmobject: VMobject, colors: Colors) -> Ink:
        """How it changes depends on the mobject: nobody shares it."""
        surface, camera, transform = self._view
        shaded = partial(with_gradient, self._paints, colors, camera, vmobject, transform)
        return Ink(surface.canvas, shaded)
