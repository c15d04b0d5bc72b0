"""How worker processes are started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
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
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(["render.work.forkserver"])
    return forking


def warm() -> None:
    """Let workers begin to load what they need, while the command still finds out what to do.

    Worth it where something will almost certainly be drawn: 0.3 s of a still's 2.5 s.
    """
    if sys.platform == "linux":
        context(fresh=False)
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
