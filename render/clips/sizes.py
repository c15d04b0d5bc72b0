"""Sizes of files as people write them: ``10MB``, ``800 kB``, ``2.5 MiB``."""

from __future__ import annotations

import re

from render.errors import UsageError

_SIZE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-z]*)")
_UNITS = {
    "b": 1,
    "k": 10**3,
    "kb": 10**3,
    "kib": 2**10,
    "m": 10**6,
    "mb": 10**6,
    "mib": 2**20,
    "g": 10**9,
    "gb": 10**9,
    "gib": 2**30,
}


def parse_size(text: str) -> int:
    """The bytes that a text means; ``MB`` is a million of them, ``MiB`` 1024 times 1024.

    Raises
    ------
    UsageError : it is no size
    """
    found = _SIZE.fullmatch(text.strip())
    if found is not None and not found["unit"]:
        raise UsageError(
            f"a size needs a unit, got {text!r} (write {found['number']}MB or {found['number']}kB)"
        )
    unit = None if found is None else _UNITS.get(found["unit"].lower())
    if found is None or unit is None:
        raise UsageError(f"{text!r} is no size (write 10MB, 800kB or 2.5MiB)")
    count = int(float(found["number"].replace(",", ".")) * unit)
    if count < 1:
        raise UsageError(f"a size must be at least one byte, got {text!r}")
    return count
