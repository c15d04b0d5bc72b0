"""Which files a preview depends on, whether one of them has changed, and being told of it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

from render.store.lesson_files import lesson_files
from scenes.catalogue import LESSONS

State = Mapping[Path, bytes | None]
"""A hash of the content of each file; None of one that is not there."""

_Stamp = tuple[int, int, int]
"""What is another one for a file that has been written: its number, size and time of change."""


class Sources:
    """The files of one lesson.

    Parameters
    ----------
    words : the lesson, or a Python file and a scene, as they were typed
    params : the parameter file
    """

    def __init__(self, words: tuple[str, ...], params: Path | None) -> None:
        self._lesson = words[0] if words and words[0] in LESSONS else None
        self._file = None if self._lesson else Path(words[0]).expanduser().absolute()
        self._params = None if params is None else params.expanduser().absolute()
        self._read: frozenset[Path] = frozenset()
        self._broken = False
        self._known: dict[Path, tuple[_Stamp, bytes]] = {}

    @property
    def own(self) -> tuple[Path, ...]:
        """Folders that hold the source of the lesson."""
        if self._file is not None:
            return (self._file.parent,)
        return tuple(sorted({path.parent for path in self._all()}))

    @property
    def folders(self) -> frozenset[Path]:
        """Folders to watch; watching files would not do: editors save by renaming new ones."""
        return frozenset(path.parent for path in self._all() if path.parent.is_dir())

    def learn(self, read: Iterable[str], *, broken: bool) -> None:
        """Note what the lesson has read.

        Parameters
        ----------
        broken : whether it failed; then it may wait for a module that has yet to be written
        """
        self._read = frozenset(map(Path, read)) | (self._read if broken else frozenset())
        self._broken = broken

    def state(self) -> State:
        """What is in the files now."""
        return {path: self._content(path) for path in self._all()}

    def written_since(self, moment: float) -> frozenset[Path]:
        """The files that have been written after a moment, in seconds as ``time.time`` counts."""
        return frozenset(
            path for path, (stamp, _) in self._known.items() if stamp[2] >= moment * 1e9
        )

    def _content(self, path: Path) -> bytes | None:
        try:
            found = path.stat()
            stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, hashlib.sha256(path.read_bytes()).digest())
                self._known[path] = known
        except OSError:
            return None
        return known[1]

    def _all(self) -> set[Path]:
        found = set(self._read)
        if self._params is not None:
            found.add(self._params)
        if self._lesson is not None:
            found |= {path for path in lesson_files(self._lesson) if path.suffix == ".py"}
        if self._file is not None:
            found.add(self._file)
            if self._broken:
                found |= set(self._file.parent.glob("*.py"))
        return found


class Watcher:
    """Calls ``tell`` from a thread after something in some folders has changed.

    A burst of changes, as editors make it, counts for one.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._folders: frozenset[Path] = frozenset()
        self._stop = threading.Event()

    def watch(self, folders: frozenset[Path]) -> None:
        """Watch these folders from now on."""
        if folders == self._folders:
            return
        before, self._stop = self._stop, threading.Event()
        self._folders = folders
        threading.Thread(target=self._run, args=(folders, self._stop), daemon=True).start()
        before.set()

    def close(self) -> None:
        """Watch nothing any more."""
        self._stop.set()

    def _run(self, folders: frozenset[Path], stop: threading.Event) -> None:
        changes = watch(
            *sorted(folders),
            watch_filter=None,
            debounce=400,
            step=50,
            stop_event=stop,
            recursive=False,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
        # A folder that is removed, or a system that watches too much already: the files are looked
        # at now and then anyway.
        with suppress(OSError, RuntimeError):
            for _ in changes:
                self._tell()
