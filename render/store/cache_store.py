"""The cache folder as a whole: how much of what is in it, and emptying it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from render.errors import SteepestError
from render.request.scene_listing import LISTINGS
from render.script.remembered import SCRIPTS
from render.slides.clip_folder import CLIPS
from render.store.files import sweep
from render.store.segment_folder import SEGMENTS, sweep_segments
from render.work.workers import WORK
from scenes.cache_folder import TEXTS, cache_folder

KINDS = {
    "voice": "spoken lines",
    SEGMENTS: "pictures of unfinished videos",
    TEXTS: "texts on screen",
    CLIPS: "films of slides and clips",
    SCRIPTS: "what lessons say",
    LISTINGS: "what is in Python files",
    WORK: "unfinished work",
}
"""What is kept, by the name of its folder. Nothing else is ever removed."""


@dataclass(frozen=True)
class Store:
    """One kind of what is kept: its files and their bytes."""

    kind: str
    meaning: str
    files: int
    size: int


def stores() -> list[Store]:
    """Each kind; those that are empty too."""
    return [_measure(kind, meaning) for kind, meaning in KINDS.items()]


def clear() -> list[Store]:
    """Remove everything that can be made again; returns what was removed.

    The work of renders that are still running is left to them.

    Raises
    ------
    SteepestError : some of it cannot be removed
    """
    before = stores()
    sweep(cache_folder() / WORK)
    sweep_segments(age=0.0)
    for kind in KINDS:
        folder = cache_folder() / kind
        try:
            if folder.exists() and kind not in {WORK, SEGMENTS}:
                shutil.rmtree(folder)
        except OSError as problem:
            raise SteepestError(
                f"cannot remove {folder}: {problem.strerror} (change its permissions)"
            ) from problem
    after = {store.kind: store for store in stores()}
    return [
        Store(b.kind, b.meaning, b.files - after[b.kind].files, b.size - after[b.kind].size)
        for b in before
    ]


def _measure(kind: str, meaning: str) -> Store:
    sizes = [_size(path) for path in (cache_folder() / kind).rglob("*") if path.is_file()]
    return Store(kind, meaning, len(sizes), sum(sizes))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone meanwhile
        return 0
