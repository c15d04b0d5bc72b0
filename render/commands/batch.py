"""``steepest batch``: a list of jobs."""

from __future__ import annotations

from pathlib import Path

import click

from render.commands.options import as_json, cluster_option, jobs_option, out_option, print_json


@click.command("batch", short_help="Render a list of jobs, and report on each.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.toml")
@out_option("the finished files and of report.json")
@jobs_option
@cluster_option
@click.option("--fail-fast", is_flag=True, help="Begin nothing more once a job has failed.")
@click.option("--force", is_flag=True, help="Render what is up to date, too.")
@as_json
def command(
    file: Path,
    out: Path,
    jobs: int | None,
    cluster: str | None,
    fail_fast: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Render the jobs of a file: lessons with parameters, formats, sections, sweeps.

    Everything in the file is checked first. What became of each job stands in report.json while
    the batch runs. A batch that was stopped goes on when it is started again: what is up to date
    is not rendered again, and what failed is tried again.
    """
    from render.cli import Interrupted
    from render.many.batch import InterruptedBatchError, run_batch
    from render.many.batch_file import read

    batch = read(file, out, portable=cluster is not None)
    try:
        result = run_batch(batch, out, jobs, force=force, fail_fast=fail_fast, cluster=cluster)
    except InterruptedBatchError as problem:
        raise Interrupted(str(problem)) from None
    if as_json:
        print_json(result.report)
    else:
        click.echo("\n".join(result.to_lines()))
    click.get_current_context().exit(result.failed)
