"""On which line of a TOML file a key stands: for messages that say where a fault is.

``tomllib`` keeps no lines. This reads just enough of a file that ``tomllib`` has accepted to know
them: headers of tables, keys, and where strings and brackets go over several lines.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

Key = tuple[str | int, ...]
"""``("job", 2, "sweep", "steps")``: the key ``steps`` of the table ``sweep`` of the third job."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*""")
_TOKEN = re.compile(
    r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|' + r"'[^']*'|[\[\]{}#]",
)


class Lines:
    """The lines of a file by its keys.

    Parameters
    ----------
    path : as it is named in messages
    text : TOML that has been read without an error
    """

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines: dict[Key, int] = {}
        self._read(text)

    def place(self, *key: str | int) -> str:
        """``FILE:LINE`` of a key, or of the table that it is written in; else ``FILE``."""
        for length in range(len(key), 0, -1):
            if key[:length] in self._lines:
                return f"{self._path}:{self._lines[key[:length]]}"
        return str(self._path)

    def _read(self, text: str) -> None:
        table: Key = ()
        seen: Counter[Key] = Counter()
        depth, until = 0, ""
        for number, line in enumerate(text.splitlines(), start=1):
            if not depth and not until:
                header = _HEADER.match(line)
                if header:
                    table = self._table(header[1] == "[[", _parts(header[2]), seen)
                    self._lines.setdefault(table, number)
                    if isinstance(table[-1], int):  # the list, where it begins
                        self._lines.setdefault(table[:-1], number)
                    continue
                self._note(table, line, number)
            depth, until = _after(line, depth, until)

    def _table(self, is_list: bool, parts: list[str], seen: Counter[Key]) -> Key:
        """The key of a table with this header; the last one of a list is meant by its name."""
        key: Key = ()
        for position, part in enumerate(parts):
            key = (*key, part)
            if is_list and position == len(parts) - 1:
                seen[key] += 1
            if seen[key]:
                key = (*key, seen[key] - 1)
        return key

    def _note(self, table: Key, line: str, number: int) -> None:
        parts, rest = [], line
        while match := _PART.match(rest):
            parts.append(match[1].strip("\"'"))
            rest = rest[match.end() :]
            if rest.startswith("="):
                for length in range(1, len(parts) + 1):
                    self._lines.setdefault((*table, *parts[:length]), number)
                return
            if not rest.startswith("."):
                return
            rest = rest[1:]


def _parts(dotted: str) -> list[str]:
    return [match[1].strip("\"'") for match in _PART.finditer(dotted)]


def _after(line: str, depth: int, until: str) -> tuple[int, str]:
    """Open brackets, and the quotes that end an open text, after a line."""
    position = 0
    while position < len(line):
        if until:
            end = line.find(until, position)
            if end < 0:
                return depth, until
            position, until = end + len(until), ""
            continue
        token = _TOKEN.search(line, position)
        if token is None or token[0] == "#":
            break
        position = token.end()
        if token[0] in {'"""', "'''"}:
            until = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return depth, until
