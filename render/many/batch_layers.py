"""A job of a batch with the defaults below it: as it would be typed, and as a parameter file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from render.many.batch_table import Table
from render.request.parameter_file import OPTIONS, ParameterFile, read_table
from render.request.sweep import SEED


def words_of(merged: Mapping[str, Any], folder: Path) -> tuple[str, ...]:
    """Lessons and scenes as they would be typed."""
    lessons = merged["lesson"] if isinstance(merged["lesson"], list) else [merged["lesson"]]
    scenes = merged.get("scene", [])
    files = [
        str(folder / Path(name).expanduser()) if name.lower().endswith(".py") else name
        for name in lessons
    ]
    return (*files, *([scenes] if isinstance(scenes, str) else scenes))


def layered(table: Table, top: Table, names: Iterable[str]) -> ParameterFile:
    """A job with the defaults below it, as if it were a file of parameters.

    Parameters
    ----------
    names : of the parameters that its lessons have; defaults hold for those that have them
    """
    own, swept = table.table("parameters"), table.table("sweep")
    known = {*names, SEED}
    defaults = {n: v for n, v in top.table("parameters").items() if n in known and n not in swept}
    beneath = {n: v for n, v in top.table("sweep").items() if n in known and n not in own}
    merged = {**top.content, **table.content}

    def place(key: str) -> str:
        for layer, name in ((table, "parameters"), (table, "sweep"), (top, "parameters")):
            if key in layer.table(name):
                return layer.place(name, key)
        return (table if key in table.content or key not in top.content else top).place(key)

    return ParameterFile(
        path=table.path,
        lessons=(),
        options={name: value for name, value in merged.items() if name in OPTIONS},
        parameters=defaults | own,
        place=place,
        sweeps=read_table(beneath, lambda name: top.place("sweep", name))
        | read_table(swept, lambda name: table.place("sweep", name)),
    )
