"""Make a grid of clips that are there: its files, its record, and whether they are up to date."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from render.errors import SteepestError
from render.many.grid.plan import WITH_SOUND, Grid
from render.request.names import file_name, manifest_name, stem
from render.store import cache, manifest
from render.store.files import atomic_path, explained, temporary_beside
from render.store.source import shared_source
from render.store.versions import versions
from render.timeline import Section, Timeline
from render.work.outcome import Outcome
from render.work.progress import Progress, Step, quiet

if TYPE_CHECKING:
    from render.many.grid.clock import Part
    from render.many.grid.compose import Canvas

_FORM = 1
"""Of grids; another one makes all of them out of date."""


@dataclass(frozen=True)
class Ingredients:
    """What a grid is made of.

    Attributes
    ----------
    records : of its clips
    key : a hash over everything that can change a byte of it
    """

    grid: Grid
    records: tuple[dict[str, Any], ...]
    key: str


def ingredients(grid: Grid) -> Ingredients:
    """Read the records of the clips, which are finished.

    Raises
    ------
    SteepestError : one is not there
    """
    records = []
    for job in grid.clips:
        record = manifest.read(job.out / manifest_name(job))
        if record is None:
            raise SteepestError(f"{job.out / file_name(job)} has gone meanwhile (try again)")
        records.append(record)
    job = grid.job
    content = {
        "form": _FORM,
        "clips": [_checksum(record) for record in records],
        "heard": grid.heard,
        "labels": str(grid.labels()),
        "quality": asdict(job.quality),
        "look": [job.theme, job.format, job.renderer, job.codec],
        "source": shared_source(),
        "versions": versions(),
    }
    key = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Ingredients(grid, tuple(records), key)


def _checksum(record: Mapping[str, Any]) -> str:
    """Of the clip itself, whose file is the first of those that go with it."""
    return str(next(iter(record["files"].values()))["sha256"])


def up_to_date(made: Ingredients) -> Outcome | None:
    """The grid's files if all of them are as they should be, else None."""
    job = made.grid.job
    record = manifest.read(job.out / manifest_name(job))
    if record is None or record["key"] != made.key:
        return None
    names = _names(made.grid)
    if manifest.intact(record, job.out, names) != frozenset(names):
        return None
    return _outcome(made.grid, record, "kept", 0.0)


def _names(grid: Grid) -> tuple[str, ...]:
    """Its files but the record; captions only where something is heard."""
    job = grid.job
    words = () if grid.heard is None else (".vtt", ".srt")
    if job.format == "mp4":
        return (file_name(job), *(f"{stem(job)}{suffix}" for suffix in (*words, ".png")))
    return (file_name(job), *(f"{file_name(job)}{suffix}" for suffix in words))


def make(made: Ingredients, progress: Progress = quiet) -> Outcome:
    """Draw the grid and write its files, all by rename.

    Raises
    ------
    SteepestError : a clip cannot be read, or the disk is full
    """
    from render.encoding.png import write_png
    from render.many.grid import compose

    started = time.monotonic()
    grid, job = made.grid, made.grid.job
    paths = [clip.out / file_name(clip) for clip in grid.clips]
    timelines = [Timeline.from_dict(record["timeline"]) for record in made.records]
    page = compose.canvas(paths, timelines[0].title, grid.labels(), job)
    names = _names(grid)
    with ExitStack() as stack:
        # A stack unwinds from its end: the record comes last.
        record_path = stack.enter_context(atomic_path(job.out / manifest_name(job)))
        new = {name: stack.enter_context(atomic_path(job.out / name)) for name in reversed(names)}
        new = {name: new[name] for name in names}
        timeline = timelines[0]
        if job.format == "png":
            write_png(new[names[0]], compose.still(paths, page))
        else:
            timeline = _video(grid, paths, timelines, page, new, progress)
        record = _record(made, timeline, new)
        record_path.write_text(manifest.to_json(record), encoding="utf-8", newline="\n")
    return _outcome(grid, record, "rendered", time.monotonic() - started)


