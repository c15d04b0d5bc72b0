"""How far each worker has come, written where the command reads it even after the worker has died.

A worker writes into a small file that is mapped into its memory: no locks, no queues, no threads,
nothing that a worker could take with it when it is killed, and 1 us a frame.
"""

from __future__ import annotations

import mmap
import os
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from render.work.progress import Step

_STAGES = ("", "draw", "finish", "poster")
_FORM = struct.Struct("<6Q")

_MOST = 9.0

_STEADY = 2.0, 45
"""Seconds, or frames, of drawing after which encoding, which looks ahead, has begun as well."""


@dataclass(frozen=True)
class Mark:
    """What a worker has written.

    Attributes
    ----------
    process : its number
    step : where it stands
    cores : how many it can keep busy: the time of all its threads for each second of the one that
        draws, which goes before the others; None if it is too early to say
    """

    process: int
    step: Step
    cores: float | None = None


class Board:
    """The marks of all tasks, each under a name of its own, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, task: str) -> Path:
        """The file of a task, for the worker that does it."""
        return self._folder / f"{task}.mark"

    def read(self, task: str) -> Mark | None:
        """What the worker with this task has written; None if it has not begun, or writes none."""
        with suppress(OSError, struct.error, IndexError):
            process, cores, stage, *numbers = _FORM.unpack(self.path(task).read_bytes())
            step = Step(_STAGES[stage], *numbers)
            return Mark(process, step, cores / 1000 if cores else None)
        return None


class Pen:
    """Writes the steps of one task. A context manager; call it with each step.

    Where the folder is not there, because the worker runs on another machine, nothing is written.
    """

    def __init__(self, path: Path) -> None:
        self._map: mmap.mmap | None = None
        self._began: tuple[float, float, float] | None = None
        self._cores = 0
        with suppress(OSError), path.open("x+b") as file:
            file.write(_FORM.pack(os.getpid(), 0, 0, 0, 0, 0))
            file.flush()
            self._map = mmap.mmap(file.fileno(), _FORM.size)

    def __call__(self, step: Step) -> None:
        """Write where the task stands now."""
        if self._map is not None:
            if step.done:
                self._measure(step.done)
            stage = _STAGES.index(step.stage)
            numbers = stage, step.done, step.total, step.at
            _FORM.pack_into(self._map, 0, os.getpid(), self._cores, *numbers)

    def _measure(self, done: int) -> None:
        """Note how many cores this process can keep busy."""
        now = time.monotonic(), time.process_time(), time.thread_time()
        if self._began is None:
            self._began = now
            return
        passed, used, drawn = (
            after - before for after, before in zip(now, self._began, strict=True)
        )
        seconds, frames = _STEADY
        if passed >= seconds or done >= frames:
            self._cores = round(1000 * min(used / max(drawn, 1e-3), _MOST))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None
