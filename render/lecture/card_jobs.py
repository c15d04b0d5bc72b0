"""The cards of a lecture as jobs: their words, how long they stay, how far their descent goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from render.errors import SteepestError
from render.job import RenderJob
from render.lecture.manifest import Card, Item, Manifest
from render.lecture.settings import Settings
from render.request.settings import Settled

_SCENE = "Card"
_MODULE = "scenes.cards.card"
_NOTHING: Mapping[str, Any] = {
    "above": "",
    "title": "",
    "subtitle": "",
    "text": [],
    "say": "",
    "seconds": 4.0,
    "begin": 0.0,
    "end": 0.0,
}
"""The parameters of a card, without loading Manim for them; a test holds them to the scene's."""

_APPEARING = 1.5
_WORDS_A_SECOND = 3.0
_SHORTEST_END = 5.0
_CLOSING = "Thank you"


def title_card(
    settings: Settings, manifest: Manifest, item: Item, number: int, title: str
) -> RenderJob:
    """The card before a lesson, the first of which has number 1."""
    count = len(manifest.items)
    begin, end = _way(manifest, number)
    return _card(
        settings,
        above=f"{number} of {count}" if count > 1 else "",
        title=title,
        say=item.say or "",
        seconds=_NOTHING["seconds"],
        begin=begin,
        end=end,
    )


def intro(settings: Settings, manifest: Manifest, card: Card) -> RenderJob:
    """The first card; it tells what the lecture is where the manifest does not say otherwise."""
    author = () if manifest.author is None else (manifest.author,)
    full = replace(
        card,
        title=card.title or manifest.title,
        subtitle=card.subtitle or (None if card.title else manifest.subtitle),
        text=(*card.text, *author),
    )
    return _end(settings, full, *_way(manifest, 0))


def outro(settings: Settings, manifest: Manifest, card: Card) -> RenderJob:
    """The last card, on which the descent arrives."""
    full = replace(card, title=card.title or _CLOSING)
    return _end(settings, full, *_way(manifest, len(manifest.items) + 1))


def _way(manifest: Manifest, number: int) -> tuple[float, float]:
    """How far the descent is before and after a card: 0 is the intro, then come the lessons."""
    first = 0 if manifest.intro is not None else 1
    last = len(manifest.items) + (manifest.outro is not None)
    count = last - first + 1
    return round((number - first) / count, 6), round((number - first + 1) / count, 6)


def _end(settings: Settings, card: Card, begin: float, end: float) -> RenderJob:
    words = " ".join([card.title or "", card.subtitle or "", *card.text]).split()
    reading = _APPEARING + len(words) / _WORDS_A_SECOND
    return _card(
        settings,
        title=card.title,
        subtitle=card.subtitle or "",
        text=list(card.text),
        say=card.say or "",
        seconds=card.seconds or round(max(reading, _SHORTEST_END), 1),
        begin=begin,
        end=end,
    )


def _card(settings: Settings, **given: Any) -> RenderJob:
    parameters = {**_NOTHING, **given}
    changed = tuple(name for name, value in parameters.items() if value != _NOTHING[name])
    job = settings.job(_SCENE, Settled(parameters, changed), _file())
    # Another voice leaves a card that does not speak as it is.
    return job if parameters["say"] else replace(job, voice="none")


def _file() -> Path:
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        raise SteepestError("the cards of lectures are missing (install steepest again)")
    return Path(spec.origin)
