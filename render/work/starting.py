"""How worker processes are started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from typing import Any

_AT_START = {
    # A lecturer's folder may hold a render.py or a random.py: it is no place to look for modules.
    "PYTHONSAFEPATH": "1",
    # A set of texts has the same order in every process, so that all draw the same.
    "PYTHONHASHSEED": "0",
}
"""Environment variables of processes that begin; a worker gets the command's own ones later."""


@contextmanager
def starting() -> Iterator[None]:
    """Processes that begin in the block find those variables."""
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


def context(*, fresh: bool) -> Any:
    """How processes are started.

    On Linux they are forked from one that has loaded everything but runs nothing. Not on macOS,
    whose system libraries may have begun threads by then, and not on Windows, which cannot fork.
    """
    if fresh or sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    return multiprocessing.get_context("forkserver")


def warm(*, lessons: bool = True) -> None:
    """Let workers begin to load what they need, while the command still finds out what to do.

    Worth it where something will almost certainly be drawn: 0.3 s of a still's 2.5 s.

    Parameters
    ----------
    lessons : load what lessons need, too; without it, a worker does when it has a lesson
    """
    if sys.platform == "linux":
        loaded = "render.work.forkserver_of_lessons" if lessons else "render.work.forkserver"
        context(fresh=False).set_forkserver_preload([loaded])
        with starting():
            resource_tracker.ensure_running()  # it unblocks Ctrl-C, so it must be there before
            with _uninterrupted():
                forkserver.ensure_running()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that begin in the block never see Ctrl-C; the command does, after the block.

    The forkserver ignores it once it has loaded everything, and would show a traceback before.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ctrl-C and being told to end wait for the end of the block; a second time they do not.

    A process that is being started would otherwise begin though nobody knows of it, and show a
    traceback when it finds that the command is gone.
    """
    noted: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    handlers = {number: handler for number, handler in before.items() if callable(handler)}
    if threading.current_thread() is not threading.main_thread():
        handlers = {}

    def note(number: int, frame: Any) -> None:
        noted.append(number)
        if len(noted) > 1:
            handlers[signal.Signals(number)](number, frame)

    for number in handlers:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if noted:
            handlers[signal.Signals(noted[0])](noted[0], None)
