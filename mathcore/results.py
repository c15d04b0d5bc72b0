"""Taking results elsewhere: as plain Python data, as a table, as a numpy archive and back.

``Result`` is for dataclasses, ``Results`` for lists and tuples of them.
"""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Self, TypeAlias, cast

import numpy as np

from mathcore import archive
from mathcore.arrays import Array

Target: TypeAlias = str | Path | BinaryIO
"""A file's path, or a binary file that is open."""

Table: TypeAlias = Mapping[str, Sequence[Any] | np.ndarray[Any, Any]]
"""Columns of equal length by name."""


class Result(ABC):
    """A dataclass that can be exported; it says by ``table`` what its rows and columns are."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        archive.RESULTS[cls.__name__] = cls

    @abstractmethod
    def table(self) -> Table:
        """Return the columns of ``to_csv``."""

    def to_dict(self) -> dict[str, Any]:
        """Return all fields as dicts, lists, numbers and texts.

        Landscapes and methods become their names and settings.
        """
        fields = dataclasses.fields(cast("Any", self))
        return {field.name: archive.plain(getattr(self, field.name)) for field in fields}

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the table as comma-separated text with a heading; also write it to ``path``.

        Numbers have all their digits; what does not exist in a row is empty.
        """
        return write_csv(self.table(), path)

    def to_npz(self, target: Target) -> None:
        """Write all fields to a numpy archive, from which ``from_npz`` makes an equal result.

        ``numpy.load`` opens it too: arrays have the names of the fields.
        """
        archive.save(self, target)

    @classmethod
    def from_npz(cls, target: Target, **known: Any) -> Self:
        """Read what ``to_npz`` has written.

        Parameters
        ----------
        known : fields that the archive cannot hold, such as an ``objective`` of your own

        Raises
        ------
        ValueError
            for a file that holds something else, or when such a field is missing
        """
        return archive.load(cls, target, known)


class Results:
    """A list or tuple of one kind of result, exported together."""

    def __init_subclass__(cls, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        archive.RESULTS[cls.__name__] = cls

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"items": [...]}`` with each result as dicts, lists, numbers and texts."""
        return {"items": [item.to_dict() for item in self._items()]}

    def to_csv(self, path: str | Path | None = None) -> str:
        """Return the tables one below the other, numbered by the column ``item``."""
        return write_csv(self.table(), path)

    def table(self) -> Table:
        """Return the columns of ``to_csv``."""
        columns: dict[str, list[Any]] = {"item": []}
        for number, item in enumerate(self._items()):
            for name, values in item.table().items():
                columns.setdefault(name, []).extend(values)
            longest = max(map(len, columns.values()))
            columns["item"] += [number] * (longest - len(columns["item"]))
        return columns

    def to_npz(self, target: Target) -> None:
        """Write all of them to a numpy archive, from which ``from_npz`` makes equal ones."""
        archive.save(self, target)

    @classmethod
    def from_npz(cls, target: Target, **known: Any) -> Self:
        """Read what ``to_npz`` has written; errors as for ``Result``."""
        return archive.load(cls, target, known)

    def _items(self) -> list[Result]:
        return list(cast("Iterable[Result]", self))


def write_csv(table: Table, path: str | Path | None) -> str:
    """Return columns as comma-separated text, and write it where a path is given."""
    lines = [",".join(table)]
    lines += [",".join(map(_cell, row)) for row in zip(*table.values(), strict=True)]
    text = "\n".join(lines) + "\n"
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="")
    return text


def coordinates(dimension: int) -> tuple[str, ...]:
    """Names of the coordinates: x; x and y; or x0, x1 and so on."""
    return ("x", "y")[:dimension] if dimension <= 2 else tuple(f"x{i}" for i in range(dimension))


def components(rows: Array, prefix: str = "", missing: int = 0) -> dict[str, Sequence[Any]]:
    """Columns of an array (n, d), named after the coordinates, below ``missing`` empty cells."""
    names = coordinates(rows.shape[1])
    return {
        prefix + name: [None] * missing + list(rows[:, index]) for index, name in enumerate(names)
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | np.bool):
        return "true" if value else "false"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return repr(float(value))
    return str(value)
