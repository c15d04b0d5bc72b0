"""From a manifest to the parts of the lecture in order: cards and lessons, each a job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from render.job import RenderJob
from render.lecture import card_jobs, lesson_jobs
from render.lecture.manifest import Manifest, Transition, read
from render.lecture.settings import Settings, settle

_CUT = Transition(0.0)


@dataclass(frozen=True)
class Part:
    """One piece of the lecture.

    Attributes
    ----------
    kind : ``intro``, ``card``, ``lesson`` or ``outro``
    number : of the lesson in the list, from 1; 0 of intro and outro
    title : of the lesson, or of the card
    transition : from the part before; the first one has none
    """

    kind: str
    number: int
    title: str
    job: RenderJob
    transition: Transition

    @property
    def label(self) -> str:
        """What it is called while it is rendered."""
        if self.kind == "card":
            return f"title card {self.number}"
        if self.kind != "lesson":
            return self.kind
        section = f", {self.job.section}" if self.job.section else ""
        return f"lesson {self.number} ({self.job.lesson}{section})"


@dataclass(frozen=True)
class Lecture:
    """A checked manifest: all that decides what is made, and where."""

    name: str
    title: str
    subtitle: str | None
    author: str | None
    theme: str
    parts: tuple[Part, ...]
    out: Path

    @property
    def jobs(self) -> tuple[RenderJob, ...]:
        """Every job once, in the order in which they are first needed."""
        found: list[RenderJob] = []
        for part in self.parts:
            if part.job not in found:
                found.append(part.job)
        return tuple(found)


def load(
    path: Path, out: Path, typed: Mapping[str, str | None], *, portable: bool = False
) -> Lecture:
    """Read a manifest and check all of it.

    Parameters
    ----------
    out : folder of the finished files
    typed : options of the command line, which overrule those of the file
    portable : whether machines draw whose graphics hardware may be another

    Raises
    ------
    UsageError : with a line for each fault; nothing was touched
    """
    manifest = read(path)
    settings = settle(manifest, out, typed, portable=portable)
    parts = list(_parts(manifest, settings))
    manifest.faults.raise_any()
    return Lecture(
        name=manifest.name,
        title=manifest.title,
        subtitle=manifest.subtitle,
        author=manifest.author,
        theme=settings.theme,
        parts=(replace(parts[0], transition=_CUT), *parts[1:]),  # a part follows nothing
        out=out,
    )


def _parts(manifest: Manifest, settings: Settings) -> Iterator[Part]:
    if manifest.intro is not None:
        job = card_jobs.intro(settings, manifest, manifest.intro)
        yield Part("intro", 0, job.parameters["title"], job, _CUT)
    for number, item in enumerate(manifest.items, start=1):
        target = lesson_jobs.target(item, manifest.path.parent)
        if target is None:
            continue
        title = item.title or lesson_jobs.title(target)
        transition = item.transition
        if item.title_card:
            card = card_jobs.title_card(settings, manifest, item, number, title)
            yield Part("card", number, title, card, transition)
        for job in lesson_jobs.jobs(item, target, settings):
            yield Part("lesson", number, title, job, transition)
            transition = _CUT
    if manifest.outro is not None:
        job = card_jobs.outro(settings, manifest, manifest.outro)
        yield Part("outro", 0, job.parameters["title"], job, manifest.transition)
