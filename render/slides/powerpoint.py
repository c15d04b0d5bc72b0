"""A deck as a PowerPoint file, for PowerPoint, Keynote, Google Slides and LibreOffice.

python-pptx writes it. manim-slides has a converter to PowerPoint, too, but its slides start by
themselves and have neither titles nor captions nor texts for screen readers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from render.slides import package
from render.slides.deck import Deck, Slide
from render.slides.powerpoint_film import add_film
from render.slides.powerpoint_look import (
    AGENDA,
    AGENDA_POINTS,
    ALL,
    BELOW_TITLE,
    TITLE,
    Rectangle,
    empty,
    film_layout,
    fitted,
    opening_layout,
    place,
)
from render.store.versions import installed

_LINE = 1.45
"""Height of a line of a list with the space before it, for letters of height one."""

LANGUAGE = "en-GB"
"""Of all words; PowerPoint wants a country, and lessons are spelt as in Britain."""


def write_powerpoint(deck: Deck, target: Path) -> None:
    """Write the deck; the same deck always gives the same bytes."""
    presentation = empty(deck.theme)
    if deck.opening:
        _add_opening(presentation, deck.heading, _listed(deck.agenda))
    number = 0
    for part in deck.parts:
        details = [", ".join(part.details)] if part.details else []
        _add_opening(presentation, part.title, [*details, *_listed(part.agenda)])
        for slide in part.slides:
            number += 1
            _add_slide(presentation, slide, number)
    _describe(presentation, deck)
    buffer = io.BytesIO()
    presentation.save(buffer)
    buffer.seek(0)
    package.write(target, package.members(buffer))


def _listed(agenda: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{title} ({length})" for title, length in agenda]


def _add_opening(presentation: Any, title: str, lines: list[str]) -> None:
    slide = presentation.slides.add_slide(opening_layout(presentation))
    _write(slide.shapes.title.text_frame, [title])
    if lines:
        frame = slide.placeholders[1].text_frame
        _write(frame, lines)
        # Programs shrink what is too long only once somebody edits it.
        points = AGENDA.height / Pt(1) / len(lines) / _LINE
        if points < AGENDA_POINTS:
            for paragraph in frame.paragraphs:
                paragraph.font.size = Pt(max(int(points), 8))
    else:
        slide.placeholders[1].element.getparent().remove(slide.placeholders[1].element)


def _add_slide(presentation: Any, slide: Slide, number: int) -> None:
    added = presentation.slides.add_slide(film_layout(presentation))
    title = added.shapes.title
    _write(title.text_frame, [slide.title])
    room = ALL if slide.titled else BELOW_TITLE
    if slide.titled:
        # The film shows it. Above the slide it is read aloud and listed, and not shown twice.
        place(title, Rectangle(TITLE.left, -TITLE.height - TITLE.top, TITLE.width, TITLE.height))
    rectangle = fitted(slide.film.width, slide.film.height, room)
    add_film(added, slide, rectangle, number, LANGUAGE)
    _write(added.notes_slide.notes_text_frame, slide.notes.splitlines())


def _write(frame: Any, lines: list[str]) -> None:
    """One paragraph for each line, in the deck's language."""
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font._element.set("lang", LANGUAGE)


def _describe(presentation: Any, deck: Deck) -> None:
    """What the file says about itself; no time, so that the same deck is the same file."""
    about = presentation.core_properties
    about.title = deck.title
    about.author = deck.author
    about.last_modified_by = deck.author
    about.language = LANGUAGE
    about.comments = f"steepest {installed('steepest')}"
    element = presentation.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)._element
    for name in ("created", "modified"):
        for child in element.findall(f"{{*}}{name}"):
            element.remove(child)
