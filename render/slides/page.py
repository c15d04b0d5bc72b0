"""A deck as a page of reveal.js that works without a network.

The films play with sound and captions when the deck is moved on; see ``page_files/deck.js``. What
manim-slides makes of the same films starts them by themselves, the first one muted, without
captions or posters: only its format is of use here, see ``presentation``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path

from render.slides import reveal
from render.slides.deck import LANGUAGE, Deck, Slide
from render.slides.notes import duration
from render.store.versions import installed

_FILES = Path(__file__).parent / "page_files"
_STYLES = ("reset.css", "reveal.css", "deck.css")
_SCRIPTS = ("reveal.js", "notes.js", "deck.js")
_LIST = 400.0
"""Pixels that the list on an opening slide may be high, of 720."""

_LINE = 1.8
"""Height of its lines with the space between them, for letters of height one."""

_LETTERS = 30
"""Pixels of its letters, where there is room."""

Address = Callable[[Slide], str]
"""Where a film's clip or poster is found from the page."""


def assets() -> dict[str, str]:
    """Styles and scripts of a deck, by their name; and the licence of reveal.js."""
    own = {path.name: path.read_text(encoding="utf-8") for path in sorted(_FILES.iterdir())}
    return reveal.read() | own


def whole_page(deck: Deck) -> Iterator[str]:
    """The text of one file that holds everything, piece by piece."""
    texts = assets()
    yield from _head(deck, texts["licence"])
    for name in _STYLES:
        yield f"<style>\n{texts[name]}\n</style>\n"
    yield from _body(deck, lambda slide: f"clip-{slide.name}", _embedded_poster)
    for slide in deck.slides():
        held = base64.b64encode(slide.film.clip.read_bytes()).decode()
        yield f'<script type="text/plain" id="clip-{slide.name}">{held}</script>\n'
    for name in _SCRIPTS:
        yield f"<script>\n{texts[name]}\n</script>\n"
    yield "</body>\n</html>\n"


def linked_page(deck: Deck, clip: Address, poster: Address, folder: str) -> Iterator[str]:
    """The text of a page with its films beside it.

    Parameters
    ----------
    folder : of the files of ``assets``, from the page
    """
    yield from _head(deck, "")
    for name in _STYLES:
        yield f'<link rel="stylesheet" href="{folder}/{name}">\n'
    yield from _body(deck, clip, poster)
    for name in _SCRIPTS:
        yield f'<script src="{folder}/{name}"></script>\n'
    yield "</body>\n</html>\n"


def _head(deck: Deck, licence: str) -> Iterator[str]:
    theme = deck.theme
    notice = licence.strip().replace("--", "- -")
    colours = {
        "ground": theme.background,
        "words": theme.color("text"),
        "muted": theme.color("muted"),
        "accent": theme.color("momentum"),
        "scheme": theme.name,
    }
    yield f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(deck.title)}</title>\n"
    if deck.author:
        yield f'<meta name="author" content="{escape(deck.author)}">\n'
    yield f'<meta name="generator" content="steepest {installed("steepest")}">\n'
    if notice:
        yield f"<!--\nreveal.js, which this page contains:\n\n{notice}\n-->\n"
    values = "; ".join(f"--{name}: {value}" for name, value in colours.items())
    yield f"<style>:root {{ {values} }}</style>\n"


def _body(deck: Deck, clip: Address, poster: Address) -> Iterator[str]:
    yield '</head>\n<body>\n<div class="reveal">\n<div class="slides">\n'
    if deck.opening:
        yield _opening(deck.heading, "", deck.agenda)
    number = 0
    for part in deck.parts:
        yield _opening(part.title, ", ".join(part.details), part.agenda)
        for slide in part.slides:
            yield _film_slide(slide, number, poster(slide))
            number += 1
    yield "</div>\n</div>\n"
    yield "<noscript><p>These slides need JavaScript.</p></noscript>\n"
    films = [
        {
            "clip": clip(slide),
            "captions": [(c.start, c.end, "\n".join(c.lines)) for c in slide.film.captions],
        }
        for slide in deck.slides()
    ]
    text = json.dumps(films, ensure_ascii=False).replace("<", "\\u003c")
    yield f'<script type="application/json" id="films">{text}</script>\n'


def _opening(title: str, details: str, agenda: Sequence[tuple[str, str]]) -> str:
    lines = ['<section class="opening">', f"<h1>{escape(title)}</h1>"]
    if details:
        lines.append(f"<p>{escape(details)}</p>")
    if agenda:
        letters = min(_LETTERS, int(_LIST / _LINE / len(agenda)))
        lines.append(f'<ol style="font-size: {max(letters, 10)}px">')
        for name, length in agenda:
            lines.append(f'<li>{escape(name)} <span class="length">{length}</span></li>')
        lines.append("</ol>")
    lines.append("</section>\n")
    return "\n".join(lines)


def _film_slide(slide: Slide, number: int, poster: str) -> str:
    kind = "aside" if slide.titled else "shown-title"
    title, alternative = escape(slide.title), escape(slide.alternative)
    notes = "".join(f"<p>{escape(line)}</p>" for line in slide.notes.splitlines())
    return f"""\
<section id="{slide.name}">
<h2 class="{kind}">{title}</h2>
<div class="film" data-film="{number}">
<video playsinline preload="auto" aria-label="{alternative}"></video>
<img src="{poster}" alt="{alternative}">
<span class="length" aria-hidden="true">▶ {duration(slide.film.length)}</span>
</div>
<span class="fragment" aria-hidden="true"></span>
<aside class="notes">{notes}</aside>
</section>
"""


def _embedded_poster(slide: Slide) -> str:
    return "data:image/png;base64," + base64.b64encode(slide.film.poster.read_bytes()).decode()
