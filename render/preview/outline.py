"""What a lesson says and in which sections, fast: no pixels, no voice, hardly any frames."""

from __future__ import annotations

from dataclasses import replace

from render.job import Quality, RenderJob
from render.staging.plan import plan
from render.timeline import Timeline

_COARSE = Quality("outline", 854, 480, 2)


def outline(job: RenderJob) -> Timeline:
    """A timeline of the lesson whose words and sections are right, and whose times are not."""
    return plan(replace(job, quality=_COARSE, voice="none", section=None))
