"""Pools of worker processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from render.errors import SteepestError
from render.store.files import sweep, temporary_beside
from render.work.sameness import Code
from render.work.starting import context, starting, undisturbed, warm
from render.work.worker import GRACE, prepare
from scenes.cache_folder import VARIABLE, cache_folder
from scenes.catalogue import LESSONS

WORK = "work"
"""Folder of unfinished work, in the cache folder."""


@dataclass(frozen=True)
class Crew:
    """Workers that wait for tasks.

    Attributes
    ----------
    executor : hands tasks to them
    here : hands tasks to workers on this machine, if those are on others
    code : what must be the same on those others
    lack : asked time and again; a line when they begin to lack something to go on with, else ""
    died : called when all of them have ended, the numbers of the processes that did so by
        themselves; None if nobody can tell
    """

    executor: Executor
    died: Callable[[], set[int] | None]
    here: Executor | None = None
    code: Code | None = None
    lack: Callable[[], str] = str


class Pool(Protocol):
    """Opens executors whose workers are processes."""

    @property
    def second(self) -> Pool:
        """What opens the executor for tasks whose worker has died."""
        ...

    def open(self, workers: int, folder: Path) -> AbstractContextManager[Crew]:
        """That many workers, which are ended on leaving.

        Parameters
        ----------
        folder : for their temporary files
        """
        ...


class Processes:
    """Worker processes on this machine.

    Parameters
    ----------
    fresh : each process starts from nothing and shares no memory with the others
    """

    def __init__(self, *, fresh: bool = False) -> None:
        self._fresh = fresh

    @property
    def second(self) -> Processes:
        """Processes that can have nothing wrong in common."""
        return Processes(fresh=True)

    @contextmanager
    def open(self, workers: int, folder: Path) -> Iterator[Crew]:
        """Give an executor of ``workers`` processes."""
        settings = (folder, dict(os.environ), dict(LESSONS))
        if not self._fresh:
            warm()
        with starting():
            executor = _Executor(workers, context(fresh=self._fresh), prepare, settings)
            try:
                yield Crew(executor, executor.died)
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                _end(executor.started)
                raise
            finally:
                executor.shutdown()


class Given:
    """An executor that somebody else has opened and will close.

    Parameters
    ----------
    executor : its workers are processes, each with one task at a time: Manim has global settings
    """

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    @property
    def second(self) -> Given:
        """The same."""
        return self

    @contextmanager
    def open(self, workers: int, folder: Path) -> Iterator[Crew]:
        """Give the executor, whatever the number of its workers."""
        yield Crew(self._executor, lambda: None)


class _Executor(ProcessPoolExecutor):
    """Knows its processes, those that have died too."""

    def __init__(self, *arguments: Any) -> None:
        self._others = set(multiprocessing.active_children())
        self.started: set[BaseProcess] = set()
        super().__init__(*arguments)

    def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
        """Begin what is wanted, with one process more if none is free."""
        with undisturbed():
            try:
                return super().submit(*arguments, **named)
            finally:
                self.started |= set(multiprocessing.active_children()) - self._others

    def died(self) -> set[int]:
        """The numbers of those that were not told to end."""
        told = {0, -signal.SIGTERM, 128 + signal.SIGTERM}
        return {process.pid or 0 for process in self.started if process.exitcode not in told}


def _end(processes: set[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        process.join(max(deadline - time.monotonic(), 0.0))
        if process.is_alive():
            process.kill()
            process.join(GRACE)


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for unfinished work, gone afterwards together with what was left by killed runs."""
    place = cache_folder() / WORK
    try:
        place.mkdir(parents=True, exist_ok=True)
        sweep(place)
        folder = temporary_beside(place / "folder", "")
        folder.mkdir()
    except OSError as problem:
        raise SteepestError(
            f"the cache folder {cache_folder()} cannot be written ({problem.strerror}): "
            f"make room there or set {VARIABLE} to another folder"
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
