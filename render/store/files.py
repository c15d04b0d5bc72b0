"""Writing files so that a reader, a crash or a full disk never meets half of one.

Everything is written beside its target under a name that starts with a dot, flushed to the disk
and then renamed. A process that is killed leaves at most such a file behind; ``sweep`` finds it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from render.errors import SteepestError

_HOST = re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())[:24] or "host"
_LEFTOVER = re.compile(r"\.steepest-(?P<host>[A-Za-z0-9]+)-(?P<pid>\d+)-[0-9a-f]{8}(\..*)?")
_DAY = 86400.0

OTHER = "or choose another folder with --out"
"""What to do, besides, when a file cannot be written."""

_in_use: set[Path] = set()


@contextmanager
def atomic_path(target: Path, other: str = OTHER, *, flush: bool = True) -> Iterator[Path]:
    """Give a temporary path beside ``target`` that becomes ``target`` when the block succeeds.

    The temporary file exists from the start, is empty, and has the suffix of ``target``. When the
    block ends it is flushed, renamed over ``target``, and the folder is flushed too. When the
    block raises anything, ``KeyboardInterrupt`` included, it is removed and ``target`` stays as
    it was.

    Parameters
    ----------
    flush : without it, nothing is flushed: when the power fails, a part of it may be there. Only
        for what whoever reads it can tell to be whole; the disk then need not be waited for.

    Raises
    ------
    SteepestError : the folder is missing or cannot be written, or the disk is full
    """
    temporary = temporary_beside(target, target.suffix)
    _in_use.add(temporary)
    try:
        with explained(target, other):
            temporary.touch(exist_ok=False)
        try:
            yield temporary
        except OSError as problem:
            if _concerns(problem, temporary):
                raise SteepestError(explain(problem, target, other)) from problem
            raise
        with explained(target, other):
            if flush:
                _flush_file(temporary)
            temporary.replace(target)
            if flush:
                _flush_folder(target.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        _in_use.discard(temporary)


def temporary_beside(target: Path, suffix: str) -> Path:
    """A free name in the folder of ``target`` that ``sweep`` knows; nothing is created."""
    name = f".steepest-{_HOST}-{os.getpid()}-{secrets.token_hex(4)}{suffix}"
    return target.parent / name


def atomic_write_bytes(
    target: Path, data: bytes, other: str = OTHER, *, flush: bool = True
) -> None:
    """Write ``data`` to ``target`` by way of a temporary file; as ``atomic_path`` does it."""
    with atomic_path(target, other, flush=flush) as temporary, explained(target, other):
        temporary.write_bytes(data)


@contextmanager
def mark(folder: Path, suffix: str) -> Iterator[None]:
    """While the block runs, an empty file in ``folder`` says so; ``in_use`` reads it."""
    path = temporary_beside(folder / "mark", suffix)
    _in_use.add(path)
    try:
        path.touch()
        yield
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        _in_use.discard(path)


def in_use(path: Path) -> bool:
    """Whether the process that made a temporary file still runs, as far as can be told."""
    named = _LEFTOVER.fullmatch(path.name)
    if named is None:
        return False
    try:
        if named["host"] != _HOST:
            return time.time() - path.stat().st_mtime < _DAY
        return path in _in_use or not _abandoned(path, int(named["pid"]))
    except OSError:  # gone meanwhile
        return False


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sweep(folder: Path) -> tuple[Path, ...]:
    """Remove what is temporary in ``folder`` and whose process is gone; returns what was removed.

    Files of running processes and of other machines that share the folder are left alone, and so
    is everything that is not named by ``temporary_beside``.
    """
    removed: list[Path] = []
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            named = _LEFTOVER.fullmatch(path.name)
            if named is None or named["host"] != _HOST or path in _in_use:
                continue
            if _abandoned(path, int(named["pid"])):
                with suppress(OSError):
                    _remove(path)
                    removed.append(path)
    return tuple(removed)


def explain(problem: OSError, target: Path, other: str = OTHER) -> str:
    """One line on why ``target`` could not be written, with the fix."""
    only = other.removeprefix("or ")
    reasons = {
        errno.ENOSPC: f"the disk is full (free some space, {other})",
        errno.EDQUOT: f"your share of the disk is used up (free some space, {other})",
        errno.EFBIG: f"it grew larger than files may be there (raise the limit, {other})",
        errno.EROFS: f"{target.parent} is read-only ({only})",
        errno.EACCES: f"{target.parent} is not yours to write (change its permissions, {other})",
        errno.EPERM: f"{target.parent} is not yours to write (change its permissions, {other})",
        errno.ENOENT: f"the folder {target.parent} does not exist (create it, {other})",
        errno.ENOTDIR: f"{target.parent} is not a folder ({only})",
        errno.EISDIR: f"a folder of that name is in the way (remove it, {other})",
        errno.ENAMETOOLONG: "the name is too long for this disk (change fewer parameters)",
    }
    reason = reasons.get(problem.errno or 0, f"{problem.strerror or problem} ({only})")
    return f"cannot write {target}: {reason}"


@contextmanager
def explained(target: Path, other: str = OTHER) -> Iterator[None]:
    """Around writing ``target``: an error of the disk becomes one line; see ``explain``."""
    try:
        yield
    except OSError as problem:
        raise SteepestError(explain(problem, target, other)) from problem


def _concerns(problem: OSError, temporary: Path) -> bool:
    """Whether an error from the block is about the file being written, not about another one."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return True
    return problem.filename is not None and os.fspath(problem.filename) == os.fspath(temporary)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def _abandoned(path: Path, process: int) -> bool:
    if process == os.getpid():
        return True  # not in use by us: left by an earlier process that had our number
    if sys.platform == "win32":  # asking after a process there would end it; go by age
        return time.time() - path.stat().st_mtime > _DAY
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process that has still got its number only waits to be noticed by its parent."""
    with suppress(OSError):
        # Its name comes before, in brackets, and may hold anything.
        after_name = Path("/proc", str(process), "stat").read_bytes().rpartition(b")")[2]
        return after_name.split()[:1] in ([b"Z"], [b"X"])
    return False


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":  # folders cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
