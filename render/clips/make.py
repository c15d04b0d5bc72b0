"""From checked wishes to finished clips: what ``steepest clip`` does."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from render.clips import records
from render.clips.folder import film_folder, room, sweep_films
from render.clips.request import Clip
from render.errors import SteepestError
from render.job import RenderJob
from render.request.request import Resolved
from render.store.files import atomic_path, explained
from render.table import clock, size, table
from render.work.machine import cores
from render.work.outcome import Outcome
from render.work.progress import Display, Step, display
from render.work.workers import Processes, work_folder
from scenes.voice import VoiceError

_PICTURES = "png-sequence"
_SELDOM_SMALL = ("gif", "mov")
"""Formats of which single pictures are drawn at once where there is a limit."""


@dataclass(frozen=True)
class Made:
    """What became of a clip: its outcome, and facts about it as plain data."""

    outcome: Outcome
    facts: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return self.outcome.to_dict() | self.facts


@dataclass(frozen=True)
class _Order:
    """A clip to be made: its place among those asked for, its key and its film."""

    index: int
    clip: Clip
    key: str
    film: Outcome


def make(
    asked: Sequence[Clip], notes: Sequence[str], workers: int | None, *, force: bool = False
) -> list[Made]:
    """Make the clips that are not up to date; one that fails does not stop the others."""
    found: dict[int, Made] = {}
    if not force:
        found = {i: kept for i, clip in enumerate(asked) if (kept := _kept(clip)) is not None}
    left = [index for index in range(len(asked)) if index not in found]
    if not left:
        return [found[index] for index in range(len(asked))]
    keys = {index: records.key(asked[index]) for index in left}
    films = {index: _film_job(asked[index]) for index in left}
    rendered = _render(films, notes, workers)
    from render.clips.compose import too_large

    again = {
        index: replace(films[index], format=_PICTURES)
        for index in left
        if films[index].format not in {_PICTURES, "png"}
        and too_large(asked[index], rendered[index])
    }
    rendered |= _render(again, (), workers)
    sweep_films()
    orders = []
    for index in left:
        film = rendered[index]
        if film.status == "failed":  # which has been shown
            found[index] = Made(replace(film, name=asked[index].name), {})
        else:
            orders.append(_Order(index, asked[index], keys[index], film))
    with display([order.clip.name for order in orders]) as shown:
        for place, (order, made) in enumerate(_all_made(orders, workers or cores(), shown)):
            found[order.index] = made
            shown.finished(place, made.outcome)
    return [found[index] for index in range(len(asked))]


def _all_made(
    orders: Sequence[_Order], workers: int, shown: Display
) -> Iterator[tuple[_Order, Made]]:
    """Each clip as it is made, in order; by several processes where that pays."""
    heavy = sum(order.clip.redrawn or order.clip.limit is not None for order in orders)
    with ExitStack() as stack:
        makers: list[Callable[[], Made]]
        if min(workers, heavy) > 1:
            folder = stack.enter_context(work_folder())
            crew = stack.enter_context(Processes().open(min(workers, len(orders)), folder))
            makers = [crew.executor.submit(_made, order).result for order in orders]
        else:
            makers = [partial(_made, order) for order in orders]
        for place, (order, make_it) in enumerate(zip(orders, makers, strict=True)):
            shown.step(place, Step("fit"))
            try:
                made = make_it()
            except BrokenExecutor:
                made = _failed(order.clip, "its process was ended (is there enough memory?)", 0.0)
            yield order, made


def target_of(clip: Clip) -> Path:
    """The file of a clip."""
    return clip.job.out / f"{clip.name}.{clip.job.format}"


def _film_job(clip: Clip) -> RenderJob:
    """What the engine renders: the clip itself, or its single pictures."""
    fmt = clip.job.format
    if fmt != "png" and (clip.redrawn or (clip.limit is not None and fmt in _SELDOM_SMALL)):
        fmt = _PICTURES
    job = replace(clip.job, format=fmt)
    return replace(job, out=film_folder(job))


def _render(
    films: dict[int, RenderJob], notes: Sequence[str], workers: int | None
) -> dict[int, Outcome]:
    if not films:
        return {}
    from render.work.deliver import deliver  # only now: what is up to date answers at once

    outcomes = deliver(Resolved(tuple(films.values()), tuple(notes)), workers)
    return dict(zip(films, outcomes, strict=True))


def _kept(clip: Clip) -> Made | None:
    target = target_of(clip)
    facts = records.current(clip, target)
    return None if facts is None else _result(clip, "kept", facts, 0.0)


def _made(order: _Order) -> Made:
    """Make one clip of its film."""
    from render.clips.compose import compose

    started = time.monotonic()
    clip, film = order.clip, order.film
    target = target_of(clip)
    try:
        with explained(target):
            clip.job.out.mkdir(parents=True, exist_ok=True)
        with room() as place:
            new = place / f"clip.{clip.job.format}"
            facts = compose(clip, film, new)
            with atomic_path(target) as temporary, explained(target):
                shutil.copyfile(new, temporary)
        records.note(order.key, target, facts)
    except (SteepestError, VoiceError) as problem:
        return _failed(clip, str(problem), time.monotonic() - started)
    return _result(clip, "rendered", facts, film.seconds + time.monotonic() - started)


def _failed(clip: Clip, error: str, seconds: float) -> Made:
    lesson = clip.job.lesson
    return Made(Outcome(lesson, clip.name, "failed", seconds=seconds, error=error), {})


def _result(clip: Clip, status: Any, facts: dict[str, Any], seconds: float) -> Made:
    target = target_of(clip)
    outcome = Outcome(
        lesson=clip.job.lesson,
        name=clip.name,
        status=status,
        files=(target,),
        length=facts["frames"] / facts["frame_rate"] if clip.job.format != "png" else 0.0,
        frames=facts["frames"],
        size=target.stat().st_size,
        seconds=seconds,
    )
    return Made(outcome, facts)


def to_lines(made: Sequence[Made]) -> list[str]:
    """A table: clip, length, picture, file, size."""
    rows = []
    for clip in made:
        outcome, facts = clip.outcome, clip.facts
        if outcome.status == "failed":
            rows.append((outcome.lesson, "-", "-", "failed", "-"))
            continue
        length = clock(outcome.length) if outcome.length else "still"
        picture = f"{facts['width']}x{facts['height']}"
        if outcome.length:
            picture += f" at {facts['frame_rate']}"
        rows.append((outcome.lesson, length, picture, str(outcome.files[0]), size(outcome.size)))
    return table(("lesson", "length", "picture", "file", "size"), rows, right=("length", "size"))
