"""``steepest script``: the numbered lines of a lesson, to be read aloud."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from render.commands.options import (
    as_json,
    one_lesson,
    params_option,
    print_json,
    seed_option,
    set_option,
)
from render.request.asked import Request
from render.request.options import UNDRAWN
from render.request.request import resolve_one


@click.command("script", short_help="Write the lines of a lesson to record them yourself.")
@one_lesson
@set_option
@params_option
@seed_option
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    help="Write the page there, and script.json beside it, which --voice FOLDER needs.",
)
@click.option(
    "--takes",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Show what is recorded there, and what is missing.",
)
@click.option("--missing", is_flag=True, help="With --takes: the page of the missing lines.")
@as_json
def command(lesson: tuple[str, ...], as_json: bool, **given: Any) -> None:
    """Write the numbered lines that a lesson says, with how formulas and numbers are said.

    Record line 1 as 001.wav and so on (any format, video too) in the folder where the script is,
    and render with --voice FOLDER.
    """
    asked = {name: given.pop(name) for name in ("out", "takes", "missing")}
    job = resolve_one(Request(lesson, voice="none", renderer=UNDRAWN, **given))
    from render.script.answer import answer

    data, lines, complete = answer(job, **asked)
    if as_json:
        print_json(data)
    else:
        click.echo("\n".join(lines))
    click.get_current_context().exit(not complete)
