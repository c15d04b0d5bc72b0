"""All figures of one run: as text, and as plain values for other programs."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.rendering import table
from benchmarks.rendering.cases import Case
from benchmarks.rendering.commands import Settings
from benchmarks.rendering.machine import machine
from benchmarks.rendering.processes import Usage
from benchmarks.rendering.promises import Promise
from benchmarks.rendering.rounds import Result


@dataclass
class Report:
    """What has been measured so far.

    Attributes
    ----------
    starts : what stock and ours take for a scene of one frame
    wrong : what did not do what it was asked for, one line and more each
    """

    settings: Settings
    starts: tuple[Usage, Usage]
    results: list[tuple[Case, Result]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Machine, command and tables, in Markdown."""
        return "\n\n".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield from machine()
        words = shlex.join(["python", "-m", "benchmarks.rendering", *sys.argv[1:]])
        size = self.settings.size
        yield (
            f"Command: `{words}`. {size.width} x {size.height} at {size.frame_rate} frames a "
            f"second, ours drawn by `{self.settings.renderer}`. "
            f"One frame takes stock {self.starts[0].wall:.2f} s and ours {self.starts[1].wall:.2f} "
            "s: to start and to end."
        )
        if self.results:
            yield table.times(self.results, self.starts)
            yield table.sizes(self.results)
            yield (
                "CPU time of one worker that makes all of a scene, milliseconds a frame; what it "
                "takes to start is left out."
            )
            yield table.steps(self.results)
        if self.promises:
            yield table.promises(self.promises)

    def plain(self) -> dict[str, Any]:
        """Everything, to be written as JSON."""
        return {
            "machine": machine(),
            "settings": asdict(self.settings),
            "starts": [asdict(usage) for usage in self.starts],
            "results": [
                asdict(result) | {"targets": asdict(case.targets)} for case, result in self.results
            ],
            "promises": [asdict(promise) | {"kept": promise.kept} for promise in self.promises],
            "wrong": self.wrong,
        }
