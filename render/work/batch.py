"""Several jobs over worker processes: one that fails, or whose worker dies, stops no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from render.job import RenderJob
from render.store import cache
from render.store.files import sweep
from render.store.segment_folder import sweep_segments, sweep_unfinished
from render.work.outcome import Outcome
from render.work.progress import Display
from render.work.stop import Stop, never

if TYPE_CHECKING:
    from render.work.workers import Pool


def run(
    jobs: Sequence[RenderJob],
    workers: int,
    display: Display,
    *,
    force: bool = False,
    pool: Pool | None = None,
) -> list[Outcome]:
    """Do all jobs; their outcomes come in the order of the jobs.

    What is up to date is not rendered unless ``force``. A job whose worker dies is tried once
    more, alone, in a process that shares nothing with the others.

    Parameters
    ----------
    workers : processes at a time, >= 1
    pool : opens executors; processes on this machine by default
    """
    outcomes = run_until(never, jobs, workers, display, force=force, pool=pool)
    return [outcomes[index] for index in range(len(jobs))]


def run_until(
    stop: Stop,
    jobs: Sequence[RenderJob],
    workers: int,
    display: Display,
    *,
    force: bool = False,
    pool: Pool | None = None,
) -> dict[int, Outcome]:
    """Like ``run``, but once ``stop`` says so no job is begun; those that run are ended.

    Returns
    -------
    the outcomes by the index of the job; none of what was not begun
    """
    outcomes: dict[int, Outcome] = {}
    with display:
        waiting: deque[int] = deque()
        for index, job in enumerate(jobs):
            kept = None if force else cache.find(job)
            if kept is None:
                waiting.append(index)
            else:
                outcomes[index] = kept
                display.finished(index, kept)
        if waiting:
            # Not needed where all is up to date.
            from render.work.rounds import Rounds
            from render.work.workers import Processes, work_folder

            sweep_segments()
            with work_folder() as folder:
                rounds = Rounds(jobs, display, folder, force=force, stop=stop)
                try:
                    rounds.run(waiting, workers, pool or Processes())
                except BaseException:
                    # A worker that did not let itself be ended could not tidy up either.
                    sweep_unfinished()
                    for out in {job.out for job in jobs}:
                        sweep(out)
                    raise
                outcomes |= rounds.outcomes
    return outcomes
