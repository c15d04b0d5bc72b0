"""Encode in a thread of its own while the next frames are drawn.

Encoding takes half of the time of a lesson and runs outside Python's lock, so on a second core it
costs nothing. The frames reach the encoder in the same order, so the file is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Protocol, Self

from render.encoding.parts import Cutter, Memory, Part
from render.picture import Boxes, Pixels, whole

_PICTURES = 2
"""Between drawing and encoding: enough to even out slow frames, and little memory."""


class Taker(Protocol):
    """An encoder, or what behaves like one; ``cut`` is called in this thread or that."""

    @property
    def cut(self) -> Cutter:
        """Makes the parts that ``add`` takes."""
        ...

    def add(self, parts: Sequence[Part], repeat: int) -> None:
        """Take what has changed of a picture, which is shown for ``repeat`` frames."""


class _Picture:
    """What has changed of a picture: cut out by whichever thread comes to it first."""

    def __init__(self, cut: Cutter, rgba: Pixels, changed: Boxes, memory: Memory) -> None:
        self.rgba: Pixels | None = rgba
        self.memory = memory
        self._cut = cut
        self._changed = changed
        self._parts: Sequence[Part] = ()
        self._lock = Lock()

    def parts(self) -> Sequence[Part]:
        """The parts; when they are there, the picture is not needed any more."""
        with self._lock:
            if self.rgba is not None:
                self._parts = self._cut(self.rgba, self._changed, self.memory)
                self.rgba = None
            return self._parts


class BackgroundWriter:
    """Writes to an encoder from a thread. A context manager; the encoder stays the caller's.

    A picture is converted by that thread if it has nothing else to do before the next one is drawn,
    and else by the one that draws. On two cores that takes 0.93 to 0.98 of the time of converting
    all in the thread that draws (formulas 0.98, contours 0.96, texts 0.94, a surface of 4,096 faces
    0.93).

    What the encoder raises is raised again by the next ``write``, or at the end of the block.
    """

    def __init__(self, encoder: Taker) -> None:
        self._encoder = encoder
        self._waiting: SimpleQueue[tuple[_Picture, int] | None] = SimpleQueue()
        self._last: _Picture | None = None
        self._free: SimpleQueue[Memory | None] = SimpleQueue()
        for _ in range(_PICTURES):
            self._free.put(None)
        self._problem: BaseException | None = None
        self._failed = False
        self._started = False
        self._thread = Thread(target=self._run, name="encoder", daemon=True)

    def write(self, rgba: Pixels, repeat: int = 1, changed: Boxes | None = None) -> None:
        """Queue what changed of a picture; waits while too many are queued already.

        It may be read until the next call of this method or of ``release``.
        """
        if not repeat:
            return
        if changed is None or not self._started:
            changed = (whole(rgba),)
        self._started = True
        self._settle()
        memory = self._free.get() or Memory(rgba)
        self._raise_problem()
        memory.clear()
        self._last = _Picture(self._encoder.cut, rgba, changed, memory)
        self._waiting.put((self._last, repeat))

    def release(self, rgba: Pixels) -> None:
        """Read no more of a picture that was written."""
        if self._last is not None and self._last.rgba is rgba:
            self._settle()

    def _settle(self) -> None:
        if self._last is not None:
            self._last.parts()

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
            picture, repeat = item
            try:
                if not self._failed:
                    self._encoder.add(picture.parts(), repeat)
            except BaseException as problem:
                self._failed, self._problem = True, problem
            finally:
                self._free.put(picture.memory)

    def _raise_problem(self) -> None:
        if self._problem is not None:
            problem, self._problem = self._problem, None
            raise problem
