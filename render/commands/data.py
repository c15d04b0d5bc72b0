"""``steepest data``: what lessons are made of, for exercise sheets and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from render.commands.options import Decorator, set_option

if TYPE_CHECKING:
    from render.preview.data import Request

_objective = click.option(
    "--objective",
    required=True,
    metavar="NAME|FORMULA",
    help="A landscape, or a formula such as 'x**2 + 3*y**2'.",
)
_domain = click.option(
    "--domain",
    metavar="X0,X1,Y0,Y1",
    help="Where to look.  [default: the landscape's own]",
)


def _output(function: Any) -> Any:
    """Options that say how and where the data is written."""
    function = click.option(
        "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write a file, do not print."
    )(function)
    return click.option(
        "--format",
        "form",
        metavar="csv|json|npz",
        help="How to write it.  [default: as FILE is called, else csv]",
    )(function)


def _common(function: Any) -> Any:
    decorators: list[Decorator] = [_objective, set_option, _domain]
    function = _output(function)
    for decorator in reversed(decorators):
        function = decorator(function)
    return function


@click.group("data", short_help="Write trajectories, level curves or gradient checks as data.")
def command() -> None:
    """Write what lessons are made of as CSV, JSON or a numpy archive."""


@command.command("trajectory", short_help="The steps of an optimiser.")
@_common
@click.option("--optimizer", required=True, metavar="NAME", help="A method, such as adam.")
@click.option("--start", required=True, metavar="X,Y", help="Where to start: --start=-9,2.")
@click.option("--steps", type=int, default=100, show_default=True, help="The most steps taken.")
@click.option("--tolerance", type=float, default=0.0, help="Stop at a gradient this short.")
@click.option("--noise", type=float, default=0.0, help="Standard deviation on each gradient.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of everything random.")
def trajectory(
    optimizer: str,
    start: str,
    steps: int,
    tolerance: float,
    noise: float,
    seed: int,
    form: str | None,
    out: Path | None,
    **landscape: Any,
) -> None:
    """Run an optimiser on a landscape and write every step.

    --set takes parameters of the landscape and settings of the optimiser alike.
    """
    from render.preview.data import deliver, trajectory

    result = trajectory(
        _request(landscape), optimizer, start, steps, tolerance=tolerance, noise=noise, seed=seed
    )
    deliver(result, form, out)


@command.command("levels", short_help="Level curves of a landscape.")
@_common
@click.option("--levels", metavar="F,F,...", help="Which.  [default: evenly spread ones]")
@click.option("--count", type=int, default=12, show_default=True, help="How many, if not which.")
@click.option(
    "--resolution", type=int, default=200, show_default=True, help="Grid points along each side."
)
def levels(
    levels: str | None,
    count: int,
    resolution: int,
    form: str | None,
    out: Path | None,
    **landscape: Any,
) -> None:
    """Write the level curves of a landscape, every point of them on its level."""
    from render.preview.data import deliver, level_curves

    deliver(level_curves(_request(landscape), levels, count, resolution), form, out)


@command.command("gradient-check", short_help="A gradient beside its differences.")
@_common
@click.option("--point", "--at", metavar="X,Y", help="Where.  [default: a point of the domain]")
@click.option("--tolerance", type=float, default=1e-6, show_default=True, help="What passes.")
def gradient_check(
    point: str | None, tolerance: float, form: str | None, out: Path | None, **landscape: Any
) -> None:
    """Compare a landscape's gradient with differences of its values.

    The exit code is 1 if they do not agree.
    """
    from render.preview.data import deliver, gradient_check

    result = gradient_check(_request(landscape), point, tolerance)
    deliver(result, form, out)
    if not result.passed:
        click.echo(result.verdict, err=True)
        click.get_current_context().exit(1)


def _request(landscape: dict[str, Any]) -> Request:
    from render.preview.data import Request

    return Request(**landscape)
