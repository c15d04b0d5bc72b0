"""Plain tables and sizes for people: readable on a terminal, in a pipe and in a document."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

WIDTH = 100
"""Columns that texts are wrapped to."""


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()
) -> list[str]:
    """Aligned lines; the last column, if it is long text, is wrapped under itself.

    Parameters
    ----------
    right : heads of the columns to align at their right
    """
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    before = sum(widths[:-1]) + 2 * (len(widths) - 1)
    room = max(WIDTH - before, 24)
    lines: list[str] = []
    for row in cells:
        fixed = "".join(
            f"{cell:>{width}}  " if name in right else f"{cell:<{width}}  "
            for name, cell, width in zip(head[:-1], row[:-1], widths[:-1], strict=True)
        )
        last = row[-1]
        if head[-1] in right:
            last = f"{last:>{widths[-1]}}"
        pieces = textwrap.wrap(last, room, drop_whitespace=False) if len(last) > room else [last]
        lines.append((fixed + pieces[0]).rstrip())
        lines.extend(" " * before + piece.strip() for piece in pieces[1:])
    return lines


def shortened(text: str, length: int) -> str:
    """A text without some of its middle where it is longer than ``length`` letters."""
    if len(text) <= length:
        return text
    tail = (length - 3) // 2
    return f"{text[: length - 3 - tail]}...{text[-tail:]}"


def clock(seconds: float) -> str:
    """``1:23``, or ``4.2 s`` below ten seconds."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def size(count: int) -> str:
    """Bytes in decimal units: ``3.4 MB``."""
    value = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")
