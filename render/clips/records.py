"""Which clips are up to date: a note in the cache for each, not another file beside it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from render.clips.folder import records_folder
from render.clips.request import Clip
from render.store import cache
from render.store.files import atomic_write_bytes, sha256


def key(clip: Clip) -> str:
    """A hash over everything that decides the clip."""
    wishes = asdict(clip)
    del wishes["job"]
    parts = [cache.key(clip.job), wishes]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def current(clip: Clip, target: Path) -> dict[str, Any] | None:
    """What was noted when the clip was made, if it is as it was and nothing has changed."""
    try:
        note = json.loads(_path(target).read_bytes())
        whole = (
            note["key"] == key(clip)
            and note["size"] == target.stat().st_size
            and note["sha256"] == sha256(target)
        )
        return dict(note["facts"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(made_from: str, target: Path, facts: dict[str, Any]) -> None:
    """Remember a clip that was made.

    Parameters
    ----------
    made_from : its key, taken before anything was rendered: what has changed since is not in it
    """
    content = {
        "key": made_from,
        "size": target.stat().st_size,
        "sha256": sha256(target),
        "facts": facts,
    }
    atomic_write_bytes(_path(target), json.dumps(content).encode())


def _path(target: Path) -> Path:
    name = hashlib.sha256(str(target.absolute()).encode()).hexdigest()
    return records_folder() / f"{name}.json"
