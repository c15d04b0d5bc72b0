"""Errors that nobody foresaw, as one line that says where to look."""

from __future__ import annotations

import traceback
from pathlib import Path

_OURS = ("render", "scenes", "mathcore")


def one_line(problem: BaseException) -> str:
    """The kind of an error, its words, and the innermost line of our own code on the way to it."""
    stack = traceback.extract_tb(problem.__traceback__)
    ours = [entry for entry in stack if set(Path(entry.filename).parts[:-1]) & set(_OURS)]
    words = " ".join(str(problem).split())
    text = f"{type(problem).__name__}: {words}" if words else type(problem).__name__
    if not stack:
        return text
    place = (ours or stack)[-1]
    return f"{text} ({'/'.join(Path(place.filename).parts[-2:])}:{place.lineno})"
