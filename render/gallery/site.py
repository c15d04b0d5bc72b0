"""The folder of a site: what is in it is brought up to date, each file by renaming.

A list of what was made lies beside the page. What is not on it is never touched, and what is on
it but has been changed since is not removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from render.errors import SteepestError, UsageError
from render.request.preflight import check_out
from render.store.files import (
    atomic_path,
    atomic_write_bytes,
    explain,
    sha256,
    sweep,
    temporary_beside,
)

PAGE = "index.html"
MEDIA = "media"

_LINKED = (".mp4", ".webm", ".mov")
_LIST = ".steepest-gallery.json"
_VERSION = 1


@dataclass(frozen=True)
class Wanted:
    """A file that is to be in the site.

    Attributes
    ----------
    name : its path in the site, such as ``media/ill-conditioned-bowl.mp4``
    source : the file that it is to be the same as
    sha256 : of its content
    """

    name: str
    source: Path
    sha256: str


@dataclass
class Changes:
    """Names of the files of a site, by what became of them."""

    copied: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


class Site:
    """A site on the disk; nothing is touched before ``update``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made = _read_list(folder / _LIST)

    def check(self, names: Iterable[str]) -> None:
        """Raise a ``UsageError`` unless the folder can be written and these names are free."""
        check_out(self.folder)
        for name in (PAGE, *names):
            path = self.folder / name
            if name not in self._made and os.path.lexists(path):
                raise UsageError(
                    f"{path} is in the way: the gallery did not make it "
                    "(move it away, or choose another folder with --out)"
                )
        if not (self.folder / MEDIA).is_dir() and os.path.lexists(self.folder / MEDIA):
            raise UsageError(
                f"{self.folder / MEDIA} is not a folder (choose another one with --out)"
            )

    def has(self, name: str, origin: str) -> bool:
        """Whether a file that was made of another one, with that checksum, is there and whole."""
        made = self._made.get(name, {})
        return made.get("origin") == origin and self._is(name, str(made.get("sha256")))

    def update(self, files: Iterable[Wanted], own: Mapping[str, tuple[bytes, str]]) -> Changes:
        """Bring the folder up to date; the page comes after what it shows, removals after that.

        Parameters
        ----------
        files : to be the same as others
        own : content of the other ones by name, and the checksum of what each was made of; empty
            content of one that is there already

        Raises
        ------
        SteepestError : the disk failed; the page is as it was, or complete
        """
        wanted = list(files)
        coming = {each.name: each.sha256 for each in wanted}
        coming |= {name: _digest(content) for name, (content, _) in own.items() if content}
        self._make_folder(self.folder / MEDIA)
        before = dict(self._made)
        for name, checksum in coming.items():  # should this run end before the list is made anew
            made = self._made.get(name, {})
            if made.get("sha256") != checksum:
                self._made[name] = {**made, "coming": checksum}
        self._write_list()
        changes = Changes()
        for each in wanted:
            there = self._is(each.name, each.sha256, each.source)
            if not there:
                _place(each.source, self.folder / each.name)
            (changes.kept if there else changes.copied).append(each.name)
            self._made[each.name] = {"sha256": each.sha256}
        for name, (content, origin) in own.items():
            if content and not self._holds(name, content):
                atomic_write_bytes(self.folder / name, content)
                changes.copied.append(name)
            else:
                changes.kept.append(name)
            self._made[name] = {"sha256": sha256(self.folder / name), "origin": origin}
        for name in before.keys() - coming.keys() - own.keys():
            if any(self._is(name, before[name].get(which, "")) for which in ("sha256", "coming")):
                (self.folder / name).unlink()
                changes.removed.append(name)
            del self._made[name]
        changes.removed.sort()
        self._write_list()
        return changes

    def _make_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise SteepestError(explain(problem, folder)) from problem
        sweep(self.folder)
        sweep(folder)

    def _is(self, name: str, checksum: str, source: Path | None = None) -> bool:
        path = self.folder / name
        with suppress(OSError):
            if source is not None and path.samefile(source):
                return True
            return path.is_file() and sha256(path) == checksum
        return False

    def _holds(self, name: str, content: bytes) -> bool:
        with suppress(OSError):
            return (self.folder / name).read_bytes() == content
        return False

    def _write_list(self) -> None:
        data = {"version": _VERSION, "files": dict(sorted(self._made.items()))}
        text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
        path = self.folder / _LIST
        if not self._holds(_LIST, text.encode()):
            atomic_write_bytes(path, text.encode())


def _read_list(path: Path) -> dict[str, dict[str, Any]]:
    """What was made; nothing, if there is no list or it is damaged."""
    try:
        data = json.loads(path.read_bytes())
        files = data["files"] if data["version"] == _VERSION else {}
        return {name: made for name, made in files.items() if _is_plain(name, made)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_plain(name: str, made: Any) -> bool:
    """Whether a name of the list leads to the page or into its media: nothing else is ever ours."""
    parts = name.split("/")
    inside = name == PAGE or (len(parts) == 2 and parts[0] == MEDIA and parts[1] not in {"", ".."})
    return inside and "\\" not in name and isinstance(made, dict)


def _place(source: Path, target: Path) -> None:
    """A video under a second name, or a copy of it where the disk cannot do that.

    Small files are always copied: somebody may correct a caption, and not expect the other to
    change with it.
    """
    if target.suffix not in _LINKED:
        _copy(source, target)
        return
    temporary = temporary_beside(target, target.suffix)
    try:
        os.link(source.resolve(), temporary)
        temporary.replace(target)
    except OSError:
        _copy(source, target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    with atomic_path(target) as copy:
        shutil.copyfile(source, copy)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
