"""Where the films that clips are made of lie: in the cache folder."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from render.errors import SteepestError
from render.job import RenderJob
from render.slides.clip_folder import CLIPS, clip_folder
from render.store.files import explained
from render.store.segment_folder import HINT
from scenes.cache_folder import cache_folder

_RECORDS = "records"
_MOST = 2_000_000_000
"""Bytes of films that are kept for clips of other sizes; the oldest go first."""


def film_folder(job: RenderJob) -> Path:
    """The folder of a film, made if missing; the films of slides are there, too.

    Raises
    ------
    SteepestError : it cannot be made
    """
    return clip_folder(replace(job, format="mp4"))


def records_folder() -> Path:
    """The folder of what is noted about finished clips, made if missing."""
    return _made(cache_folder() / CLIPS / _RECORDS)


@contextmanager
def room() -> Iterator[Path]:
    """A folder for the time of a block, where clips are tried out.

    Raises
    ------
    SteepestError : the disk is full, or the cache folder cannot be written
    """
    place = _made(cache_folder() / CLIPS)
    with explained(place, HINT), TemporaryDirectory(prefix=".steepest-", dir=place) as folder:
        yield Path(folder)


def sweep_films(most: int = _MOST) -> None:
    """Remove the films that were not used for longest, until the rest is small enough."""
    aged = []
    with suppress(OSError):
        for folder in (cache_folder() / CLIPS).iterdir():
            if folder.name != _RECORDS and folder.is_dir():
                aged.append((folder.stat().st_mtime, folder))
    total = 0
    for _, folder in sorted(aged, reverse=True):
        total += _size(folder)
        if total > most:
            shutil.rmtree(folder, ignore_errors=True)


def _size(folder: Path) -> int:
    """Bytes on the disk; a file with several names counts once."""
    found = {}
    with suppress(OSError):
        for path in folder.rglob("*"):
            state = path.stat()
            found[state.st_dev, state.st_ino] = state.st_size
    return sum(found.values())


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder, (time.time(), time.time()))
    except OSError as problem:
        raise SteepestError(
            f"the cache folder {cache_folder()} cannot be written ({problem.strerror}): make room "
            "there or set STEEPEST_CACHE_DIR to another folder"
        ) from problem
    return folder
