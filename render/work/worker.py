"""What goes on in a worker process around its tasks: how it begins, and how it ends.

A worker never outlives the command: it is ended with its pool, and ends itself when the command
is killed. However it ends, it removes its unfinished files first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from scenes.catalogue import LESSONS, Entry

GRACE = 5.0
"""Seconds that a worker has for tidying up when it is told to end."""

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


def prepare(folder: Path, environment: Mapping[str, str], lessons: Mapping[str, Entry]) -> None:
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
    time.sleep(GRACE)
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
        time.sleep(GRACE)
    _leave()
