"""The manifest of a lecture: what may stand in the file, and every fault in it by line.

Here the form is checked: keys, types, choices. Lessons and their parameters are looked up by
``render.lecture.parts``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.job import QUALITIES
from render.lecture.faults import Faults, Table, shown
from render.request.options import DEFAULTS, THEMES
from render.request.toml_file import read_toml
from scenes.catalogue import LESSONS

TRANSITIONS = ("fade", "cut")
LONGEST_FADE = 10.0
LONGEST_CARD = 120.0

_TOP = (
    "title",
    "subtitle",
    "author",
    "name",
    "theme",
    "voice",
    "quality",
    "renderer",
    "title_cards",
    "transition",
    "fade_seconds",
    "intro",
    "outro",
    "lesson",
)
_CARD = ("title", "subtitle", "text", "say", "seconds")
_LESSON = (
    "lesson",
    "scene",
    "title",
    "sections",
    "parameters",
    "title_card",
    "say",
    "transition",
    "fade_seconds",
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._=+-]*")


@dataclass(frozen=True)
class Card:
    """An intro or an outro as it was asked for.

    Attributes
    ----------
    text : further lines
    say : what is spoken meanwhile
    seconds : how long it stays at least
    """

    title: str | None
    subtitle: str | None
    text: tuple[str, ...]
    say: str | None
    seconds: float | None


@dataclass(frozen=True)
class Transition:
    """How a part follows the one before: 0 seconds is a cut."""

    seconds: float


@dataclass(frozen=True)
class Item:
    """One lesson of the list.

    Attributes
    ----------
    lesson : an id of the catalogue, or the path of a Python file
    scene : the class in that file; None if it holds only one
    say : what is spoken on its title card
    transition : between what comes before and its title card, or itself where it has none
    """

    lesson: str
    scene: str | None
    title: str | None
    sections: tuple[str, ...]
    parameters: Mapping[str, Any]
    title_card: bool
    say: str | None
    transition: Transition
    table: Table


@dataclass(frozen=True)
class Manifest:
    """A file that has been read; paths in it are relative to its folder.

    Attributes
    ----------
    name : of the files that are made, without suffix
    options : ``theme``, ``voice``, ``quality`` and ``renderer``, as far as they are given
    transition : where nothing else is said
    """

    path: Path
    name: str
    title: str
    subtitle: str | None
    author: str | None
    options: Mapping[str, str]
    transition: Transition
    intro: Card | None
    outro: Card | None
    items: tuple[Item, ...]
    faults: Faults


def read(path: Path) -> Manifest:
    """Read a manifest. Its ``faults`` hold what is wrong with it; later checks add to them.

    Raises
    ------
    UsageError : it cannot be read or is not TOML
    """
    content, lines = read_toml(path, "a lecture's .toml file")
    faults = Faults(path, lines)
    top = Table(content, (), _TOP, faults)
    transition = _transition(top, Transition(0.6))
    title = top.text("title")
    if title is None and "title" not in top:
        faults.add((), 'a lecture needs a title (title = "...")')
    return Manifest(
        path=path,
        name=_name(top, path),
        title=title or path.stem,
        subtitle=top.text("subtitle"),
        author=top.text("author"),
        options=_options(top),
        transition=transition,
        intro=_card(top, "intro"),
        outro=_card(top, "outro"),
        items=_items(content, top, transition),
        faults=faults,
    )


def _name(top: Table, path: Path) -> str:
    name = top.text("name") or path.stem
    if not _NAME.fullmatch(name):
        where = "name" if "name" in top else "title"
        top.fault(where, f"{shown(name)} cannot be a file name (letters, digits, - and _)")
    elif name in LESSONS:
        # Its files would overwrite those of the lesson.
        top.fault("name", f'{name} is the name of a lesson (add another: name = "...")')
    return name


def _options(top: Table) -> dict[str, str]:
    options: dict[str, str] = {}
    choices = {"theme": THEMES, "quality": tuple(QUALITIES)}
    for key in ("theme", "quality", "voice", "renderer"):
        if key in top:
            default = str(DEFAULTS[key])
            if key in choices:
                options[key] = top.choice(key, choices[key], default)
            else:
                options[key] = top.text(key) or default
    return options


def _transition(table: Table, default: Transition) -> Transition:
    kind = table.choice("transition", TRANSITIONS, "fade" if default.seconds else "cut")
    seconds = table.seconds("fade_seconds", default.seconds or 0.6, LONGEST_FADE)
    return Transition(seconds if kind == "fade" else 0.0)


def _card(top: Table, key: str) -> Card | None:
    table = top.table(key, _CARD)
    if table is None:
        return None
    seconds = table.seconds("seconds", 0.0, LONGEST_CARD) if "seconds" in table else None
    return Card(
        table.text("title"),
        table.text("subtitle"),
        table.texts("text"),
        table.text("say", lines=9),
        seconds,
    )


def _items(content: Mapping[str, Any], top: Table, transition: Transition) -> tuple[Item, ...]:
    given = content.get("lesson", [])
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        top.fault("lesson", "write each lesson as a table of its own: [[lesson]]")
        return ()
    if not given:
        top.faults.add((), 'there is no lesson in it (add [[lesson]] and lesson = "...")')
    cards = top.get("title_cards", bool, True)
    found = []
    for number, entry in enumerate(given):
        table = Table(entry, ("lesson", number), _LESSON, top.faults)
        name = table.text("lesson")
        if name is None and "lesson" not in table:
            top.faults.add(table.at, 'which lesson? (lesson = "...", an id or a Python file)')
        found.append(
            Item(
                lesson=name or "",
                scene=table.text("scene"),
                title=table.text("title"),
                sections=table.texts("sections"),
                parameters=table.get("parameters", dict, {}),
                title_card=table.get("title_card", bool, cards),
                say=table.text("say", lines=9),
                transition=_transition(table, transition),
                table=table,
            )
        )
    return tuple(found)
