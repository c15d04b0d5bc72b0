"""What is begun while the command line is still being read, where something will surely be drawn.

Imports next to nothing: the sooner the workers begin to load, the sooner the first frame is drawn.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Sequence
from pathlib import Path

_IMPORTS = re.compile(rb"^\s*(from|import)\s+scenes\b", re.MULTILINE)


def begin(words: Sequence[str], out: Path, *, surely: bool) -> None:
    """Let the workers load what they need, if it needs workers.

    Parameters
    ----------
    words : lessons, files and scenes as they were typed; scenes come after their file
    surely : something is drawn, whatever is there already
    """
    files = [Path(word).expanduser() for word in words if word.lower().endswith(".py")]
    names = [word for word in words if not word.lower().endswith(".py")]
    if words and (surely or not _may_be_done(names, max(map(_changed, files), default=0.0), out)):
        from render.store.source import shared_source
        from render.work.starting import warm

        only_files = words[0].lower().endswith(".py")
        warm(lessons=not only_files or any(map(_may_hold_lessons, files)))
        # They load Manim first, for 0.4 s: this is of the source that they will load then.
        shared_source()


def _may_be_done(names: Sequence[str], changed: float, out: Path) -> bool:
    """Whether there is a record of one of these names, newer than the change of the files."""
    records = (path for name in names or [""] for path in out.glob(f"{glob.escape(name)}*.json"))
    return any(_changed(path) >= changed for path in records)


def _changed(path: Path) -> float:
    """When a file was changed, in seconds; 0 if it cannot be told."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _may_hold_lessons(file: Path) -> bool:
    """Whether a file imports from ``scenes``."""
    try:
        return _IMPORTS.search(file.read_bytes()) is not None
    except OSError:
        return False
