"""The parts of a lecture on one clock: where each begins, chapters, captions, one timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from render.lecture.parts import Lecture, Part
from render.muxing.captions import Caption, cues
from render.muxing.mux import Chapter
from render.preview.still import section_range
from render.timeline import Timeline

_UNNAMED = "autocreated"
"""The section that Manim begins by itself: of a scene that names none it is all."""


@dataclass(frozen=True)
class Placed:
    """A finished part at its place.

    Attributes
    ----------
    file : the video
    lead : frames of the transition before it
    start : its first frame in the lecture
    first, frames : of its lesson's timeline, those that the file shows
    """

    part: Part
    file: Path
    lead: int
    start: int
    first: int
    frames: int
    timeline: Timeline

    @property
    def end(self) -> int:
        """The frame after its last one."""
        return self.start + self.frames

    def shifted(self, frame: int) -> int:
        """The frame of the lecture for one of the lesson's."""
        return frame - self.first + self.start


def place(
    lecture: Lecture, records: Sequence[dict[str, Any]], files: Sequence[Path]
) -> tuple[Placed, ...]:
    """Put parts one after the other.

    Parameters
    ----------
    records, files : of each part, as they were rendered; the same record where the job is the same
    """
    placed: list[Placed] = []
    timelines = {id(record): Timeline.from_dict(record["timeline"]) for record in records}
    end = 0
    for part, record, file in zip(lecture.parts, records, files, strict=True):
        timeline = timelines[id(record)]
        first, last = section_range(timeline, part.job.section)
        lead = round(part.transition.seconds * timeline.frame_rate)
        placed.append(Placed(part, file, lead, end + lead, first, last - first, timeline))
        end += lead + last - first
    return tuple(placed)


@dataclass(frozen=True)
class Mark:
    """A chapter: ``level`` 1 of lessons and cards, 2 of sections; frames of the lecture."""

    title: str
    level: int
    start: int
    end: int
    placed: Placed


def marks(placed: Sequence[Placed]) -> tuple[Mark, ...]:
    """The chapters of a lecture, without gaps."""
    begun = list(_begun(placed))
    ends = [*(start for _, _, start, _ in begun[1:]), placed[-1].end]
    return tuple(
        Mark(title, level, start, end, one)
        for (title, level, start, one), end in zip(begun, ends, strict=True)
    )


def _begun(placed: Sequence[Placed]) -> Iterator[tuple[str, int, int, Placed]]:
    numbered = placed[-1].part.number > 1 or any(one.part.number > 1 for one in placed)
    carded = {one.part.number for one in placed if one.part.kind == "card"}
    counts: dict[int, int] = {}
    for one in placed:
        part = one.part
        # A fade belongs to both: the chapter begins where the background is all there is.
        start = one.start - one.lead // 2
        number = f"{part.number}. " if numbered and part.number else ""
        if part.kind != "lesson":
            yield f"{number}{part.title}", 1, start, one
            continue
        is_first = part.number not in counts and part.number not in carded
        for section in _sections(one):
            counts[part.number] = counts.get(part.number, 0) + 1
            beginning = max(one.shifted(section.start_frame), one.start)
            if beginning == one.start:
                beginning = start
            own = section.name != _UNNAMED
            title = section.title if own else part.title
            if is_first:
                yield f"{number}{part.title}" + (f" – {title}" if own else ""), 1, beginning, one
                is_first = False
            else:
                yield title, 2, beginning, one


def _sections(placed: Placed) -> list[Any]:
    return [
        section
        for section in placed.timeline.sections
        if section.frames
        and section.start_frame < placed.first + placed.frames
        and section.end_frame > placed.first
    ]


def chapters(found: Sequence[Mark], frame_rate: int) -> tuple[Chapter, ...]:
    """For the file."""
    return tuple(
        Chapter(mark.title, mark.start / frame_rate, mark.end / frame_rate) for mark in found
    )


def captions(placed: Sequence[Placed]) -> tuple[Caption, ...]:
    """The captions of all parts."""
    found = []
    for one in placed:
        offset = one.start / one.timeline.frame_rate
        for cue in cues(one.timeline, one.first, one.first + one.frames):
            start, end = round(cue.start + offset, 3), round(cue.end + offset, 3)
            found.append(replace(cue, start=start, end=end))
    return tuple(found)
