"""Several lessons one after the other, with the stills of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from render.errors import SteepestError
from render.inspection.inspect import inspect
from render.inspection.report import Checked
from render.inspection.stills import write_stills
from render.job import RenderJob


def check_each(jobs: Sequence[RenderJob], *, draw: bool) -> Iterator[Checked | SteepestError]:
    """What was found in each job, as soon as it is known.

    One that fails does not keep the others from it.
    """
    for job in jobs:
        try:
            inspection = inspect(job)
            found = inspection.findings
            yield inspection, write_stills(job, inspection.timeline, found) if draw else []
        except SteepestError as problem:
            yield problem
