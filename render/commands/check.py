"""``steepest check``: faults that a student would see or hear."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from render.commands.options import as_json, lesson_options, print_json
from render.request.asked import Request
from render.request.options import THEMES
from render.request.preflight import check_out
from render.request.request import resolve


@click.command("check", short_help="Look for faults that a student would see or hear.")
@click.argument("lessons", nargs=-1, metavar="LESSON|FILE.py [SCENE]...")
@click.option("--all", "everything", is_flag=True, help="Check every lesson.")
@lesson_options("720p30", themes="dark|light|both")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="out",
    show_default=True,
    metavar="DIR",
    help="Folder for the stills, in NAME--check; made if there are findings.",
)
@click.option("--no-stills", is_flag=True, help="Do not draw what was found.")
@as_json
def command(theme: str | None, no_stills: bool, as_json: bool, **given: Any) -> None:
    """Look for faults that a student would see or hear, before one does.

    Text outside the safe frame, over other text, too small, or with too little contrast; cues that
    come too late; lines without sound, speech too fast to follow, more than two seconds without
    motion or speech; captions too long or too fast. Each comes with a still on which it is
    outlined. The exit code is 1 if anything is found.
    """
    request = Request(theme="dark" if theme == "both" else theme, renderer="raster", **given)
    resolved = resolve(request)
    jobs = resolved.jobs
    if theme == "both":
        jobs = tuple(replace(job, theme=each) for job in jobs for each in THEMES)
    check_out(request.out)
    for note in resolved.notes:
        click.echo(f"note: {note}", err=True)
    from render.inspection.checking import check_each
    from render.inspection.report import to_data, to_lines

    data, faulty = [], False
    for checked in check_each(jobs, draw=not no_stills):
        if isinstance(checked, Exception):
            faulty = True
            click.echo(f"error: {checked}", err=True)
            continue
        data += to_data(checked)
        if not as_json:
            click.echo("\n".join(to_lines(checked)))
    if as_json:
        print_json(data)
    click.get_current_context().exit(faulty or bool(data))
