"""Run every check on a lesson or a scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from manim import Scene

from render.inspection.captions import hard_to_read
from render.inspection.cues import late_cues
from render.inspection.finding import Finding, merged
from render.inspection.layout import misplaced, overlapping
from render.inspection.looks import Looks
from render.inspection.speech import hurried, unheard
from render.inspection.stillness import dead_time
from render.job import RenderJob
from render.muxing.narration import with_narration
from render.staging.director import direct
from render.staging.plan import configure, title_of, to_timeline
from render.timeline import Timeline
from scenes.lesson import Lesson


@dataclass(frozen=True)
class Inspection:
    """What was looked at, and what was found; ``themed`` if it has a theme, as lessons have."""

    job: RenderJob
    timeline: Timeline
    findings: tuple[Finding, ...]
    themed: bool


def inspect(job: RenderJob) -> Inspection:
    """Look at the whole lesson or scene of a job, whichever section it asks for."""
    scene = configure(job)
    timeline, looks = _watched(scene, job)
    found = [*_of_timeline(timeline), *looks.findings]
    found += dead_time(job, timeline, looks.looks)
    if job.voice != "none":  # else the times of words are an estimate, and nothing is to be heard
        found += [*unheard(with_narration(timeline, job.voice)), *hurried(timeline)]
    return Inspection(job, timeline, tuple(merged(found, timeline)), issubclass(scene, Lesson))


def _watched(scene: type[Scene], job: RenderJob) -> tuple[Timeline, Looks]:
    """One run of the scene: its timeline, and what was seen meanwhile."""
    looks = Looks(job.quality.frame_rate)
    recording = direct(scene, job.quality, looks, renderer=job.renderer, seed=job.seed)
    title = title_of(scene)
    return to_timeline(recording, job.quality, name=job.lesson, title=title), looks


def check(timeline: Timeline) -> list[Finding]:
    """The faults that can be told from a timeline, without pictures and without sound."""
    return merged(_of_timeline(timeline), timeline)


def _of_timeline(timeline: Timeline) -> Iterator[Finding]:
    for find in (misplaced, overlapping, late_cues, hard_to_read):
        yield from find(timeline)
