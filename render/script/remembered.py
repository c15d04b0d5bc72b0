"""What lessons say, remembered in the cache: to find out takes a run without pixels."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from render.job import RenderJob
from scenes.cache_folder import cache_folder, write_whole

SCRIPTS = "scripts"
"""Its folder in the cache folder."""


def recall(job: RenderJob) -> dict[str, Any] | None:
    """What was remembered of a lesson with these parameters; nothing of one in a user's file."""
    if job.file is not None:
        return None
    try:
        content = json.loads(_path(job).read_bytes())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) and {"title", "lines"} <= content.keys() else None


def remember(job: RenderJob, content: dict[str, Any]) -> None:
    """Remember it, if the cache can be written."""
    if job.file is not None:
        return
    path = _path(job)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(content).encode())


def _path(job: RenderJob) -> Path:
    from render.store.source import lesson_source, shared_source
    from render.store.versions import versions

    parts = [
        job.lesson,
        dict(job.parameters),
        job.seed,
        shared_source(),
        lesson_source(job.lesson),
        versions(),
    ]
    key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return cache_folder() / SCRIPTS / f"{key}.json"
