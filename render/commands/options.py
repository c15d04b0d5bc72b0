"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from render.job import QUALITIES

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")

one_lesson = click.argument("lesson", nargs=-1, required=True, metavar="LESSON")
"""A lesson, or a Python file and the name of a scene class in it."""

set_option = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter; repeatable. Points are x,y.",
)
params_option = click.option(
    "--params",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Read parameters from a file; --set overrules it.",
)
seed_option = click.option(
    "--seed", type=int, metavar="N", help="What is random begins with this.  [default: 0]"
)
sweep_option = click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="NAME=V,V,...",
    help="One clip for each value; repeatable: all combinations. Points: x,y;x,y. Ranges: 1..9:2.",
)
grid_option = click.option(
    "--grid", is_flag=True, help="Also one video of all clips of a sweep side by side."
)
hear_option = click.option(
    "--hear",
    "heard",
    multiple=True,
    metavar="NAME=VALUE",
    help="The clip of a grid whose sound it has.  [default: silence]",
)
renderer_option = click.option(
    "--renderer",
    metavar="auto|raster|opengl|cairo",
    help="What draws; cairo is Manim's own.  [default: auto]",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Workers at once.  [default: one for each core]",
)
cluster_option = click.option(
    "--cluster", metavar="ADDRESS", help="Draw on the workers of a dask scheduler."
)


def out_option(what: str) -> Decorator:
    """The folder to write into; ``what`` ends up there."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default="out",
        show_default=True,
        metavar="DIR",
        help=f"Folder of {what}; made if missing.",
    )


def lesson_options(quality: str, themes: str = "dark|light") -> Decorator:
    """Options that decide what a lesson looks and sounds like.

    Parameters
    ----------
    quality : the default, for the help
    themes : the choices, for the help
    """
    options = [
        set_option,
        params_option,
        click.option(
            "--quality", metavar="|".join(QUALITIES), help=f"Size and rate.  [default: {quality}]"
        ),
        click.option("--theme", metavar=themes, help="Colours.  [default: dark]"),
        click.option(
            "--voice",
            metavar="joe|none|FOLDER|PATH",
            help="Who speaks: joe, silence, a folder of your takes (see script), or a Piper .onnx "
            "file.  [default: joe]",
        ),
        seed_option,
    ]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def print_json(data: Any) -> None:
    """Print data as JSON."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))