def _video(
    grid: Grid,
    paths: Sequence[Path],
    timelines: Sequence[Timeline],
    page: Canvas,
    new: Mapping[str, Path],
    progress: Progress,
) -> Timeline:
    """Write the video and what goes with it to these paths, by name; returns its timeline."""
    from render.encoding.png import write_png
    from render.many.grid import compose
    from render.many.grid.clock import common_clock, stretches
    from render.muxing.captions import cues, to_srt, to_vtt
    from render.muxing.mux import chapters, mux

    job = grid.job
    main = next(iter(new.values()))
    parts = common_clock([stretches(timeline, job.section) for timeline in timelines])
    total = parts[-1].start + parts[-1].frames
    timeline = _timeline(timelines, parts, grid)
    segment = temporary_beside(main, main.suffix)
    try:
        with explained(job.out / file_name(job)):
            poster = compose.encode(
                paths,
                page,
                parts,
                job,
                segment,
                _poster_frame(timelines[0], parts, job.section),
                lambda done: progress(Step("draw", done, total, done)),
            )
        progress(Step("finish"))
        captions = cues(timeline)
        for name, path in new.items():
            if name.endswith(".png"):
                write_png(path, poster)
            elif name.endswith((".vtt", ".srt")):
                text = to_vtt(captions) if name.endswith(".vtt") else to_srt(captions)
                path.write_text(text, encoding="utf-8", newline="\n")
        if job.format not in WITH_SOUND:
            segment.replace(main)
            return timeline
        sound = None
        if grid.heard is not None:
            sound = compose.sound(paths[grid.heard], parts, grid.heard, timeline.frame_rate)
        words = {"title": timeline.title, "comment": stem(job)}
        mux([(segment, total)], sound, captions, chapters(timeline), main, words)
    finally:
        segment.unlink(missing_ok=True)
    return timeline


def _timeline(timelines: Sequence[Timeline], parts: Sequence[Part], grid: Grid) -> Timeline:
    """The timeline of the grid: its sections, and the lines of the clip that is heard."""
    from render.many.grid.clock import on_the_clock

    named = [part for part in parts if part.name]
    timeline = replace(
        timelines[0],
        width=grid.job.quality.width,
        height=grid.job.quality.height,
        frames=parts[-1].start + parts[-1].frames,
        plays=(),
        lines=(),
        sounds=(),
        text_boxes=(),
        subcaptions=(),
        sections=tuple(Section(p.name, p.title, p.start, p.frames) for p in named),
    )
    if grid.heard is None:
        return timeline
    lines = on_the_clock(timelines[grid.heard], grid.job.section, parts, grid.heard)
    return replace(timeline, lines=lines)


def _poster_frame(timeline: Timeline, parts: Sequence[Part], section: str | None) -> int:
    """Where the frame that stands for the first clip is on the common clock."""
    from render.preview.still import poster_frame, section_range

    frame = poster_frame(timeline, section) - section_range(timeline, section)[0]
    for part in parts:
        own = part.shown[0]
        if own.first <= frame < own.first + own.frames:
            return part.start + frame - own.first
    return 0


def _record(made: Ingredients, timeline: Timeline, files: Mapping[str, Path]) -> dict[str, Any]:
    grid = made.grid
    voice = "none" if grid.heard is None else grid.job.voice
    job = replace(grid.job, voice=voice)
    record = manifest.describe(job, timeline, made.key, cache.voice_identity(voice), files)
    first = grid.clips[0]
    shared = {
        name: value
        for name, value in first.parameters.items()
        if all(clip.parameters[name] == value for clip in grid.clips)
    }
    return record | {
        "lesson": first.lesson,
        "parameters": shared,
        "changed": [name for name in first.changed if name in shared],
        "grid": {
            "swept": [dict(values) for values in grid.swept],
            "clips": [file_name(clip) for clip in grid.clips],
            "heard": grid.heard,
        },
    }


def _outcome(grid: Grid, record: Mapping[str, Any], status: Any, seconds: float) -> Outcome:
    job = grid.job
    names = (*_names(grid), manifest_name(job))
    still = job.format == "png"
    frames = 1 if still else int(record["timeline"]["frames"])
    return Outcome(
        lesson=grid.clips[0].lesson,
        name=stem(job),
        status=status,
        files=tuple(job.out / name for name in names),
        length=0.0 if still else frames / record["timeline"]["frame_rate"],
        frames=frames,
        size=record["files"][names[0]]["size"],
        seconds=seconds,
    )
