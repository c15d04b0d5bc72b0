"""What a deck holds, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.job import RenderJob
from render.muxing.captions import Caption, cues
from render.request.values import as_text
from render.slides.clips import record_of
from render.slides.notes import Remark, alternative_text, duration, remarks, to_text
from render.timeline import Timeline
from render.work.outcome import Outcome
from scenes.theme import THEMES, Theme

LANGUAGE = "en"
"""Of everything that lessons say and show."""


@dataclass(frozen=True)
class Film:
    """The clip of a section with the files that go with it.

    Attributes
    ----------
    length : seconds
    captions : from the start of the film
    """

    clip: Path
    poster: Path
    vtt: Path
    srt: Path
    length: float
    width: int
    height: int
    captions: tuple[Caption, ...]


@dataclass(frozen=True)
class Slide:
    """A slide that shows one film.

    Attributes
    ----------
    name : short and safe, for files and links
    section : its name in the lesson; None for a lesson without sections
    remarks : what is said
    titled : whether the film itself shows the title, as those of lessons do
    """

    name: str
    lesson: str
    section: str | None
    title: str
    film: Film
    remarks: tuple[Remark, ...]
    titled: bool

    @property
    def notes(self) -> str:
        """For the speaker."""
        return to_text(self.remarks, self.film.length)

    @property
    def alternative(self) -> str:
        """What a screen reader says for the film."""
        return alternative_text(self.title, self.remarks, self.film.length)


@dataclass(frozen=True)
class Part:
    """A lesson in the deck: a slide with its title, then its films.

    Attributes
    ----------
    details : the parameters that were changed, one each
    """

    lesson: str
    title: str
    details: tuple[str, ...]
    slides: tuple[Slide, ...]

    @property
    def length(self) -> float:
        """Seconds of all its films."""
        return sum(slide.film.length for slide in self.slides)

    @property
    def agenda(self) -> tuple[tuple[str, str], ...]:
        """What its first slide lists: titles of films and their lengths."""
        if [slide.title for slide in self.slides] == [self.title]:
            return ()
        return tuple((slide.title, duration(slide.film.length)) for slide in self.slides)


@dataclass(frozen=True)
class Deck:
    """All slides.

    Attributes
    ----------
    title : of the file
    heading : of the slide that opens a deck of several lessons
    parts : at least one, each with at least one slide
    """

    title: str
    heading: str
    author: str
    theme: Theme
    parts: tuple[Part, ...]

    @property
    def opening(self) -> bool:
        """Whether a slide of its own opens the deck: it lists the lessons if there are several."""
        return len(self.parts) > 1

    @property
    def agenda(self) -> tuple[tuple[str, str], ...]:
        """What that slide lists: lessons and their lengths."""
        return tuple((part.title, duration(part.length)) for part in self.parts)

    def slides(self) -> Iterator[Slide]:
        """Those with films, in order."""
        for part in self.parts:
            yield from part.slides


def build(
    jobs: Sequence[Sequence[RenderJob]],
    outcomes: Sequence[Outcome],
    title: str = "",
    author: str = "",
) -> Deck:
    """The deck of rendered films.

    Parameters
    ----------
    jobs : for each lesson those of its sections
    outcomes : of all of them, in order
    title : of the deck; that of its first lesson by default
    """
    remaining = iter(outcomes)
    number = 0
    parts = []
    for group in jobs:
        slides = []
        timeline = None
        for job in group:
            number += 1
            outcome = next(remaining)
            record = record_of(outcome)
            timeline = Timeline.from_dict(record["timeline"])
            slides.append(_slide(number, job, outcome, timeline))
        if timeline is not None:
            parts.append(Part(group[0].lesson, timeline.title, _details(group[0]), tuple(slides)))
    theme = THEMES[next(job.theme for group in jobs for job in group)]
    heading = title or "In this lecture"
    return Deck(title or _title(parts), heading, author, theme, tuple(parts))


def _slide(number: int, job: RenderJob, outcome: Outcome, timeline: Timeline) -> Slide:
    first, last, title = _place(timeline, job.section)
    files = {path.suffix: path for path in outcome.files}
    film = Film(
        clip=files[".mp4"],
        poster=files[".png"],
        vtt=files[".vtt"],
        srt=files[".srt"],
        length=outcome.length,
        width=timeline.width,
        height=timeline.height,
        captions=cues(timeline, first, last),
    )
    shown = (box.text for box in timeline.text_boxes if first <= box.frame < last)
    return Slide(
        name=_name(number, job),
        lesson=job.lesson,
        section=job.section,
        title=title,
        film=film,
        remarks=remarks(timeline, first, last),
        titled=_plain(title) in map(_plain, shown),
    )


def _place(timeline: Timeline, section: str | None) -> tuple[int, int, str]:
    """First frame, the frame after the last, and the title."""
    for part in timeline.sections:
        if part.name == section:
            return part.start_frame, part.end_frame, part.title
    return 0, timeline.frames, timeline.title


def _details(job: RenderJob) -> tuple[str, ...]:
    names = {name: name.replace("_", " ") for name in job.changed}
    return tuple(f"{words} = {as_text(job.parameters[name])}" for name, words in names.items())


def _title(parts: Sequence[Part]) -> str:
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    return parts[0].title + more


def _name(number: int, job: RenderJob) -> str:
    """``02-ill-conditioned-bowl-steps``: sorts by itself, and every site takes it."""
    words: list[Any] = [f"{number:02d}", job.lesson, job.section or ""]
    text = "-".join(str(word) for word in words if word).lower()
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
