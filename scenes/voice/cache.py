"""Spoken lines that were made before: a WAV file and a record with its checksum for each.

When the words of a line are heard may be known before it is spoken: that is a record of its own,
which says the same. An entry counts only when everything in it is as it was written. Two processes
may write the same entry at once, because the same key always stands for the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.cache_folder import VARIABLE, cache_folder, write_whole
from scenes.voice.voice import VoiceError


@dataclass(frozen=True)
class Entry:
    """A sound in the cache and the record that was kept with it."""

    audio: Path
    record: Mapping[str, Any]


def voice_folder() -> Path:
    """Return the folder of all spoken lines; it may not exist yet."""
    return cache_folder() / "voice"


def entry_key(*parts: str) -> str:
    """Return the name of the entry made from ``parts``; any change in one gives another name."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def code_checksum() -> str:
    """Return the checksum of this package's source: what changes there may change a sound."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return _checksum(b"".join(source.read_bytes() for source in sources))


def read(key: str) -> Entry | None:
    """Return the entry, or None if there is none or it is damaged."""
    audio, record_path = _paths(key)
    try:
        sound = audio.read_bytes()
        kept = json.loads(record_path.read_bytes())
        record = kept["record"]
        whole = kept["checksum"] == _checksum(_canonical(record)) and kept["sound"] == {
            "size": len(sound),
            "sha256": _checksum(sound),
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Entry(audio, record) if whole else None


def write(key: str, sound: bytes, record: Mapping[str, Any]) -> Entry:
    """Keep a WAV file's bytes and a record (of JSON values) and return the entry.

    Raises
    ------
    VoiceError : the cache folder cannot be written
    """
    audio, record_path = _paths(key)
    kept = {
        "record": record,
        "checksum": _checksum(_canonical(record)),
        "sound": {"size": len(sound), "sha256": _checksum(sound)},
    }
    try:
        audio.parent.mkdir(parents=True, exist_ok=True)
        # The record goes last: without it there is no entry.
        write_whole(audio, sound)
        write_whole(record_path, json.dumps(kept, indent=1).encode())
    except OSError as error:
        # Windows does not replace a file that another process is reading; it is the same entry.
        entry = read(key)
        if entry is None:
            raise _refused(error) from None
        return entry
    return Entry(audio, record)


def read_times(key: str) -> Mapping[str, Any] | None:
    """Return the record of a line's times, or None if there is none or it is damaged."""
    try:
        kept = json.loads(_times_path(key).read_bytes())
        record: Mapping[str, Any] = kept["record"]
        whole = kept["checksum"] == _checksum(_canonical(record))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return record if whole else None


def write_times(key: str, record: Mapping[str, Any]) -> None:
    """Keep the record of a line (of JSON values) that nobody has spoken yet.

    Raises
    ------
    VoiceError : the cache folder cannot be written
    """
    path = _times_path(key)
    kept = {"record": record, "checksum": _checksum(_canonical(record))}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(kept, indent=1).encode())
    except OSError as error:
        if read_times(key) is None:
            raise _refused(error) from None


def _refused(error: OSError) -> VoiceError:
    reason = error.strerror or str(error)
    return VoiceError(
        f"the voice cache {cache_folder()} cannot be written ({reason}): "
        f"make room there or set {VARIABLE} to another folder"
    )


def _times_path(key: str) -> Path:
    return voice_folder() / key[:2] / f"{key}.times.json"


def _paths(key: str) -> tuple[Path, Path]:
    stem = voice_folder() / key[:2] / key
    return stem.with_suffix(".wav"), stem.with_suffix(".json")


def _canonical(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, sort_keys=True).encode()


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
