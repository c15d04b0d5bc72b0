"""What the programs that show clips take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from render.errors import UsageError
from render.request.suggest import unknown


@dataclass(frozen=True)
class Program:
    """A program for slides or pages.

    Attributes
    ----------
    formats : that it shows, the best first
    transparent : those among them that it shows with what lies behind, the best first
    limit : bytes of a file at most, or None
    """

    name: str
    formats: tuple[str, ...]
    transparent: tuple[str, ...]
    limit: int | None = None


PROGRAMS: Mapping[str, Program] = {
    program.name: program
    for program in (
        Program("beamer", ("mp4", "png"), ("png",)),
        Program("keynote", ("mp4", "mov", "gif", "png"), ("mov", "gif", "png")),
        Program("google-slides", ("mp4", "mov", "gif", "png"), ("gif", "png")),
        Program("notion", ("gif", "mp4", "webm", "mov", "png"), ("gif", "png"), 5_000_000),
        Program("powerpoint", ("mp4", "gif", "png"), ("gif", "png")),
    )
}
"""Each program, by its name. Notion's limit is that of a file in its free plan."""


def program_called(name: str) -> Program:
    """The program of that name.

    Raises
    ------
    UsageError : nothing is known of it
    """
    try:
        return PROGRAMS[name.lower()]
    except KeyError:
        raise UsageError(unknown("program", name, PROGRAMS)) from None


def format_for(program: Program, asked: str | None, transparent: bool) -> str:
    """The format of a clip for a program.

    Raises
    ------
    UsageError : it does not take the format that was asked for
    """
    fitting = program.transparent if transparent else program.formats
    if asked is None:
        return fitting[0]
    if asked not in fitting:
        what = f"transparent {asked}" if transparent else asked
        raise UsageError(f"{program.name} does not show {what} (it takes {', '.join(fitting)})")
    return asked
