"""An entry on the page: a poster that plays, what it is, and a way in."""

from __future__ import annotations

from textwrap import shorten

from render.gallery.entries import Entry
from render.gallery.markup import Markup, joined, tag, url
from render.gallery.snippets import Files
from render.table import clock


def leading_card(entry: Entry, files: Files) -> Markup:
    """The first entry of a lesson, which has room for its chapters."""
    return tag("div", _article(entry, files, "h3", _chapters(entry)), **_facts(entry, "leading"))


def card(entry: Entry, files: Files) -> Markup:
    """Any other entry, as an item of a list."""
    return tag("li", _article(entry, files, "h4"), **_facts(entry, "small"))


def _article(entry: Entry, files: Files, level: str, more: Markup | None = None) -> Markup:
    name = f"name-{entry.id}"
    about = tag("div", tag(level, heading(entry), id=name), chips(entry), more, class_="about")
    return tag("article", screen(entry, files), about, aria_labelledby=name)


def heading(entry: Entry) -> Markup:
    """What tells an entry from the others of its lesson; changed parameters stand out."""
    changed = [
        tag("code", f"{each.name} = {each.value}", class_="changed") for each in entry.changed
    ]
    parts = [*([] if entry.what is None else [joined(entry.what)]), *changed]
    return Markup(tag("span", ", ", class_="unseen").join(parts))


def _facts(entry: Entry, size: str) -> dict[str, str | int]:
    """What the search goes by."""
    return {
        "class_": f"card {size}",
        "data_entry": entry.id,
        "data_lesson": entry.lesson,
        "data_module": "" if entry.module is None else entry.module,
        "data_parameters": " ".join(each.name for each in entry.changed),
        "data_kind": entry.kind,
    }


def screen(entry: Entry, files: Files) -> Markup:
    """The poster, the preview behind it, the length, and the button over them."""
    quality = entry.record["quality"]
    kind = entry.record["format"]
    size = {"width": quality["width"], "height": quality["height"]}
    full = f"{entry.title} {entry.name}"
    moving = None
    if entry.plays:
        moving = tag(
            "video",
            class_="preview",
            src=url(files.main),
            muted=True,
            loop=True,
            playsinline=True,
            preload="none",
            tabindex=-1,
            aria_label=f"Preview, without sound: {full}",
        )
    verb = "Watch" if entry.length and kind != "mov" else "Open"
    return tag(
        "div",
        moving,
        tag(
            "img",
            class_="poster",
            src=url(files.poster or files.main),
            alt=f"A still of: {full}",
            loading="lazy",
            decoding="async",
            data_animated=url(files.main) if kind == "gif" else None,
            **size,
        ),
        tag("span", clock(entry.length), class_="length") if entry.length else None,
        tag(
            "button",
            tag("span", verb, class_="verb"),
            tag("span", f": {full}", class_="unseen"),
            type="button",
            class_="open",
            aria_haspopup="dialog",
            data_open=entry.id,
        ),
        class_=f"screen {entry.record['theme']}",
    )


def chips(entry: Entry) -> Markup | None:
    """What else an entry is, in a few words."""
    record = entry.record
    found = []
    if record["theme"] != "dark":
        found.append(_chip(f"{record['theme']} theme"))
    if record["transparent"]:
        found.append(_chip("no background"))
    if entry.voice == "none" and entry.length:
        found.append(_chip("no sound"))
    formats = list(dict.fromkeys(render.record["format"] for render in entry.renders))
    if formats != ["mp4"]:
        found += [_chip(each) for each in formats]
    return tag("ul", *found, class_="chips", aria_label="About it") if found else None


def _chip(text: str) -> Markup:
    return tag("li", text)


def _chapters(entry: Entry) -> Markup | None:
    """The chapters; where there is one only, how it begins."""
    if len(entry.parts) < 2:
        words = " ".join(line.text for part in entry.parts for line in part.lines)
        return tag("p", shorten(words, 240, placeholder=" …"), class_="begins") if words else None
    return chapters(entry, opening=True)


def chapters(entry: Entry, *, opening: bool = False) -> Markup:
    """The chapters of an entry.

    Parameters
    ----------
    opening : whether each opens the entry, too
    """
    items = []
    for part in entry.parts:
        start = f"{part.start:.3f}"
        shown = joined(tag("span", moment(part.start), class_="time"), " ", tag("span", part.title))
        button = tag(
            "button",
            shown,
            type="button",
            data_seek=start if entry.plays else None,
            data_open=entry.id if opening else None,
            disabled=not (entry.plays or opening),
        )
        items.append(tag("li", button, data_start=start))
    label = f"Chapters of {entry.title}"
    return tag("ol", *items, class_="chapters", aria_label=label)


def moment(seconds: float) -> str:
    """``0:04``, ``1:23``."""
    whole = int(seconds + 1e-6)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
