"""From folders of finished renders to a site: what ``steepest gallery`` does."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from render.errors import UsageError
from render.gallery.entries import Entry, entries
from render.gallery.lessons import Group, grouped
from render.gallery.page import page
from render.gallery.posters import poster_of
from render.gallery.records import LeftOut, Render, find
from render.gallery.site import MEDIA, PAGE, Changes, Site, Wanted
from render.gallery.snippets import Files
from render.table import clock, size, table

_COMPANIONS = (".vtt", ".srt", ".png", ".chapters.txt")


@dataclass(frozen=True)
class Made:
    """A finished site.

    Attributes
    ----------
    page : its path
    groups : what it shows
    files : of each entry in the site, by its id
    left_out : what it does not show
    """

    page: Path
    groups: tuple[Group, ...]
    files: dict[str, Files]
    left_out: tuple[LeftOut, ...]
    changes: Changes


def build(folders: Sequence[Path], out: Path, title: str) -> Made:
    """Make the site, or bring it up to date.

    Raises
    ------
    UsageError : nothing was touched
    SteepestError : the disk failed; an earlier page is as it was
    """
    if not title.strip():
        raise UsageError("--title must not be empty (leave it out)")
    for folder in folders:
        _refuse_same(folder, out)
    renders, left_out = find(folders)
    if not renders:
        raise UsageError(_nothing(folders, left_out))
    shown = entries(renders)
    groups = grouped(shown)
    names = _names(renders)
    files = {entry.id: _files(entry, names) for entry in shown}
    site = Site(out)
    posters = {
        files[entry.id].poster: entry.shown for entry in shown if _still_of(entry.shown) is None
    }
    site.check([*names.values(), *filter(None, posters)])
    wanted = {
        path: Wanted(path, render.path(name), render.checksum(name))
        for render in renders
        for name in _published(render)
        for path in [names[str(render.folder), name]]
    }
    own: dict[str, tuple[bytes, str]] = {}
    for path, render in posters.items():
        if path is not None:
            origin = render.checksum(render.main)
            own[path] = (b"" if site.has(path, origin) else poster_of(render), origin)
    content = page(title, groups, files, names).encode()
    own[PAGE] = (content, hashlib.sha256(content).hexdigest())
    changes = site.update(wanted.values(), own)
    return Made(out / PAGE, tuple(groups), files, tuple(left_out), changes)


def to_lines(made: Made) -> list[str]:
    """A table of what the site shows, and where its page is."""
    rows = []
    for group in made.groups:
        for entry in group.entries:
            main = made.page.parent / made.files[entry.id].main
            length = clock(entry.length) if entry.length else "still"
            count = entry.shown.size(entry.shown.main)
            rows.append((entry.lesson, length, str(main), size(count)))
    lines = table(("lesson", "length", "file", "size"), rows, right=("length", "size"))
    changes = made.changes
    counts = f"{len(changes.copied)} new, {len(changes.kept)} kept, {len(changes.removed)} removed"
    return [*lines, "", f"{made.page} ({counts})"]


def to_notes(made: Made) -> list[str]:
    """One line for each thing that was left out."""
    return [f"note: left out {each.path}: {each.reason}" for each in made.left_out]


def to_dict(made: Made) -> dict[str, Any]:
    """Plain data, ready for JSON."""
    return {
        "page": str(made.page),
        "entries": [
            {
                "id": entry.id,
                "lesson": entry.lesson,
                "title": entry.title,
                "name": entry.name,
                "module": entry.module,
                "file": str(made.page.parent / made.files[entry.id].main),
                "length": round(entry.length, 3),
                "parameters": {each.name: each.value for each in entry.parameters},
                "changed": [each.name for each in entry.changed],
            }
            for group in made.groups
            for entry in group.entries
        ],
        "left_out": [{"file": str(each.path), "reason": each.reason} for each in made.left_out],
        "new": made.changes.copied,
        "kept": made.changes.kept,
        "removed": made.changes.removed,
    }


def _refuse_same(folder: Path, out: Path) -> None:
    source, site = folder.resolve(), out.resolve()
    if source in (site, site / MEDIA):
        raise UsageError(f"--from {folder} is the site itself (choose another folder with --out)")


def _nothing(folders: Sequence[Path], left_out: Sequence[LeftOut]) -> str:
    places = " and ".join(str(folder) for folder in folders)
    hint = f"(render something first: steepest render --all --out {folders[0]})"
    if left_out:
        reasons = "; ".join(f"{each.path.name}: {each.reason}" for each in left_out[:3])
        return f"no finished render in {places} {hint}; left out {reasons}"
    return f"no finished render in {places} {hint}"


def _published(render: Render) -> list[str]:
    """The files of a render that the site holds: what is whole, of use there, and not empty."""
    others = [render.companion(suffix) for suffix in _COMPANIONS]
    return [render.main, *(name for name in others if name is not None and render.size(name))]


def _still_of(render: Render) -> str | None:
    """The name of the picture that stands for a render, if it comes with one."""
    return render.main if render.record["format"] == "png" else render.companion(".png")


def _names(renders: Sequence[Render]) -> dict[tuple[str, str], str]:
    """Where each file lies in the site; files of the same name from several folders get another."""
    names: dict[tuple[str, str], str] = {}
    taken: dict[str, Path] = {}
    for render in renders:
        files = {*_published(render), render.main, f"{render.main}.poster.png"}
        number = 0
        while True:
            mark = "" if number == 0 else f"~{number + 1}"
            paths = {
                name: f"{MEDIA}/{render.stem}{mark}{name.removeprefix(render.stem)}"
                for name in files
            }
            free = all(
                taken.get(path.casefold(), render.path(name)) == render.path(name)
                for name, path in paths.items()
            )
            if free:
                break
            number += 1
        for name, path in paths.items():
            taken[path.casefold()] = render.path(name)
            names[str(render.folder), name] = path
    return names


def _files(entry: Entry, names: dict[tuple[str, str], str]) -> Files:
    shown = entry.shown

    def there(name: str | None) -> str | None:
        return None if name is None else names[str(shown.folder), name]

    poster = there(_still_of(shown) or f"{shown.main}.poster.png")
    captions = shown.companion(".vtt")
    has_captions = captions is not None and shown.size(captions) > 0
    return Files(
        names[str(shown.folder), shown.main], poster, there(captions) if has_captions else None
    )
