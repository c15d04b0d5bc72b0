"""What can become of a job of a batch, and how that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from render.table import clock, table
from render.work.outcome import Outcome

RENDERED, KEPT, FAILED, BEGUN, NOT_BEGUN = "rendered", "kept", "failed", "begun", "not begun"
ALL = (RENDERED, KEPT, FAILED, BEGUN, NOT_BEGUN)

_TOLD = {KEPT: "up to date"}
_LONGEST = 40
"""Jobs of a batch that are all listed; of a longer one only those that went wrong."""


def to_lines(outcomes: Sequence[Outcome | None], places: Sequence[str]) -> list[str]:
    """A table of the jobs: where each stands, what became of it, its time and its file.

    Parameters
    ----------
    outcomes : None of a job that was not begun
    places : where each job stands in its file
    """
    rows = []
    for place, outcome in zip(places, outcomes, strict=True):
        status = NOT_BEGUN if outcome is None else outcome.status
        if len(outcomes) > _LONGEST and status != FAILED:
            continue
        rows.append(_row(place, outcome))
    if not rows:
        return []
    return table(("job", "result", "time", "frames/s", "file"), rows, right=("time", "frames/s"))


def _row(place: str, outcome: Outcome | None) -> tuple[str, ...]:
    if outcome is None:
        return (place, NOT_BEGUN, "-", "-", "-")
    told = _TOLD.get(outcome.status, outcome.status)
    if outcome.status == FAILED:
        return (place, told, "-", "-", outcome.error or outcome.name)
    taken = clock(outcome.seconds) if outcome.status == RENDERED else "-"
    moving = outcome.status == RENDERED and outcome.frames > 1 and outcome.seconds > 0
    rate = f"{outcome.frames / outcome.seconds:.0f}" if moving else "-"
    return (place, told, taken, rate, str(outcome.files[0]))


def total(outcomes: Iterable[Outcome | None]) -> str:
    """``500 jobs: 480 rendered, 18 up to date, 2 failed``."""
    statuses = [NOT_BEGUN if outcome is None else outcome.status for outcome in outcomes]
    counts = Counter(statuses)
    parts = [f"{counts[name]} {_TOLD.get(name, name)}" for name in ALL if counts[name]]
    jobs = "job" if len(statuses) == 1 else "jobs"
    return f"{len(statuses)} {jobs}: {', '.join(parts)}"
