"""Writing a script: the page, and the record beside it by which takes are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase

from render.errors import UsageError
from render.request.preflight import check_out
from render.script.lines import LessonScript
from render.script.pages import KIND, to_markdown
from render.store.files import atomic_write_bytes
from scenes.voice import VoiceError
from scenes.voice.takes_folder import (
    SCRIPT,
    Script,
    checksum_of,
    number_of,
    read_script,
    recordings,
)

PAGE = "script.md"
_OTHER = "or choose another with -o"


def page_path(out: Path) -> Path:
    """The file of the page: ``out``, or ``script.md`` in the folder that it names."""
    return out if out.suffix and not out.is_dir() else out / PAGE


def write_script(
    script: LessonScript, out: Path
) -> tuple[tuple[Path, ...], Mapping[int, str], list[str]]:
    """Write the page and the record.

    Returns
    -------
    the files, what each line is to be recorded as, and the names of takes there that say words
    which have changed since

    Raises
    ------
    UsageError : the folder cannot be written, or holds the takes of another lesson
    """
    path = page_path(out)
    folder = path.parent
    check_out(folder)
    if path.name == SCRIPT:
        raise UsageError(f"{path} is where the record of the lines goes (name the page {PAGE})")
    texts = tuple(line.text for line in script.lines)
    earlier, stale = _earlier(folder, script.lesson, texts)
    folder.mkdir(parents=True, exist_ok=True)
    names = file_names(script, folder, earlier)
    record = Script(script.lesson, script.changed, texts, earlier)
    write_page(to_markdown(script, names), path)
    atomic_write_bytes(folder / SCRIPT, record.to_json().encode(), _OTHER)
    return (path, folder / SCRIPT), names, stale


def write_page(page: str, path: Path) -> None:
    """Write a page; the folder is made if missing.

    Raises
    ------
    UsageError : the folder cannot be written
    """
    check_out(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write_bytes(path, page.encode(), _OTHER)


def file_names(script: LessonScript, folder: Path, earlier: Mapping[str, str]) -> dict[int, str]:
    """What each line is to be recorded as: ``003.wav``, or ``003b.wav`` beside an older 003.

    Parameters
    ----------
    earlier : words of takes that were recorded for an earlier script, by the take's checksum
    """
    names = {line.number: f"{line.stem}{KIND}" for line in script.lines}
    try:
        found = [(number_of(path), path) for path in recordings(folder)]
    except VoiceError:
        return names
    for line in script.lines:
        mine = [path for number, path in found if number == line.number]
        says = [earlier.get(checksum_of(path), line.text) for path in mine]
        if any(text != line.text for text in says):
            taken = {path.stem for path in mine}
            free = (letter for letter in ascii_lowercase[1:] if line.stem + letter not in taken)
            names[line.number] = f"{line.stem}{next(free, ' again')}{KIND}"
    return names


def _earlier(folder: Path, lesson: str, texts: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """What the takes in the folder say that were recorded for other words."""
    if not (folder / SCRIPT).exists():
        return {}, []
    try:
        before = read_script(folder)
        found = [(path, number_of(path), checksum_of(path)) for path in recordings(folder)]
    except VoiceError:
        return {}, []  # a damaged record tells nothing; it is written anew
    if before.lesson != lesson and found:
        raise UsageError(
            f"{folder} holds takes of {before.lesson} (choose another folder for {lesson})"
        )
    earlier: dict[str, str] = {}
    stale = []
    for path, number, checksum in found:
        text = before.earlier.get(checksum)
        if text is None and number is not None and 0 < number <= len(before.lines):
            text = before.lines[number - 1]
        now = texts[number - 1] if number is not None and 0 < number <= len(texts) else None
        if text is not None and text != now:
            earlier[checksum] = text
            if text not in texts:
                stale.append(path.name)
    return earlier, stale
