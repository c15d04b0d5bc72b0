"""Jobs done by one crew of workers, until none is left or a worker has died.

Lessons first; when none is left to begin, workers that are free help with the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.job import RenderJob
from render.request.names import stem
from render.work.board import Board, Mark
from render.work.lesson import LessonRun
from render.work.outcome import Outcome
from render.work.progress import Display
from render.work.results import Failure
from render.work.stop import Stop, never
from render.work.tasks import CarriedDrawTask, DrawTask, FinishTask, PackTask, Task, do
from render.work.workers import Crew

_INTERVAL = 0.1
"""Seconds between two looks at how far the workers are."""

_SHARE = 0.35
"""One more worker is worth it where all of a core is idle but this share of it.

It builds the whole scene too. On two cores, 8 s of formulas at 1080p60 keep one worker busy on one
and a half: alone it takes 16.3 s of CPU time and 409 MB, two of them take 19.1 s and 629 MB.
"""

Settle = Callable[[int, Outcome], None]
"""Told what has become of a job, by its index."""


@dataclass(frozen=True)
class Lost:
    """A job that was not finished because a worker has died.

    Attributes
    ----------
    marks : what the workers on its tasks have written; None of one that had not begun
    """

    index: int
    marks: tuple[Mark | None, ...]


@dataclass
class _Current:
    """A job that has been begun, with the names of its tasks in this round."""

    index: int
    lesson: LessonRun
    names: list[str] = field(default_factory=list)


class Session:
    """Hands out the tasks of jobs and takes their results."""

    def __init__(
        self,
        crew: Crew,
        workers: int,
        place: Path,
        display: Display,
        settle: Settle,
        *,
        force: bool,
        stop: Stop = never,
    ) -> None:
        self._crew = crew
        self._workers = workers
        self._place = place
        self._board = Board(place)
        self._display = display
        self._settle = settle
        self._force = force
        self._stop = stop
        self._running: dict[Future[Any], tuple[_Current, Task, str]] = {}
        self._current: dict[int, _Current] = {}
        self._lost: dict[int, list[Mark | None]] = {}

    def run(self, jobs: deque[tuple[int, RenderJob]]) -> list[Lost]:
        """Do jobs, each with its index, and take them off the list as they are begun.

        Returns
        -------
        those that were lost; when there are any, or it was told to stop, some may never have
        been begun
        """
        try:
            while self._running or self._begins(jobs):
                while len(self._running) < self._workers and self._begins(jobs):
                    self._begin(*jobs.popleft())
                done, _ = wait(self._running, _INTERVAL, FIRST_COMPLETED)
                for future in done:
                    self._take(future)
                self._show()
                if lack := self._crew.lack():
                    self._display.say(lack)
                if not self._begins(jobs) and not self._lost:
                    self._help()
        finally:
            for current in self._current.values():
                current.lesson.close()
        return [Lost(index, tuple(marks)) for index, marks in self._lost.items()]

    def _begins(self, jobs: deque[tuple[int, RenderJob]]) -> bool:
        """Whether there is a job to begin."""
        return bool(jobs) and not self._lost and not self._stop()

    def _begin(self, index: int, job: RenderJob) -> None:
        try:
            lesson = LessonRun(job, force=self._force, place=self._place)
            current = self._current[index] = _Current(index, lesson)
            tasks = lesson.begin()
            if self._crew.code is not None and isinstance(tasks[0], DrawTask):
                tasks = [PackTask(job)]
            self._submit(current, tasks)
        except (SteepestError, OSError) as problem:
            self._end(index, failed(job, str(problem)))

    def _help(self) -> None:
        """Let workers that have nothing else to do help with lessons that keep too few busy.

        A worker draws and encodes in two threads: where encoding is most of the work, it keeps two
        cores busy alone, and a second one would cost memory (an encoder at 1080p: 220 MB) and
        gain nothing.
        """
        marks = {name: self._board.read(name) for _, _, name in self._running.values()}
        known = [mark.cores for mark in marks.values() if mark is not None and mark.cores]
        if not known:
            return
        busy = sum(known) + len(marks) - len(known)
        free = min(self._workers - len(marks), int(self._workers - busy + _SHARE))
        for _ in range(free):
            for current in sorted(self._current.values(), key=lambda one: len(one.names)):
                tasks = current.lesson.help()
                self._submit_more(current, tasks)
                if tasks:
                    break

    def _submit(self, current: _Current, tasks: list[Task]) -> None:
        if tasks and not isinstance(tasks[0], FinishTask):
            current.names = []
        self._submit_more(current, tasks)

    def _submit_more(self, current: _Current, tasks: list[Task]) -> None:
        for task in tasks:
            name = f"{current.index}-{next(_numbers)}"
            try:
                future = self._executor(task).submit(do, task, self._board.path(name))
            except BrokenExecutor:
                self._lost.setdefault(current.index, []).append(None)
            else:
                current.names.append(name)
                self._running[future] = current, task, name

    def _executor(self, task: Task) -> Executor:
        elsewhere = isinstance(task, CarriedDrawTask)
        return self._crew.executor if elsewhere else self._crew.here or self._crew.executor

    def _take(self, future: Future[Any]) -> None:
        current, task, name = self._running.pop(future)
        if current.index not in self._current:  # the job has failed elsewhere
            return
        try:
            result = future.result()
        except Exception:
            # Nothing raises in a worker: see ``do``. This is about the worker itself.
            mark = self._board.read(name)
            self._lost.setdefault(current.index, []).append(mark)
            return
        if current.index in self._lost:
            return
        if isinstance(result, Failure):
            self._end(current.index, failed(current.lesson.job, result.error, result.trace))
            return
        try:
            answer: list[Task] | Outcome
            if isinstance(task, FinishTask):
                answer = current.lesson.finished(result)
            elif isinstance(task, PackTask) and self._crew.code is not None:
                left = max(len(self._current), 1)
                shares = max(1, self._workers // left)
                answer = current.lesson.carry(result, self._crew.code, shares)
            else:
                answer = current.lesson.drawn(result)
        except SteepestError as problem:
            answer = failed(current.lesson.job, str(problem))
        if isinstance(answer, Outcome):
            self._end(current.index, answer)
        else:
            self._submit(current, answer)

    def _end(self, index: int, outcome: Outcome) -> None:
        current = self._current.pop(index, None)
        if current is not None:
            current.lesson.close()
        for future, (owner, _, _) in self._running.items():
            if owner is current:
                future.cancel()
        self._settle(index, outcome)

    def _show(self) -> None:
        for current in self._current.values():
            marks = [self._board.read(name) for name in current.names]
            steps = [mark.step for mark in marks if mark is not None and mark.step.stage]
            if steps:
                self._display.step(current.index, current.lesson.step(steps))


_numbers = count()


def failed(job: RenderJob, error: str, trace: tuple[str, ...] = ()) -> Outcome:
    """The outcome of a job that went wrong."""
    return Outcome(job.lesson, stem(job), "failed", error=" ".join(error.split()), trace=trace)
