"""What is written down of a finished lecture, and one timeline of all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from render.lecture.clock import Mark, Placed
from render.lecture.parts import Lecture
from render.request.names import stem
from render.store import manifest
from render.store.versions import ffmpeg_libraries, versions
from render.timeline import Section, Timeline


def describe(
    lecture: Lecture,
    key: str,
    placed: Sequence[Placed],
    marks: Sequence[Mark],
    files: dict[str, Path],
    inputs: Sequence[Sequence[Any]],
) -> dict[str, Any]:
    """The record.

    Parameters
    ----------
    files : where the content of each file lies now, by its name
    inputs : what the scenes of users' own files have read, for each part
    """
    rate = placed[0].timeline.frame_rate
    return {
        "version": manifest.VERSION,
        "kind": "lecture",
        "lesson": lecture.name,
        "title": lecture.title,
        "subtitle": lecture.subtitle,
        "author": lecture.author,
        "theme": lecture.theme,
        "format": "mp4",
        "versions": versions() | {"ffmpeg": ffmpeg_libraries()},
        "key": key,
        "inputs": [list(entries) for entries in inputs],
        "files": {name: manifest.measure(path) for name, path in files.items()},
        "parts": [_part(one) for one in placed],
        "chapters": [
            {"title": mark.title, "level": mark.level, "start": mark.start / rate} for mark in marks
        ],
        "timeline": joined(lecture, placed, marks).to_dict(),
    }


def _part(placed: Placed) -> dict[str, Any]:
    part, job = placed.part, placed.part.job
    return {
        "kind": part.kind,
        "number": part.number,
        "title": part.title,
        "lesson": job.lesson,
        "file": None if job.file is None else job.file.name,
        "section": job.section,
        "parameters": dict(job.parameters),
        "changed": list(job.changed),
        "name": stem(job),
        "transition_frames": placed.lead,
        "start_frame": placed.start,
        "frames": placed.frames,
    }


def joined(lecture: Lecture, placed: Sequence[Placed], marks: Sequence[Mark]) -> Timeline:
    """One timeline of the whole lecture; its sections are the chapters."""
    first = placed[0].timeline
    moved = [_moved(one) for one in placed]
    plays = chain.from_iterable(timeline.plays for timeline in moved)
    sections = tuple(
        Section(f"{number:02d}", mark.title, mark.start, mark.end - mark.start)
        for number, mark in enumerate(marks, start=1)
    )
    return Timeline(
        lesson=lecture.name,
        title=lecture.title,
        width=first.width,
        height=first.height,
        frame_rate=first.frame_rate,
        frames=placed[-1].end,
        plays=tuple(replace(play, index=index) for index, play in enumerate(plays)),
        lines=tuple(chain.from_iterable(timeline.lines for timeline in moved)),
        sounds=tuple(chain.from_iterable(timeline.sounds for timeline in moved)),
        sections=sections,
        text_boxes=tuple(chain.from_iterable(timeline.text_boxes for timeline in moved)),
        subcaptions=tuple(chain.from_iterable(timeline.subcaptions for timeline in moved)),
    )


def _moved(placed: Placed) -> Timeline:
    """What a part shows of its lesson's timeline, on the lecture's clock."""
    timeline, first, last = placed.timeline, placed.first, placed.first + placed.frames
    rate = timeline.frame_rate
    frames = placed.start - first
    seconds = frames / rate

    def inside(start: float, end: float) -> bool:
        return start * rate < last and end * rate > first

    return replace(
        timeline,
        plays=tuple(
            replace(play, start_frame=play.start_frame + frames)
            for play in timeline.plays
            if first <= play.start_frame < last
        ),
        lines=tuple(
            replace(
                line,
                start=line.start + seconds,
                words=tuple(
                    replace(word, start=word.start + seconds, end=word.end + seconds)
                    for word in line.words
                ),
                cues={name: time + seconds for name, time in line.cues.items()},
            )
            for line in timeline.lines
            if inside(line.start, line.end)
        ),
        sounds=tuple(
            replace(sound, start=sound.start + seconds)
            for sound in timeline.sounds
            if first <= sound.start * rate < last
        ),
        text_boxes=tuple(
            replace(box, frame=box.frame + frames)
            for box in timeline.text_boxes
            if first <= box.frame < last
        ),
        subcaptions=tuple(
            replace(part, start=part.start + seconds, end=part.end + seconds)
            for part in timeline.subcaptions
            if inside(part.start, part.end)
        ),
    )
