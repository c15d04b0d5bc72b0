"""Make the grids of a sweep once its clips are there, in a worker process, as clips are."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillAtWork
from dataclasses import replace
from pathlib import Path

from render.errors import SteepestError
from render.faults import one_line
from render.many.grid.make import make
from render.many.grid.plan import Grid, plan_grids
from render.many.grid.record import Ingredients, ingredients, up_to_date
from render.request.names import stem
from render.request.request import Resolved
from render.work.board import Board, Pen
from render.work.deliver import deliver
from render.work.outcome import Outcome
from render.work.progress import Display, display
from render.work.session import failed
from render.work.worker import at_work
from render.work.workers import Processes, work_folder

_INTERVAL = 0.1
"""Seconds between two looks at how far the worker is."""


def deliver_with_grids(
    resolved: Resolved,
    heard: Sequence[str],
    workers: int | None,
    *,
    force: bool = False,
    cluster: str | None = None,
) -> list[Outcome]:
    """The clips of a sweep, and then the grids of them; see ``render.work.deliver.deliver``.

    Parameters
    ----------
    heard : ``name=value`` of the clip whose sound a grid shall have
    """
    grids = plan_grids(resolved, heard)
    outcomes = deliver(resolved, workers, force=force, cluster=cluster)
    return [*outcomes, *deliver_grids(grids, outcomes, force=force)]


def deliver_grids(
    grids: Sequence[Grid],
    clips: Sequence[Outcome],
    shown: Display | None = None,
    first: int = 0,
    *,
    force: bool = False,
) -> list[Outcome]:
    """Make the grids; those that are up to date are kept, unless ``force``.

    Parameters
    ----------
    clips : what has become of all clips; no grid is made of one that has failed
    shown : where progress is shown; bars or lines on standard error by default
    first : the number that the first grid has there
    """
    lost = {outcome.name for outcome in clips if outcome.status == "failed"}
    shown = shown or display([grid.job.lesson for grid in grids])
    outcomes = []
    with shown:
        for index, grid in enumerate(grids, start=first):
            missing = [stem(job) for job in grid.clips if stem(job) in lost]
            if missing:
                outcome = failed(grid.job, f"there is no {missing[0]} to show in it")
            else:
                outcome = _one(index, grid, shown, force=force)
            outcome = replace(outcome, lesson=grid.clips[0].lesson)
            shown.finished(index, outcome)
            outcomes.append(outcome)
    return outcomes


def _one(index: int, grid: Grid, shown: Display, *, force: bool) -> Outcome:
    try:
        made = ingredients(grid)
        kept = None if force else up_to_date(made)
        return kept or _in_a_worker(index, made, shown)
    except SteepestError as problem:
        return failed(grid.job, str(problem))


def _in_a_worker(index: int, made: Ingredients, shown: Display) -> Outcome:
    with work_folder() as folder, Processes().open(1, folder) as crew:
        board = Board(folder)
        name = f"grid-{index}"
        future: Future[Outcome] = crew.executor.submit(work, made, board.path(name))
        while True:
            try:
                return future.result(_INTERVAL)
            except StillAtWork:
                mark = board.read(name)
                if mark is not None and mark.step.stage:
                    shown.step(index, mark.step)
            except Exception as problem:  # about the worker: ``work`` itself raises nothing
                return failed(made.grid.job, f"its worker process died ({one_line(problem)})")


def work(made: Ingredients, mark: Path) -> Outcome:
    """Run in a worker: make one grid; whatever goes wrong becomes its outcome."""
    with at_work(), Pen(mark) as progress:
        try:
            return make(made, progress)
        except SteepestError as problem:
            return failed(made.grid.job, str(problem))
        except Exception as problem:
            return failed(made.grid.job, one_line(problem))
