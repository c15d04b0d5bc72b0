"""Run every check on a lesson or a scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from render.inspection.captions import hard_to_read
from render.inspection.cues import late_cues
from render.inspection.finding import Finding, merged
from render.inspection.layout import misplaced, overlapping
from render.inspection.speech import hurried, unheard
from render.job import RenderJob
from render.staging.plan import plan
from render.timeline import Timeline


@dataclass(frozen=True)
class Inspection:
    """What was looked at, and what was found."""

    job: RenderJob
    timeline: Timeline
    findings: tuple[Finding, ...]


def inspect(job: RenderJob) -> Inspection:
    """Look at the whole lesson or scene of a job, whichever section it asks for."""
    timeline = plan(job)
    found = list(_of_timeline(timeline))
    if job.voice != "none":  # else the times of words are an estimate, and nothing is to be heard
        found += [*unheard(timeline), *hurried(timeline)]
    return Inspection(job, timeline, tuple(merged(found, timeline)))


def check(timeline: Timeline) -> list[Finding]:
    """The faults that can be told from a timeline, without pictures and without sound."""
    return merged(_of_timeline(timeline), timeline)


def _of_timeline(timeline: Timeline) -> Iterator[Finding]:
    for find in (misplaced, overlapping, late_cues, hard_to_read):
        yield from find(timeline)
