"""Which files are up to date: the same inputs made them and nothing has touched them since.

Nothing here loads Manim, so that an unchanged run answers at once.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from typing import Any

from render.job import RenderJob
from render.request.machine import SOFTWARE_CODEC
from render.request.names import file_name, manifest_name, stem
from render.request.renderer import opengl_identity
from render.store import manifest
from render.store.files import sha256
from render.store.inputs import configuration, unchanged
from render.store.source import lesson_source, shared_source
from render.store.versions import versions
from render.work.outcome import Outcome
from scenes.voice import load as load_voice


def file_names(job: RenderJob) -> tuple[str, ...]:
    """The names of a job's files but its record, the one that it is for first."""
    main = file_name(job)
    if job.format == "mp4":
        name = stem(job)
        return (main, f"{name}.vtt", f"{name}.srt", f"{name}.png")
    if job.format in {"webm", "mov"}:
        return (main, f"{main}.vtt", f"{main}.srt")
    return (main,)


def find(job: RenderJob) -> Outcome | None:
    """The job's files if all of them are up to date, else None."""
    record = current_record(job, key(job))
    if record is None:
        return None
    names = file_names(job)
    if manifest.intact(record, job.out, names) != frozenset(names):
        return None
    return outcome(job, record, "kept", 0.0)


def current_record(job: RenderJob, key: str) -> dict[str, Any] | None:
    """The record of an earlier run with the same inputs."""
    record = manifest.read(job.out / manifest_name(job))
    if record is None or record["key"] != key:
        return None
    if job.file is not None and not unchanged(record.get("inputs", ()), job.file.parent):
        return None
    return record


def outcome(job: RenderJob, record: dict[str, Any], status: Any, seconds: float) -> Outcome:
    """What the record says, for the user."""
    names = file_names(job)
    frames = 1 if job.format == "png" else frames_of(record["timeline"], job.section)
    rate = record["timeline"]["frame_rate"]
    return Outcome(
        lesson=job.lesson,
        name=stem(job),
        status=status,
        files=tuple(job.out / name for name in (*names, manifest_name(job))),
        length=0.0 if job.format == "png" else frames / rate,
        frames=frames,
        size=record["files"][names[0]]["size"],
        seconds=seconds,
    )


def key(job: RenderJob) -> str:
    """A hash over every input that can change a byte of the job's files."""
    inputs = {
        "job": {name: value for name, value in asdict(job).items() if name not in _NOT_IN_BYTES},
        "voice": voice_identity(job.voice),
        "source": shared_source(),
        "lesson source": lesson_source(job.lesson) if job.file is None else sha256(job.file),
        "gpu": opengl_identity() if _depends_on_gpu(job) else None,
        "manim settings": configuration(),
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()


def _depends_on_gpu(job: RenderJob) -> bool:
    return job.renderer == "opengl" or job.codec != SOFTWARE_CODEC


_NOT_IN_BYTES = {"out", "changed", "voice", "file"}


@cache
def voice_identity(name: str) -> str:
    """Everything about a voice that can change its sound; its model is read once."""
    return load_voice(name).identity


def frames_of(timeline: dict[str, Any], section: str | None) -> int:
    """The number of frames of a recorded lesson, or of one section of it."""
    parts = [part["frames"] for part in timeline["sections"] if part["name"] == section]
    return int(parts[0] if parts else timeline["frames"])
