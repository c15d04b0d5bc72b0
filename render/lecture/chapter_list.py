"""The chapter list as video sites take it in a description: one ``0:00 Title`` a line.

Sites accept a list whose first chapter begins at 0:00 and whose chapters last 10 s or more; of
chapters that are closer together, lessons stay and sections go.
"""

from __future__ import annotations

from collections.abc import Sequence

from render.lecture.clock import Mark

SHORTEST = 10
"""Seconds from one chapter to the next."""

_Entry = tuple[int, int, str]
"""Whole seconds, level, title."""


def chapter_list(marks: Sequence[Mark], frame_rate: int) -> str:
    """The text of the file."""
    end = marks[-1].end // frame_rate
    entries: list[_Entry] = []
    for mark in marks:
        entry = (mark.start // frame_rate, mark.level, " ".join(mark.title.split()))
        if entries and entry[0] - entries[-1][0] < SHORTEST:
            _merge(entries, entry, marks[0].title)
        else:
            entries.append(entry)
    while len(entries) > 1 and end - entries[-1][0] < SHORTEST:
        entries.pop()
    return "".join(f"{clock(at)} {title}\n" for at, _, title in entries)


def _merge(entries: list[_Entry], entry: _Entry, first: str) -> None:
    """Of the last entry and one too near to it keep the more important, at a time that is free."""
    at, level, title = entries[-1]
    is_intro = at == 0 and title == first
    if level == 1 and not (is_intro and entry[1] == 1):
        return  # a section gives way to its lesson
    # The first chapter must begin at 0:00: an intro of a few seconds is told as its lesson.
    entries[-1] = (0 if is_intro else entry[0], *entry[1:])


def clock(seconds: float) -> str:
    """``4:05``, from an hour on ``1:04:05``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
