"""What an encoder takes: the parts of a picture that have changed, as planes of samples.

They are cut out, and where that is quick converted, in the thread that draws: so no picture has to
be copied whole for the thread that encodes, and what waits between them is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from render.picture import Box, Boxes, Pixels

_ALIGNED: Final = 64

Planes = Sequence[NDArray[np.generic]]


class Part(NamedTuple):
    """A part of a picture.

    Attributes
    ----------
    box : where it lies
    planes : (rows, columns, ...) each; two planes differ in size where samples are shared
    """

    box: Box
    planes: Planes


class Memory:
    """Where the parts of one picture lie until they have been pasted; to be used again.

    Pieces of ever other sizes, taken in one thread and given back in another, would leave holes.
    """

    def __init__(self, rgba: Pixels) -> None:
        # For four planes of 16 bits; a page of it counts once it has been used.
        self._bytes = np.empty(2 * rgba.size, np.uint8)
        self._used = 0

    def clear(self) -> None:
        """Forget what lies here."""
        self._used = 0

    def copy(self, samples: NDArray[np.generic]) -> NDArray[np.generic]:
        """A copy that is good until all is forgotten."""
        begin = self._used
        self._used += -(-samples.nbytes // _ALIGNED) * _ALIGNED
        if self._used > self._bytes.size:
            return samples.copy()
        place = self._bytes[begin : begin + samples.nbytes].view(samples.dtype)
        target = place.reshape(samples.shape)
        np.copyto(target, samples)
        return target


class Cutter(Protocol):
    """Makes parts of pictures."""

    def __call__(self, rgba: Pixels, boxes: Boxes, memory: Memory) -> list[Part]:
        """Parts around these boxes of a picture, which is not needed any more on return."""
        ...


def copies(rgba: Pixels, boxes: Boxes, memory: Memory) -> list[Part]:
    """Copies of these boxes as they are."""
    return [Part(box, [memory.copy(rgba[box.slices])]) for box in boxes]


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
