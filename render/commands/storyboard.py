"""``steepest storyboard``: a lesson on one picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from render.commands.options import lesson_options, one_lesson, out_option, renderer_option
from render.request.asked import Request
from render.request.names import stem
from render.request.preflight import check_out
from render.request.request import resolve_one


@click.command("storyboard", short_help="Draw a lesson on one picture.")
@one_lesson
@lesson_options("draft")
@renderer_option
@out_option("the picture")
def command(lesson: tuple[str, ...], out: Path, quality: str | None, **given: Any) -> None:
    """Draw the state after every play, with its time and the words spoken until then."""
    job = resolve_one(Request(lesson, quality=quality or "draft", **given))
    check_out(out)
    from render.preview.storyboard import write_storyboard

    out.mkdir(parents=True, exist_ok=True)
    for path in write_storyboard(job, out / f"{stem(job)}--storyboard.png"):
        click.echo(path)
