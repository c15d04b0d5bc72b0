"""Encode in a thread of its own while the next frames are drawn.

Encoding takes half of the time of a lesson and runs outside Python's lock, so on a second core it
costs nothing. The frames reach the encoder in the same order, so the file is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Protocol, Self

from render.encoding.parts import Cutter, Memory, Part
from render.picture import Boxes, Pixels, whole

_PICTURES = 2
"""Between drawing and encoding: enough to even out slow frames, and little memory."""


class Writer(Protocol):
    """Takes pictures in their order."""

    def write(self, rgba: Pixels, repeat: int = 1, changed: Boxes | None = None) -> None:
        """Add a picture that is shown for ``repeat`` frames."""


class Taker(Protocol):
    """An encoder, or what behaves like one; ``cut`` is called in another thread than ``add``."""

    @property
    def cut(self) -> Cutter:
        """Makes the parts that ``add`` takes."""
        ...

    def add(self, parts: Sequence[Part], repeat: int) -> None:
        """Take what has changed of a picture, which is shown for ``repeat`` frames."""


class BackgroundWriter:
    """Writes to an encoder from a thread. A context manager; the encoder stays the caller's.

    What the encoder raises is raised again by the next ``write``, or at the end of the block.
    """

    def __init__(self, encoder: Taker) -> None:
        self._encoder = encoder
        self._waiting: SimpleQueue[tuple[Sequence[Part], int, Memory] | None] = SimpleQueue()
        self._free: SimpleQueue[Memory | None] = SimpleQueue()
        for _ in range(_PICTURES):
            self._free.put(None)
        self._problem: BaseException | None = None
        self._failed = False
        self._started = False
        self._thread = Thread(target=self._run, name="encoder", daemon=True)

    def write(self, rgba: Pixels, repeat: int = 1, changed: Boxes | None = None) -> None:
        """Queue what changed of a picture; waits while too many are queued already."""
        if not repeat:
            return
        if changed is None or not self._started:
            changed = (whole(rgba),)
        self._started = True
        memory = self._free.get() or Memory(rgba)
        self._raise_problem()
        memory.clear()
        self._waiting.put((self._encoder.cut(rgba, changed, memory), repeat, memory))

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
            parts, repeat, memory = item
            try:
                if not self._failed:
                    self._encoder.add(parts, repeat)
            except BaseException as problem:
                self._failed, self._problem = True, problem
            finally:
                self._free.put(memory)

    def _raise_problem(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
