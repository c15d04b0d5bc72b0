"""Jobs done by crews of workers in turn, until each is done: who is lost is tried once more."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from render.job import RenderJob
from render.request.names import stem
from render.work.board import Mark
from render.work.outcome import Outcome
from render.work.progress import Display
from render.work.session import Lost, Session, failed
from render.work.stop import Stop
from render.work.workers import Pool


class Rounds:
    """The rounds of one batch; what becomes of its jobs is in ``outcomes``, by their index."""

    def __init__(
        self,
        jobs: Sequence[RenderJob],
        display: Display,
        folder: Path,
        *,
        force: bool,
        stop: Stop,
    ) -> None:
        self.outcomes: dict[int, Outcome] = {}
        self._jobs = jobs
        self._display = display
        self._folder = folder
        self._force = force
        self._stop = stop

    def run(self, waiting: deque[int], workers: int, pool: Pool) -> None:
        """Do the jobs with these indices."""
        while waiting and not self._stop():
            for lost in self._together(waiting, workers, pool):
                job = self._jobs[lost.index]
                died = _died(job, lost)
                self._display.say(f"{stem(job)}: a worker process {died}; trying once more, alone")
                for again in self._together(deque([lost.index]), 1, pool.second):
                    self._settle(again.index, failed(job, _twice(job, again)))

    def _together(self, waiting: deque[int], workers: int, pool: Pool) -> list[Lost]:
        """Do jobs until none waits or a worker has died.

        Returns
        -------
        those whose worker died, as far as can be told; the others that were lost wait again
        """
        jobs = deque((index, self._jobs[index]) for index in waiting)
        with pool.open(workers, self._folder) as crew:
            session = Session(
                crew,
                workers,
                self._folder,
                self._display,
                self._settle,
                force=self._force,
                stop=self._stop,
            )
            lost = session.run(jobs)
        died = crew.died()
        guilty = [one for one in (_at_fault(one, died) for one in lost) if one.marks] or lost
        known = {one.index for one in guilty}
        innocent = [one.index for one in lost if one.index not in known]
        waiting.clear()
        waiting.extend([*innocent, *(index for index, _ in jobs)])
        return guilty

    def _settle(self, index: int, outcome: Outcome) -> None:
        self.outcomes[index] = outcome
        self._display.finished(index, outcome)


def _at_fault(lost: Lost, died: set[int] | None) -> Lost:
    """A lost job with the marks of those processes only that died by themselves."""
    marks = (mark for mark in lost.marks if mark is not None)
    return Lost(lost.index, tuple(mark for mark in marks if died is None or mark.process in died))


def _died(job: RenderJob, lost: Lost) -> str:
    """``died``, with the frame at which it did if that is known."""
    marks = [mark for mark in lost.marks if mark is not None]
    if len(marks) != 1:
        return "died"
    return f"died {_place(job, marks[0])}".rstrip()


def _place(job: RenderJob, mark: Mark) -> str:
    step = mark.step
    if step.stage == "draw":
        return f"at frame {step.at} ({step.at / job.quality.frame_rate:.1f} s)"
    return "while finishing" if step.stage else ""


def _twice(job: RenderJob, lost: Lost) -> str:
    return (
        f"its worker process {_died(job, lost)}, for the second time, perhaps for lack of memory "
        "(try --jobs 1, or a smaller --quality)"
    )
