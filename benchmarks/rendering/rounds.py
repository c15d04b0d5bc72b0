"""Render one case with both, in alternation, and check what came out before any time counts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rendering import commands, floor, steps
from benchmarks.rendering.cases import START, Case
from benchmarks.rendering.commands import Settings
from benchmarks.rendering.pictures import apart, check_alike, fidelity
from benchmarks.rendering.processes import Usage, WrongError
from render.work.machine import cores

Say = Callable[[str], None]


@dataclass(frozen=True)
class Side:
    """What one of the two took, best of all rounds, and what it made.

    Attributes
    ----------
    wall, cpu : seconds
    memory, size : bytes
    psnr : dB, of decoded frames against the pictures that were drawn for them
    """

    wall: float
    cpu: float
    memory: int
    size: int
    psnr: float


@dataclass(frozen=True)
class Result:
    """Both sides of one case.

    Attributes
    ----------
    floor : seconds that encoding the finished frames takes, best of all rounds
    steps : where the time of ours goes
    """

    name: str
    about: str
    frames: int
    rounds: int
    stock: Side
    ours: Side
    floor: float
    steps: steps.Steps


def start_times(settings: Settings, rounds: int) -> tuple[Usage, Usage]:
    """What stock and ours take for a single frame, best of several rounds."""
    taken: tuple[list[Usage], list[Usage]] = ([], [])
    for _ in range(rounds):
        for usages, render in zip(taken, (commands.stock, commands.ours), strict=True):
            with tempfile.TemporaryDirectory() as folder:
                usages.append(render(START, settings, Path(folder)).usage)
    return best(taken[0]), best(taken[1])


def measure(case: Case, settings: Settings, rounds: int, say: Say) -> Result:
    """All figures of one case.

    Raises
    ------
    WrongError : a command failed, or its video does not show the scene frame for frame
    """
    quality = settings.size
    with tempfile.TemporaryDirectory(prefix="steepest-bench-") as name:
        folder = Path(name)
        spooled = apart(
            floor.spool, case.our_source, settings.renderer, quality, folder / "frames.yuv"
        )
        stock: list[commands.Render] = []
        ours: list[commands.Render] = []
        floors: list[float] = []
        for number in range(rounds):
            for side, renders in (("stock", stock), ("ours", ours)):
                place = folder / f"{side}-{number}"
                place.mkdir()
                render = commands.stock if side == "stock" else commands.ours
                renders.append(render(case, settings, place))
                say(f"{case.name}: {side} {renders[-1].usage.wall:.2f} s")
            floors.append(floor.encode(spooled, cores()))
            say(f"{case.name}: encoding alone {floors[-1]:.2f} s")
        taken = steps.take(case.our_source, settings.renderer, quality, spooled)
        spooled.file.unlink()
        one, other = stock[-1].video, ours[-1].video
        say(f"{case.name}: comparing the frames")
        shown = apart(fidelity, one, (case.file, case.scene), "cairo", quality, case.stride)
        drawn = apart(fidelity, other, case.our_source, settings.renderer, quality, case.stride)
        if shown.frames != drawn.frames:
            raise WrongError(f"{case.name}: stock has {shown.frames} frames, ours {drawn.frames}")
        if case.alike:
            apart(check_alike, one, other, max(1, shown.frames // 8))
        return Result(
            case.name,
            case.about,
            shown.frames,
            rounds,
            _side(stock, shown.psnr),
            _side(ours, drawn.psnr),
            min(floors),
            taken,
        )


def best(usages: Sequence[Usage]) -> Usage:
    """The smallest of each figure: what else runs on a machine can only add to them."""
    return Usage(
        min(usage.wall for usage in usages),
        min(usage.cpu for usage in usages),
        min(usage.memory for usage in usages),
    )


def _side(renders: Sequence[commands.Render], psnr: float) -> Side:
    usage = best([render.usage for render in renders])
    size = renders[-1].video.stat().st_size
    return Side(usage.wall, usage.cpu, usage.memory, size, psnr)
