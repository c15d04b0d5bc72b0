"""``steepest new``: a lesson of one's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new", short_help="Write a lesson file of your own to start from.")
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=".",
    metavar="DIR",
    help="Folder of the new files; made if missing.  [default: this one]",
)
def command(name: str, out: Path) -> None:
    """Write a lesson of your own, NAME.py, and its test, to start from.

    It renders as it stands: parameters, words that are computed, a drawing. Nothing that exists
    is overwritten.
    """
    from render.new.write import write_lesson

    source, test = write_lesson(name, out)
    click.echo(f"{source}\n{test}\n\nNext: steepest watch {source}")
