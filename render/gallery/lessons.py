"""Entries in the order of the course, grouped by lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from render.gallery.entries import Entry
from scenes.catalogue import LESSONS


@dataclass(frozen=True)
class Group:
    """A lesson or a scene with all entries of it, the plainest one first."""

    lesson: str
    title: str
    module: int | None
    entries: tuple[Entry, ...]


def grouped(entries: Sequence[Entry]) -> list[Group]:
    """The lessons of the catalogue in its order, then all others by name."""
    found: dict[tuple[str | None, str], list[Entry]] = {}
    for entry in entries:
        found.setdefault((entry.record["file"], entry.lesson), []).append(entry)
    groups = []
    for (_, lesson), own in found.items():
        own.sort(key=_rank)
        groups.append(Group(lesson, own[0].title, own[0].module, tuple(own)))
    order = {lesson: number for number, lesson in enumerate(LESSONS)}
    groups.sort(
        key=lambda group: (
            len(order) if group.module is None else order[group.lesson],
            group.lesson.casefold(),
        )
    )
    return groups


def _rank(entry: Entry) -> tuple[bool, bool, int, bool, float, str]:
    """Whole lessons before sections before stills; as they are before changed ones."""
    record = entry.record
    names = [section.name for section in entry.shown.timeline.sections]
    section = record["section"]
    return (
        record["format"] == "png",
        section is not None,
        len(record["changed"]),
        record["theme"] != "dark",
        names.index(section) if section in names else entry.shown.moment or 0,
        entry.id,
    )
