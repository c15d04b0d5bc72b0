"""``steepest check``: faults that a student would see."""

from __future__ import annotations

from typing import Any

import click

from render.commands.options import as_json, lesson_options, one_lesson, print_json
from render.request.request import Request, resolve_one


@click.command("check", short_help="Look for faults that a student would see or hear.")
@one_lesson
@lesson_options("720p30")
@as_json
def command(lesson: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Look for faults of layout, timing, speech and captions.

    The exit code is 1 if anything is found.
    """
    job = resolve_one(Request(lesson, renderer="raster", **given))
    from render.inspection.inspect import inspect

    inspection = inspect(job)
    if as_json:
        print_json([finding.to_dict() for finding in inspection.findings])
    else:
        click.echo("\n".join(map(str, inspection.findings)) or f"{job.lesson}: nothing found")
    click.get_current_context().exit(bool(inspection.findings))
