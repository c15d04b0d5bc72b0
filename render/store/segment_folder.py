"""Finished segments of a video that is not finished yet, kept until it is.

Each is a file and a record with its size and checksum; both appear by rename, the record last. A
segment counts only when all of it is as it was recorded, so that nobody waits for the disk: four
times 1 to 5 ms for each.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.store.files import (
    atomic_path,
    atomic_write_bytes,
    in_use,
    mark,
    sha256,
    sweep,
    temporary_beside,
)
from render.store.inputs import Entry, unchanged
from scenes.cache_folder import VARIABLE, cache_folder

SEGMENTS = "segments"
"""Folder of all finished segments, in the cache folder."""

HINT = f"or set {VARIABLE} to another folder"
"""What to do, besides, when the cache folder cannot be written."""

_KEPT_FOR = 7 * 86400.0
"""Seconds after which the segments of a video that nobody finishes are removed."""

_INPUTS = "inputs"
_USED = ".in-use"
_LENGTH = "length.txt"


@dataclass(frozen=True)
class Finished:
    """A finished segment.

    Attributes
    ----------
    name : ``0``, ``1``, ... for segments; ``poster`` for the picture that stands for the video
    suffix : of its file
    first, frames : its first frame and their number
    course : hash over what had happened before; see ``render.work.segments.course``
    size, sha256 : of its file
    """

    name: str
    suffix: str
    first: int
    frames: int
    course: str
    size: int
    sha256: str


class SegmentFolder:
    """The segments of one video.

    Parameters
    ----------
    key : of all that decides its bytes
    place : the folder to make it in; the one in the cache by default
    """

    def __init__(self, key: str, place: Path | None = None) -> None:
        self.path = (place or cache_folder() / SEGMENTS) / key

    def temporary(self, suffix: str) -> Path:
        """A free path in the folder, to write a segment to; nothing is created there.

        Raises
        ------
        SteepestError : the folder cannot be made
        """
        _make(self.path)
        return temporary_beside(self.path / "segment", suffix)

    def keep(self, written: Path, name: str, first: int, frames: int, course: str) -> Finished:
        """Give a written file its place, with its record.

        Raises
        ------
        SteepestError : the disk is full, or the like
        """
        entry = Finished(
            name, written.suffix, first, frames, course, written.stat().st_size, sha256(written)
        )
        _make(self.path)  # another run of the same video may have finished it and tidied up
        with atomic_path(self.file(entry), HINT, flush=False) as place:
            written.replace(place)
        self._record(entry)
        return entry

    def keep_bytes(self, entry: Finished, content: bytes) -> None:
        """Keep a segment that has come from another machine; one that is damaged is not kept."""
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            return
        _make(self.path)
        atomic_write_bytes(self.file(entry), content, HINT, flush=False)
        self._record(entry)

    def _record(self, entry: Finished) -> None:
        content = json.dumps(asdict(entry) | {"check": _check(entry)}).encode()
        atomic_write_bytes(self.path / f"{entry.name}.json", content, HINT, flush=False)

    def file(self, entry: Finished) -> Path:
        """Where the content of an entry lies."""
        return self.path / f"{entry.name}{entry.suffix}"

    def find(self, name: str) -> Finished | None:
        """The entry of that name; None if there is none or it is damaged."""
        try:
            record = json.loads((self.path / f"{name}.json").read_bytes())
            check = record.pop("check")
            entry = Finished(**record)
            file = self.file(entry)
            whole = (
                entry.name == name
                and check == _check(entry)
                and file.stat().st_size == entry.size > 0
                and sha256(file) == entry.sha256
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return entry if whole else None

    def finished(self) -> dict[int, Finished]:
        """All segments that are whole, by their number."""
        found: dict[int, Finished] = {}
        with suppress(OSError):
            for path in self.path.glob("[0-9]*.json"):
                if path.stem.isdigit() and (entry := self.find(path.stem)) is not None:
                    found[int(path.stem)] = entry
        return found

    def note_length(self, frames: int) -> None:
        """Keep the number of frames that the video will have, once a run knows it."""
        atomic_write_bytes(self.path / _LENGTH, str(frames).encode(), HINT, flush=False)

    def length(self) -> int:
        """What ``note_length`` has kept; 0 if it has not."""
        try:
            return int((self.path / _LENGTH).read_bytes())
        except (OSError, ValueError):
            return 0

    def note_inputs(self, inputs: Sequence[Entry]) -> None:
        """Keep what this process has read for the segments that it draws."""
        path = self.path / f"{_INPUTS}-{os.getpid()}.json"
        atomic_write_bytes(path, json.dumps(inputs).encode(), HINT)

    def outdated(self, folder: Path) -> bool:
        """Whether a file that was read for a segment has changed.

        Parameters
        ----------
        folder : of the scene file
        """
        try:
            noted = [json.loads(path.read_bytes()) for path in self.path.glob(f"{_INPUTS}-*.json")]
        except (OSError, ValueError):
            return True
        return not all(unchanged(inputs, folder) for inputs in noted)

    def discard(self, *names: str) -> None:
        """Remove single entries."""
        for name in names:
            for path in self.path.glob(f"{name}.*"):
                with suppress(OSError):
                    path.unlink()

    def clear(self) -> None:
        """Remove all entries; the folder stays as long as another run uses it."""
        with suppress(OSError):
            for path in self.path.iterdir():
                if not path.name.startswith("."):
                    path.unlink(missing_ok=True)

    @contextmanager
    def used(self) -> Iterator[None]:
        """While a run uses the folder, nobody removes it."""
        _make(self.path)
        with _explained_writing(self.path):
            os.utime(self.path)  # so that it counts as new
        sweep(self.path)
        with mark(self.path, _USED):
            yield

    def remove(self) -> None:
        """Remove the folder, unless another run uses it: that one will do so."""
        _remove_unused(self.path)


def sweep_segments(age: float = _KEPT_FOR) -> None:
    """Remove segments of videos that nobody has worked on for ``age`` seconds."""
    oldest = time.time() - age
    with suppress(OSError):
        for folder in sorted((cache_folder() / SEGMENTS).iterdir()):
            with suppress(OSError):
                if folder.stat().st_mtime <= oldest:
                    _remove_unused(folder)


def sweep_unfinished() -> None:
    """Remove what processes that are gone had begun to write; finished segments stay."""
    with suppress(OSError):
        for folder in sorted((cache_folder() / SEGMENTS).iterdir()):
            sweep(folder)


def _remove_unused(folder: Path) -> None:
    sweep(folder)
    if not any(in_use(path) for path in folder.glob(f".*{_USED}")):
        shutil.rmtree(folder, ignore_errors=True)


def _make(folder: Path) -> None:
    with _explained_writing(folder):
        folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def _explained_writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise SteepestError(
            f"the cache folder {cache_folder()} cannot be written ({problem.strerror}): "
            f"make room there {HINT}"
        ) from problem


def _check(entry: Finished) -> str:
    content: dict[str, Any] = asdict(entry)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
