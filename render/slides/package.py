"""Zip files whose bytes depend on their content alone: no times, no user, one order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = {".mp4", ".png", ".jpeg", ".jpg", ".woff2"}
"""Suffixes of what does not get smaller."""


def write(target: Path | IO[bytes], members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip file; members come in the order given."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same whatever machine makes it
            entry.external_attr = 0o644 << 16
            packed = Path(name).suffix.lower() in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def members(source: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The members of a zip file, in its order."""
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)
