"""``report.json``: what has become of every job of a batch, true at any moment.

It is written while the batch runs, always by rename, so that a batch that was killed leaves a
whole report of what it had done.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.job import RenderJob
from render.many import batch_outcomes as words
from render.request.names import file_name, stem
from render.store.files import atomic_write_bytes
from render.work.outcome import Outcome

REPORT = "report.json"
"""Its name, in the folder of the batch."""

VERSION = 1
"""Of its form."""

_INTERVAL = 0.5
"""Seconds between two writings while the batch runs."""


class Report:
    """The report of one run of a batch.

    Parameters
    ----------
    file : the file of the batch
    places : where each job stands in it
    out : the folder to write it to, which is there

    Attributes
    ----------
    problem : why it could not be written the last time; None if it could
    """

    def __init__(
        self, file: Path, jobs: Sequence[RenderJob], places: Sequence[str], out: Path
    ) -> None:
        self.path = out / REPORT
        self._file = file
        self._started = time.monotonic()
        self._began = _now()
        self._entries = [
            _entry(number, job, place)
            for number, (job, place) in enumerate(zip(jobs, places, strict=True), start=1)
        ]
        self._written = 0.0
        self._pending = False
        self.problem: str | None = None

    def begun(self, index: int) -> None:
        """Note that a job is being worked on."""
        if self._entries[index]["status"] == words.NOT_BEGUN:
            self._entries[index]["status"] = words.BEGUN
            self._pending = True

    def settle(self, index: int, outcome: Outcome) -> None:
        """Note what has become of a job."""
        self._entries[index] |= _result(outcome)
        self._pending = True

    def refresh(self) -> None:
        """Write it if something has changed and it was not written a moment ago."""
        if self._pending and time.monotonic() - self._written >= _INTERVAL:
            self.try_to_write("running")

    def try_to_write(self, state: str) -> None:
        """Write it; a disk that is full is no reason to end the batch, and noted as ``problem``."""
        self._written = time.monotonic()
        try:
            self.write(state)
        except SteepestError as problem:
            self.problem = str(problem)
        else:
            self.problem = None

    def write(self, state: str) -> None:
        """Write it now.

        Parameters
        ----------
        state : ``running``, which is what a killed batch leaves; ``finished``, ``stopped`` after
            a failure or ``interrupted``

        Raises
        ------
        SteepestError : the disk is full, or the like
        """
        atomic_write_bytes(self.path, self._text(state).encode())
        self._written, self._pending = time.monotonic(), False

    def _text(self, state: str) -> str:
        """A line for each job; set out over more lines it would take ten times as long to make."""
        head = self.to_dict(state)
        jobs = ",\n  ".join(_json(entry) for entry in head.pop("jobs"))
        lines = [f" {_json(name)}: {_json(value)}" for name, value in head.items()]
        return "{\n" + ",\n".join([*lines, f' "jobs": [\n  {jobs}\n ]']) + "\n}\n"

    def to_dict(self, state: str) -> dict[str, Any]:
        """All of it as plain data."""
        counts = Counter(entry["status"] for entry in self._entries)
        return {
            "version": VERSION,
            "batch": str(self._file),
            "state": state,
            "started": self._began,
            "updated": _now(),
            "seconds": round(time.monotonic() - self._started, 3),
            "counts": {"jobs": len(self._entries)} | {name: counts[name] for name in words.ALL},
            "jobs": self._entries,
        }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _entry(number: int, job: RenderJob, place: str) -> dict[str, Any]:
    return {
        "number": number,
        "place": place,
        "lesson": job.lesson,
        "name": stem(job),
        "parameters": {name: job.parameters[name] for name in job.changed},
        "section": job.section,
        "format": job.format,
        "status": words.NOT_BEGUN,
        "seconds": None,
        "frames": None,
        "rate": None,
        "cached": None,
        "output": str(job.out / file_name(job)),
        "files": [],
        "length": None,
        "size": None,
        "error": None,
        "trace": [],
    }


def _result(outcome: Outcome) -> dict[str, Any]:
    plain = outcome.to_dict()
    moving = outcome.status == words.RENDERED and outcome.frames > 1 and outcome.seconds > 0
    return {
        "status": outcome.status,
        "seconds": plain["seconds"],
        "frames": outcome.frames if outcome.status != words.FAILED else None,
        "rate": round(outcome.frames / outcome.seconds, 2) if moving else None,
        "cached": outcome.status == words.KEPT,
        "files": plain["files"],
        "length": plain["length"],
        "size": outcome.size,
        "error": outcome.error,
        "trace": plain["trace"],
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
