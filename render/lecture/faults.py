"""Faults in a manifest, gathered so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.request.suggest import nearest
from render.request.toml_lines import Key, Lines

_KINDS: Mapping[type, str] = {
    str: "a text",
    bool: "true or false",
    float: "a number",
    dict: "a table",
    list: "a list",
}


class Faults:
    """What is wrong with one file, each fault with its line."""

    def __init__(self, path: Path, lines: Lines) -> None:
        self._path = path
        self._lines = lines
        self._found: list[tuple[int, str]] = []

    def add(self, at: Key, message: str) -> None:
        """Note a fault of the key at this path."""
        line = self._lines.place(*at).removeprefix(str(self._path)).lstrip(":")
        self._found.append((int(line or 1), message))

    def raise_any(self) -> None:
        """Raise a ``UsageError`` with a line for each fault, if there is one."""
        if self._found:
            told = [f"{self._path}:{line}: {message}" for line, message in sorted(self._found)]
            raise UsageError("\nerror: ".join(dict.fromkeys(told)))

    def unknown(self, at: Key, known: Collection[str], kind: str = "key") -> None:
        """Note that the last of these keys is not one of those that are known."""
        key = str(at[-1])
        close = nearest(key, known, count=1)
        hint = f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}"
        self.add(at, f"unknown {kind} {key} ({hint})")


class Table:
    """A table of a manifest: each value is asked for by name and type; nothing else may be in it.

    Parameters
    ----------
    at : its place in the file
    known : the keys that it can have
    """

    def __init__(
        self, content: Mapping[str, Any], at: Key, known: Collection[str], faults: Faults
    ) -> None:
        self._content, self.at, self.faults = content, at, faults
        for key in content:
            if key not in known:
                faults.unknown((*at, key), known)

    def __contains__(self, key: str) -> bool:
        return key in self._content

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong with a value."""
        self.faults.add((*self.at, key), message)

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """A value; the default, and a fault, if it is of another type."""
        value = self._content.get(key)
        if value is None:
            return default
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind):
            self.fault(key, f"{key} must be {_KINDS[kind]}, got {shown(value)}")
            return default
        return value

    def text(self, key: str, default: str | None = None, *, lines: int = 1) -> str | None:
        """A text that is not empty."""
        value: str | None = self.get(key, str, default)
        if value is default or value is None:
            return default
        if not value.strip():
            self.fault(key, f"{key} is empty (write something, or leave it out)")
            return default
        if lines == 1 and "\n" in value.strip():
            self.fault(key, f"{key} must be one line")
            return default
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single one may stand alone."""
        value = self._content.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(
            isinstance(each, str) and each.strip() for each in values
        ):
            self.fault(key, f"{key} must be a text or a list of texts, got {shown(value)}")
            return ()
        return tuple(values)

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """One of several words."""
        value: str = self.get(key, str, default)
        if value not in choices:
            close = nearest(value, choices, count=1)
            hint = f" (did you mean {close[0]}?)" if close else ""
            self.fault(key, f"{key} must be one of {', '.join(choices)}, got {shown(value)}{hint}")
            return default
        return value

    def seconds(self, key: str, default: float, highest: float) -> float:
        """A length of time within limits."""
        value: float = self.get(key, float, default)
        if not 0 < value <= highest:
            self.fault(key, f"{key} must be > 0 and <= {highest:g} seconds, got {value:g}")
            return default
        return value

    def table(self, key: str, known: Collection[str]) -> Table | None:
        """A table within this one."""
        value = self.get(key, dict)
        return None if value is None else Table(value, (*self.at, key), known, self.faults)


def shown(value: Any) -> str:
    """A value as one would write it in TOML, cut where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
