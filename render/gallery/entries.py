"""What the page shows of one render: length, chapters, words, captions, parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from render.gallery.parameters import Parameter, parameters_of
from render.gallery.records import Render
from render.muxing.captions import Caption, cues
from render.timeline import Timeline
from scenes.catalogue import LESSONS

FORMATS = ("mp4", "webm", "gif", "png", "mov")
"""The best to show on a page first."""

KINDS = ("lecture", "lesson", "grid", "section", "still")
"""Of entries, in the order of the page."""


@dataclass(frozen=True)
class Line:
    """A spoken line, or a caption of a plain scene, and when it begins, in seconds."""

    start: float
    text: str


@dataclass(frozen=True)
class Part:
    """A chapter with what is said in it; times in seconds from the start of the video."""

    title: str
    start: float
    end: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Entry:
    """One thing to choose: the same picture and words, in one format or several.

    Attributes
    ----------
    id : for the address of the page; unlike that of any other entry
    renders : the one that is shown, then the others
    module : of the course; None outside it
    length : in seconds; 0 for a still
    """

    id: str
    lesson: str
    title: str
    module: int | None
    renders: tuple[Render, ...]
    parameters: tuple[Parameter, ...]
    section: str | None
    length: float
    parts: tuple[Part, ...]
    captions: tuple[Caption, ...]

    @property
    def shown(self) -> Render:
        """The render that the page plays."""
        return self.renders[0]

    @property
    def record(self) -> Mapping[str, Any]:
        """The record of the render that the page plays."""
        return self.shown.record

    @property
    def what(self) -> str | None:
        """Which part of the lesson it is; None if it is all of it, with changed parameters."""
        if self.shown.is_lecture:
            return "The whole lecture"
        if self.shown.moment is not None:
            return f"Still at {self.shown.moment:g} s"
        if self.shown.swept:
            return "Side by side" if self.section is None else f"{self.section}, side by side"
        if self.section is not None:
            return self.section
        if not self.parameters:
            return "The scene"
        return None if self.changed else "Default parameters"

    @property
    def name(self) -> str:
        """What tells it from the other entries of its lesson."""
        changed = [f"{each.name} = {each.value}" for each in self.changed]
        return ", ".join([*([] if self.what is None else [self.what]), *changed])

    @property
    def kind(self) -> str:
        """Of ``KINDS``."""
        if self.shown.is_lecture:
            return "lecture"
        if self.shown.swept:
            return "grid"
        return "still" if not self.length else "section" if self.section else "lesson"

    @property
    def voice(self) -> str | None:
        """Who is heard in it; ``none`` is nobody, None is not known."""
        voice = self.record["voice"]
        return voice["name"] if voice.get("heard", True) else "none"

    @property
    def plays(self) -> bool:
        """Whether a browser plays it as a video, so that one can go to a moment of it."""
        return self.record["format"] in ("mp4", "webm")

    @property
    def changed(self) -> tuple[Parameter, ...]:
        """The parameters that are not at their default."""
        return tuple(each for each in self.parameters if each.changed)


def entries(renders: Sequence[Render]) -> list[Entry]:
    """One entry for each thing to choose; renders that differ in format or size share one."""
    groups: dict[str, list[Render]] = {}
    for render in renders:
        groups.setdefault(_identity(render), []).append(render)
    taken: set[str] = set()
    return [_entry(sorted(group, key=_rank), taken) for group in groups.values()]


def _identity(render: Render) -> str:
    """What makes it another picture or other words."""
    record = render.record
    names = ("lesson", "file", "parameters", "section", "theme", "voice", "transparent", "seed")
    others = (render.moment, record.get("grid"))
    return json.dumps([*(record[name] for name in names), *others], sort_keys=True)


def _rank(render: Render) -> tuple[int, int, str]:
    quality = render.record["quality"]
    return (FORMATS.index(render.record["format"]), -quality["height"], render.main)


def _entry(renders: Sequence[Render], taken: set[str]) -> Entry:
    shown = renders[0]
    record, timeline = shown.record, shown.timeline
    lesson = LESSONS.get(record["lesson"]) if record["file"] is None else None
    first, last, section = span(timeline, record["section"])
    still = record["format"] == "png"
    return Entry(
        id=unlike(taken, shown.stem),
        lesson=record["lesson"],
        title=timeline.title,
        module=None if lesson is None else lesson.module,
        renders=tuple(renders),
        parameters=parameters_of(shown),
        section=section,
        length=0.0 if still else (last - first) / timeline.frame_rate,
        parts=() if still else tuple(_parts(timeline, first, last)),
        captions=() if still else cues(timeline, first, last),
    )


def unlike(taken: set[str], stem: str) -> str:
    """A name for an address, made of ``stem``, that is not taken yet; it is from now on."""
    name = plain = re.sub(r"[^A-Za-z0-9=.,+-]+", "_", stem)
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name)
    return name


def span(timeline: Timeline, name: str | None) -> tuple[int, int, str | None]:
    """First frame, the frame after the last one, and the title of the section."""
    for section in timeline.sections:
        if section.name == name:
            return section.start_frame, section.end_frame, section.title
    return 0, timeline.frames, name


def _parts(timeline: Timeline, first: int, last: int) -> list[Part]:
    rate = timeline.frame_rate
    spoken = [Line(line.start, line.text) for line in timeline.lines]
    spoken += [Line(each.start, " ".join(each.text.split())) for each in timeline.subcaptions]
    spoken.sort(key=lambda line: line.start)
    found = []
    for section in timeline.sections:
        start, end = max(section.start_frame, first), min(section.end_frame, last)
        if start < end:
            lines = [
                Line(line.start - first / rate, line.text)
                for line in spoken
                if start <= line.start * rate < end
            ]
            begin, until = (start - first) / rate, (end - first) / rate
            found.append(Part(section.title, begin, until, tuple(lines)))
    return found or [Part(timeline.title, 0.0, (last - first) / rate, tuple(spoken))]
