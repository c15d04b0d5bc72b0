"""What an encoder takes: the parts of a picture that have changed, as planes of samples.

They are cut out, and where that is quick converted, in the thread that draws: so no picture has to
be copied whole for the thread that encodes, and what waits between them is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import av
import numpy as np
from numpy.typing import NDArray

from render.picture import Box, Boxes, Pixels

Planes = Sequence[NDArray[np.generic]]


class Part(NamedTuple):
    """A part of a picture.

    Attributes
    ----------
    box : where it lies
    planes : (rows, columns, ...) each; two planes differ in size where samples are shared
    frame : what the planes lie in, if they are all of it
    """

    box: Box
    planes: Planes
    frame: av.VideoFrame | None = None


class Cutter(Protocol):
    """Makes parts of pictures."""

    def __call__(self, rgba: Pixels, boxes: Boxes) -> list[Part]:
        """Parts around these boxes of a picture, which is not needed any more on return."""
        ...


def copies(rgba: Pixels, boxes: Boxes) -> list[Part]:
    """Copies of these boxes as they are."""
    return [Part(box, [rgba[box.slices].copy()]) for box in boxes]


def paste(part: Part, targets: Planes, height: int) -> None:
    """Put a part where it belongs.

    Parameters
    ----------
    targets : the planes of the whole picture
    height : of the picture, in pixels
    """
    for target, piece in zip(targets, part.planes, strict=True):
        down = -(-height // len(target))
        top, left = part.box.top // down, part.box.left // down
        rows, columns = piece.shape[:2]
        target[top : top + rows, left : left + columns] = piece
