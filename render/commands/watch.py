"""``steepest watch``: a preview that follows what is saved."""

from __future__ import annotations

from typing import Any

import click

from render.commands.options import lesson_options, one_lesson
from render.request.asked import Request


@click.command("watch", short_help="Show a preview that follows what you save.")
@one_lesson
@lesson_options("draft")
@click.option("--section", metavar="NAME", help="Only this section.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8620,
    show_default=True,
    metavar="N",
    help="Of the page; the next free one if it is taken.",
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
def command(
    lesson: tuple[str, ...], quality: str | None, port: int, no_browser: bool, **given: Any
) -> None:
    """Show a preview in the browser and keep it up to date.

    Whenever the lesson, a module beside it or its parameter file is saved, the sections that look
    or sound different are drawn again. Ctrl-C ends it. The page is for this machine only.
    """
    from render.watching.browser import open_page
    from render.watching.loop import watch

    request = Request(lesson, quality=quality or "draft", **given)
    try:
        watch(
            request,
            port,
            opened=(lambda address: None) if no_browser else open_page,
            say=click.echo,
        )
    except KeyboardInterrupt:
        click.echo("\nended")
