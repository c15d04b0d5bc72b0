"""Make a lecture: render what is missing of its parts, and join them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from render.errors import SteepestError, UsageError
from render.lecture import record as records
from render.lecture.parts import Lecture
from render.request.preflight import check_out
from render.request.request import Resolved
from render.store.files import sweep
from render.work.deliver import deliver
from render.work.outcome import Outcome
from render.work.progress import Passing, Step, display
from render.work.starting import warm


def make(
    lecture: Lecture, workers: int | None, *, force: bool = False, cluster: str | None = None
) -> Outcome:
    """Make the files of a lecture unless they are up to date.

    Parameters
    ----------
    workers : processes at a time; as many as there are cores by default
    force : make everything anew
    cluster : address of a dask scheduler, whose workers draw

    Raises
    ------
    UsageError : nothing was touched
    SteepestError : a part or the disk failed; earlier files are as they were, and finished parts
        stay for the next run
    """
    started = time.monotonic()
    check_out(lecture.out)
    key = records.key(lecture)
    found = None if force else records.current(lecture, key)
    shown = _Labelled(lecture)
    if found is not None:
        kept = outcome(lecture, found, "kept", 0.0)
        shown.say(f"{lecture.name}: up to date")
        return kept
    _refuse_foreign(lecture)
    if cluster is None:
        warm()
    done = deliver(Resolved(lecture.jobs, ()), workers, force=force, cluster=cluster, shown=shown)
    _refuse_failures(lecture, done)
    from render.lecture.join import join  # it loads what decodes and encodes

    sweep(lecture.out)
    with display([lecture.name]) as joining:
        joining.step(0, Step("finish"))
        record = join(lecture, key, done)
        made = outcome(lecture, record, "rendered", time.monotonic() - started)
        joining.finished(0, made)
    return made


def _refuse_foreign(lecture: Lecture) -> None:
    """A folder of stills that somebody has put other files in is not ours to replace."""
    folder = lecture.out / records.file_names(lecture)[-1]
    if not folder.exists():
        return
    if not folder.is_dir() or any(path.suffix != ".png" for path in folder.iterdir()):
        raise UsageError(
            f"{folder} is in the way and holds other files (move them, or choose another folder "
            "with --out)"
        )


def _refuse_failures(lecture: Lecture, done: Sequence[Outcome]) -> None:
    broken = [_label(lecture, index) for index, one in enumerate(done) if one.status == "failed"]
    if broken:
        raise SteepestError(
            f"{lecture.name} was not made: {', '.join(broken)} failed (the finished parts are kept "
            "for the next run)"
        )


def outcome(lecture: Lecture, record: dict[str, Any], status: Any, seconds: float) -> Outcome:
    """What a record says, for the user."""
    names = (*records.file_names(lecture), records.record_name(lecture))
    timeline = record["timeline"]
    return Outcome(
        lesson=lecture.name,
        name=lecture.name,
        status=status,
        files=tuple(lecture.out / name for name in names),
        length=timeline["frames"] / timeline["frame_rate"],
        frames=timeline["frames"],
        size=record["files"][names[0]]["size"],
        seconds=seconds,
    )


def _label(lecture: Lecture, index: int) -> str:
    job = lecture.jobs[index]
    return next(part.label for part in lecture.parts if part.job == job)


class _Labelled(Passing):
    """Shows every job by its place in the lecture."""

    def __init__(self, lecture: Lecture) -> None:
        self._labels = [_label(lecture, index) for index in range(len(lecture.jobs))]
        super().__init__(display(self._labels))

    def finished(self, index: int, outcome: Outcome) -> None:
        """Pass it on, under its name in the lecture."""
        label = self._labels[index]
        self.shown.finished(index, replace(outcome, lesson=label, name=label))
