"""A folder with a PNG for every frame, out of segments; all of it appears at once, by rename."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from render.encoding.png_sequence import stored_pictures
from render.errors import SteepestError
from render.muxing.joining import Segment
from render.store.files import explain, temporary_beside

_PICTURE = re.compile(r"\d+\.png")
_DIGITS = 5


def write_png_folder(segments: Sequence[Segment], target: Path) -> None:
    """Make the folder ``target`` with 00000.png, 00001.png and so on; an older one is replaced.

    A picture that stays is one file with several names where the disk can do that.

    Raises
    ------
    SteepestError : a segment is damaged, the folder cannot be written, or something else than
        such a folder is in its place
    """
    _refuse_foreign(target)
    temporary = temporary_beside(target, "")
    try:
        try:
            temporary.mkdir()
            _fill(temporary, segments)
            _replace(temporary, target)
        except OSError as problem:
            raise SteepestError(explain(problem, target)) from problem
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _fill(folder: Path, segments: Sequence[Segment]) -> None:
    digits = max(_DIGITS, len(str(sum(frames for _, frames in segments) - 1)))
    start = 0
    for path, frames in segments:
        shown = 0
        try:
            for first, count, content in stored_pictures(path):
                if first != shown:
                    break
                names = [f"{start + shown + index:0{digits}}.png" for index in range(count)]
                _write_once(folder, names, content)
                shown += count
        except zipfile.BadZipFile as problem:
            raise SteepestError(f"{path} is damaged (draw it again)") from problem
        if shown != frames:
            raise SteepestError(f"{path} does not hold the {frames} frames that it should")
        start += frames


def _write_once(folder: Path, names: Sequence[str], content: bytes) -> None:
    original = folder / names[0]
    with original.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    for name in names[1:]:
        try:
            os.link(original, folder / name)
        except OSError:  # a disk that cannot, or not that many
            shutil.copyfile(original, folder / name)


def _refuse_foreign(target: Path) -> None:
    """A folder that somebody has put other files in is not ours to replace."""
    if not target.exists():
        return
    if target.is_dir() and all(_PICTURE.fullmatch(path.name) for path in target.iterdir()):
        return
    raise SteepestError(
        f"{target} is in the way and holds other files (move them, or choose another folder "
        "with --out)"
    )


def _replace(temporary: Path, target: Path) -> None:
    aside = temporary_beside(target, "")
    with suppress(FileNotFoundError):
        target.rename(aside)
    try:
        temporary.rename(target)
    except BaseException:
        with suppress(FileNotFoundError):
            aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)
