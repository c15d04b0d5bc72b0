"""From checked jobs to finished files and a table of them: what ``steepest render`` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from render.errors import SteepestError, UsageError
from render.job import QUALITIES, RenderJob
from render.request.asked import Request
from render.request.names import stem
from render.request.preflight import check_out, check_sections
from render.request.request import Resolved, resolve
from render.request.scene_listing import known
from render.table import clock, shortened, size, table
from render.work.batch import run
from render.work.machine import cores
from render.work.outcome import Outcome
from render.work.progress import Display, display

if TYPE_CHECKING:
    from render.work.workers import Pool

_LONGEST = 44
"""Letters of a name beside its bar."""


def settle(request: Request) -> Resolved:
    """Like ``resolve``; where a scene file has to be run for that, a worker does it.

    Raises
    ------
    UsageError : anything at all is wrong with it; nothing was touched
    SteepestError : a scene file cannot be run
    """
    if any(_must_be_run(Path(word).expanduser()) for word in request.lessons if _is_file(word)):
        from render.work.elsewhere import elsewhere

        return elsewhere(resolve, request, QUALITIES)
    return resolve(request)


def _is_file(word: str) -> bool:
    return word.lower().endswith(".py")


def _must_be_run(path: Path) -> bool:
    """Whether only a run tells what is in a file, or what the lessons in it can be told."""
    try:
        source = known(path)
    except SteepestError:
        return False  # as whoever asks for the file will be told
    return source is None or bool(source.lessons)


def deliver(
    resolved: Resolved,
    workers: int | None,
    *,
    force: bool = False,
    cluster: str | None = None,
    shown: Display | None = None,
) -> list[Outcome]:
    """Check what can be checked before, then render.

    Parameters
    ----------
    workers : at a time; all that there are by default
    cluster : address of a dask scheduler, whose workers draw
    shown : where progress is shown; bars or lines on standard error by default

    Raises
    ------
    UsageError : nothing was touched
    SteepestError : the cluster cannot be used; nothing was touched
    """
    jobs = resolved.jobs
    for folder in {job.out for job in jobs}:
        check_out(folder)
    if any(job.section is not None and job.file is not None for job in jobs):
        from render.work.elsewhere import elsewhere

        elsewhere(check_sections, jobs)
    else:
        check_sections(jobs)
    shown = shown or display(_names(jobs))
    for note in resolved.notes:
        shown.say(f"note: {note}")
    with pool_of(cluster) as (size, pool):
        return run(jobs, workers or size, shown, force=force, pool=pool)


def _names(jobs: Sequence[RenderJob]) -> list[str]:
    """What tells the jobs apart beside their bars."""
    lessons = [job.lesson for job in jobs]
    if len(set(lessons)) == len(jobs):
        return lessons
    return [shortened(stem(job), _LONGEST) for job in jobs]


@contextmanager
def pool_of(cluster: str | None) -> Iterator[tuple[int, Pool | None]]:
    """How many workers there are, and what opens them: None for processes on this machine.

    Parameters
    ----------
    cluster : address of a dask scheduler, if its workers shall draw

    Raises
    ------
    UsageError : what it needs is not installed
    SteepestError : the cluster cannot be used
    """
    if cluster is None:
        yield cores(), None
        return
    try:
        from render.work.cluster import connected
    except ImportError as problem:
        raise UsageError(
            f'--cluster needs {problem.name}: pip install "steepest[cluster]"'
        ) from None
    with connected(cluster) as pool:
        yield pool.size, pool


def to_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """A table: lesson, length, file, size."""
    rows = []
    for outcome in outcomes:
        if outcome.status == "failed":
            rows.append((outcome.lesson, "-", "failed", "-"))
            continue
        length = clock(outcome.length) if outcome.length else "still"
        rows.append((outcome.lesson, length, str(outcome.files[0]), size(outcome.size)))
    return table(("lesson", "length", "file", "size"), rows, right=("length", "size"))
