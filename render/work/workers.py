"""Pools of worker processes on this machine.

A worker never outlives the command: it is ended with its pool, and ends itself when the command
is killed. However it ends, it removes its unfinished files first.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from render.errors import SteepestError
from render.store.files import sweep, temporary_beside
from render.work.sameness import Code
from scenes.cache_folder import VARIABLE, cache_folder
from scenes.catalogue import LESSONS, Entry

WORK = "work"
"""Folder of unfinished work, in the cache folder."""

_GRACE = 5.0
"""Seconds that a worker has for tidying up when it is told to end."""


@dataclass(frozen=True)
class Crew:
    """Workers that wait for tasks.

    Attributes
    ----------
    executor : hands tasks to them
    here : hands tasks to workers on this machine, if those are on others
    code : what must be the same on those others
    died : called when all of them have ended, the numbers of the processes that did so by
        themselves; None if nobody can tell
    """

    executor: Executor
    died: Callable[[], set[int] | None]
    here: Executor | None = None
    code: Code | None = None


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
        with _starting():
            executor = _Executor(workers, _context(fresh=self._fresh), _prepare, settings)
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
        try:
            return super().submit(*arguments, **named)
        finally:
            self.started |= set(multiprocessing.active_children()) - self._others

    def died(self) -> set[int]:
        """The numbers of those that were not told to end."""
        told = {0, -signal.SIGTERM, 128 + signal.SIGTERM}
        return {process.pid or 0 for process in self.started if process.exitcode not in told}


_AT_START = {
    # A lecturer's folder may hold a render.py or a random.py: it is no place to look for modules.
    "PYTHONSAFEPATH": "1",
    # A set of texts has the same order in every process, so that all draw the same.
    "PYTHONHASHSEED": "0",
}
"""Environment variables of processes that begin; ``_prepare`` gives them the command's own ones."""


@contextmanager
def _starting() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _AT_START}
    os.environ.update(_AT_START)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _context(*, fresh: bool) -> Any:
    """How processes are started.

    On Linux they are forked from one that has loaded everything but runs nothing. Not on macOS,
    whose system libraries may have begun threads by then, and not on Windows, which cannot fork.
    """
    if fresh or sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["render.work.forkserver"])
    return context


def warm() -> None:
    """Let workers begin to load what they need, while the command still finds out what to do.

    Worth it where something will almost certainly be drawn: 0.3 s of a still's 2.5 s.
    """
    if sys.platform == "linux":
        _context(fresh=False)
        with _starting():
            forkserver.ensure_running()


_working = False


class Ended(BaseException):
    """Raised in a worker that is told to end; everything on the way out tidies up."""


@contextmanager
def at_work() -> Iterator[None]:
    """Around a task in a worker: when told to end, leave once the task has tidied up."""
    global _working  # noqa: PLW0603 - read by the signal handler
    _working = True
    try:
        yield
    except Ended:
        _leave()
    finally:
        _working = False


def _prepare(folder: Path, environment: Mapping[str, str], lessons: Mapping[str, Entry]) -> None:
    """Run in every worker before its first task."""
    tempfile.tempdir = str(folder)
    # A process that is forked has the environment of the time when the first one was started.
    os.environ.clear()
    os.environ.update(environment)
    LESSONS.update(lessons)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command gets it too, and ends the workers
    signal.signal(signal.SIGTERM, _on_end)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _on_end(number: int, frame: Any) -> None:
    if not _working:
        _leave()
    # What is raised here can be lost: in a callback from C, or in a scene that catches all.
    threading.Thread(target=_leave_later, daemon=True).start()
    raise Ended


def _leave_later() -> None:
    time.sleep(_GRACE)
    _leave()


def _leave() -> None:
    os._exit(128 + signal.SIGTERM)


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    if sys.platform != "win32":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
    _leave()


def _end(processes: set[BaseProcess]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + _GRACE
    for process in processes:
        process.join(max(deadline - time.monotonic(), 0.0))
        if process.is_alive():
            process.kill()
            process.join(_GRACE)


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
