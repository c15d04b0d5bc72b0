"""Where the films of slides lie: in the cache folder, one folder for each lesson and its settings.

A deck holds copies of them, and the next deck needs none of them rendered again. What nobody has
used for a month is removed.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from render.errors import SteepestError
from render.job import RenderJob
from render.store import cache
from render.store.files import sweep
from render.store.segment_folder import HINT
from scenes.cache_folder import cache_folder

CLIPS = "clips"
"""Folder of the films, in the cache folder."""

_KEPT_FOR = 30 * 86400.0
"""Seconds after which films that nobody uses are removed."""


def clip_folder(job: RenderJob) -> Path:
    """The folder for the sections of a job, made if missing.

    Raises
    ------
    SteepestError : it cannot be made
    """
    key = cache.key(replace(job, section=None))
    folder = cache_folder() / CLIPS / key[:32]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)  # so that it counts as used
    except OSError as problem:
        raise SteepestError(
            f"the cache folder {cache_folder()} cannot be written ({problem.strerror}): "
            f"make room there {HINT}"
        ) from problem
    sweep(folder)
    return folder


def sweep_clips(age: float = _KEPT_FOR) -> None:
    """Remove the films that nobody has used for ``age`` seconds."""
    oldest = time.time() - age
    with suppress(OSError):
        for folder in sorted((cache_folder() / CLIPS).iterdir()):
            with suppress(OSError):
                if folder.stat().st_mtime <= oldest:
                    shutil.rmtree(folder)
