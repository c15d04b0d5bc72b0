"""Cues whose word has been spoken before the picture is ready for it."""

from __future__ import annotations

from collections.abc import Iterator

from render.inspection.finding import Finding, short
from render.timeline import Timeline


def late_cues(timeline: Timeline) -> Iterator[Finding]:
    """A cue is late by more than a frame when what plays before it lasts too long."""
    for line in timeline.lines:
        for cue, late in line.late_cues.items():
            moment = line.cues.get(cue, line.start)
            message = (
                f"[{cue}] was spoken {late:.2f} s before the picture was ready for it; "
                f"shorten what plays before it in: {short(line.text)}"
            )
            yield Finding(moment, moment, "late cue", (line.text, cue), message, worth=late)
