"""Run a command to its end and measure it with all processes that it starts (Linux).

CPU time is what the kernel has counted for the command and all its descendants (``wait4``; those
that nobody has waited for are handed to this process when their parent ends). Memory is the
largest sum of the proportional set sizes (PSS, ``/proc/*/smaps_rollup``) of the whole tree, looked
at every 50 ms: a page that two processes share counts once. A peak shorter than that can be
missed, for both sides alike.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05
_TAIL = 1500
_LINGER = 10.0
_PR_SET_CHILD_SUBREAPER = 36


class WrongError(Exception):
    """A command did not do what it was asked for: its time means nothing."""


@dataclass(frozen=True)
class Usage:
    """What a command took.

    Attributes
    ----------
    wall : seconds from its start to its end
    cpu : seconds of all cores together, user and system
    memory : bytes at the peak, all processes together
    """

    wall: float
    cpu: float
    memory: int


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in a folder, with these variables besides those of this process.

    Raises
    ------
    WrongError : it failed; with the end of what it printed
    """
    _adopt_orphans()
    log = folder / "output.txt"
    with log.open("wb") as output:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        peak = _Peak(process.pid)
        try:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
            cpu = used.ru_utime + used.ru_stime + _orphans(process.pid)
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            peak.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
        raise WrongError(f"exit code {process.returncode} of {' '.join(command)}\n{tail}")
    return Usage(wall, cpu, peak.memory)


def _adopt_orphans() -> None:
    """Make this process the parent of all descendants whose own parent ends."""
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def _orphans(group: int) -> float:
    """CPU seconds of the processes that a command has left behind; they are to end soon."""
    seconds, deadline = 0.0, time.monotonic() + _LINGER
    while time.monotonic() < deadline:
        try:
            process, _, used = os.wait4(-group, os.WNOHANG)
        except ChildProcessError:
            return seconds
        if process:
            seconds += used.ru_utime + used.ru_stime
        else:
            time.sleep(0.01)
    raise WrongError("it has left a process behind that does not end")


class _Peak:
    """Watches the memory of a process and its descendants from a thread."""

    def __init__(self, root: int) -> None:
        self.memory = 0
        self._root = root
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.memory = max(self.memory, sum(map(_proportional, _tree(self._root))))
            if self._over.wait(_INTERVAL):
                return


def _tree(root: int) -> Iterable[int]:
    """The process and all its descendants that live."""
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        for tasks in _listed(Path("/proc", str(process), "task")):
            with suppress(OSError):
                waiting.extend(map(int, (tasks / "children").read_text().split()))


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _proportional(process: int) -> int:
    """PSS of one process in bytes; 0 if it is gone."""
    with suppress(OSError):
        for line in Path("/proc", str(process), "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return 1024 * int(line.split()[1])
    return 0
