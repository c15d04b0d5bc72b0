"""``steepest check``: faults that a student would see."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from render.commands.options import as_json, lesson_options, one_lesson, print_json
from render.request.request import UNDRAWN, Request, resolve_one


@click.command("check", short_help="Look for faults of layout and timing.")
@one_lesson
@lesson_options("720p30")
@as_json
def command(lesson: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Look for text outside the safe frame, text over text, and cues that come too late.

    Works on the timeline, without drawing. The exit code is 1 if anything is found.
    """
    job = resolve_one(Request(lesson, renderer=UNDRAWN, **given))
    from render.preview.check import check
    from render.staging.plan import plan

    findings = check(plan(job))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        click.echo("\n".join(map(str, findings)) or f"{job.lesson}: nothing found")
    click.get_current_context().exit(bool(findings))
