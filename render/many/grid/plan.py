"""Which grids a sweep makes: their clips, labels and names; checked before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from render.errors import UsageError
from render.job import RenderJob
from render.many.grid.layout import Axes
from render.request.request import Resolved
from render.request.suggest import unknown
from render.request.sweep import SEED
from render.request.values import as_text

FORMATS = ("mp4", "webm", "mov", "gif", "png")
WITH_SOUND = ("mp4", "webm", "mov")
MOST = 36
"""Clips of a grid at most: in more, nothing could be recognised."""


@dataclass(frozen=True)
class Grid:
    """One grid of clips.

    Attributes
    ----------
    job : what decides its picture and its name: the first clip's, with all values that are swept
    clips : in the order of reading
    swept : the values of each clip, in the order of sweeping
    heard : the number of the clip whose sound it has; None for silence
    """

    job: RenderJob
    clips: tuple[RenderJob, ...]
    swept: tuple[Mapping[str, Any], ...]
    heard: int | None

    def labels(self) -> tuple[str, ...] | Axes:
        """A label for each clip, or for rows and columns where two parameters are swept."""
        names = list(self.swept[0])
        if len(names) == 2:
            rows, columns = (dict.fromkeys(_told(n, each[n]) for each in self.swept) for n in names)
            if min(len(rows), len(columns)) > 1:
                return Axes(tuple(rows), tuple(columns))
        return tuple(", ".join(_told(name, v) for name, v in each.items()) for each in self.swept)


def plan_grids(resolved: Resolved, heard: Sequence[str] = ()) -> tuple[Grid, ...]:
    """The grids of a request, one for each lesson.

    Parameters
    ----------
    heard : ``name=value`` of the clip whose sound they shall have

    Raises
    ------
    UsageError : there is nothing to put side by side, or it cannot be
    """
    if not resolved.swept:
        raise UsageError("--grid shows the clips of a sweep (add --sweep NAME=VALUE,VALUE)")
    wanted = _wanted(heard, resolved)
    grids = []
    for _, group in groupby(resolved.jobs, key=lambda job: (job.file, job.lesson)):
        jobs = tuple(group)
        if len(jobs) > 1:
            grids.append(_grid(jobs, resolved.swept, wanted))
    if not grids:
        raise UsageError("--grid needs more than one clip (sweep several values)")
    return tuple(grids)


def _grid(jobs: tuple[RenderJob, ...], swept: Iterable[str], wanted: Mapping[str, str]) -> Grid:
    first = jobs[0]
    _check(first, len(jobs))
    names = [name for name in swept if name in first.parameters or name == SEED]
    values = [
        {name: job.seed if name == SEED else job.parameters[name] for name in names} for job in jobs
    ]
    heard = _heard(values, wanted, first)
    told = {name: _joined([each[name] for each in values]) for name in names}
    if heard is not None:
        told["heard"] = _joined(list(values[heard].values()))
    job = replace(
        first,
        lesson=f"{first.lesson}--grid",
        parameters={**first.parameters, **told},
        changed=(*told, *(name for name in first.changed if name not in told)),
        seed=0 if SEED in names else first.seed,
    )
    return Grid(job, jobs, tuple(values), heard)


def _check(job: RenderJob, count: int) -> None:
    if job.format not in FORMATS:
        raise UsageError(f"--grid makes no {job.format} (add --format {' or '.join(FORMATS)})")
    if job.transparent:
        raise UsageError("--grid has a background of its own (leave --transparent out)")
    if count > MOST:
        raise UsageError(f"a grid of {count} clips cannot be read; {MOST} at most (sweep fewer)")


def _wanted(heard: Sequence[str], resolved: Resolved) -> dict[str, str]:
    wanted = {}
    for text in heard:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--hear takes name=value of one clip, got {text!r}")
        if name.strip() not in resolved.swept:
            raise UsageError(f"{unknown('swept parameter', name.strip(), resolved.swept)}")
        wanted[name.strip()] = value.strip()
    return wanted


def _heard(
    values: Sequence[Mapping[str, Any]], wanted: Mapping[str, str], job: RenderJob
) -> int | None:
    if not wanted:
        return None
    if job.format not in WITH_SOUND:
        raise UsageError(f"{job.format} has no sound (leave --hear out)")
    if job.voice == "none":
        raise UsageError("with --voice none there is nothing to hear (leave --hear out)")
    asked = ", ".join(f"{name}={value}" for name, value in wanted.items())
    found = [
        number
        for number, each in enumerate(values)
        if all(_same(each.get(name), value) for name, value in wanted.items())
    ]
    if not found:
        raise UsageError(f"--hear {asked}: no clip of the sweep has that")
    if len(found) > 1:
        raise UsageError(f"--hear {asked} are {len(found)} clips (give --hear for each parameter)")
    return found[0]


def _same(value: Any, text: str) -> bool:
    if as_text(value) == text.replace(" ", ""):
        return True
    try:
        return not isinstance(value, bool | str) and float(value) == float(text)
    except (TypeError, ValueError):
        return False


def _joined(values: Sequence[Any]) -> str:
    """Values as they stand in a file name."""
    texts = list(dict.fromkeys(as_text(value) for value in values))
    return (";" if any("," in text for text in texts) else ",").join(texts)


def _told(name: str, value: Any) -> str:
    text = as_text(value).replace("-", "\N{MINUS SIGN}") if _is_number(value) else as_text(value)
    if isinstance(value, list | tuple):
        text = f"({text.replace(',', ', ').replace('-', chr(0x2212))})"
    return f"{name.replace('_', ' ')} = {text}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
