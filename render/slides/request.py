"""What ``steepest slides`` was asked for, checked before anything is rendered."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from render.errors import UsageError
from render.request.asked import Request
from render.request.preflight import check_out
from render.request.request import Resolved, resolve
from render.request.suggest import nearest

Kind = Literal["pptx", "html", "zip", "folder"]

_SUFFIXES: dict[str, Kind] = {".pptx": "pptx", ".html": "html", ".htm": "html", ".zip": "zip"}

_NEEDS: dict[Kind, tuple[str, str]] = {
    "pptx": ("pptx", "python-pptx"),
    "html": ("sphinx_revealjs", "sphinx-revealjs"),
    "zip": ("sphinx_revealjs", "sphinx-revealjs"),
    "folder": ("sphinx_revealjs", "sphinx-revealjs"),
}
"""The module that each kind needs, and the package that brings it."""


@dataclass(frozen=True)
class Order:
    """A deck that can be made.

    Attributes
    ----------
    resolved : a job for each lesson as a whole
    sections : the names of those to show, in this order; empty for all
    target : the file or folder to make
    title, author : of the deck; empty where none was given
    """

    resolved: Resolved
    sections: tuple[str, ...]
    kind: Kind
    target: Path
    title: str = ""
    author: str = ""


def order(
    request: Request, target: Path, sections: str | None, title: str = "", author: str = ""
) -> Order:
    """Check what was asked for.

    Parameters
    ----------
    sections : names with commas between them

    Raises
    ------
    UsageError : anything at all is wrong with it; nothing was touched
    """
    kind = _kind(target)
    _check_target(target, kind)
    module, package = _NEEDS[kind]
    if importlib.util.find_spec(module) is None:
        raise UsageError(f'slides as {kind} need {package}: pip install "steepest[slides]"')
    resolved = resolve(request)
    job = resolved.jobs[0]
    if job.format != "mp4":
        raise UsageError(f"slides show mp4, not {job.format} (leave out the format)")
    names = _names(sections)
    if job.section is not None:
        names = names or (job.section,)
    return Order(resolved, names, kind, target, title.strip(), author.strip())


def _kind(target: Path) -> Kind:
    kind = _SUFFIXES.get(target.suffix.lower())
    if kind is None and (target.is_dir() or not target.suffix):
        return "folder"
    if kind is None:
        close = nearest(target.suffix, [".pptx", ".html", ".zip"], count=1)
        hint = f"did you mean {close[0]}?" if close else "there are .pptx, .html and .zip"
        raise UsageError(
            f"{target} would be of no known kind ({hint}; a name without a dot is a folder)"
        )
    return kind


def _check_target(target: Path, kind: Kind) -> None:
    """Whether it can be written, and is not something else already."""
    if kind == "folder" and target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file (give a folder, or a name that ends in .html)")
    taken = (target / "index.html").exists() and not (target / "deck.json").exists()
    if kind == "folder" and taken:
        raise UsageError(f"{target} holds another page, an index.html (choose another folder)")
    if kind != "folder" and target.is_dir():
        raise UsageError(f"{target} is a folder (remove it, or choose another name)")
    try:
        check_out(target if kind == "folder" else target.parent)
    except UsageError as problem:
        raise UsageError(str(problem).replace("--out", "-o")) from None


def _names(sections: str | None) -> tuple[str, ...]:
    if sections is None:
        return ()
    names: Sequence[str] = [name.strip() for name in sections.split(",")]
    if not all(names):
        raise UsageError(
            f"--sections must be names with commas between them, got {sections!r}"
            " (steepest show LESSON lists them)"
        )
    return tuple(dict.fromkeys(names))
