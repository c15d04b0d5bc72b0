"""``steepest doctor``: what works here, what is missing and how to get it."""

from __future__ import annotations

from dataclasses import asdict

import click

from render.commands.options import as_json, print_json


@click.command("doctor", short_help="Try out everything that rendering needs.")
@as_json
def command(as_json: bool) -> None:
    """Try out everything that rendering needs; the exit code is 1 if it would not work."""
    from render.diagnosis.doctor import examine, to_lines, works

    results = examine()
    if as_json:
        print_json([asdict(result) for result in results])
    else:
        click.echo("\n".join(to_lines(results)))
    click.get_current_context().exit(not works(results))
