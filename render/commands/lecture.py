"""``steepest lecture``: a list of lessons to one video with everything that goes with it."""

from __future__ import annotations

from pathlib import Path

import click

from render.commands.options import as_json, cluster_option, jobs_option, out_option, print_json
from render.job import QUALITIES


@click.command("lecture", short_help="Join lessons to one video with chapters and a transcript.")
@click.argument("manifest", type=click.Path(path_type=Path), metavar="FILE.toml")
@click.option("--check", is_flag=True, help="Only check the file and tell what it will hold.")
@click.option("--quality", metavar="|".join(QUALITIES), help="Instead of what the file says.")
@click.option("--theme", metavar="dark|light", help="Instead of what the file says.")
@click.option("--voice", metavar="joe|none|PATH", help="Instead of what the file says.")
@out_option("the finished files")
@click.option("--force", is_flag=True, help="Make everything anew.")
@jobs_option
@cluster_option
@as_json
def command(
    manifest: Path,
    check: bool,
    out: Path,
    force: bool,
    jobs: int | None,
    cluster: str | None,
    as_json: bool,
    **typed: str | None,
) -> None:
    """Make one video of the lessons that a file lists, with title cards and transitions.

    Beside it come captions, a transcript with pictures, a list of chapters and a poster. What is
    up to date is not rendered again.
    """
    from render.lecture.parts import load
    from render.lecture.show import contents, to_dict, to_lines

    lecture = load(manifest, out, typed, portable=cluster is not None)
    if check:
        print_json(to_dict(lecture)) if as_json else click.echo("\n".join(contents(lecture)))
        return
    from render.lecture.make import make

    outcome = make(lecture, jobs, force=force, cluster=cluster)
    print_json(outcome.to_dict()) if as_json else click.echo("\n".join(to_lines(outcome)))
