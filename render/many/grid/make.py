"""Make a grid of clips that are there: draw it and write its files."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from render.many.grid.plan import WITH_SOUND, Grid
from render.many.grid.record import Ingredients, describe, file_names, outcome_of
from render.request.names import file_name, manifest_name, stem
from render.store import manifest
from render.store.files import atomic_path, explained, temporary_beside
from render.timeline import Section, Timeline
from render.work.outcome import Outcome
from render.work.progress import Progress, Step, quiet

if TYPE_CHECKING:
    from render.many.grid.clock import Part
    from render.many.grid.compose import Canvas


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
    names = file_names(grid)
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
        record = describe(made, timeline, new)
        record_path.write_text(manifest.to_json(record), encoding="utf-8", newline="\n")
    return outcome_of(grid, record, "rendered", time.monotonic() - started)


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
