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
    """Take ``name=value`` texts apart, as given to ``--set``; errors as in ``pairs``."""
    return pairs(settings, "--set takes name=value", "is set twice (give it once)")


def pairs(texts: Iterable[str], form: str, twice: str) -> dict[str, str]:
    """Take texts apart at their first ``=``.

    Parameters
    ----------
    form, twice : what to say of a text without a name or a sign, and of a name given twice

    Raises
    ------
    UsageError : no ``=``, no name, or a name given twice
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f"{form}, got {text!r}")
        if name in found:
            raise UsageError(f"{name} {twice}")
        found[name] = value.strip()
    return found
