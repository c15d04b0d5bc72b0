"""``steepest render``: lessons to finished files."""

from __future__ import annotations

from typing import Any

import click

from render.commands.options import (
    as_json,
    cluster_option,
    grid_option,
    hear_option,
    jobs_option,
    lesson_options,
    out_option,
    print_json,
    renderer_option,
    sweep_option,
)
from render.job import FORMATS


@click.command("render", short_help="Render lessons or scenes to videos, clips or stills.")
@click.argument("lessons", nargs=-1, metavar="LESSON|FILE.py [SCENE]...")
@click.option("--all", "everything", is_flag=True, help="Render every lesson.")
@lesson_options("720p30")
@sweep_option
@grid_option
@hear_option
@renderer_option
@click.option("--format", metavar="|".join(FORMATS), help="Kind of file.  [default: mp4]")
@click.option("--transparent", is_flag=True, default=None, help="No background; not for mp4.")
@click.option("--section", metavar="NAME", help="Only this section, as a clip.")
@click.option(
    "--at", type=float, metavar="SECONDS", help="The still of this moment; with --format png."
)
@out_option("the finished files")
@click.option("--force", is_flag=True, help="Render what is up to date, too.")
@jobs_option
@cluster_option
@as_json
def command(
    force: bool,
    jobs: int | None,
    cluster: str | None,
    grid: bool,
    heard: tuple[str, ...],
    as_json: bool,
    **given: Any,
) -> None:
    """Render lessons, or scenes of your own Manim files, to videos, clips or stills.

    Words after a Python file are the scenes in it that are meant; none means all of them.
    What is up to date is not rendered again. Several lessons are rendered in parallel, and one is
    shared by several workers where there are more of them; one that fails does not stop the others.
    """
    from render.work.ahead import begin

    begin(given["lessons"], given["out"], surely=force or given["at"] is not None)
    from render.request.asked import Request
    from render.work.deliver import deliver, settle, to_lines

    resolved = settle(Request(**given, portable=cluster is not None))
    if grid or heard:
        from render.many.grid.deliver import deliver_with_grids

        outcomes = deliver_with_grids(resolved, heard, jobs, force=force, cluster=cluster)
    else:
        outcomes = deliver(resolved, jobs, force=force, cluster=cluster)
    if as_json:
        print_json([outcome.to_dict() for outcome in outcomes])
    else:
        click.echo("\n".join(to_lines(outcomes)))
    click.get_current_context().exit(any(outcome.status == "failed" for outcome in outcomes))
