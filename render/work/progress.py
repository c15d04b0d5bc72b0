"""How far the work has come, shown as bars on a terminal and as one line a lesson elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from render.table import clock
from render.work.outcome import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@dataclass(frozen=True)
class Step:
    """Where a job stands.

    Attributes
    ----------
    stage : ``draw``, ``finish`` or ``poster``
    done : frames drawn so far
    total : frames to draw; 0 as long as nobody knows
    at : frames that the scene has gone through, drawn or not
    """

    stage: str
    done: int = 0
    total: int = 0
    at: int = 0


_STAGES = {"draw": "drawing", "poster": "poster", "finish": "finishing"}

_BARS = 8
"""Jobs that get a bar from the start; of more, only those that run have one."""

Progress = Callable[[Step], None]
"""Told about every step of one job."""


def quiet(step: Step) -> None:
    """Tell nobody."""


class Display:
    """Shows nothing while jobs run; the base of those that do. A context manager."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def step(self, index: int, step: Step) -> None:
        """Job ``index`` has come to ``step``."""

    def finished(self, index: int, outcome: Outcome) -> None:
        """Job ``index`` is over."""

    def say(self, message: str) -> None:
        """Something that the user should know."""


class Passing(Display):
    """Passes everything on to another display; the base of those that change something of it."""

    def __init__(self, shown: Display) -> None:
        self.shown = shown

    def __enter__(self) -> Self:
        self.shown.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.shown.__exit__(kind, problem, trace)

    def step(self, index: int, step: Step) -> None:
        """Pass it on."""
        self.shown.step(index, step)

    def finished(self, index: int, outcome: Outcome) -> None:
        """Pass it on."""
        self.shown.finished(index, outcome)

    def say(self, message: str) -> None:
        """Pass it on."""
        self.shown.say(message)


class Lines(Display):
    """One line on a stream for every job that is over."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def finished(self, index: int, outcome: Outcome) -> None:
        """Print its line."""
        self.say(summary(outcome))

    def say(self, message: str) -> None:
        """Print it."""
        print(message, file=self._stream, flush=True)


class Terminal(Display):
    """A bar for every job that runs, and a line above them for every one that is over.

    Parameters
    ----------
    all_at_once : whether jobs that wait have one, too; by default if there are few
    """

    def __init__(
        self, names: Sequence[str], stream: TextIO, *, all_at_once: bool | None = None
    ) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._names = names
        self._all_at_once = len(names) <= _BARS if all_at_once is None else all_at_once
        self._tasks: dict[int, TaskID] = {}
        self._stages: dict[int, str] = {}
        self._over: set[int] = set()
        self._lock = threading.Lock()  # steps come from a thread of their own
        self._bars: Bars = Progress(
            TextColumn("{task.description}"),
            TextColumn("[dim]{task.fields[stage]:<9}"),
            BarColumn(bar_width=None),
            TextColumn("{task.fields[frames]}"),
            TextColumn("[dim]{task.fields[rate]}"),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=Console(file=stream),
            expand=True,
            transient=True,
        )

    def __enter__(self) -> Self:
        if self._all_at_once:
            for index in range(len(self._names)):
                self._bar(index)
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def step(self, index: int, step: Step) -> None:
        """Move its bar; a bar without a known end pulses."""
        with self._lock:
            if index not in self._over:
                self._move(index, step)

    def _move(self, index: int, step: Step) -> None:
        task = self._bar(index)
        if step.stage == "draw" and self._stages.get(index) != "draw":
            self._bars.reset(task, total=step.total or None)
        self._stages[index] = step.stage
        self._bars.update(task, stage=_STAGES.get(step.stage, step.stage))
        if step.stage == "draw":
            speed = self._bars.tasks[self._bars.task_ids.index(task)].speed
            self._bars.update(
                task,
                total=step.total or None,
                completed=step.done,
                frames=f"{step.done}/{step.total}" if step.total else f"{step.done} frames",
                rate=f"{speed:.0f} fps" if speed else "",
            )

    def _bar(self, index: int) -> TaskID:
        if index not in self._tasks:
            self._tasks[index] = self._bars.add_task(
                self._names[index], total=None, stage="waiting", frames="", rate=""
            )
        return self._tasks[index]

    def finished(self, index: int, outcome: Outcome) -> None:
        """Put its line in place of its bar."""
        self._drop(index)
        self.say(summary(outcome))

    def _drop(self, index: int) -> None:
        with self._lock:
            self._over.add(index)
            if index in self._tasks:
                self._bars.remove_task(self._tasks.pop(index))

    def say(self, message: str) -> None:
        """Print it above the bars."""
        self._bars.console.print(message, markup=False, highlight=False, soft_wrap=True)


def display(names: Sequence[str], stream: TextIO | None = None) -> Display:
    """What suits the stream, standard error by default."""
    stream = sys.stderr if stream is None else stream
    return Terminal(names, stream) if stream.isatty() else Lines(stream)


def summary(outcome: Outcome) -> str:
    """One line on a job that is over; after an error in a user's own file, its traceback too."""
    if outcome.status == "failed":
        error = outcome.error or "failed"
        # What a lesson raises names the lesson already.
        named = error if error.startswith(outcome.lesson) else f"{outcome.name}: {error}"
        return "\n".join((f"error: {named}", *outcome.trace))
    if outcome.status == "kept":
        return f"{outcome.name}: up to date"
    rate = f", {outcome.frames / outcome.seconds:.0f} fps" if outcome.frames > 1 else ""
    return f"{outcome.name}: rendered in {clock(outcome.seconds)}{rate}"
