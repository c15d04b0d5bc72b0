"""What a grid of clips is made of, the record of its files, and whether they are up to date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.many.grid.plan import Grid
from render.request.names import file_name, manifest_name, stem
from render.store import cache, manifest
from render.store.source import shared_source
from render.store.versions import versions
from render.timeline import Timeline
from render.work.outcome import Outcome

_FORM = 1
"""Of grids; another one makes all of them out of date."""


@dataclass(frozen=True)
class Ingredients:
    """What a grid is made of.

    Attributes
    ----------
    records : of its clips
    key : a hash over everything that can change a byte of it
    """

    grid: Grid
    records: tuple[dict[str, Any], ...]
    key: str


def ingredients(grid: Grid) -> Ingredients:
    """Read the records of the clips, which are finished.

    Raises
    ------
    SteepestError : one is not there
    """
    records = []
    for job in grid.clips:
        record = manifest.read(job.out / manifest_name(job))
        if record is None:
            raise SteepestError(f"{job.out / file_name(job)} has gone meanwhile (try again)")
        records.append(record)
    job = grid.job
    content = {
        "form": _FORM,
        "clips": [_checksum(record) for record in records],
        "heard": grid.heard,
        "labels": str(grid.labels()),
        "quality": asdict(job.quality),
        "look": [job.theme, job.format, job.renderer, job.codec],
        "source": shared_source(),
        "versions": versions(),
    }
    key = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Ingredients(grid, tuple(records), key)


def _checksum(record: Mapping[str, Any]) -> str:
    """Of the clip itself, whose file is the first of those that go with it."""
    return str(next(iter(record["files"].values()))["sha256"])


def up_to_date(made: Ingredients) -> Outcome | None:
    """The grid's files if all of them are as they should be, else None."""
    job = made.grid.job
    record = manifest.read(job.out / manifest_name(job))
    if record is None or record["key"] != made.key:
        return None
    names = file_names(made.grid)
    if manifest.intact(record, job.out, names) != frozenset(names):
        return None
    return outcome_of(made.grid, record, "kept", 0.0)


def file_names(grid: Grid) -> tuple[str, ...]:
    """Its files but the record; captions only where something is heard."""
    job = grid.job
    words = () if grid.heard is None else (".vtt", ".srt")
    if job.format == "mp4":
        return (file_name(job), *(f"{stem(job)}{suffix}" for suffix in (*words, ".png")))
    return (file_name(job), *(f"{file_name(job)}{suffix}" for suffix in words))


def describe(made: Ingredients, timeline: Timeline, files: Mapping[str, Path]) -> dict[str, Any]:
    """The record of a grid whose files lie at these paths, by name."""
    grid = made.grid
    voice = "none" if grid.heard is None else grid.job.voice
    job = replace(grid.job, voice=voice)
    record = manifest.describe(job, timeline, made.key, cache.voice_identity(voice), files)
    first = grid.clips[0]
    shared = {
        name: value
        for name, value in first.parameters.items()
        if all(clip.parameters[name] == value for clip in grid.clips)
    }
    return record | {
        "lesson": first.lesson,
        "parameters": shared,
        "changed": [name for name in first.changed if name in shared],
        "grid": {
            "swept": [dict(values) for values in grid.swept],
            "clips": [file_name(clip) for clip in grid.clips],
            "heard": grid.heard,
        },
    }


def outcome_of(grid: Grid, record: Mapping[str, Any], status: Any, seconds: float) -> Outcome:
    """How a grid whose record this is came out."""
    job = grid.job
    names = (*file_names(grid), manifest_name(job))
    still = job.format == "png"
    frames = 1 if still else int(record["timeline"]["frames"])
    return Outcome(
        lesson=grid.clips[0].lesson,
        name=stem(job),
        status=status,
        files=tuple(job.out / name for name in names),
        length=0.0 if still else frames / record["timeline"]["frame_rate"],
        frames=frames,
        size=record["files"][names[0]]["size"],
        seconds=seconds,
    )
