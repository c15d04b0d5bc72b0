"""A lecture in words: what it will hold, and what was made."""

from __future__ import annotations

from typing import Any

from render.lecture.parts import Lecture, Part
from render.request.names import stem
from render.request.values import as_text
from render.store import cache
from render.table import clock, size, table
from render.work.outcome import Outcome

_WHAT = {
    ".mp4": "video",
    ".vtt": "captions",
    ".srt": "captions",
    ".png": "poster",
    ".md": "transcript",
    ".txt": "chapters",
    ".stills": "its pictures",
    ".json": "record",
}


def contents(lecture: Lecture) -> list[str]:
    """The parts in order, as a table."""
    rows = []
    for part in lecture.parts:
        kept = cache.find(part.job)
        length = "?" if kept is None else clock(kept.length)
        rows.append((part.kind, _name(part), length, _told(part)))
    about = f"{lecture.title}: {lecture.out / lecture.name}.mp4, {_settings(lecture)}"
    lines = [about, "", *table(("part", "what", "length", "title"), rows, right=("length",))]
    unknown = any(length == "?" for _, _, length, _ in rows)
    return [*lines, "", "? is known once the part has been rendered"] if unknown else lines


def _settings(lecture: Lecture) -> str:
    job = next(part.job for part in lecture.parts if part.kind == "lesson")
    return f"{job.quality.name}, {lecture.theme}, voice {job.voice}, {job.renderer}"


def _name(part: Part) -> str:
    return part.job.lesson if part.kind == "lesson" else ""


def _told(part: Part) -> str:
    job = part.job
    if part.kind != "lesson":
        return part.title
    extra = [f"{name}={as_text(job.parameters[name])}" for name in job.changed]
    if job.section:
        extra.append(f"section {job.section}")
    return f"{part.title} ({', '.join(extra)})" if extra else part.title


def to_dict(lecture: Lecture) -> dict[str, Any]:
    """The parts as plain data."""
    return {
        "name": lecture.name,
        "title": lecture.title,
        "subtitle": lecture.subtitle,
        "author": lecture.author,
        "theme": lecture.theme,
        "parts": [
            {
                "kind": part.kind,
                "number": part.number,
                "title": part.title,
                "lesson": part.job.lesson,
                "section": part.job.section,
                "parameters": dict(part.job.parameters),
                "transition_seconds": part.transition.seconds,
                "name": stem(part.job),
                "up_to_date": cache.find(part.job) is not None,
            }
            for part in lecture.parts
        ],
    }


def to_lines(outcome: Outcome) -> list[str]:
    """The files of a lecture, as a table."""
    rows = []
    for path in outcome.files:
        what = _WHAT[path.suffix]
        if path.suffix == ".mp4":
            what = f"{what}, {clock(outcome.length)}"
        count = (
            sum(part.stat().st_size for part in path.iterdir())
            if path.is_dir()
            else path.stat().st_size
        )
        rows.append((what, size(count), str(path)))
    return table(("what", "size", "file"), rows, right=("size",))
