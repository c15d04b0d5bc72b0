"""The films of a deck: which sections a lesson has, and one render for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from render.errors import SteepestError, UsageError
from render.job import RenderJob
from render.request.names import stem
from render.request.suggest import unknown
from render.slides.clip_folder import clip_folder, sweep_clips
from render.store import cache, manifest
from render.store.files import OTHER
from render.store.segment_folder import HINT
from render.timeline import Timeline
from render.work.batch import run
from render.work.machine import cores
from render.work.outcome import Outcome
from render.work.progress import Passing, display
from render.work.starting import warm

_UNNAMED = "autocreated"
"""What Manim calls the section of a scene that begins none."""


def section_jobs(
    jobs: Sequence[RenderJob], wanted: Sequence[str]
) -> tuple[tuple[RenderJob, ...], ...]:
    """For each lesson the jobs of its sections, in its own order or in that of ``wanted``.

    A lesson that begins no section is one film.

    Parameters
    ----------
    jobs : of the lessons as a whole
    wanted : names of sections; each must be one of at least one lesson; none means all

    Raises
    ------
    UsageError : there is no such section
    SteepestError : the lesson cannot be run
    """
    found: list[tuple[RenderJob, ...]] = []
    known: dict[str, None] = {}
    for job in jobs:
        whole = replace(job, section=None, out=clip_folder(job))
        names = _section_names(whole)
        known.update(dict.fromkeys(names))
        chosen = [name for name in wanted if name in names] if wanted else names
        alone = names == (_UNNAMED,)
        found.append(tuple(replace(whole, section=None if alone else name) for name in chosen))
    for name in wanted:
        if name not in known:
            where = jobs[0].lesson if len(jobs) == 1 else "these lessons"
            raise UsageError(f"{unknown('section', name, known)} in {where}")
    return tuple(found)


def render_clips(jobs: Sequence[RenderJob], workers: int | None) -> list[Outcome]:
    """Render what is not up to date; the outcomes come in the order of the jobs.

    Raises
    ------
    SteepestError : at least one failed; what went wrong has been shown
    """
    sweep_clips()
    shown = _InCache(display([stem(job) for job in jobs]))
    outcomes = run(jobs, workers or cores(), shown)
    failed = [outcome.name for outcome in outcomes if outcome.status == "failed"]
    if failed:
        raise SteepestError(f"there is no film of {', '.join(failed)}")
    return outcomes


class _InCache(Passing):
    """Shows films that go into the cache: where one cannot, ``--out`` would not help."""

    def finished(self, index: int, outcome: Outcome) -> None:
        error = outcome.error
        if error is not None:
            error = error.replace(OTHER, HINT).replace(OTHER.removeprefix("or "), HINT[3:])
        self.shown.finished(index, replace(outcome, error=error))


def record_of(outcome: Outcome) -> dict[str, Any]:
    """The record of a rendered film, which lies last among its files."""
    record = manifest.read(outcome.files[-1])
    if record is None:
        raise SteepestError(
            f"{outcome.files[-1]} has been removed or changed meanwhile (try again)"
        )
    return record


def _section_names(job: RenderJob) -> tuple[str, ...]:
    """The sections that the lesson has with these parameters."""
    timeline = _recorded(job)
    if timeline is None:
        warm()  # the workers, which will be needed
        from render.preview.outline import outline  # it loads Manim

        timeline = outline(job)
    return tuple(section.name for section in timeline.sections if section.frames)


def _recorded(job: RenderJob) -> Timeline | None:
    """The timeline in a record of an earlier film of the lesson that is up to date."""
    for path in sorted(Path(job.out).glob("*.json")):
        record = manifest.read(path)
        if record is None:
            continue
        film = replace(job, section=record.get("section"))
        if cache.current_record(film, cache.key(film)) is not None:
            return Timeline.from_dict(record["timeline"])
    return None
