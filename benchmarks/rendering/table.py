"""The figures as tables that are read in a terminal and in Markdown alike."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.rendering.cases import Case
from benchmarks.rendering.processes import Usage
from benchmarks.rendering.promises import Promise
from benchmarks.rendering.rounds import Result

MISSED = "**missed**"
MET = "met"


def times(results: Sequence[tuple[Case, Result]], starts: tuple[Usage, Usage]) -> str:
    """Wall and CPU time of both, and the floor."""
    head = ["scene", "frames", "stock s", "ours s", "wall ratio", "target", ""]
    head += ["CPU ratio", "started", "floor s", "ours / floor", "target", ""]
    rows = []
    for case, result in results:
        stock, ours, targets = result.stock, result.ours, case.targets
        speed = stock.wall / ours.wall
        above = ours.wall / result.floor
        started = (stock.wall - starts[0].wall) / max(ours.wall - starts[1].wall, 0.01)
        rows.append(
            [
                case.name,
                str(result.frames),
                f"{stock.wall:.2f}",
                f"{ours.wall:.2f}",
                f"{speed:.2f}",
                f">= {targets.speed:g}",
                _mark(speed >= targets.speed),
                f"{stock.cpu / ours.cpu:.2f}",
                f"{started:.2f}",
                f"{result.floor:.2f}",
                f"{above:.2f}",
                f"<= {targets.floor:g}" if targets.floor else "-",
                _mark(above <= targets.floor) if targets.floor else "",
            ]
        )
    return aligned(head, rows)


def sizes(results: Sequence[tuple[Case, Result]]) -> str:
    """Memory, quality and size of both."""
    head = ["scene", "stock MB", "ours MB", "memory ratio", "target", ""]
    head += ["stock dB", "ours dB", "", "stock kB", "ours kB", "size ratio", "target", ""]
    rows = []
    for case, result in results:
        stock, ours, targets = result.stock, result.ours, case.targets
        memory, size = ours.memory / stock.memory, ours.size / stock.size
        rows.append(
            [
                case.name,
                f"{stock.memory / 1e6:.0f}",
                f"{ours.memory / 1e6:.0f}",
                f"{memory:.2f}",
                f"<= {targets.memory:g}",
                _mark(memory <= targets.memory),
                f"{stock.psnr:.2f}",
                f"{ours.psnr:.2f}",
                _mark(ours.psnr >= stock.psnr),
                f"{stock.size / 1e3:.0f}",
                f"{ours.size / 1e3:.0f}",
                f"{size:.2f}",
                f"<= {targets.size:g}",
                _mark(size <= targets.size),
            ]
        )
    return aligned(head, rows)


def steps(results: Sequence[tuple[Case, Result]]) -> str:
    """Where the CPU time of ours goes, in milliseconds a frame."""
    rows = []
    for case, result in results:
        parts = [result.steps.scene, result.steps.drawing, result.steps.rest, result.steps.encoding]
        figures = [1e3 * part / result.frames for part in (*parts, sum(parts))]
        rows.append([case.name, *(f"{figure:.2f}" for figure in figures)])
    head = ["scene", "Manim ms", "drawing ms", "copies and YUV ms", "encoding ms", "together ms"]
    return aligned(head, rows)


def promises(kept: Sequence[Promise]) -> str:
    """The other promises."""
    rows = [
        [
            promise.about,
            f"{promise.value:.2f} {promise.unit}",
            f"<= {promise.limit:g} {promise.unit}",
            _mark(promise.kept),
        ]
        for promise in kept
    ]
    return aligned(["promise", "measured", "target", ""], rows)


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with columns as wide as what stands in them; figures to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(3, *(len(line[column]) for line in lines)) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def written(cells: Sequence[str]) -> str:
        first, *others = zip(cells, widths, strict=True)
        padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        return f"| {' | '.join(padded)} |"

    return "\n".join([written(lines[0]), written(rule), *map(written, lines[1:])])


def _mark(met: bool) -> str:
    return MET if met else MISSED
