"""Errors that nobody foresaw, as one line that says where to look."""

from __future__ import annotations

import errno
import traceback
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

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


def own_trace(problem: BaseException, file: Path) -> tuple[str, ...]:
    """The way to an error through a user's own files, line by line, the outermost call first.

    Parameters
    ----------
    file : of the scene; what lies in its folder is the user's own
    """
    cause = problem.__cause__ or problem
    folder = file.absolute().parent
    own = [
        entry
        for entry in traceback.extract_tb(cause.__traceback__)
        if Path(entry.filename).is_relative_to(folder)
        and "site-packages" not in Path(entry.filename).parts
    ]
    return tuple("".join(traceback.format_list(own)).rstrip("\n").split("\n")) if own else ()


def no_room(problem: BaseException) -> bool:
    """Whether an error, or what it came from, is about a disk that is full or read-only."""
    errors: list[BaseException | None] = [problem, problem.__cause__, problem.__context__]
    return any(isinstance(error, OSError) and error.errno in _FULL for error in errors)
