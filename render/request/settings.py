"""What ``--set`` was given, and what came of it; without pydantic, which takes 0.07 s to load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from render.errors import UsageError


@dataclass(frozen=True)
class Settled:
    """Checked parameters.

    Attributes
    ----------
    values : every parameter as plain data, in the order of declaration
    changed : names of those that are not as they would be had they not been given
    """

    values: Mapping[str, Any]
    changed: tuple[str, ...]


def read_settings(settings: Iterable[str]) -> dict[str, str]:
    """Take ``name=value`` texts apart, as given to ``--set``.

    Raises
    ------
    UsageError : no ``=``, no name, or a name given twice
    """
    given: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"--set takes name=value, got {setting!r}")
        if name in given:
            raise UsageError(f"{name} is set twice (give it once)")
        given[name] = value.strip()
    return given
