"""``steepest gallery``: a static page of finished renders."""

from __future__ import annotations

from pathlib import Path

import click

from render.commands.options import as_json, print_json


@click.command("gallery", short_help="Make a page to choose from, of finished renders.")
@click.option(
    "--from",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    default=["out"],
    show_default=True,
    metavar="DIR",
    help="Folder of finished renders; repeatable.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default="site",
    show_default=True,
    metavar="DIR",
    help="Folder of the page; made if missing.",
)
@click.option(
    "--title", default="Gradient-based optimisation", show_default=True, help="At the head of it."
)
@as_json
def command(folders: tuple[Path, ...], out: Path, title: str, as_json: bool) -> None:
    """Make a static page of all finished renders, to choose from and to put online.

    It plays, needs no network and no server, and holds for each render its chapters, captions,
    transcript, parameters, downloads, and what to paste to show or make it elsewhere. Run again,
    it copies only what has changed. What is damaged or unfinished is named and left out.
    """
    from render.gallery.gallery import build, to_dict, to_lines, to_notes

    made = build(folders, out, title)
    for note in to_notes(made):
        click.echo(note, err=True)
    if as_json:
        print_json(to_dict(made))
    else:
        click.echo("\n".join(to_lines(made)))
