"""The files that a scene reads while it runs: noted, so that a later run can tell if one changed.

A plain scene may import helpers, show pictures and read tables; none of that is known before it
has run. ``observe`` watches every file that Python opens meanwhile and every module that was
imported from outside the installed packages, whose versions are in the cache key anyway.

Not seen: files that are opened by compiled code (``add_sound`` is; those are added by hand), and
whether a folder lists the same names.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from render.store.files import sha256
from scenes.cache_folder import cache_folder

PRIVATE = "_steepest_"
"""Beginning of the names of modules that ``render.staging.private_modules`` runs."""

Entry = dict[str, Any]
"""``path``, relative to the folder of the scene file if it is below it; ``size`` in bytes, None of
a file that was not there, -1 of one that changed while the scene ran; ``sha256``."""

_State = tuple[int, int] | None
"""Size and time of change of a file; None of one that is not there."""


class Observation:
    """What has been opened so far."""

    def __init__(self) -> None:
        self._read: dict[str, _State] = {}
        self._written: set[str] = set()
        self._entries: dict[str, Entry] = {}

    def __len__(self) -> int:
        """How many files have been opened so far."""
        return len(self._read) + len(self._written)

    def opened(self, path: Any, mode: Any, flags: Any) -> None:
        """Note that a file is about to be opened, as Python's audit event ``open`` tells it."""
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a number of a file that is open already
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - pathlib takes ten times as long
        if _writes(mode, flags):
            self._written.add(name)
        elif name not in self._read and name not in self._written:
            self._read[name] = _state(name)

    def entries(self, folder: Path, more: Iterable[str] = ()) -> list[Entry]:
        """What the scene has read up to now, in the order of the paths.

        Parameters
        ----------
        folder : of the scene file
        more : paths of files that compiled code opens
        """
        covered = _covered()
        # Of a thousand modules few are the user's: asking the disk for all of them took 15 ms.
        for path in [*more, *(file for file in _module_files() if not file.startswith(covered))]:
            name = os.path.abspath(path)  # noqa: PTH100
            if name not in self._read:
                self._read[name] = _state(name)
        found = [
            self._entry(name, state, folder)
            for name, state in list(self._read.items())  # while a scene opens more
            if name not in self._written
            and not name.startswith(covered)
            and not name.endswith(".pyc")
            and name not in sys.path  # a zip file of modules, there or not
            and (state is None or os.path.isfile(name))  # noqa: PTH113
        ]
        return sorted(found, key=lambda entry: str(entry["path"]))

    def _entry(self, name: str, state: _State, folder: Path) -> Entry:
        """The entry of a file, whose content is read only once."""
        entry = self._entries.get(name)
        if entry is None:
            path = Path(name)
            inside = path.is_relative_to(folder)
            entry = {
                "path": path.relative_to(folder).as_posix() if inside else str(path),
                "size": None if state is None else state[0],
                "sha256": None if state is None else _content(path),
            }
            self._entries[name] = entry
        if _state(name) != state:
            entry = entry | {"size": -1, "sha256": None}
        return entry


@contextmanager
def observe() -> Iterator[Observation]:
    """Watch what is opened in this process until the block ends."""
    global _observation  # noqa: PLW0603 - an audit hook can never be taken away again
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    before = _observation
    _observation = Observation()
    try:
        yield _observation
    finally:
        _observation = before


def unchanged(entries: Iterable[Mapping[str, Any]], folder: Path) -> bool:
    """Whether every file still is as it was; loads nothing and reads only files of equal size."""
    try:
        return all(_is_as_noted(folder / entry["path"], entry) for entry in entries)
    except (KeyError, TypeError):
        return False


def merged(lists: Iterable[Iterable[Entry]]) -> list[Entry]:
    """The entries of several workers as one list; where they differ, the file counts as changed."""
    found: dict[str, Entry] = {}
    for entry in (entry for entries in lists for entry in entries):
        known = found.setdefault(entry["path"], entry)
        if known != entry:
            found[entry["path"]] = known | {"size": -1, "sha256": None}
    return [found[path] for path in sorted(found)]


def configuration() -> str:
    """Hash of the files from which Manim takes its settings: the user's, and that of this folder.

    Manim reads them when it is loaded, so that no observation sees them.
    """
    home = Path.home()
    user = home / ".config" / "manim" / "manim.cfg"
    if sys.platform == "win32":
        user = home / "AppData" / "Roaming" / "Manim" / "manim.cfg"
    digest = hashlib.sha256()
    for path in (user, Path("manim.cfg")):
        with contextlib.suppress(OSError):
            digest.update(path.read_bytes())
        digest.update(b"\0")
    return digest.hexdigest()


_observation: Observation | None = None
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Called by Python at every audited event; 60 ns where nothing is observed."""
    if event == "open" and _observation is not None:
        _observation.opened(*arguments)


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _state(name: str) -> _State:
    try:
        found = os.stat(name)  # noqa: PTH116
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _module_files() -> list[str]:
    """Source of all modules: an import that another scene did before opens no file again."""
    files = (
        getattr(module, "__file__", None)
        for name, module in list(sys.modules.items())
        # Not the command itself; and what is private to a scene's file is read anew by each run.
        if name not in {"__main__", "__mp_main__"} and not name.startswith(PRIVATE)
    )
    return [file for file in files if isinstance(file, str)]


def _covered() -> tuple[str, ...]:
    """Beginnings of paths that other parts of the cache key cover, or whose files come and go."""
    installed = sysconfig.get_paths()
    folders = {installed[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders |= {site.getusersitepackages(), str(cache_folder()), "/dev", "/proc", "/sys"}
    folders |= {str(Path(__file__).parents[2] / name) for name in ("mathcore", "render", "scenes")}
    own = os.path.join(tempfile.gettempdir(), "steepest-")  # noqa: PTH118
    return (own, *(f"{os.path.abspath(folder)}{os.sep}" for folder in folders))  # noqa: PTH100


def _content(path: Path) -> str | None:
    try:
        return sha256(path)
    except OSError:
        return None


def _is_as_noted(path: Path, entry: Mapping[str, Any]) -> bool:
    size = entry["size"]
    try:
        if size is None:
            return not path.exists()
        return path.stat().st_size == size and bool(sha256(path) == entry["sha256"])
    except OSError:
        return False
