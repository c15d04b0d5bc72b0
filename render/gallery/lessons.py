"""Entries in the order of the course, grouped by lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from render.gallery.entries import KINDS, Entry, unlike
from scenes.catalogue import LESSONS


@dataclass(frozen=True)
class Group:
    """A lesson or a scene with all entries of it, the plainest one first.

    Attributes
    ----------
    anchor : for the address of its place in the page; unlike that of any other
    """

    anchor: str
    lesson: str
    title: str
    module: int | None
    entries: tuple[Entry, ...]

    @property
    def is_lecture(self) -> bool:
        """Whether it is a lecture of several lessons."""
        return self.entries[0].kind == "lecture"

    def split(self) -> tuple[Entry | None, tuple[Entry, ...]]:
        """The entry that stands for the lesson, if there is one, and the others."""
        first = self.entries[0]
        if len(self.entries) > 1 and first.kind not in ("lecture", "lesson"):
            return None, self.entries
        return first, self.entries[1:]


def grouped(entries: Sequence[Entry]) -> list[Group]:
    """Lectures, then the lessons of the catalogue in its order, then all others by name."""
    found: dict[tuple[bool, str | None, str], list[Entry]] = {}
    for entry in entries:
        place = (entry.kind == "lecture", entry.record["file"], entry.lesson)
        found.setdefault(place, []).append(entry)
    groups = []
    taken: set[str] = set()
    for (_, _, lesson), own in found.items():
        own.sort(key=_rank)
        anchor = f"lesson-{unlike(taken, lesson)}"
        groups.append(Group(anchor, lesson, own[0].title, own[0].module, tuple(own)))
    order = {lesson: number for number, lesson in enumerate(LESSONS)}
    groups.sort(
        key=lambda group: (
            not group.is_lecture,
            len(order) if group.module is None else order[group.lesson],
            group.lesson.casefold(),
        )
    )
    return groups


def _rank(entry: Entry) -> tuple[object, ...]:
    """Whole lessons before sections before stills; as they are before changed ones, by value."""
    record = entry.record
    names = [section.name for section in entry.shown.timeline.sections]
    section = record["section"]
    return (
        KINDS.index(entry.kind),
        len(record["changed"]),
        [(name, _by_value(record["parameters"].get(name))) for name in record["changed"]],
        record["theme"] != "dark",
        names.index(section) if section in names else entry.shown.moment or 0.0,
        entry.id,
    )


def _by_value(value: object) -> tuple[bool, float, str]:
    """Numbers by their size, before everything else by its text."""
    if isinstance(value, int | float):
        return (False, value, "")
    return (True, 0.0, str(value))
