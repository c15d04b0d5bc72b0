"""Several jobs over worker processes: one that fails, or whose worker dies, stops no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future, as_completed

from render.errors import SteepestError
from render.faults import one_line
from render.job import RenderJob
from render.request.names import stem
from render.store import cache
from render.work.outcome import Outcome
from render.work.progress import Display, Progress, Step
from render.work.workers import Pool, Processes, at_work, tell
from scenes.voice import VoiceError

Work = Callable[[RenderJob, Progress], Outcome]
"""What a worker does with a job."""

_INTERVAL = 0.1
"""Seconds between two messages about the same job."""


def run(
    jobs: Sequence[RenderJob],
    workers: int,
    display: Display,
    *,
    force: bool = False,
    pool: Pool | None = None,
    work: Work | None = None,
) -> list[Outcome]:
    """Do all jobs; their outcomes come in the order of the jobs.

    What is up to date is not rendered unless ``force``. A job whose worker dies is tried once
    more, alone in a fresh pool.

    Parameters
    ----------
    workers : processes at a time, >= 1
    pool : opens executors; processes on this machine by default
    work : what to do with a job; rendering it by default
    """
    batch = _Batch(jobs, workers, display, pool or Processes(), work or _work(force))
    with display:
        if not force:
            batch.keep_current()
        batch.run_waiting()
    return [batch.outcomes[index] for index in range(len(jobs))]


class _Batch:
    def __init__(
        self, jobs: Sequence[RenderJob], workers: int, display: Display, pool: Pool, work: Work
    ) -> None:
        self.jobs = jobs
        self.workers = workers
        self.display = display
        self.pool = pool
        self.work = work
        self.waiting = list(range(len(jobs)))
        self.outcomes: dict[int, Outcome] = {}

    def keep_current(self) -> None:
        for index in list(self.waiting):
            kept = cache.find(self.jobs[index])
            if kept is not None:
                self._settle(index, kept)

    def run_waiting(self) -> None:
        while self.waiting:
            broken = self._run_together(self.waiting, self.workers)
            if not broken:
                return
            # Jobs are begun in order, and one more than there are workers may have been handed
            # out: the worker that died had one of these.
            for index in broken[: self.workers + 1]:
                job = self.jobs[index]
                self.display.say(f"{stem(job)}: a worker process died; trying once more, alone")
                if self._run_together([index], 1):
                    self._settle(index, _failed(job, _DIED))

    def _run_together(self, indices: Sequence[int], workers: int) -> list[int]:
        """Run jobs in one pool; returns those that were lost because a worker died."""
        lost: list[int] = []
        with self.pool.open(min(workers, len(indices)), self.display.step) as executor:
            futures: dict[Future[Outcome], int] = {}
            for index in list(indices):
                try:
                    futures[executor.submit(_do, self.work, index, self.jobs[index])] = index
                except BrokenExecutor:
                    lost.append(index)
            for future in as_completed(futures):
                index = futures[future]
                try:
                    self._settle(index, future.result())
                except BrokenExecutor:
                    lost.append(index)
        return sorted(lost)

    def _settle(self, index: int, outcome: Outcome) -> None:
        self.waiting.remove(index)
        self.outcomes[index] = outcome
        self.display.finished(index, outcome)


_DIED = (
    "its worker process died twice, perhaps for lack of memory "
    "(try --jobs 1, or a smaller --quality)"
)


def _work(force: bool) -> Work:
    return render_anew if force else render


def render(job: RenderJob, progress: Progress) -> Outcome:
    """Render in a worker; Manim is loaded there and nowhere else."""
    from render.work import pipeline

    return pipeline.render(job, progress)


def render_anew(job: RenderJob, progress: Progress) -> Outcome:
    """Like ``render``, whatever is there already."""
    from render.work import pipeline

    return pipeline.render_anew(job, progress)


def _do(work: Work, index: int, job: RenderJob) -> Outcome:
    """Run in a worker: do one job; whatever goes wrong becomes its outcome."""
    last = 0.0

    def progress(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _INTERVAL or step.done in {0, step.total}:
            last = now
            tell(index, step)

    with at_work():
        try:
            return work(job, progress)
        except (SteepestError, VoiceError) as problem:
            return _failed(job, str(problem))
        except Exception as problem:
            return _failed(job, one_line(problem))


def _failed(job: RenderJob, error: str) -> Outcome:
    return Outcome(job.lesson, stem(job), "failed", error=" ".join(error.split()))
