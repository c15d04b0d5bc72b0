"""``python -m benchmarks.rendering``: render every case with both, and print the ratios."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from benchmarks.rendering import page, promises
from benchmarks.rendering.cases import CASES, chosen
from benchmarks.rendering.commands import Settings
from benchmarks.rendering.processes import WrongError
from benchmarks.rendering.report import Report
from benchmarks.rendering.rounds import measure, start_times
from render.errors import SteepestError
from render.job import QUALITIES

_PROMISES = "promises"
_NAMES = [*(case.name for case in CASES), _PROMISES]


@click.command()
@click.option("--only", multiple=True, type=click.Choice(_NAMES), help="Only this; repeatable.")
@click.option("--repeat", type=click.IntRange(min=1), help="Rounds of each case.")
@click.option("--quick", is_flag=True, help="One round at draft quality: does everything work?")
@click.option("--quality", type=click.Choice(list(QUALITIES)), default="1080p60", show_default=True)
@click.option(
    "--renderer",
    type=click.Choice(["raster", "opengl", "cairo"]),
    default="raster",
    show_default=True,
    help="What draws ours.",
)
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the figures here."
)
@click.option(
    "--write",
    type=click.Path(path_type=Path, exists=True),
    help="A page; the tables go where it says <!-- RENDERER QUALITY -->.",
)
def main(
    only: tuple[str, ...],
    repeat: int | None,
    quick: bool,
    quality: str,
    renderer: str,
    json_file: Path | None,
    write: Path | None,
) -> None:
    """Render the same plain Manim files with stock manim and with steepest; print the ratios.

    Exits with 1 where a command fails or a video does not show its scene. A target that is missed
    is marked, and is no failure.
    """
    begun = time.monotonic()
    settings = Settings("draft" if quick else quality, renderer)
    try:
        starts = start_times(settings, 1 if quick else repeat or 3)
    except WrongError as problem:
        raise click.ClickException(str(problem)) from problem
    report = Report(settings, starts)
    _fill(report, only or tuple(_NAMES), 1 if quick else repeat)
    text = report.text()
    click.echo(text)
    _say(f"{time.monotonic() - begun:.0f} s in all")
    if json_file:
        json_file.write_text(json.dumps(report.plain(), indent=1), encoding="utf-8")
    for line in report.wrong:
        _say(f"wrong: {line}")
    if report.wrong:
        sys.exit(1)
    if write:
        page.replace_part(write, f"{renderer} {settings.quality}", text)


def _fill(report: Report, names: tuple[str, ...], rounds: int | None) -> None:
    """Measure what these names say; what goes wrong is noted, and the rest goes on."""
    for case in chosen(names):
        with _noted(report, case.name):
            result = measure(case, report.settings, rounds or case.repeats, _say)
            report.results.append((case, result))
    if _PROMISES in names:
        with _noted(report, _PROMISES):
            report.promises += promises.measure(report.settings, rounds or 2, _say)


@contextmanager
def _noted(report: Report, name: str) -> Iterator[None]:
    try:
        yield
    except (WrongError, SteepestError) as problem:
        report.wrong.append(f"{name}: {problem}")
        _say(report.wrong[-1])


def _say(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main()
