"""The record of a lecture: what it was made from, so that an unchanged one is known at once.

Nothing here loads Manim; what is written into the record is in ``render.lecture.description``.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from render.lecture.parts import Lecture
from render.store import cache, manifest
from render.store.inputs import unchanged


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
