"""The record of a lecture: what it was made from, so that an unchanged one is known at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from render.lecture.clock import Mark, Placed
from render.lecture.parts import Lecture
from render.request.names import stem
from render.store import cache, manifest
from render.store.inputs import unchanged
from render.store.versions import ffmpeg_libraries, versions
from render.timeline import Section, Timeline


def file_names(lecture: Lecture) -> tuple[str, ...]:
    """The names of all files but the record, the video first; the folder of stills last."""
    kinds = ("mp4", "vtt", "srt", "png", "md", "chapters.txt", "stills")
    return tuple(f"{lecture.name}.{kind}" for kind in kinds)


def record_name(lecture: Lecture) -> str:
    """The name of the record."""
    return f"{lecture.name}.json"


def key(lecture: Lecture) -> str:
    """A hash over every input that can change a byte of the lecture's files."""
    inputs = [
        lecture.name,
        lecture.title,
        lecture.subtitle,
        lecture.author,
        lecture.theme,
        [
            [part.kind, part.number, part.title, part.transition.seconds, cache.key(part.job)]
            for part in lecture.parts
        ],
    ]
    return hashlib.sha256(json.dumps(inputs).encode()).hexdigest()


def current(lecture: Lecture, key: str) -> dict[str, Any] | None:
    """The record of finished files that are what would be made now, or None."""
    record = manifest.read(lecture.out / record_name(lecture))
    if record is None or record["key"] != key:
        return None
    names = file_names(lecture)
    if manifest.intact(record, lecture.out, names) != frozenset(names):
        return None
    read = record.get("inputs", ())
    for part, inputs in zip(lecture.parts, read, strict=False):
        if part.job.file is not None and not unchanged(inputs, part.job.file.parent):
            return None
    return record if len(read) == len(lecture.parts) else None


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
