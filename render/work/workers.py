"""Pools of worker processes on this machine, and the messages that come from them.

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
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from render.errors import SteepestError
from render.store.files import sweep, temporary_beside
from render.work.progress import Step
from scenes.cache_folder import VARIABLE, cache_folder
from scenes.catalogue import LESSONS, Entry

WORK = "work"
"""Folder of unfinished work, in the cache folder."""

_GRACE = 5.0
"""Seconds that a worker has for tidying up when it is told to end."""

Listener = Callable[[int, Step], None]
"""Told about the steps of all jobs, each by its index."""


class Pool(Protocol):
    """Opens executors whose workers are processes."""

    def open(self, workers: int, listen: Listener) -> Any:
        """A context manager that gives an ``Executor`` and ends its workers on leaving."""
        ...


class Processes:
    """Worker processes on this machine."""

    @contextmanager
    def open(self, workers: int, listen: Listener) -> Iterator[Executor]:
        """Give an executor of ``workers`` processes; their steps go to ``listen``."""
        context = multiprocessing.get_context("spawn")
        messages = context.Queue()
        messages.cancel_join_thread()
        others = set(multiprocessing.active_children())
        with _work_folder() as folder:
            executor = ProcessPoolExecutor(
                workers, context, _prepare, (messages, folder, dict(LESSONS))
            )
            listener = threading.Thread(target=_listen, args=(messages, listen), daemon=True)
            listener.start()
            try:
                yield executor
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                _end(set(multiprocessing.active_children()) - others)
                raise
            finally:
                executor.shutdown()
                messages.put(None)
                # A worker that was killed may have left the queue locked.
                listener.join(timeout=1.0)


_messages: Any = None
_working = False


def tell(index: int, step: Step) -> None:
    """Send a step of a job from a worker to the command."""
    if _messages is not None:
        _messages.put((index, step))


class Ended(BaseException):
    """Raised in a worker that is told to end; everything on the way out tidies up."""


@contextmanager
def at_work() -> Iterator[None]:
    """Around a job in a worker: when told to end, leave once the job has tidied up."""
    global _working  # noqa: PLW0603 - read by the signal handler
    _working = True
    try:
        yield
    except Ended:
        _leave()
    finally:
        _working = False


def _prepare(messages: Any, folder: Path, lessons: Mapping[str, Entry]) -> None:
    """Run in every worker before its first job."""
    global _messages  # noqa: PLW0603 - the one way in which a pool hands things to its workers
    _messages = messages  # sent to the last one before a worker ends as it should
    tempfile.tempdir = str(folder)
    LESSONS.update(lessons)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command gets it too, and ends the workers
    signal.signal(signal.SIGTERM, _on_end)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _on_end(number: int, frame: Any) -> None:
    if not _working:
        _leave()
    raise Ended


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


def _listen(messages: Any, listen: Listener) -> None:
    with suppress(EOFError, OSError):
        while (message := messages.get()) is not None:
            listen(*message)


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
def _work_folder() -> Iterator[Path]:
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
