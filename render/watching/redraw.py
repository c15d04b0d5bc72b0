"""What a worker does after a save: look at the lesson, draw what has changed, join the draft.

It runs in a process of its own that has never loaded the lesson, so that nothing is left of what
stood in its modules before.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from render.errors import UsageError
from render.job import RenderJob
from render.muxing.captions import cues, to_vtt
from render.request.asked import Request
from render.request.request import resolve_one
from render.request.suggest import unknown
from render.store.inputs import Observation, observe
from render.timeline import Section, Timeline
from render.watching.own_lines import message, trace

if TYPE_CHECKING:
    from manim import Scene

    from render.watching.ahead import Ahead
    from render.watching.sections import Look

_INTERVAL = 0.2
"""Seconds between two reports of frames that are drawn."""


@dataclass(frozen=True)
class Order:
    """What to do.

    Attributes
    ----------
    folder : of the clips that there are, and of the draft
    draft : the file to write
    own : folders whose Python files are the lecturer's, for tracebacks
    likely : name of the section that has probably changed
    report : the file that says how far the work has come
    """

    request: Request
    folder: Path
    draft: Path
    own: tuple[Path, ...]
    report: Path
    likely: str | None = None


@dataclass(frozen=True)
class Part:
    """A section of the draft; times in seconds from its start."""

    name: str
    title: str
    start: float
    end: float
    changed: bool


@dataclass(frozen=True)
class Draft:
    """A draft that has been written.

    Attributes
    ----------
    inputs : files that were read, by their absolute paths
    """

    title: str
    parts: tuple[Part, ...]
    captions: str
    duration: float
    seconds: float
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """Why there is none.

    Attributes
    ----------
    trace : the way to the error through the lecturer's own files
    misused : whether something else was asked for than there is
    """

    message: str
    trace: tuple[str, ...]
    misused: bool
    inputs: tuple[str, ...]


def redraw(order: Order) -> Draft | Fault:
    """Do it."""
    started = time.monotonic()
    with observe() as observation:
        try:
            title, timeline, parts, span = _draw(order)
            inputs = _inputs(observation)
        except (Exception, SystemExit) as problem:
            return Fault(
                message(problem, order.own),
                trace(problem, order.own),
                isinstance(problem, UsageError),
                _inputs(observation),
            )
    first, last = span
    return Draft(
        title=title,
        parts=parts,
        captions=to_vtt(cues(timeline, first, last)),
        duration=(last - first) / timeline.frame_rate,
        seconds=time.monotonic() - started,
        inputs=inputs,
    )


def _draw(order: Order) -> tuple[str, Timeline, tuple[Part, ...], tuple[int, int]]:
    from render.staging.plan import configure
    from render.watching.ahead import Ahead, can_fork
    from render.watching.clips import clip_file
    from render.watching.joined import join, sound
    from render.watching.sections import look

    job = resolve_one(order.request)
    report = _Report(order.report)
    report("looking for what has changed")
    scene = configure(job)
    with ExitStack() as stack:
        ahead = None
        if order.likely is not None and can_fork():
            ahead = Ahead(scene, job, order.likely, order.folder)
            stack.callback(ahead.drop)
        timeline, everything = look(scene, job)
        looks = _asked_for(everything, job)
        changed = [each for each in looks if not clip_file(order.folder, each).exists()]
        _draw_changed(scene, job, changed, ahead, order.folder, report)
    report("joining")
    first, last = looks[0].section.start_frame, looks[-1].section.end_frame
    pictures = [(clip_file(order.folder, each), each.section.frames) for each in looks]
    join(pictures, sound(timeline, first, last), order.draft)
    rate = timeline.frame_rate
    parts = tuple(
        Part(
            each.section.name,
            each.section.title,
            (each.section.start_frame - first) / rate,
            (each.section.end_frame - first) / rate,
            each in changed,
        )
        for each in looks
    )
    return timeline.title, timeline, parts, (first, last)


def _asked_for(looks: Sequence[Look], job: RenderJob) -> Sequence[Look]:
    """All sections, or the one that the job is for."""
    if job.section is None:
        return looks
    names = [each.section.name for each in looks]
    if job.section not in names:
        raise UsageError(f"{unknown('section', job.section, names)} in {job.lesson}")
    return [each for each in looks if each.section.name == job.section]


def _draw_changed(
    scene: type[Scene],
    job: RenderJob,
    changed: Sequence[Look],
    ahead: Ahead | None,
    folder: Path,
    report: _Report,
) -> None:
    from render.watching.clips import clip_file, draw_clips

    def progress(section: Section, done: int, total: int) -> None:
        report(f"drawing {section.title}: {done} of {total} frames", now_and_then=True)

    begun = [each for each in changed if ahead is not None and each.section.name == ahead.name]
    if ahead is not None and not begun:
        ahead.drop()
    draw_clips(scene, job, [each for each in changed if each not in begun], folder, progress)
    for each in begun:
        report(f"drawing {each.section.title}")
        if ahead is None or not ahead.take(each, clip_file(folder, each)):
            draw_clips(scene, job, [each], folder, progress)


class _Report:
    """Says how far the work has come; a reader never meets half of it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._last = 0.0

    def __call__(self, stage: str, *, now_and_then: bool = False) -> None:
        now = time.monotonic()
        if now_and_then and now - self._last < _INTERVAL:
            return
        self._last = now
        temporary = self._file.with_suffix(".new")
        temporary.write_text(json.dumps(stage), encoding="utf-8")
        temporary.replace(self._file)


def _inputs(observation: Observation) -> tuple[str, ...]:
    root = Path(os.sep)
    return tuple(str(root / entry["path"]) for entry in observation.entries(root))
