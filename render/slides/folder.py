"""A deck as a folder, for a course site or a stick: a page, its films, and all that goes with them.

``index.html``      the slides
``clips/``          each film with its poster and its captions, in the order of the slides
``notes.md``        what is said
``slides/``         the same films for ``manim-slides present LESSON``, run in the folder
``reveal/``         what the page needs
``deck.json``       the names of all these files: the next deck in the folder leaves none behind
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from render.slides.deck import Deck, Slide
from render.slides.page import assets, linked_page
from render.slides.presentation import presentation
from render.store.files import atomic_write_bytes, explained

RECORD = "deck.json"
PAGE = "index.html"


def write_folder(deck: Deck, folder: Path, other: str) -> None:
    """Write what has changed; each file appears whole. Files that are not of a deck stay.

    Parameters
    ----------
    other : what to do, besides, if the disk refuses

    Raises
    ------
    SteepestError : the disk refused
    """
    earlier = _recorded(folder)
    new = dict(files(deck))
    # Should this be interrupted, the next deck knows of all files that may be there.
    _write(folder, RECORD, _record({*earlier, *new}), other)
    for name, content in new.items():
        _write(folder, name, content, other)
    for name in earlier - new.keys():
        with suppress(OSError):
            (folder / name).unlink()
    _write(folder, RECORD, _record(new), other)


def members(deck: Deck) -> Iterator[tuple[str, bytes]]:
    """All files of a deck in a zip."""
    names = []
    for name, content in files(deck):
        names.append(name)
        yield name, content
    yield RECORD, _record(names)


def files(deck: Deck) -> Iterator[tuple[str, bytes]]:
    """The path of each file and its content; the page, without which nothing shows, comes last."""
    for slide in deck.slides():
        film = slide.film
        for path in (film.clip, film.poster, film.vtt, film.srt):
            yield f"clips/{slide.name}{path.suffix}", path.read_bytes()
    yield "notes.md", _notes(deck).encode()
    for part in deck.parts:
        yield f"slides/{part.lesson}.json", presentation(part, deck.theme, _clip).encode()
    for name, text in sorted(assets().items()):
        yield f"reveal/{'LICENSE' if name == 'licence' else name}", text.encode()
    yield PAGE, "".join(linked_page(deck, _clip, _poster, "reveal")).encode()


def _clip(slide: Slide) -> str:
    return f"clips/{slide.name}{slide.film.clip.suffix}"


def _poster(slide: Slide) -> str:
    return f"clips/{slide.name}{slide.film.poster.suffix}"


def _notes(deck: Deck) -> str:
    lines = [f"# {deck.title}", ""]
    for part in deck.parts:
        if deck.opening:
            lines += [f"## {part.title}", ""]
        if part.details:
            lines += [", ".join(part.details), ""]
        for slide in part.slides:
            lines += [f"{'###' if deck.opening else '##'} {slide.title}", ""]
            lines += [f"`{_clip(slide)}`", ""]
            for line in slide.notes.splitlines():
                lines += [line, ""]
    return "\n".join(lines)


def _write(folder: Path, name: str, content: bytes, other: str) -> None:
    path = folder / name
    with explained(path, other):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() == content:
            return
    atomic_write_bytes(path, content, other)


def _record(names: Iterable[str]) -> bytes:
    return (json.dumps({"files": sorted(names)}, indent=1) + "\n").encode()


def _recorded(folder: Path) -> set[str]:
    """The files of an earlier deck in the folder, none of them outside of it."""
    try:
        names = json.loads((folder / RECORD).read_bytes())["files"]
        return {name for name in names if ".." not in Path(name).parts and not Path(name).anchor}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
