"""``steepest plan``: what happens when, without drawing it."""

from __future__ import annotations

from typing import Any

import click

from render.commands.options import as_json, lesson_options, one_lesson, print_json
from render.request.asked import Request
from render.request.options import UNDRAWN
from render.request.request import resolve_one


@click.command("plan", short_help="Show what happens when in a lesson.")
@one_lesson
@lesson_options("720p30")
@as_json
def command(lesson: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Show the timeline of a lesson: sections, plays, spoken lines with their cues."""
    job = resolve_one(Request(lesson, renderer=UNDRAWN, **given))
    from render.preview.schedule import to_lines
    from render.staging.plan import plan

    timeline = plan(job)
    if as_json:
        print_json(timeline.to_dict())
    else:
        click.echo("\n".join(to_lines(timeline)))
