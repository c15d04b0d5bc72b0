"""Runs a real lesson with pixels off and a silent voice, for tests of what it says and shows."""

from pathlib import Path

from render.job import QUALITIES, RenderJob
from render.staging.plan import plan
from render.timeline import Timeline
from scenes.catalogue import LESSONS


def tell(lesson_id: str, *, theme: str = "dark", **parameters: object) -> Timeline:
    """The timeline of a lesson with these parameters, at draft quality."""
    checked = LESSONS[lesson_id].parameters()(**parameters).model_dump(mode="json")
    job = RenderJob(
        lesson=lesson_id,
        parameters=checked,
        changed=tuple(parameters),
        quality=QUALITIES["draft"],
        theme=theme,
        voice="none",
        format="mp4",
        transparent=False,
        section=None,
        out=Path(),
    )
    return plan(job)
