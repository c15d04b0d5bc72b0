"""Who takes the frames of a scene, and how they are passed on: each picture only once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from render.timeline import Play

Pixels = NDArray[np.uint8]
"""One picture, (height, width, 4), red green blue alpha; colours are premultiplied by alpha."""


class FrameSink:
    """Takes the frames of a scene. This one wants none: it makes a plan.

    Attributes
    ----------
    end : no frame from this one on is wanted, so the scene may be left there; None for never
    reads_layout : whether the recording shall hold the texts on screen
    """

    end: int | None = None
    reads_layout: bool = False

    def wants(self, frame: int) -> bool:
        """Whether this frame is to be drawn."""
        return False

    def frame(self, first: int, pixels: Pixels, repeat: int) -> None:
        """Take the picture that frames ``first`` to ``first + repeat - 1`` all show.

        ``pixels`` is only lent: it changes after the call. Of a still play that is wanted in part,
        all frames are handed over.
        """

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        """A play is over; ``draw()`` gives a picture of the scene as it stands now, to keep."""


class Handover:
    """Passes pictures to a sink, equal ones that follow each other as one.

    Attributes
    ----------
    error : what the sink raised, if it did, to tell it from errors of the scene
    """

    def __init__(self, sink: FrameSink) -> None:
        self.error: BaseException | None = None
        self._sink = sink
        self._pixels: Pixels | None = None
        self._first = 0
        self._repeat = 0

    def give(self, first: int, pixels: Pixels, repeat: int) -> None:
        """Take a picture; it is kept back until a different one comes."""
        follows = self._repeat > 0 and first == self._first + self._repeat
        if follows and self._pixels is not None and _same(pixels, self._pixels):
            self._repeat += repeat
            return
        self.flush()
        self._pixels = copied(pixels, self._pixels)
        self._first, self._repeat = first, repeat

    def flush(self) -> None:
        """Give the sink the picture that is kept back."""
        if self._repeat and self._pixels is not None:
            repeat, self._repeat = self._repeat, 0
            try:
                self._sink.frame(self._first, self._pixels, repeat)
            except BaseException as error:
                self.error = error
                raise

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        """Tell the sink that a play is over."""
        try:
            self._sink.after_play(play, draw)
        except BaseException as error:
            self.error = error
            raise


def copied(pixels: Pixels, into: Pixels | None) -> Pixels:
    """A copy, in the given array where its shape fits: fresh memory costs more than the copy."""
    if into is None or into.shape != pixels.shape:
        return pixels.copy()
    np.copyto(into, pixels)
    return into


def _same(first: Pixels, second: Pixels) -> bool:
    # Whole pixels at a time: four times as fast as byte by byte.
    return first.shape == second.shape and np.array_equal(
        first.view(np.uint32), second.view(np.uint32)
    )
