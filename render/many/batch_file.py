"""The file of ``steepest batch``: a list of jobs, checked as a whole before anything is rendered.

Defaults for all jobs stand at the top, then each job in a table of its own::

    quality = "1080p60"
    voice = "none"

    [[job]]
    lesson = "ill-conditioned-bowl"
    section = "steps"
    parameters = { condition_number = 5, start = [-4, 3] }

    [[job]]
    lesson = "own/my_lesson.py"
    scene = "MyLesson"
    format = "webm"
    sweep = { learning_rate = [0.1, 0.2] }
    grid = true

Paths are relative to the folder of the file. What two jobs would both write is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.errors import SteepestError, UsageError
from render.job import RenderJob
from render.many.batch_layers import layered, words_of
from render.many.batch_table import OWN, TYPES, Table
from render.many.grid.plan import Grid, plan_grids
from render.many.report import REPORT
from render.request.asked import Request
from render.request.names import manifest_name
from render.request.preflight import Sections
from render.request.request import resolve
from render.request.suggest import unknown
from render.request.sweep import SEED
from render.request.targets import Target, choose
from render.request.toml_file import read_toml
from render.store.cache import file_names


@dataclass(frozen=True)
class BatchFile:
    """Checked jobs.

    Attributes
    ----------
    places : ``FILE:LINE`` where each of them stands; the clips of a sweep share one
    grids : of clips side by side, made once all jobs are done
    grid_places : where those stand
    """

    path: Path
    jobs: tuple[RenderJob, ...]
    places: tuple[str, ...]
    grids: tuple[Grid, ...] = ()
    grid_places: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    """What one table asks for."""

    jobs: tuple[RenderJob, ...]
    grids: tuple[Grid, ...]


class _FaultyError(SteepestError):
    """What is wrong with one table."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


class _Known:
    """What has been found out about lessons, for the jobs that follow.

    Attributes
    ----------
    parameters : the names of those of all lessons
    """

    def __init__(self) -> None:
        self.sections = Sections()
        self.parameters: dict[str, None] = {}
        self._targets: dict[tuple[str, ...], tuple[Target, ...]] = {}

    def targets(self, words: tuple[str, ...]) -> tuple[Target, ...]:
        """What lessons, files and scenes are meant; a file is run once."""
        if words not in self._targets:
            self._targets[words] = choose(words)
        return self._targets[words]


