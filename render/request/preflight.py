"""What must hold before anything is rendered: a voice that speaks, a place to write, a section."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from render.errors import UsageError
from render.job import RenderJob
from render.request.suggest import unknown
from render.store.lesson_files import section_names
from scenes.voice import VoiceError
from scenes.voice import load as load_voice

VOICES = ("joe", "none")
"""Voices with a name; any other is the path of a Piper model or of a folder of takes."""


def check_voice(name: str) -> None:
    """Raise a ``UsageError`` unless the voice can speak here."""
    if name not in VOICES and not Path(name).expanduser().exists():
        path = Path(name)
        kind = "voice file" if path.suffix else "folder of takes"
        if path.suffix or len(path.parts) > 1 or name.endswith(("/", os.sep)):
            raise UsageError(
                f"there is no {kind} {name} "
                "(give a folder of takes, a Piper .onnx file, or the voice joe or none)"
            )
        raise UsageError(
            f"{unknown('voice', name, VOICES)}; a folder of takes or a Piper .onnx file is one too"
        )
    if name not in VOICES and Path(name).expanduser().is_dir():
        return  # whose takes it holds is asked for each job
    try:
        load_voice(name)
    except VoiceError as problem:
        raise UsageError(str(problem)) from None


def check_takes(jobs: Sequence[RenderJob]) -> tuple[RenderJob, ...]:
    """The jobs, each with the folder of its own takes where the voice is a folder.

    Raises
    ------
    UsageError : lines are missing there; it lists all of them
    """
    if all(job.voice in VOICES or not Path(job.voice).is_dir() for job in jobs):
        return tuple(jobs)
    from render.script.takes import with_takes

    return with_takes(jobs)


def check_out(folder: Path) -> None:
    """Raise a ``UsageError`` unless the folder, or the one to make it in, can be written."""
    existing = folder.absolute()
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if not existing.is_dir():
        raise UsageError(
            f"cannot write into {folder}: {existing} is not a folder (choose another with --out)"
        )
    try:
        # A real try: permissions alone do not tell of read-only disks and the like. On most
        # systems this file never has a name.
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise UsageError(
            f"cannot write into {folder}: {existing}: {reason} (choose another folder with --out)"
        ) from None


def check_sections(jobs: Iterable[RenderJob]) -> None:
    """Raise a ``UsageError`` unless each job's section is one of its lesson."""
    sections = Sections()
    for job in jobs:
        sections.check(job)


class Sections:
    """The sections of lessons, each lesson looked at once.

    Names are read from the source, at once; where they are computed, the lesson is run without
    pixels. A file's lesson is run once for all of its jobs, unless one names another section.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[Path | None, str], dict[str, None]] = {}
        self._all: set[tuple[Path | None, str]] = set()

    def check(self, job: RenderJob) -> None:
        """Raise a ``UsageError`` unless the job's section is one of its lesson."""
        lesson = (job.file, job.lesson)
        known = self._known.setdefault(lesson, {})
        if job.section is None or job.section in known:
            return
        if lesson not in self._all:
            names = section_names(job.lesson) if job.file is None else None
            if names is None:
                from render.preview.outline import outline

                names = tuple(section.name for section in outline(job).sections)
            else:
                self._all.add(lesson)
            known.update(dict.fromkeys(names))
        if job.section not in known:
            raise UsageError(f"{unknown('section', job.section, known)} in {job.lesson}")
