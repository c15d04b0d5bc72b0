"""Which paints faces need: one colour where the eye sees no difference, else a gradient.

Manim paints each shaded face with a gradient between two colours. Skia's gradients cost 20 ns per
pixel on the CPU, ten times as much as one colour: 19 ms instead of 3.3 ms for 1,024 faces at
1080p. Half of the faces of a wavy surface have less than four steps of 255 between both colours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from render.drawing.recording import Recording
from render.drawing.records import gradient_paints, solid_paints

Floats = NDArray[np.float64]
Words = NDArray[np.uint32]

FILL_STEPS = 4 / 255
"""Between both colours of a fill, up to which it is painted in the colour in the middle."""
STROKE_STEPS = 12 / 255
"""The same for strokes up to ``THIN`` wide, whose colour is mixed with others anyway."""
THIN = 1.5
"""Pixels."""
_SHORTEST_GRADIENT = 2.0**-14
"""Pixels; over a shorter way there is no gradient to see, and Cairo paints one mixed colour."""


def shaded(rgbas: Floats, light: Floats) -> Floats:
    """Colours at both ends of the gradients, (n, 2, 4) from 0 to 1.

    Parameters
    ----------
    rgbas : (n, 4), as they are set
    light : (n, 2), to add to red, green and blue
    """
    both = np.repeat(rgbas[:, None, :], 2, axis=1)
    both[..., :3] += light[..., None]
    return np.clip(both, 0.0, 1.0, out=both)


def steps_between(colors: Floats) -> Floats:
    """The largest difference of one channel (n,) between both ends of gradients (n, 2, 4)."""
    steps: Floats = np.abs(colors[:, 0] - colors[:, 1]).max(axis=1)
    return steps


def add_paints(
    recording: Recording,
    colors: Floats,
    ends: Floats,
    widths: Floats,
    styles: Words,
    flat: NDArray[np.bool_],
) -> Words:
    """Add a paint for each face; their numbers.

    Parameters
    ----------
    colors : (n, 2, 4), at the ends of the gradient
    ends : (n, 2, 2), pixels
    flat : (n,), whether one colour will do
    """
    flat = flat | ~(np.abs(ends[:, 0] - ends[:, 1]).sum(axis=1) >= _SHORTEST_GRADIENT)
    numbers = np.empty(len(colors), dtype=np.uint32)
    order = np.argsort(~flat, kind="stable")
    numbers[order] = np.arange(len(colors), dtype=np.uint32)
    middle = colors[flat].mean(axis=1)
    first = recording.add_paints(solid_paints(middle, widths[flat], styles[flat]))
    graded = ~flat
    if graded.any():
        recording.add_paints(
            gradient_paints(colors[graded], ends[graded], widths[graded], styles[graded])
        )
    return numbers + np.uint32(first)
