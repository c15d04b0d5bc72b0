"""The colours of faces as paints: what does not depend on where the camera is.

Manim paints each shaded face with a gradient between two colours. Skia's gradients cost 20 ns per
pixel on the CPU, one colour about 2: 19 ms against 3 ms for 1,024 faces at 1080p. So a face gets
one colour where the eye sees no difference, and half of the faces of a wavy surface have less
than four steps of 255 between both colours. Where it does see one, the fill gets a mesh on top
(see ``face_overlays``), and each side of a thin stroke the colour of its middle.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from render.drawing.records.picture_layout import butt_styles, filled_style, hard_style
from render.drawing.records.records import Records, hairline_paints, solid_paints

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]
Flags = NDArray[np.bool_]

_FILL_STEPS = 4 / 255
"""Between both colours of a fill, up to which it is painted in the colour in the middle."""
_STROKE_STEPS = 12 / 255
"""The same for thin strokes, whose colour is mixed with others anyway."""
_THIN = 1.5
"""Pixels."""
_HAIRLINE = 1.15
"""Skia's rasteriser draws strokes under one pixel wide too weak. With this factor the structural
similarity of a 32 x 32 surface to Cairo's at 720p is 0.9981, without it 0.9969."""


class Sight(NamedTuple):
    """What the colours of faces depend on, beside the faces.

    Attributes
    ----------
    light_source : three coordinates; None for no shading
    pixels_per_width : of strokes
    rasterised : whether by Skia's rasteriser, not by a GPU
    exchanged : whether red is to be taken for blue
    """

    light_source: tuple[float, float, float] | None
    pixels_per_width: float
    rasterised: bool
    exchanged: bool


_HIDING = 0.4
"""How much of a pixel on an edge its stroke must cover for the edge below to be hidden."""
_CONTRAST = 0.15
"""How much a stroke must differ from the fill. Between soft edges, Cairo lets the background shine
through; one sees it where a stroke of the same colour runs over it."""


_Any = TypeVar("_Any", bound=np.generic)


def picked(array: NDArray[_Any], places: NDArray[np.intp]) -> NDArray[_Any]:
    """Some faces of an array in which those of all faces lie side by side, (..., n).

    They then lie side by side again; with an index in brackets, numpy takes them apart.
    """
    return array.take(places, axis=-1)


@dataclass(frozen=True)
class Coat:
    """One of the up to three coats of paint that each face gets: n faces.

    Attributes
    ----------
    colors : (2, 4, n), 0 to 1, at the ends of the gradient
    flat : (n,), whether the colour in the middle will do
    seen : (n,), whether there is anything to paint
    paints : of the colour in the middle
    quick : (n,), whether ``quick_paints`` will do where the shape allows it
    quick_paints : of the colour in the middle, of a fill for meshes, of a stroke for lines
    width : (n,), pixels, of a stroke; 0 of a fill
    style : (n,), of ``picture_layout.style_of``
    """

    colors: Floats
    flat: Flags
    seen: Flags
    paints: Records
    quick: Flags
    quick_paints: Records
    width: Floats
    style: Words

    def picked(self, rows: NDArray[np.intp]) -> Coat:
        """The coat of some faces."""
        _, *rest = (getattr(self, name.name) for name in fields(self))
        return Coat(picked(self.colors, rows), *(array[rows] for array in rest))

    @property
    def thin(self) -> Flags:
        """Where it is a thin stroke."""
        return self.width <= _THIN


class Coats(NamedTuple):
    """All coats of n faces, in the order in which they are painted.

    Attributes
    ----------
    behind, stroke : None if no face has one
    covering : (n,), whether nothing shines through the fill, and a stroke hides its edges
    """

    behind: Coat | None
    fill: Coat
    stroke: Coat | None
    covering: Flags

    @classmethod
    def of(cls, behind: Coat | None, fill: Coat, stroke: Coat | None) -> Coats:
        """These coats, and what they cover."""
        covering = np.zeros(len(fill.flat), dtype=bool)
        if stroke is not None:
            contrast = np.abs(stroke.colors - fill.colors)[:, :3].max(axis=(0, 1))
            hiding = np.minimum(stroke.width, 1) * stroke.colors[0, 3]
            covering = (hiding >= _HIDING) & (contrast >= _CONTRAST)
            covering &= (fill.colors[:, 3] == 1).all(axis=0)
        return cls(behind, fill, stroke, covering)

    def picked(self, rows: NDArray[np.intp] | None) -> Coats:
        """The coats of some faces; None for all."""
        if rows is None:
            return self
        behind, fill, stroke, covering = self
        return Coats(
            behind.picked(rows) if behind else None,
            fill.picked(rows),
            stroke.picked(rows) if stroke else None,
            covering[rows],
        )


def fill_of(rgbas: Floats, light: Floats, sight: Sight) -> Coat:
    """The fill.

    Parameters
    ----------
    rgbas : (n, 2, 4), as they are set
    light : (n, 2), to add to red, green and blue
    """
    colors = _lit(rgbas, light, sight)
    flat, middle = _flat(colors, _FILL_STEPS), colors.mean(axis=1)
    none = np.zeros(len(rgbas))
    style, hard = (np.full(len(rgbas), s, dtype=np.uint32) for s in (filled_style(), hard_style()))
    # Meshes have colours of whole steps of 255, and no soft edges.
    as_meshes = solid_paints(np.rint(middle * 255) / 255, none, hard)
    paints = solid_paints(middle, none, style)
    return Coat(_rows(colors), flat, _seen(colors), paints, flat, as_meshes, none, style)


def stroke_of(rgbas: Floats, light: Floats, widths: Floats, style: Words, sight: Sight) -> Coat:
    """A stroke; ``widths`` (n,) as they are set, ``style`` as in ``Coat``."""
    pixels = widths * sight.pixels_per_width
    if sight.rasterised:
        pixels = np.where(pixels < 1, np.minimum(_HAIRLINE * pixels, 1), pixels)
    steps = np.where(pixels <= _THIN, _STROKE_STEPS, _FILL_STEPS)
    colors = _lit(rgbas, light, sight)
    flat, middle = _flat(colors, steps), colors.mean(axis=1)
    # Only Skia's hand-made loops draw thin strokes and lines alike, to the bit.
    quick = flat & (pixels <= 1) & np.isin(style, butt_styles()) & sight.exchanged
    as_lines = hairline_paints(middle, np.where(quick, pixels, 1.0), style)
    paints, seen = solid_paints(middle, pixels, style), _seen(colors) & (pixels > 0)
    return Coat(_rows(colors), flat, seen, paints, quick, as_lines, pixels, style)


def _lit(rgbas: Floats, light: Floats, sight: Sight) -> Floats:
    """The colours (n, 2, 4) with light, in the order of the channels that is drawn in."""
    colors = rgbas.copy()
    colors[..., :3] += light[..., None]
    np.clip(colors, 0.0, 1.0, out=colors)
    return colors[..., [2, 1, 0, 3]] if sight.exchanged else colors


def _flat(colors: Floats, steps: Floats | float) -> Flags:
    flat: Flags = np.abs(colors[:, 0] - colors[:, 1]).max(axis=1) <= steps
    return flat


def _seen(colors: Floats) -> Flags:
    seen: Flags = (colors[:, 0, 3] > 0) | (colors[:, 1, 3] > 0)
    return seen


def _rows(colors: Floats) -> Floats:
    return np.ascontiguousarray(colors.transpose(1, 2, 0))
