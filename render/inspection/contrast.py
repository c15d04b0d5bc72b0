"""Whether a text stands out from what is really drawn behind it: WCAG 2.1, 1.4.3, level AA.

The text's own colour, with its opacity, is laid over the picture that is drawn without any text,
so the soft edges of glyphs play no part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from render.inspection.finding import Finding, short
from render.inspection.sight import Floats, Sight, View
from render.inspection.sizes import EM
from render.picture import Pixels
from scenes.frame import FRAME

LEAST = 4.5
LEAST_OF_LARGE = 3.0
LARGE = 24 / 720 * FRAME.height / EM
"""Font size from which text counts as large: 18 point, which are 24 pixels, on a picture of 720
rows, the size of our videos by default."""
_ROUNDING = 0.05
"""Of a ratio; the theme's own colours are searched for up to that."""
_STRUCK = 0.35
"""Share of the room of a glyph that may stand out too little: a thin curve behind it is no fault,
one as thick as its strokes is."""
_GLYPHS = 0.1
"""Share of its glyphs that may."""
_ROOM = 0.35
"""Of an em: the room of a glyph is at least as wide and high."""
_BORDER = 0.06
"""Of an em: how much of its surroundings belongs to it."""

_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4)
_WEIGHTS = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Contrast:
    """How a text stands out where it does so least: ``ratio`` to one, and what is needed."""

    ratio: float
    needed: float


def luminance(pixels: NDArray[np.uint8]) -> Floats:
    """Relative luminance of sRGB colours, (..., 3) or with alpha behind them."""
    red, green, blue = (w * _LINEAR[pixels[..., k]] for k, w in enumerate(_WEIGHTS))
    return np.asarray(red + green + blue)


def contrast_of(
    sight: Sight, view: View, size: float | None, background: Pixels
) -> Contrast | None:
    """The worst contrast of a text; None where it is off the picture.

    Parameters
    ----------
    background : the picture without texts, opaque
    """
    needed = LEAST_OF_LARGE if size is None or size >= LARGE - 1e-6 else LEAST
    rooms = _rooms(sight, size, background)
    top, left = np.maximum(rooms[:, [0, 2]].min(axis=0), 0)
    bottom, right = rooms[:, [1, 3]].max(axis=0)
    behind = background[top:bottom, left:right, :3]
    if not behind.size:
        return None
    rooms = np.maximum(rooms - [top, top, left, left], 0)
    # Glyphs of one colour follow each other, so each colour is laid over the picture once.
    worst = []
    styles = [_style(part, view) for part in sight.parts]
    for style, run in groupby(range(len(styles)), key=lambda k: styles[k]):
        ratios = _ratios(style, behind)
        low = float(ratios.min())
        for k in run:
            y_0, y_1, x_0, x_1 = rooms[k]
            room = ratios[y_0:y_1, x_0:x_1]
            if room.size:
                worst.append(low if low >= needed else float(np.quantile(room, _STRUCK)))
    if not worst:
        return None
    worst.sort()
    return Contrast(worst[int(_GLYPHS * len(worst))], needed)


def _rooms(sight: Sight, size: float | None, background: Pixels) -> NDArray[np.int64]:
    """Rows and columns of the room of each glyph: top, bottom, left, right."""
    height, width, _ = background.shape
    scale = height / FRAME.height
    em = EM * (size or (sight.outline.y_max - sight.outline.y_min) / EM)
    x_min, x_max, y_min, y_max = sight.boxes.T
    more_across = np.maximum(_BORDER * em, (_ROOM * em - (x_max - x_min)) / 2)
    more_up = np.maximum(_BORDER * em, (_ROOM * em - (y_max - y_min)) / 2)
    rows = height / 2 - scale * np.stack([y_max + more_up, y_min - more_up])
    columns = width / 2 + scale * np.stack([x_min - more_across, x_max + more_across])
    edges = [np.floor(rows[0]), np.ceil(rows[1]), np.floor(columns[0]), np.ceil(columns[1])]
    return np.stack(edges, axis=1).astype(np.int64)


_Style = tuple[tuple[float, ...], tuple[float, ...]]
"""Colours of the glyph, and of the halo around it; red, green, blue, alpha one after the other."""


def _style(part: Any, view: View) -> _Style:
    fill = np.asarray(view.camera.get_fill_rgbas(part))
    if fill[:, 3].max(initial=0.0) <= 0.02:
        fill = np.asarray(view.camera.get_stroke_rgbas(part))
    halo: tuple[float, ...] = ()
    if part.get_stroke_width(background=True) > 0:
        around = np.asarray(view.camera.get_stroke_rgbas(part, background=True))
        halo = tuple(around[0].tolist()) if len(around) and around[0, 3] > 0 else ()
    return tuple(np.unique(fill, axis=0).ravel().tolist()), halo


def _ratios(style: _Style, behind: NDArray[np.uint8]) -> Floats:
    """Contrast at every pixel; of a text in several colours that of the weakest."""
    colors, halo = style
    if halo:
        behind = _laid_over(behind, np.array(halo))
    ground = luminance(behind) + 0.05
    result: Floats = np.full(ground.shape, np.inf)
    for rgba in np.reshape(colors, (-1, 4)):
        own = luminance(_laid_over(behind, rgba)) + 0.05
        np.minimum(result, np.maximum(own, ground) / np.minimum(own, ground), out=result)
    return result


def _laid_over(behind: NDArray[np.uint8], rgba: Floats) -> NDArray[np.uint8]:
    rgb, alpha = np.clip(rgba[:3], 0, 1) * 255, float(np.clip(rgba[3], 0, 1))
    if alpha >= 1:
        return np.broadcast_to(np.round(rgb).astype(np.uint8), behind.shape)
    return np.round(behind * (1 - alpha) + rgb * alpha).astype(np.uint8)


def too_faint(sight: Sight, contrast: Contrast | None, seconds: float) -> Iterator[Finding]:
    """Text that does not stand out."""
    if contrast is None or contrast.ratio >= contrast.needed - _ROUNDING:
        return
    message = (
        f"{short(sight.text)} stands out by {contrast.ratio:.1f}:1 from what is behind it, "
        f"{contrast.needed:g}:1 are needed at its size; give it another colour, a panel behind it, "
        "or another place"
    )
    worth = contrast.needed / contrast.ratio
    yield Finding(
        seconds, seconds, "low contrast", (sight.text,), message, (sight.outline,), worth=worth
    )
