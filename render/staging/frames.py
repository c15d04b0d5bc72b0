"""Who takes the frames of a scene, and how they are passed on: each picture only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from render.picture import Box, Boxes, Comparer, Pixels, whole
from render.timeline import Play

if TYPE_CHECKING:
    from manim import Scene

    from render.drawing.painter import Painter


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

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        """Take the picture that frames ``first`` to ``first + repeat - 1`` all show.

        ``pixels`` is only lent, until ``release`` is called with it. Outside of ``changed`` it
        equals the picture of the call before. Of a still play that is wanted in part, all frames
        are handed over.
        """

    def release(self, pixels: Pixels) -> None:
        """A picture that was lent is about to change: be done with it."""

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        """A play is over; ``draw()`` gives a picture of the scene as it stands now, to keep."""

    def begin_section(self, name: str, frame: int) -> None:
        """A section begins, with this frame as its first."""

    def passed(self, frames: int) -> None:
        """So many frames of the scene are over, wanted or not."""

    def texts(self, frame: int, count: int) -> None:
        """So many texts stand on screen at ``frame``, the last one of a play; before its end."""

    def examine(
        self, scene: Scene, painter: Painter, frame: int, still_changing: frozenset[int]
    ) -> None:
        """The texts of the scene, as it stands at ``frame``, are being read; look at it, too.

        A sink that wants no frame may draw with the painter. ``still_changing`` are ids of
        mobjects that are half-way through an animation.
        """


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
        self._before: Pixels | None = None  # lent longer, so that it can be read meanwhile
        self._changed: Boxes = ()
        self._first = 0
        self._repeat = 0
        self._spoilt = False
        self._comparer = Comparer()

    def give(self, first: int, pixels: Pixels, repeat: int, touched: Box) -> None:
        """Take a picture; it is kept back until a different one comes.

        Parameters
        ----------
        touched : a box around all pixels that may differ from the picture given before
        """
        if self._pixels is None:
            self._pixels = pixels.copy()
            self._changed = (whole(pixels),)
        else:
            inside = whole(pixels) if self._spoilt else touched
            changed = self._comparer.differences(self._pixels, pixels, inside)
            self._spoilt = False
            if not changed and self._repeat and first == self._first + self._repeat:
                self._repeat += repeat
                return
            self.flush()
            self._keep(pixels, changed)
        self._first, self._repeat = first, repeat

    def _keep(self, pixels: Pixels, changed: Boxes) -> None:
        """Keep a new picture in the place of the one before the last."""
        last, self._pixels = self._pixels, self._before
        if self._pixels is None:
            self._pixels = pixels.copy()
        else:
            self._release(self._pixels)
            for rows in _rows((*self._changed, *changed)):
                # Rows whole: one copy of what lies together takes a third of many short ones.
                self._pixels[rows] = pixels[rows]
        self._before, self._changed = last, changed

    def _release(self, pixels: Pixels) -> None:
        try:
            self._sink.release(pixels)
        except BaseException as error:
            self.error = error
            raise

    def spoil(self) -> None:
        """Other pictures were drawn meanwhile: what the next one touched says nothing."""
        self._spoilt = True

    def flush(self) -> None:
        """Give the sink the picture that is kept back."""
        if self._repeat and self._pixels is not None:
            repeat, self._repeat = self._repeat, 0
            try:
                self._sink.frame(self._first, self._pixels, repeat, self._changed)
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


def _rows(boxes: Boxes) -> Iterator[slice]:
    """The rows of boxes, each only once."""
    done = 0
    for box in sorted(boxes):
        if box.bottom > done:
            yield slice(max(box.top, done), box.bottom)
            done = box.bottom
