"""From what was asked for to a finished deck."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.slides import package
from render.slides.clips import render_clips, section_jobs
from render.slides.deck import Deck, build
from render.slides.notes import duration
from render.slides.request import Order
from render.store.files import atomic_path, explained, sweep
from render.table import size, table

_OTHER = "or choose another file with -o"


def make(order: Order, workers: int | None) -> Deck:
    """Render what is not up to date, and write the deck.

    Parameters
    ----------
    workers : at a time; one for each core by default

    Raises
    ------
    UsageError : there is no such section; nothing was touched
    SteepestError : a film or the disk failed; an earlier deck is as it was
    """
    jobs = section_jobs(order.resolved.jobs, order.sections)
    try:
        outcomes = render_clips([job for group in jobs for job in group], workers)
    except SteepestError as problem:
        raise SteepestError(f"{order.target} was not made: {problem}") from None
    deck = build(jobs, outcomes, order.title, order.author)
    _write(deck, order)
    return deck


def _write(deck: Deck, order: Order) -> None:
    target = order.target
    folder = target if order.kind == "folder" else target.parent
    with explained(target, _OTHER):
        folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    if order.kind == "folder":
        from render.slides.folder import write_folder

        write_folder(deck, target, _OTHER)
        return
    with atomic_path(target, _OTHER) as temporary, explained(target, _OTHER):
        if order.kind == "pptx":
            from render.slides.powerpoint import write_powerpoint

            write_powerpoint(deck, temporary)
        elif order.kind == "html":
            from render.slides.page import whole_page

            with temporary.open("w", encoding="utf-8", newline="\n") as page:
                page.writelines(whole_page(deck))
        else:
            from render.slides.folder import members

            package.write(temporary, members(deck))


def to_lines(deck: Deck, target: Path) -> list[str]:
    """A table of the slides, and the deck."""
    rows = [
        (str(number), slide.lesson, slide.section or "-", duration(slide.film.length), slide.title)
        for number, slide in enumerate(deck.slides(), start=1)
    ]
    head = ("film", "lesson", "section", "length", "title")
    return [*table(head, rows, right=("film", "length")), "", f"{target}  {size(_bytes(target))}"]


def to_dict(deck: Deck, target: Path) -> dict[str, Any]:
    """The same for other programs."""
    return {
        "file": str(target),
        "size": _bytes(target),
        "title": deck.title,
        "theme": deck.theme.name,
        "slides": [
            {
                "lesson": slide.lesson,
                "section": slide.section,
                "title": slide.title,
                "length": round(slide.film.length, 3),
                "notes": slide.notes,
            }
            for slide in deck.slides()
        ],
    }


def _bytes(target: Path) -> int:
    if target.is_dir():
        return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    return target.stat().st_size
