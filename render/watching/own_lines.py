"""Where in the lecturer's own files an error came up."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from render.errors import SteepestError
from render.faults import one_line
from scenes.voice import VoiceError


def message(problem: BaseException, folders: Sequence[Path]) -> str:
    """An error as one line, with its place if it is not one of ours, which says that itself.

    Parameters
    ----------
    folders : whose Python files are the lecturer's own
    """
    if isinstance(problem, SteepestError | VoiceError):
        text = str(problem)
    elif isinstance(problem, SyntaxError):
        text = f"{problem.filename}:{problem.lineno}: {problem.msg}"
    else:
        own = _own(problem, folders)
        place = f"{own[-1].filename}:{own[-1].lineno}: " if own else ""
        text = f"{place}{type(problem).__name__}: {problem}" if own else one_line(problem)
    return " ".join(text.split())


def trace(problem: BaseException, folders: Sequence[Path]) -> tuple[str, ...]:
    """The way to an error through the lecturer's own files, the outermost call first."""
    origin = _origin(problem)
    lines: list[str] = traceback.format_list(_own(origin, folders))
    if isinstance(origin, SyntaxError):
        lines += traceback.format_exception_only(origin)[:-1]
    return tuple("".join(lines).rstrip("\n").split("\n")) if lines else ()


def _own(problem: BaseException, folders: Iterable[Path]) -> list[traceback.FrameSummary]:
    return [
        entry
        for entry in traceback.extract_tb(problem.__traceback__)
        if any(Path(entry.filename).is_relative_to(folder) for folder in folders)
        and "site-packages" not in Path(entry.filename).parts
    ]


def _origin(problem: BaseException) -> BaseException:
    """What an error of ours came from."""
    if problem.__cause__ is not None:
        return problem.__cause__
    return problem.__context__ if isinstance(problem.__context__, SyntaxError) else problem
