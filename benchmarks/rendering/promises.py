"""What else is promised: linear cost, flat memory, a quick re-run, a quick preview still."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rendering import commands
from benchmarks.rendering.cases import FLAT, START, Case, Targets
from benchmarks.rendering.commands import Settings, picture_words, steepest
from benchmarks.rendering.processes import Usage, WrongError
from benchmarks.rendering.rounds import Say, best

_SHORT = Case("short", "6 s", FLAT, "Contours", Targets(speed=1))
_LONG = Case("long", "60 s of the same", FLAT, "ContoursTenTimes", Targets(speed=1))
_LESSON = "gradient-contours"


@dataclass(frozen=True)
class Promise:
    """One figure that is promised, and its limit; at most that much is fine."""

    about: str
    value: float
    limit: float
    unit: str

    @property
    def kept(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value <= self.limit


def measure(settings: Settings, rounds: int, say: Say) -> list[Promise]:
    """All promises, in the order of the table. Raises WrongError where a command fails."""
    return [*_growth(settings, rounds, say), *_answers(settings, rounds, say)]


def _growth(settings: Settings, rounds: int, say: Say) -> list[Promise]:
    """Time and memory of a scene that is ten times as long; starting and ending are left out."""
    usages: dict[str, list[Usage]] = {case.name: [] for case in (START, _SHORT, _LONG)}
    for _ in range(rounds):
        for case in (START, _SHORT, _LONG):
            with tempfile.TemporaryDirectory() as folder:
                usages[case.name].append(commands.ours(case, settings, Path(folder)).usage)
            say(f"{case.about}: {usages[case.name][-1].wall:.2f} s")
    start, short, long = (best(usages[case.name]) for case in (START, _SHORT, _LONG))
    return [
        Promise(
            "60 s against 6 s of the same scene, wall time",
            (long.wall - start.wall) / (short.wall - start.wall),
            10.5,
            "times",
        ),
        Promise(
            "60 s against 6 s of the same scene, CPU time",
            (long.cpu - start.cpu) / (short.cpu - start.cpu),
            10.5,
            "times",
        ),
        Promise(
            "60 s against 6 s of the same scene, peak memory",
            long.memory / short.memory,
            1.1,
            "times",
        ),
    ]


def _answers(settings: Settings, rounds: int, say: Say) -> list[Promise]:
    again: list[float] = []
    stills: dict[float, list[float]] = {12.5: [], 47.5: []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            words = [str(FLAT), "Contours", *picture_words(settings), "--out", str(folder / "out")]
            steepest(words, folder)
            again.append(steepest(words, folder).wall)
        for moment, taken in stills.items():
            with tempfile.TemporaryDirectory() as name:
                taken.append(_still(moment, settings, Path(name)))
                say(f"still at {moment} s: {taken[-1]:.2f} s")
    return [
        Promise("an unchanged scene rendered again", min(again), 1.0, "s"),
        *(
            Promise(f"still of {_LESSON} at {moment} s, nothing cached", min(taken), 3.0, "s")
            for moment, taken in stills.items()
        ),
    ]


def _still(moment: float, settings: Settings, folder: Path) -> float:
    words = [_LESSON, "--format", "png", "--at", str(moment), *picture_words(settings)]
    taken = steepest([*words, "--out", str(folder / "out")], folder).wall
    if len(list((folder / "out").glob("*.png"))) != 1:
        raise WrongError(f"no still of {_LESSON} at {moment} s")
    return taken
