"""What a worker does after a save: look at the lesson, draw what has changed, join the draft.

It runs in a process of its own that has never loaded the lesson, so that nothing is left of what
stood in its modules before.
"""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from render.errors import SteepestError, UsageError
from render.faults import one_line
from render.muxing.captions import cues, to_vtt
from render.request.request import Request, resolve_one
from render.request.suggest import unknown
from render.store.inputs import Observation, observe
from render.timeline import Section, Timeline
from scenes.voice import VoiceError

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
    report : the file that says how far the work has come
    """

    request: Request
    folder: Path
    draft: Path
    own: tuple[Path, ...]
    report: Path


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
            known = isinstance(problem, SteepestError | VoiceError)
            message = str(problem) if known else _place(problem, order.own)
            return Fault(
                " ".join(message.split()),
                tuple(_trace(problem, order.own)),
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
    from render.watching.clips import clip_file, draw_clips
    from render.watching.joined import join, sound
    from render.watching.sections import look

    job = resolve_one(order.request)
    report = _Report(order.report)
    report("looking for what has changed")
    scene = configure(job)
    timeline, looks = look(scene, job)
    if job.section is not None:
        names = [each.section.name for each in looks]
        if job.section not in names:
            raise UsageError(f"{unknown('section', job.section, names)} in {job.lesson}")
        looks = tuple(each for each in looks if each.section.name == job.section)
    changed = [each for each in looks if not clip_file(order.folder, each).exists()]

    def progress(section: Section, done: int, total: int) -> None:
        report(f"drawing {section.title}: {done} of {total} frames", now_and_then=True)

    draw_clips(scene, job, changed, order.folder, progress)
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


def _own(
    entries: Iterable[traceback.FrameSummary], folders: Iterable[Path]
) -> list[traceback.FrameSummary]:
    """Those lines of a traceback that are the lecturer's own."""
    return [
        entry
        for entry in entries
        if any(Path(entry.filename).is_relative_to(folder) for folder in folders)
        and "site-packages" not in Path(entry.filename).parts
    ]


def _origin(problem: BaseException) -> BaseException:
    """What an error of ours came from."""
    return (
        problem.__cause__
        or (problem.__context__ if isinstance(problem.__context__, SyntaxError) else None)
        or problem
    )


def _trace(problem: BaseException, folders: tuple[Path, ...]) -> list[str]:
    origin = _origin(problem)
    lines = traceback.format_list(_own(traceback.extract_tb(origin.__traceback__), folders))
    if isinstance(origin, SyntaxError):
        lines += traceback.format_exception_only(origin)[:-1]
    return "".join(lines).rstrip("\n").split("\n") if lines else []


def _place(problem: BaseException, folders: tuple[Path, ...]) -> str:
    """An error that is not ours, with the line of the lecturer's own where it came up."""
    if isinstance(problem, SyntaxError):
        return f"{problem.filename}:{problem.lineno}: {problem.msg}"
    own = _own(traceback.extract_tb(problem.__traceback__), folders)
    if not own:
        return one_line(problem)
    return f"{own[-1].filename}:{own[-1].lineno}: {type(problem).__name__}: {problem}"
