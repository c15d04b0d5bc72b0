"""The page around the entries: one HTML file with its style and its script inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from render.gallery import assets
from render.gallery.card import card, leading_card
from render.gallery.contours import icon, picture
from render.gallery.detail import detail, downloads_of
from render.gallery.entries import KINDS, Entry
from render.gallery.lessons import Group
from render.gallery.markup import Markup, embedded, tag, url
from render.gallery.snippets import Files
from render.table import clock

FEW = 6
"""So many entries are found without a search."""

_MANY = 10
"""More lessons than this are listed only when asked for."""

_KINDS = {
    "lecture": "Lectures",
    "lesson": "Whole lessons",
    "grid": "Side by side",
    "section": "Sections",
    "still": "Stills",
}
_OTHERS = _KINDS | {"lecture": "Again", "lesson": "With other settings"}
"""What stands over the entries of a lesson that follow its first."""


def page(
    title: str,
    groups: Sequence[Group],
    files: Mapping[str, Files],
    names: Mapping[tuple[str, str], str],
) -> str:
    """The whole page.

    Parameters
    ----------
    files : of each entry, by its id
    names : where each file lies in the site, by its folder and name
    """
    entries = [entry for group in groups for entry in group.entries]
    dialogs = [
        detail(entry, files[entry.id], downloads_of(entry.renders, names)) for entry in entries
    ]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=assets.policy()),
        tag("meta", name="color-scheme", content="dark light"),
        tag("link", rel="icon", href=icon()),
        tag("title", title),
        tag("style", Markup(assets.style())),
        tag("noscript", tag("style", Markup(assets.style_without_scripts()))),
    )
    body = tag(
        "body",
        tag("a", "Skip to the lessons", href="#lessons", class_="skip"),
        _header(title, groups, entries),
        tag(
            "main",
            _filters(groups, entries) if len(entries) > FEW else None,
            *(_group(group, files) for group in groups),
            tag("p", "Nothing matches. ", class_="nothing", hidden=True),
            id="lessons",
            tabindex=-1,
        ),
        _footer(),
        *dialogs,
        tag("script", embedded(_data(entries)), type="application/json", id="data"),
        tag("script", Markup(assets.script())),
    )
    return f'<!DOCTYPE html>\n<html lang="en" data-theme="auto">\n{head}\n{body}\n</html>\n'


def _header(title: str, groups: Sequence[Group], entries: Sequence[Entry]) -> Markup:
    length = sum(entry.length for entry in entries)
    lectures = sum(group.is_lecture for group in groups)
    counts = [_counted(lectures, "lecture")] if lectures else []
    if len(groups) > lectures:
        counts.append(_counted(len(groups) - lectures, "lesson"))
    if len(entries) > len(groups):
        counts.append(_counted(len(entries), "entry", "entries"))
    if length:
        counts.append(clock(length))
    return tag(
        "header",
        _settings(),
        tag(
            "div",
            tag("div", tag("h1", title), tag("p", " · ".join(counts), class_="counts")),
            picture(),
            class_="masthead",
        ),
        _contents(groups),
        class_="top",
    )


def _contents(groups: Sequence[Group]) -> Markup | None:
    if len(groups) < 2:
        return None
    links = [tag("li", tag("a", g.title, href=f"#{url(g.anchor)}")) for g in groups]
    found = tag("ul", *links)
    if len(groups) > _MANY:
        found = tag("details", tag("summary", f"All {len(groups)} lessons"), found)
    return tag("nav", found, aria_label="Lessons")


def _settings() -> Markup:
    choices = [
        tag(
            "label",
            tag("input", type="radio", name="theme", value=value, checked=value == "auto"),
            tag("span", name),
        )
        for value, name in (("auto", "Auto"), ("light", "Light"), ("dark", "Dark"))
    ]
    previews = tag(
        "label",
        tag("input", type="checkbox", id="previews"),
        tag("span", "Play previews"),
        class_="switch",
    )
    colors = tag("fieldset", tag("legend", "Colours", class_="unseen"), *choices, class_="theme")
    return tag("div", previews, colors, class_="settings scripted")


def _filters(groups: Sequence[Group], entries: Sequence[Entry]) -> Markup:
    modules = sorted({group.module for group in groups if group.module is not None})
    changed = list(dict.fromkeys(each.name for entry in entries for each in entry.changed))
    kinds = [kind for kind in KINDS if any(entry.kind == kind for entry in entries)]
    return tag(
        "form",
        tag(
            "label",
            tag("span", "Search"),
            tag(
                "input",
                type="search",
                id="search",
                autocomplete="off",
                placeholder="titles, parameters, spoken words",
            ),
            class_="grow",
        ),
        _choice("Module", "module", [(str(m), f"Module {m}") for m in modules], "All modules"),
        _choice("Changed", "parameter", [(name, name) for name in changed], "Any parameter"),
        _choice("Kind", "kind", [(kind, _KINDS[kind]) for kind in kinds], "All kinds"),
        tag("p", "", id="count", role="status", aria_live="polite"),
        class_="filters scripted",
        role="search",
        aria_label="Find a lesson",
    )


def _choice(label: str, name: str, values: list[tuple[str, str]], every: str) -> Markup | None:
    if (len(values) < 2 and name != "parameter") or not values:
        return None
    options = [tag("option", text, value=value) for value, text in values]
    return tag(
        "label",
        tag("span", label),
        tag("select", tag("option", every, value=""), *options, id=f"filter-{name}"),
    )


def _group(group: Group, files: Mapping[str, Files]) -> Markup:
    file = group.entries[0].record["file"]
    facts = [tag("code", group.lesson if file is None else f"{file} {group.lesson}")]
    if group.module is not None:
        facts.insert(0, tag("span", f"Module {group.module}"))
    if group.is_lecture:
        facts.insert(0, tag("span", "Lecture"))
    leading, others = group.split()
    return tag(
        "section",
        tag("div", tag("h2", group.title, id=group.anchor), tag("p", *facts), class_="title"),
        None if leading is None else leading_card(leading, files[leading.id]),
        *(_others(kind, others, files) for kind in KINDS),
        class_="lesson",
        aria_labelledby=group.anchor,
    )


def _others(kind: str, entries: Sequence[Entry], files: Mapping[str, Files]) -> Markup | None:
    """The entries of one kind, under a heading of their own."""
    cards = [card(entry, files[entry.id]) for entry in entries if entry.kind == kind]
    if not cards:
        return None
    count = tag("span", f" {len(cards)}", class_="number")
    return tag(
        "div",
        tag("h3", _OTHERS[kind], count),
        tag("ul", *cards, class_="cards", role="list"),
        class_="others",
    )


def _footer() -> Markup:
    return tag(
        "footer",
        tag(
            "p",
            "Made with ",
            tag("code", "steepest gallery"),
            ". Nothing is loaded from elsewhere.",
        ),
    )


def _data(entries: Sequence[Entry]) -> dict[str, list[list[object]]]:
    return {
        entry.id: [[cue.start, cue.end, "\n".join(cue.lines)] for cue in entry.captions]
        for entry in entries
    }


def _counted(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"
