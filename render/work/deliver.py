"""From checked jobs to finished files and a table of them: what ``steepest render`` does."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from render.errors import SteepestError, UsageError
from render.job import RenderJob
from render.request.names import stem
from render.request.preflight import check_out, check_sections
from render.request.request import Resolved
from render.request.scene_listing import known
from render.request.scene_listing import run as run_file
from render.store.cache import shared_source
from render.table import clock, shortened, size, table
from render.work.batch import run
from render.work.machine import cores
from render.work.outcome import Outcome
from render.work.progress import Display, display
from render.work.starting import warm
from render.work.workers import Pool, Processes, work_folder

_LONGEST = 44
"""Letters of a name beside its bar."""


def prepare(words: Sequence[str], out: Path, *, force: bool) -> None:
    """Let the workers load what they need while the command line is read, if it needs workers.

    They also find out what is in a scene file, where that takes a run: the command then need not
    load Manim (1.3 s, 50 MB).

    Parameters
    ----------
    words : lessons, files and scenes as they were typed
    """
    names = [word for word in words if not word.lower().endswith(".py")]
    done = any(next(out.glob(f"{glob.escape(name)}*.json"), None) for name in names or [""])
    if words and (force or not done):
        shared_source()  # taken before the workers load what it is the hash of
        warm()
    for path in (Path(word).expanduser() for word in words if word not in names):
        with suppress(SteepestError):  # whoever asks for the file will be told
            if known(path) is None:
                shared_source()
                with work_folder() as folder, Processes().open(1, folder) as crew:
                    crew.executor.submit(_list, path).exception()


def _list(path: Path) -> None:
    run_file(path)


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
