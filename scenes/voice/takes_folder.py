"""A folder of recorded takes: which file says which words.

``script.json`` in it holds the numbered lines that were given out to be read. A take belongs to
the line whose number is the first number in its name; when the lines are written anew, takes of
words that have changed are remembered by their content, so that none is taken for other words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenes.voice.voice import VoiceError

SCRIPT = "script.json"
"""The name of the record of the lines."""

VERSION = 1
"""Of the record's form."""

_SUFFIXES = """
.3gp .aac .aif .aiff .amr .au .avi .caf .flac .m4a .m4b .m4v .mka .mkv .mov .mp3 .mp4 .mpg
.oga .ogg .ogv .opus .wav .wave .webm .wma .wmv .wv
"""
KINDS = frozenset(_SUFFIXES.split())
"""Suffixes of files that are taken for recordings."""

_PUT_ASIDE = (".", "_")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Script:
    """The lines that were given out to be read.

    Attributes
    ----------
    lesson : that says them
    changed : its parameters that were not the defaults, as texts
    lines : their words; line 1 is the first
    earlier : words of takes that were recorded for an earlier script, by the take's checksum
    """

    lesson: str
    changed: Mapping[str, str]
    lines: tuple[str, ...]
    earlier: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text of the record."""
        content = {
            "version": VERSION,
            "lesson": self.lesson,
            "changed": dict(self.changed),
            "lines": list(self.lines),
            "earlier": dict(self.earlier),
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Take:
    """A recording: its file, its number, and the SHA-256 of its content."""

    path: Path
    number: int
    checksum: str


@dataclass(frozen=True)
class Takes:
    """What a folder holds.

    Attributes
    ----------
    said : the take of each text that has one
    others : names of recordings without a number, or with that of no line
    """

    folder: Path
    script: Script
    said: Mapping[str, Take]
    others: tuple[str, ...]


def read_script(folder: Path) -> Script:
    """The lines that the folder's takes are numbered by.

    Raises
    ------
    VoiceError : there is no record, or it is damaged
    """
    path = folder / SCRIPT
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise VoiceError(
            f"{folder} has no {SCRIPT}, which says which words take 1 says "
            f"(write it: steepest script LESSON -o {folder})"
        ) from None
    except (OSError, ValueError):
        content = None
    if not _is_script(content):
        raise VoiceError(f"{path} is damaged (write it again: steepest script LESSON -o {folder})")
    return Script(
        content["lesson"], content["changed"], tuple(content["lines"]), content["earlier"]
    )


def read_takes(folder: Path) -> Takes:
    """Everything in a folder of takes.

    Raises
    ------
    VoiceError : no record of the lines, two takes of one line, or a file that cannot be read
    """
    script = read_script(folder)
    here: dict[str, list[Take]] = defaultdict(list)
    before: dict[str, list[Take]] = defaultdict(list)
    others: list[str] = []
    for path in recordings(folder):
        number = number_of(path)
        checksum = checksum_of(path)
        if checksum in script.earlier:
            before[script.earlier[checksum]].append(Take(path, number or 0, checksum))
        elif number is not None and 0 < number <= len(script.lines):
            here[script.lines[number - 1]].append(Take(path, number, checksum))
        else:
            others.append(path.name)
    said = {text: _only(text, found) for text, found in (before | here).items()}
    return Takes(folder, script, said, tuple(others))


def recordings(folder: Path) -> list[Path]:
    """The files that are taken for recordings; a name that begins with ``_`` puts one aside.

    Raises
    ------
    VoiceError : the folder cannot be read
    """
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in KINDS
            and not path.name.startswith(_PUT_ASIDE)
            and path.is_file()
        )
    except OSError as problem:
        raise VoiceError(f"cannot read the takes in {folder}: {problem.strerror}") from None


def number_of(path: Path) -> int | None:
    """The number of the line that a recording is named after: the first one in its name."""
    found = _NUMBER.search(path.stem)
    return None if found is None else int(found.group())


def checksum_of(path: Path) -> str:
    """SHA-256 of a file's content, read once for as long as size and time stay.

    Raises
    ------
    VoiceError : it cannot be read
    """
    try:
        state = path.stat()
        return _checksum(path, state.st_size, state.st_mtime_ns)
    except OSError as problem:
        raise VoiceError(f"cannot read the take {path}: {problem.strerror}") from None


@lru_cache(maxsize=4096)
def _checksum(path: Path, size: int, modified: int) -> str:
    del size, modified  # they only tell a changed file from the one that was read
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _only(text: str, found: list[Take]) -> Take:
    """The one take of a text; copies of one recording count as one."""
    if len({take.checksum for take in found}) == 1:
        return found[0]
    names = " and ".join(take.path.name for take in found)
    raise VoiceError(
        f"{names} in {found[0].path.parent} are takes of one line, {found[0].number}: {text!r} "
        "(keep one; a name that begins with _ puts a take aside)"
    )


def _is_script(content: Any) -> bool:
    parts = {"lesson": str, "changed": dict, "lines": list, "earlier": dict}
    return (
        isinstance(content, dict)
        and content.get("version") == VERSION
        and all(isinstance(content.get(name), kind) for name, kind in parts.items())
        and all(isinstance(line, str) and line for line in content["lines"])
    )
