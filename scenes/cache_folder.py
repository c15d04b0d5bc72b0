"""Where this user's cached work is kept, by the convention of the platform; writing there."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

VARIABLE = "STEEPEST_CACHE_DIR"
"""Environment variable that names another folder."""
TEXTS = "texts"
"""Its folder of texts that were set."""


def cache_folder() -> Path:
    """Return the folder of everything that can be made again; it may not exist yet.

    ``STEEPEST_CACHE_DIR`` if set, else ``steepest`` in the user's cache folder: ``XDG_CACHE_HOME``
    or ``~/.cache``; ``~/Library/Caches`` on macOS; ``%LOCALAPPDATA%`` on Windows.
    """
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return _user_caches() / "steepest"


def write_whole(target: Path, content: bytes) -> None:
    """Write beside the target, flush, and rename, so that no half-written file has its name."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _user_caches() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    # The XDG rules say that a relative path is to be ignored.
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".cache"
