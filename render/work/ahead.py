"""What is begun while the command line is still being read, where something will surely be drawn.

Imports next to nothing: the sooner the workers begin to load, the sooner the first frame is drawn.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from render.store.source import shared_source
from render.work.starting import warm


def begin(words: Sequence[str], out: Path, *, surely: bool) -> None:
    """Let the workers load what they need, if it needs workers.

    Parameters
    ----------
    words : lessons, files and scenes as they were typed
    surely : something is drawn, whatever is there already
    """
    names = [word for word in words if not word.lower().endswith(".py")]
    done = any(next(out.glob(f"{glob.escape(name)}*.json"), None) for name in names or [""])
    if words and (surely or not done):
        warm(lessons=bool(words) and any(map(_may_hold_lessons, words)))
        # They load Manim first, for 0.4 s: this is of the source that they will load then.
        shared_source()


def _may_hold_lessons(word: str) -> bool:
    """Whether a word may mean a lesson: a name, or a file that imports from ``scenes``."""
    if not word.lower().endswith(".py"):
        return True
    try:
        return b"scenes" in Path(word).expanduser().read_bytes()
    except OSError:
        return False
