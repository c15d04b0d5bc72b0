"""Several lessons one after the other, with the stills of what was found."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from render.errors import SteepestError
from render.inspection.inspect import inspect
from render.inspection.report import Checked
from render.inspection.stills import write_stills
from render.job import RenderJob


def check_all(jobs: Sequence[RenderJob], *, draw: bool) -> tuple[list[Checked], bool]:
    """Inspect these jobs; one that fails is named, and does not keep the others from it.

    Returns
    -------
    what was found, and whether any failed
    """
    checked: list[Checked] = []
    for job in jobs:
        try:
            inspection = inspect(job)
        except SteepestError as problem:
            print(f"error: {problem}", file=sys.stderr)
            continue
        stills = write_stills(job, inspection.timeline, inspection.findings) if draw else []
        checked.append((inspection, stills))
    return checked, len(checked) < len(jobs)
