"""The record beside a finished file: how to render it again, and whether it is still whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from render.job import RenderJob
from render.store.files import sha256
from render.store.versions import ffmpeg_libraries, versions
from render.timeline import Timeline

VERSION = 1
"""Of the record's form; a record of another one counts as none."""


def describe(
    job: RenderJob,
    timeline: Timeline,
    key: str,
    voice: str,
    files: Mapping[str, Path],
    inputs: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The record of a job.

    Parameters
    ----------
    inputs : what a scene of a user's file has read; see ``render.store.inputs``
    voice : the identity of the voice
    files : where the content of each file lies now, by its name; the main file first
    """
    return {
        "version": VERSION,
        "lesson": job.lesson,
        "file": None if job.file is None else job.file.name,
        "title": timeline.title,
        "parameters": dict(job.parameters),
        "changed": list(job.changed),
        "section": job.section,
        "quality": {
            "name": job.quality.name,
            "width": job.quality.width,
            "height": job.quality.height,
            "frame_rate": job.quality.frame_rate,
        },
        "theme": job.theme,
        "voice": {"name": _last_part(job.voice), "identity": voice},
        "format": job.format,
        "transparent": job.transparent,
        "seed": job.seed,
        "versions": versions() | {"ffmpeg": ffmpeg_libraries()},
        "renderer": job.renderer,
        "codec": job.codec,
        "key": key,
        "inputs": list(inputs),
        "files": {name: measure(path) for name, path in files.items()},
        "timeline": _portable(timeline.to_dict()),
    }


def to_json(record: Mapping[str, Any]) -> str:
    """The text of the file. No time and no folder is in it: the same render, the same text."""
    return json.dumps(record, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def read(path: Path) -> dict[str, Any] | None:
    """The record in a file; None if there is none or it is damaged."""
    try:
        record = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("version") != VERSION:
        return None
    parts = {"key": str, "files": dict, "timeline": dict}
    whole = all(isinstance(record.get(name), kind) for name, kind in parts.items())
    return record if whole else None


def intact(record: Mapping[str, Any], folder: Path, names: Iterable[str]) -> frozenset[str]:
    """The names among those asked for whose files have the recorded size and checksum."""
    return frozenset(
        name
        for name in names
        if name in record["files"] and _is_as_recorded(folder / name, record["files"][name])
    )


def _is_as_recorded(path: Path, recorded: Any) -> bool:
    try:
        return bool(
            _size(path) == recorded["size"]  # 0 of captions where nobody speaks
            and _checksum(path) == recorded["sha256"]
        )
    except (OSError, KeyError, TypeError):
        return False


def measure(path: Path) -> dict[str, Any]:
    """Size and checksum of a file, or of all files of a folder."""
    return {"size": _size(path), "sha256": _checksum(path)}


def _size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder together."""
    if path.is_dir():
        return sum(part.stat().st_size for part in path.iterdir())
    return path.stat().st_size


def _checksum(path: Path) -> str:
    """Of the content of a file, or of the names and contents of all files of a folder."""
    if not path.is_dir():
        return sha256(path)
    digest = hashlib.sha256()
    known: dict[tuple[int, int], str] = {}
    for part in sorted(path.iterdir()):
        found = part.stat()
        same = (found.st_dev, found.st_ino)  # frames that are alike are one file with many names
        if same not in known:
            known[same] = sha256(part)
        digest.update(f"{part.name}\0{known[same]}\n".encode())
    return digest.hexdigest()


def _portable(timeline: dict[str, Any]) -> dict[str, Any]:
    """Without the folders of this machine; the sounds are made again from the words."""
    for line in timeline["lines"]:
        line["audio"] = None if line["audio"] is None else _last_part(line["audio"])
    for sound in timeline["sounds"]:
        sound["path"] = _last_part(sound["path"])
    return timeline


def _last_part(path: str) -> str:
    return Path(path).name
