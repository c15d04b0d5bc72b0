"""A batch from its checked jobs to its files, its report and a table of what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.many.batch_file import BatchFile
from render.many.batch_outcomes import to_lines, total
from render.many.grid.deliver import deliver_grids
from render.many.progress import batch_display
from render.many.report import Report
from render.request.names import stem
from render.request.preflight import check_out
from render.store.files import explain
from render.work.batch import run_until
from render.work.deliver import pool_of
from render.work.outcome import Outcome


class InterruptedBatchError(SteepestError):
    """Ctrl-C: some jobs are done, and the same command goes on with the others."""


@dataclass(frozen=True)
class Result:
    """What a batch has come to.

    Attributes
    ----------
    outcomes : in the order of the jobs; None of what was not begun
    report : as it stands in ``path``
    problem : why it could not be written there
    """

    outcomes: tuple[Outcome | None, ...]
    places: tuple[str, ...]
    report: dict[str, Any]
    path: Path
    problem: str | None = None

    @property
    def failed(self) -> bool:
        """Whether a job has failed, or was not begun because of that, or there is no report."""
        return self.problem is not None or any(
            outcome is None or outcome.status == "failed" for outcome in self.outcomes
        )

    def to_lines(self) -> list[str]:
        """For people."""
        rows = to_lines(self.outcomes, self.places)
        where = f"(see {self.path})" if self.problem is None else f"({self.problem})"
        return [*rows, *([""] if rows else []), f"{total(self.outcomes)} {where}"]


def run_batch(
    batch: BatchFile,
    out: Path,
    workers: int | None,
    *,
    force: bool = False,
    fail_fast: bool = False,
    cluster: str | None = None,
) -> Result:
    """Do all jobs; what is up to date is not rendered again, unless ``force``.

    Parameters
    ----------
    out : the folder of the report
    fail_fast : begin no job after one has failed

    Raises
    ------
    UsageError : nothing can be written there; nothing was touched
    InterruptedBatchError : Ctrl-C
    """
    jobs = batch.jobs
    grids = batch.grids
    everything = [*jobs, *(grid.job for grid in grids)]
    places = (*batch.places, *batch.grid_places)
    for folder in {out, *(job.out for job in jobs)}:
        check_out(folder)
    outcomes: dict[int, Outcome] = {}
    with pool_of(cluster) as (size, pool):
        _make(out)
        report = Report(batch.path, everything, places, out)
        report.write("running")
        display = batch_display([stem(job) for job in everything], report, outcomes)

        def stop() -> bool:
            return fail_fast and any(each.status == "failed" for each in outcomes.values())

        state = "interrupted"
        try:
            run_until(stop, jobs, workers or size, display, force=force, pool=pool)
            if grids and not stop():
                clips = list(outcomes.values())
                deliver_grids(grids, clips, display, len(jobs), force=force)
            state = "finished" if len(outcomes) == len(everything) else "stopped"
        except KeyboardInterrupt:
            failed = sum(each.status == "failed" for each in outcomes.values())
            done = f"{len(outcomes) - failed} of {len(everything)} jobs done"
            raise InterruptedBatchError(
                f"interrupted with {done}{f', {failed} failed' if failed else ''}; nothing "
                "half-written is left, and the same command goes on from there"
            ) from None
        finally:
            report.try_to_write(state)
    settled = tuple(outcomes.get(index) for index in range(len(everything)))
    return Result(settled, places, report.to_dict(state), report.path, report.problem)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise SteepestError(explain(problem, folder)) from problem
