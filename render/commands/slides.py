"""``steepest slides``: lessons to a deck whose films play on their slides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from render.commands.options import (
    as_json,
    jobs_option,
    lesson_options,
    print_json,
    renderer_option,
)


@click.command("slides", short_help="Make slides whose films play on a click.")
@click.argument("lessons", nargs=-1, metavar="LESSON|FILE.py [SCENE]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="deck.pptx|deck.html|deck.zip|DIR",
    help="The deck: PowerPoint, one page, or a page with its files, zipped or in a folder.",
)
@click.option("--all", "everything", is_flag=True, help="All lessons.")
@lesson_options("720p30")
@renderer_option
@click.option("--sections", metavar="NAME,...", help="Only these sections, in this order.")
@click.option("--title", default="", help="Of the deck.  [default: that of the lesson]")
@click.option("--author", default="", help="Who gives the lecture; in the file's properties.")
@jobs_option
@as_json
def command(
    output: Path,
    sections: str | None,
    title: str,
    author: str,
    jobs: int | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Make a deck of lessons: one slide for each section, with its film, its title and its words.

    The first press of the forward key plays the film of a slide, the next one goes on. The words
    are the speaker's notes and the captions of the films. Films that are up to date are not
    rendered again.
    """
    from render.request.asked import Request
    from render.slides.make import make, to_dict, to_lines
    from render.slides.request import order

    deck = make(order(Request(**given), output, sections, title, author), jobs)
    if as_json:
        print_json(to_dict(deck, output))
    else:
        click.echo("\n".join(to_lines(deck, output)))
