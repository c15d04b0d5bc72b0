"""What a page of examples is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Prose:
    """Markdown."""

    text: str


@dataclass(frozen=True)
class Example:
    """A command line to run.

    Attributes
    ----------
    code : the exit code that it must have
    lines : of its output that are shown
    files : to be written before, by name
    ends_after : seconds until Ctrl-C is pressed; None for a command that ends by itself
    hidden : run it and show nothing: it makes what the next one needs
    """

    command: str
    code: int = 0
    lines: int = 60
    files: Mapping[str, str] = field(default_factory=dict)
    ends_after: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Chapter:
    """A part of the page with a heading of its own, whose commands need no other chapter."""

    title: str
    parts: Sequence[Prose | Example]
