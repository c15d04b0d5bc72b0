"""``steepest cache``: what is kept to save time."""

from __future__ import annotations

from dataclasses import asdict

import click

from render.commands.options import as_json, print_json
from render.store.cache_store import clear, stores
from render.table import size, table
from scenes.cache_folder import cache_folder


@click.group("cache", short_help="Show or empty the cache.")
def command() -> None:
    """Show or empty the cache: what can be made again, such as spoken lines."""


@command.command()
@as_json
def info(as_json: bool) -> None:
    """Show what is in the cache."""
    kept = stores()
    if as_json:
        print_json({"folder": str(cache_folder()), "kinds": [asdict(store) for store in kept]})
        return
    rows = [(store.kind, str(store.files), size(store.size), store.meaning) for store in kept]
    click.echo(f"{cache_folder()}\n")
    click.echo("\n".join(table(("kind", "files", "size", "what"), rows, right=("files", "size"))))


@command.command("clear")
@as_json
def clear_all(as_json: bool) -> None:
    """Empty the cache; finished videos are not in it."""
    removed = clear()
    freed = sum(store.size for store in removed)
    if as_json:
        print_json({"folder": str(cache_folder()), "kinds": [asdict(store) for store in removed]})
        return
    files = sum(store.files for store in removed)
    click.echo(f"removed {files} files, {size(freed)}, from {cache_folder()}")
