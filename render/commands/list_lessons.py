"""``steepest list``: the lessons there are."""

from __future__ import annotations

import click

from render.commands.options import as_json, print_json
from render.table import table
from scenes.catalogue import LESSONS


@click.command("list")
@as_json
def command(as_json: bool) -> None:
    """List the lessons."""
    if as_json:
        print_json([{"id": e.id, "title": e.title, "module": e.module} for e in LESSONS.values()])
        return
    rows = [(entry.id, str(entry.module), entry.title) for entry in LESSONS.values()]
    click.echo("\n".join(table(("lesson", "module", "question"), rows)))
