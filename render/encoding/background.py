"""Encode in a thread of its own while the next frames are drawn.

Encoding takes half of the time of a lesson and runs outside Python's lock, so on a second core it
costs nothing. The frames reach the encoder in the same order, so the file is the same.
"""

from __future__ import annotations

from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from render.picture import Box, Pixels, whole

_BUFFERS = 3
"""Pictures between drawing and encoding: enough to even out slow frames, and little memory."""


class Writer(Protocol):
    """Takes pictures in their order."""

    def write(self, rgba: Pixels, repeat: int = 1, changed: Box | None = None) -> None:
        """Add a picture that is shown for ``repeat`` frames."""


class Reader(Writer, Protocol):
    """An encoder, or what behaves like one; its methods are called in two threads."""

    def reads(self, changed: Box) -> Box:
        """The part of a picture that ``write`` reads when told that only this has changed."""
        ...


class BackgroundWriter:
    """Writes to an encoder from a thread. A context manager; the encoder stays the caller's.

    What the encoder raises is raised again by the next ``write``, or at the end of the block.
    Only what the encoder will read is copied, into pictures that are used again: fresh memory for
    each costs more than the copy (up to 14 ms for the 8 MB of a 1080p frame, the copy 0.3 ms).
    """

    def __init__(self, encoder: Reader) -> None:
        self._encoder = encoder
        self._waiting: Queue[tuple[Pixels, int, Box] | None] = Queue()
        self._free: Queue[Pixels | None] = Queue()
        for _ in range(_BUFFERS):
            self._free.put(None)
        self._problem: BaseException | None = None
        self._failed = False
        self._started = False
        self._thread = Thread(target=self._run, name="encoder", daemon=True)

    def write(self, rgba: Pixels, repeat: int = 1, changed: Box | None = None) -> None:
        """Queue a copy of what changed of a picture; waits while too many are queued already."""
        if not repeat:
            return
        pixels = self._free.get()
        self._raise_problem()
        if pixels is None:
            pixels = np.empty_like(rgba)
        if changed is None or not self._started:
            changed = whole(rgba)
        self._started = True
        read = self._encoder.reads(changed).slices
        np.copyto(pixels[read], rgba[read])
        self._waiting.put((pixels, repeat, changed))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._waiting.put(None)
        self._thread.join()
        if kind is None:
            self._raise_problem()

    def _run(self) -> None:
        while (item := self._waiting.get()) is not None:
            pixels, repeat, changed = item
            try:
                if not self._failed:
                    self._encoder.write(pixels, repeat, changed)
            except BaseException as problem:
                self._failed, self._problem = True, problem
            finally:
                self._free.put(pixels)

    def _raise_problem(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
