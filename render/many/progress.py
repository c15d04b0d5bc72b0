"""How far a batch has come: one bar for all of it, and the report kept up to date on the way."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from render.many.report import Report
from render.table import clock, shortened
from render.work.outcome import Outcome
from render.work.progress import Display, Lines, Passing, Step, Terminal, summary

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

LONGEST = 44
"""Letters of a job's name beside its bar."""

_STEADY = 3
"""Jobs after whose end it is known how many are done a second."""


class Count:
    """How many jobs are over, and how long the others will take."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._worked = 0
        self._since: float | None = None
        self._first: float | None = None

    def begun(self) -> None:
        """A job is worked on."""
        if self._since is None:
            self._since = time.monotonic()

    def add(self, outcome: Outcome) -> None:
        """A job is over."""
        self.done += 1
        self.failed += outcome.status == "failed"
        self.begun()
        if outcome.status != "kept":
            self._worked += 1
            self._first = self._first or time.monotonic()

    def left(self) -> str:
        """``about 2:10 left`` as far as that is known; jobs up to date take no time."""
        if self._first is None or self._since is None or self.done == self.total:
            return ""
        # As soon as that says something, without the seconds in which the workers get ready.
        begin, worked = self._since, self._worked
        if worked > _STEADY:
            begin, worked = self._first, worked - 1
        each = (time.monotonic() - begin) / worked
        return f"about {clock(each * (self.total - self.done))} left"

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.done}/{self.total}{failed}"


class CountedLines(Lines):
    """A line for every job that is over, with its number and the time that is left."""

    def __init__(self, count: Count, stream: TextIO) -> None:
        super().__init__(stream)
        self._count = count

    def finished(self, index: int, outcome: Outcome) -> None:
        """Print its line."""
        left = self._count.left() if outcome.status != "kept" else ""
        after = f" ({left})" if left else ""
        self.say(f"[{self._count}] {summary(outcome)}{after}")


class CountedTerminal(Terminal):
    """A bar for all jobs together, and one for each that runs; only what went wrong gets a line."""

    def __init__(self, names: Sequence[str], count: Count, stream: TextIO) -> None:
        super().__init__(names, stream, all_at_once=False)
        self._count = count
        self._bars.columns = (*self._bars.columns[:-1], _left_column())
        self._overall = self._bars.add_task(
            "all jobs", total=count.total, stage="", frames="", rate="", left=""
        )

    def finished(self, index: int, outcome: Outcome) -> None:
        """Take its bar away and move the one of all jobs."""
        self._drop(index)
        count = self._count
        self._bars.update(self._overall, completed=count.done, frames=str(count), left=count.left())
        if outcome.status == "failed":
            self.say(summary(outcome))


def _left_column() -> ProgressColumn:
    """The time that is left: what the task says of it, else what its bar tells."""
    from rich.progress import Task, TimeRemainingColumn
    from rich.text import Text

    class Left(TimeRemainingColumn):
        def render(self, task: Task) -> Text:
            if "left" in task.fields:
                return Text(task.fields["left"], style="progress.remaining")
            return super().render(task)

    return Left()


class BatchDisplay(Passing):
    """Passes on to what is shown, keeps the report, and notes what has become of each job."""

    def __init__(
        self, shown: Display, report: Report, count: Count, outcomes: dict[int, Outcome]
    ) -> None:
        super().__init__(shown)
        self._report = report
        self._count = count
        self._outcomes = outcomes

    def step(self, index: int, step: Step) -> None:
        """Job ``index`` has come to ``step``."""
        self._count.begun()
        self._report.begun(index)
        self._report.refresh()
        self.shown.step(index, step)

    def finished(self, index: int, outcome: Outcome) -> None:
        """Job ``index`` is over."""
        self._outcomes[index] = outcome
        self._report.settle(index, outcome)
        self._report.refresh()
        self._count.add(outcome)
        self.shown.finished(index, outcome)


def batch_display(
    names: Sequence[str],
    report: Report,
    outcomes: dict[int, Outcome],
    stream: TextIO | None = None,
) -> BatchDisplay:
    """What suits the stream, standard error by default.

    Parameters
    ----------
    outcomes : filled, by the number of the job
    """
    stream = sys.stderr if stream is None else stream
    count = Count(len(names))
    short = [shortened(name, LONGEST) for name in names]
    shown = (
        CountedTerminal(short, count, stream) if stream.isatty() else CountedLines(count, stream)
    )
    return BatchDisplay(shown, report, count, outcomes)
