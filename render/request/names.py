"""What the files of a job are called: the same job always gives the same, safe name."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from render.job import RenderJob
from render.request.values import as_text

LONGEST = 180
"""Letters of a name at most, without its suffix; file systems allow 255 bytes with it."""

_LONGEST_VALUE = 32
_SAFE = re.compile(r"[a-z0-9+.,-]+(_[a-z0-9+.,-]+)*")


def stem(job: RenderJob) -> str:
    """The name of a job's files without their suffix.

    ``ill-conditioned-bowl--condition_number=5``: the lesson, then each changed parameter in the
    order of declaration, then whatever else makes it another picture.
    """
    marks = [f"{name}={_short(job.parameters[name])}" for name in job.changed]
    extra = []
    if job.theme != "dark":
        extra.append(f"theme={job.theme}")
    if job.section is not None:
        extra.append(f"section={job.section}")
    if job.at is not None:
        extra.append(f"at={as_text(job.at)}")
    if job.transparent:
        extra.append("transparent")
    if job.seed:
        extra.append(f"seed={job.seed}")
    name = "--".join([job.lesson, *marks, *extra])
    if len(name) <= LONGEST:
        return name
    changed = {name: job.parameters[name] for name in job.changed}
    room = LONGEST - len("--".join([job.lesson, _digest(changed), *extra])) - len("--")
    kept = "--".join(marks)[: max(room, 0)].rstrip("-=.,")
    return "--".join([job.lesson, kept, _digest(changed), *extra])


def file_name(job: RenderJob) -> str:
    """The name of the file that the job is for."""
    return f"{stem(job)}.{job.format}"


def manifest_name(job: RenderJob) -> str:
    """The name of the record beside it: ``NAME.json`` of a video, ``NAME.gif.json`` of a GIF.

    Each format has its own, because they may lie in one folder.
    """
    return f"{stem(job)}.json" if job.format == "mp4" else f"{file_name(job)}.json"


def _short(value: Any) -> str:
    """A value that every file system accepts; long and unusual ones end in a short hash.

    Capital letters count as unusual: some file systems do not tell them from small ones.
    """
    text = as_text(value)
    if len(text) <= _LONGEST_VALUE and _SAFE.fullmatch(text) and not text.endswith("."):
        return text
    compact = re.sub(r"[\s*^]+", "", text.lower())
    readable = re.sub(r"[^a-z0-9+.,]+", "-", compact).strip("-.")
    return f"{readable[:20].rstrip('-.,')}~{_digest(value)}".lstrip("~")


def _digest(value: Any) -> str:
    content = json.dumps(value, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:8]
