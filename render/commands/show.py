"""``steepest show``: what a lesson can be told, and what it says."""

from __future__ import annotations

from pathlib import Path

import click

from render.commands.options import as_json, one_lesson, params_option, print_json, set_option
from render.request.asked import Request
from render.request.options import UNDRAWN
from render.request.request import resolve_one


@click.command("show", short_help="Show parameters, sections and words of a lesson.")
@one_lesson
@set_option
@params_option
@as_json
def command(
    lesson: tuple[str, ...], settings: tuple[str, ...], params: Path | None, as_json: bool
) -> None:
    """Show a lesson's parameters, its sections and the words it speaks."""
    request = Request(lesson, settings=settings, params=params, voice="none", renderer=UNDRAWN)
    from render.request.description import describe, to_lines

    description = describe(resolve_one(request))
    if as_json:
        print_json(description)
    else:
        click.echo("\n".join(to_lines(description)))
