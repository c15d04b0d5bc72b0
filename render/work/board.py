"""How far each worker has come, written where the command reads it even after the worker has died.

A worker writes into a small file that is mapped into its memory: no locks, no queues, no threads,
nothing that a worker could take with it when it is killed, and 1 us a frame.
"""

from __future__ import annotations

import mmap
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from render.work.progress import Step

_STAGES = ("", "draw", "finish", "poster")
_FORM = struct.Struct("<5Q")


@dataclass(frozen=True)
class Mark:
    """What a worker has written: its process, and where it stands."""

    process: int
    step: Step


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
            process, stage, *numbers = _FORM.unpack(self.path(task).read_bytes())
            return Mark(process, Step(_STAGES[stage], *numbers))
        return None


class Pen:
    """Writes the steps of one task. A context manager; call it with each step.

    Where the folder is not there, because the worker runs on another machine, nothing is written.
    """

    def __init__(self, path: Path) -> None:
        self._map: mmap.mmap | None = None
        with suppress(OSError), path.open("x+b") as file:
            file.write(_FORM.pack(os.getpid(), 0, 0, 0, 0))
            file.flush()
            self._map = mmap.mmap(file.fileno(), _FORM.size)

    def __call__(self, step: Step) -> None:
        """Write where the task stands now."""
        if self._map is not None:
            stage = _STAGES.index(step.stage)
            _FORM.pack_into(self._map, 0, os.getpid(), stage, step.done, step.total, step.at)

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