def read(path: Path, out: Path, *, portable: bool = False) -> BatchFile:
    """Read and check a file.

    Parameters
    ----------
    out : the folder for everything that is made
    portable : whether machines draw whose graphics hardware may be another

    Raises
    ------
    UsageError : it cannot be read, or something in it is wrong; a line for every fault
    """
    content, lines = read_toml(path, "a .toml file with jobs in it")
    faults: list[str] = []
    tables = content.pop("job", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{lines.place('job')}: write each job as a table of its own: [[job]]")
    top = Table(path, content, (), lines)
    faults += top.faults()
    if not tables:
        faults.append(f'{path}: there is no job in it (add [[job]] and below it lesson = "...")')
    jobs: list[RenderJob] = []
    places: list[str] = []
    grids: list[Grid] = []
    grid_places: list[str] = []
    known = _Known()
    for number, content in enumerate(tables):
        table = Table(path, content, ("job", number), lines)
        own = table.faults()
        faults += own
        if own:
            continue
        try:
            found = _resolve(table, top, out, known, portable=portable)
        except _FaultyError as problem:
            faults += problem.faults
            continue
        jobs += found.jobs
        places += [table.place()] * len(found.jobs)
        grids += found.grids
        grid_places += [table.place()] * len(found.grids)
    faults += _unknown_defaults(top, known.parameters)
    everything = [*jobs, *(grid.job for grid in grids)]
    faults += _collisions(everything, [*places, *grid_places], out)
    if faults:
        raise UsageError("\nerror: ".join(sorted(dict.fromkeys(faults), key=_line)))
    return BatchFile(path, tuple(jobs), tuple(places), tuple(grids), tuple(grid_places))


def _resolve(table: Table, top: Table, out: Path, known: _Known, *, portable: bool) -> _Found:
    """The jobs of one table; a ``_FaultyError`` says what is wrong with it."""
    merged = {**top.content, **table.content}
    if "lesson" not in merged:
        which = 'which lesson? (lesson = "...", an id or a Python file)'
        raise _FaultyError([f"{table.place()}: {which}"])
    try:
        words = words_of(merged, table.path.parent)
        targets = known.targets(words)
        models = [target.model for target in targets if target.model is not None]
        names = list(dict.fromkeys(name for model in models for name in model.model_fields))
        known.parameters.update(dict.fromkeys(names))
        faults = _unknown_parameters(table, names, ", ".join(map(str, words)))
        if faults:
            raise _FaultyError(faults)
        request = Request(
            words,
            params=layered(table, top, names),
            renderer=merged.get("renderer"),
            at=merged.get("at"),
            out=out / merged.get("out", ""),
            portable=portable,
        )
        resolved = resolve(request, targets=targets)
        for job in resolved.jobs:
            known.sections.check(job)
        # As a default it is for those jobs that have something to put side by side.
        wanted = table.content.get("grid", merged.get("grid") and len(resolved.jobs) > len(targets))
        return _Found(resolved.jobs, plan_grids(resolved) if wanted else ())
    except _FaultyError:
        raise
    except SteepestError as problem:
        raise _FaultyError(_placed(problem, table, merged)) from None


def _unknown_parameters(table: Table, names: Iterable[str], words: str) -> list[str]:
    return [
        f"{table.place(kind, name)}: {unknown('parameter', name, names)} in {words}"
        for kind in ("parameters", "sweep")
        for name in table.table(kind)
        if name not in names and not (kind == "sweep" and name == SEED)
    ]


def _placed(problem: SteepestError, table: Table, merged: Mapping[str, Any]) -> list[str]:
    """Faults with the line of the key that they are about, as far as that can be told."""
    from render.request.parameters import ParameterError

    clauses = problem.clauses.values() if isinstance(problem, ParameterError) else [str(problem)]
    found = []
    for clause in clauses:
        if clause.startswith(f"{table.path}:"):
            found.append(clause)
            continue
        subject = next((key for key in (*TYPES, *OWN) if _is_about(clause, key)), None)
        key = subject if subject in merged else "lesson"
        layer = table if key in table.content else None
        place = layer.place(str(key)) if layer else table.place()
        found.append(f"{place}: {clause}")
    return found


def _is_about(clause: str, key: str) -> bool:
    return bool(re.match(rf"(no |unknown |there is no |--)?{key}\b", clause))


def _unknown_defaults(top: Table, known: Iterable[str]) -> list[str]:
    """Default parameters that no lesson has."""
    return [
        f"{top.place(kind, name)}: {unknown('parameter', name, known)} in any job"
        for kind in ("parameters", "sweep")
        for name in top.table(kind)
        if known and name not in known and not (kind == "sweep" and name == SEED)
    ]


def _collisions(jobs: Iterable[RenderJob], places: Iterable[str], out: Path) -> list[str]:
    """Jobs that would write one file, by name; some disks do not tell capital letters apart."""
    owners: dict[str, str] = {str(out / REPORT).casefold(): "the report of the batch"}
    found: dict[tuple[str, str], str] = {}
    for job, place in zip(jobs, places, strict=True):
        for name in (*file_names(job), manifest_name(job)):
            path = str(job.out / name)
            other = owners.setdefault(path.casefold(), f"the job at {place}")
            if other != f"the job at {place}":
                fault = f"this job writes {path}, as does {other}"
                hint = 'give one of them another folder: out = "..."'
                found.setdefault((place, other), f"{place}: {fault} ({hint})")
    return list(found.values())


def _line(fault: str) -> int:
    found = re.search(r":(\d+): ", fault)
    return int(found[1]) if found else 0
