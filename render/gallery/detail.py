"""An entry opened: player, chapters, transcript, parameters, downloads, snippets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from render.gallery.card import chapters, heading, moment
from render.gallery.entries import Entry, Line
from render.gallery.markup import Markup, joined, tag, url
from render.gallery.records import Render
from render.gallery.snippets import Files, Snippet, snippets
from render.table import clock
from render.table import size as size_text


def detail(entry: Entry, files: Files, downloads: Sequence[tuple[str, str, int]]) -> Markup:
    """The dialog of an entry.

    Parameters
    ----------
    downloads : what each is, where it lies in the site, and its bytes
    """
    title = f"title-{entry.id}"
    return tag(
        "dialog",
        tag(
            "div",
            _head(entry, title),
            tag(
                "div",
                tag("div", _player(entry, files), _tools(entry), class_="stage"),
                _reading(entry),
                class_="watch",
            ),
            tag(
                "div",
                _parameters(entry),
                _downloads(downloads),
                _snippets(entry, snippets(entry, files)),
                class_="more",
            ),
            class_="sheet",
        ),
        id=f"watch-{entry.id}",
        class_="detail",
        aria_labelledby=title,
        data_entry=entry.id,
        data_silent=entry.voice == "none",
    )


def _head(entry: Entry, title: str) -> Markup:
    facts = [clock(entry.length)] if entry.length else ["still"]
    quality = entry.record["quality"]
    facts.append(f"{quality['width']} × {quality['height']}")
    if entry.length:
        facts.append(f"{quality['frame_rate']} frames a second")
        if entry.voice is not None:
            facts.append("no sound" if entry.voice == "none" else f"voice {entry.voice}")
    return tag(
        "header",
        tag(
            "div",
            tag("h2", entry.title, id=title),
            tag("p", tag("strong", heading(entry)), " · ", " · ".join(facts)),
        ),
        tag("button", "Close", type="button", class_="close"),
    )


def _player(entry: Entry, files: Files) -> Markup:
    quality = entry.record["quality"]
    size = {"width": quality["width"], "height": quality["height"]}
    label = f"{entry.title} {entry.name}"
    kind = entry.record["format"]
    theme = entry.record["theme"]
    if entry.plays:
        return tag(
            "video",
            tag("a", "Download the video", href=url(files.main)),
            class_=f"player {theme}",
            src=url(files.main),
            controls=True,
            playsinline=True,
            preload="none",
            data_poster=url(files.poster) if files.poster else None,
            aria_label=label,
            **size,
        )
    picture = tag(
        "img",
        class_=f"player {theme}",
        src=url(files.poster or files.main),
        alt=label,
        loading="lazy",
        data_animated=url(files.main) if kind == "gif" else None,
        **size,
    )
    note = "Browsers do not play this format; download it." if kind == "mov" else None
    return joined(picture, tag("p", note, class_="note") if note else None)


def _tools(entry: Entry) -> Markup | None:
    kind = entry.record["format"]
    if kind == "gif":
        return tag("p", tag("button", "Play", type="button", class_="animate"), class_="tools")
    if not entry.plays or not entry.captions:
        return None
    button = tag("button", "Captions", type="button", class_="captions", aria_pressed="false")
    return tag("p", button, class_="tools")


def _reading(entry: Entry) -> Markup | None:
    if not entry.parts:
        return None
    parts: list[Markup | None] = []
    if len(entry.parts) > 1:
        parts += [tag("h3", "Chapters"), chapters(entry)]
    if any(part.lines for part in entry.parts):
        parts += [tag("h3", "Transcript"), _transcript(entry)]
    return tag("div", *parts, class_="reading") if parts else None


def _transcript(entry: Entry) -> Markup:
    shown: list[Markup] = []
    for part in entry.parts:
        if len(entry.parts) > 1:
            shown.append(tag("h4", part.title))
        shown += [_line(line, seekable=entry.plays) for line in part.lines]
    return tag(
        "div", *shown, class_="transcript", tabindex=0, role="group", aria_label="Transcript"
    )


def _line(line: Line, *, seekable: bool) -> Markup:
    start = f"{line.start:.3f}"
    time = tag("span", moment(line.start), class_="time")
    if seekable:
        time = tag(
            "button",
            tag("span", "Go to ", class_="unseen"),
            moment(line.start),
            type="button",
            class_="time",
            data_seek=start,
        )
    said = tag("span", line.text, class_="said")
    return tag("p", time, " ", said, class_="line", data_start=start)


def _parameters(entry: Entry) -> Markup | None:
    if not entry.parameters:
        return None
    rows = []
    for each in entry.parameters:
        was = f" (default {each.default})" if each.changed and each.default is not None else None
        mark = tag("span", "changed", class_="mark") if each.changed else None
        rows.append(
            tag(
                "tr",
                tag("th", tag("code", each.name), scope="row"),
                tag("td", tag("code", each.value), was, " " if mark else None, mark),
                tag("td", each.meaning),
                class_="changed" if each.changed else None,
            )
        )
    head = [tag("th", name, scope="col") for name in ("Parameter", "Value", "Meaning")]
    count = len(entry.changed)
    summary = f"Parameters ({count} changed)" if count else "Parameters (all at their defaults)"
    table = tag("table", tag("thead", tag("tr", *head)), tag("tbody", *rows))
    return tag(
        "details",
        tag("summary", tag("h3", summary)),
        tag("div", table, class_="wide"),
        class_="parameters",
    )


def _downloads(downloads: Sequence[tuple[str, str, int]]) -> Markup:
    items = [
        tag(
            "li",
            tag("a", title, href=url(path), download=path.rpartition("/")[2]),
            " ",
            tag("span", size_text(count), class_="size"),
        )
        for title, path, count in downloads
    ]
    return tag("section", tag("h3", "Download"), tag("ul", *items), class_="downloads")


def _snippets(entry: Entry, found: Sequence[Snippet]) -> Markup:
    blocks = [_snippet(f"{snippet.name}-{entry.id}", snippet) for snippet in found]
    said = tag("p", class_="said-copied", role="status", aria_live="polite")
    return tag("section", tag("h3", "Use it elsewhere"), *blocks, said, class_="snippets")


def _snippet(name: str, snippet: Snippet) -> Markup:
    return tag(
        "div",
        tag(
            "div",
            tag("h4", snippet.title),
            tag("p", snippet.note),
            tag(
                "button",
                "Copy",
                tag("span", f" {snippet.title}", class_="unseen"),
                type="button",
                class_="copy",
                data_copy=name,
                data_title=snippet.title,
            ),
            class_="row",
        ),
        tag("pre", tag("code", snippet.text, id=name), tabindex=0, aria_label=snippet.title),
        class_="snippet",
    )


def downloads_of(
    renders: Sequence[Render], names: Mapping[tuple[str, str], str]
) -> list[tuple[str, str, int]]:
    """Video, captions and poster of each render: what it is, where it lies, its bytes."""
    found: dict[str, tuple[str, str, int]] = {}
    for render in renders:
        quality = render.record["quality"]
        kind = render.record["format"].upper()
        offers = [(f"{kind}, {quality['width']} × {quality['height']}", render.main)]
        for title, suffix in (
            ("Captions, VTT", ".vtt"),
            ("Captions, SRT", ".srt"),
            ("Poster, PNG", ".png"),
            ("Chapter list", ".chapters.txt"),
        ):
            name = render.companion(suffix)
            if name is not None and render.size(name):
                offers.append((title, name))
        for title, name in offers:
            place = names[str(render.folder), name]
            # The captions of several formats are the same.
            found.setdefault(render.checksum(name), (title, place, render.size(name)))
    return list(found.values())
