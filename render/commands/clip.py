"""``steepest clip``: sections of lessons as clips for slides and pages."""

from __future__ import annotations

from typing import Any

import click

from render.commands.options import (
    as_json,
    jobs_option,
    lesson_options,
    out_option,
    print_json,
    renderer_option,
)
from render.request.asked import Request


@click.command("clip", short_help="Make clips for slides and pages: loops, GIFs, with alpha.")
@click.argument("lessons", nargs=-1, metavar="LESSON...")
@click.option("--all", "everything", is_flag=True, help="Every lesson.")
@click.option(
    "--section", "sections", multiple=True, metavar="NAME", help="Only this one; repeatable."
)
@click.option(
    "--for",
    "program",
    metavar="beamer|keynote|google-slides|notion|powerpoint",
    help="The format, and the size of a file, that this program takes.",
)
@click.option("--format", metavar="mp4|gif|webm|mov|png", help="Kind of file.  [default: mp4]")
@click.option(
    "--transparent", is_flag=True, default=None, help="No background; mov unless --format is given."
)
@click.option("--loop", is_flag=True, help="The end turns into the start; without sound.")
@click.option("--fade", type=float, metavar="SECONDS", help="Cross-fade of a loop.  [default: 0.5]")
@click.option(
    "--max-size", metavar="SIZE", help="The best quality that fits into 10MB, 800kB, 2.5MiB."
)
@click.option("--width", type=int, metavar="PIXELS", help="A smaller picture.")
@click.option("--fps", type=int, metavar="N", help="Fewer frames a second.")
@click.option("--no-sound", is_flag=True, help="Without the voice.")
@lesson_options("720p30")
@renderer_option
@out_option("the clips")
@click.option("--force", is_flag=True, help="Make what is up to date, too.")
@jobs_option
@as_json
def command(
    sections: tuple[str, ...], force: bool, jobs: int | None, as_json: bool, **given: Any
) -> None:
    """Make a clip of each section that is named, or of whole lessons.

    A clip is one file, whose name ends in --clip: videos and their captions stay as they are.
    """
    from render.clips.request import Wishes, clips

    wishes = {name: given.pop(name) for name in Wishes.__dataclass_fields__}
    asked, notes = clips(Request(**given), sections, Wishes(**wishes))
    from render.clips.make import make, to_lines

    made = make(asked, notes, jobs, force=force)
    if as_json:
        print_json([clip.to_dict() for clip in made])
    else:
        click.echo("\n".join(to_lines(made)))
    click.get_current_context().exit(any(clip.outcome.status == "failed" for clip in made))
