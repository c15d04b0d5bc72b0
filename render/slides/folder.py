"""A deck as a folder, for a course site or a stick: a page, its films, and all that goes with them.

``index.html``      the slides
``clips/``          each film with its poster and its captions, in the order of the slides
``notes.md``        what is said
``slides/``         the same films for ``manim-slides present LESSON``, run in the folder
``reveal/``         what the page needs
"""

from __future__ import annotations

from collections.abc import Iterator

from render.slides.deck import Deck, Slide
from render.slides.page import assets, linked_page
from render.slides.presentation import presentation


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
    yield "index.html", "".join(linked_page(deck, _clip, _poster, "reveal")).encode()


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
