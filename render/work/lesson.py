"""One lesson on its way through the workers: which tasks it needs next, and when it is done.

Lives in the command; loads neither Manim nor numpy.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from render.errors import SteepestError
from render.job import RenderJob
from render.request.names import manifest_name
from render.store import cache, manifest
from render.store.inputs import Entry, merged
from render.store.segment_folder import Finished, SegmentFolder
from render.timeline import Timeline
from render.work.outcome import Outcome
from render.work.progress import Step
from render.work.results import Cargo, Drawn, Missing
from render.work.sameness import Code
from render.work.segments import Claims, Share, segment_length, shares
from render.work.tasks import CarriedDrawTask, DrawTask, FinishTask, Task

_ROUNDS = 3
"""How often segments are drawn that turn out to be missing or not to fit."""


class LessonRun:
    """Turns a job into tasks, and their results into further tasks or an outcome.

    A context manager: while it lasts, nobody removes the finished segments of the lesson.

    Parameters
    ----------
    force : make everything anew, whatever is there
    place : a folder in which the workers can see what others have taken; without it one worker
        draws everything
    """

    def __init__(self, job: RenderJob, *, force: bool = False, place: Path | None = None) -> None:
        self.job = job
        # The key is taken first: if a source file changes meanwhile, the files are out of date.
        self.key = cache.key(job)
        self.folder = SegmentFolder(self.key)
        self._force = force
        self._place = place
        self._claims: Claims | None = None
        self._started = time.monotonic()
        self._using = ExitStack()
        self._shares = 1
        self._rounds = 0
        self._expected = 0
        self._timelines: list[Timeline] = []
        self._inputs: list[Sequence[Entry]] = []
        self._keep: frozenset[str] = frozenset()
        self._cargo: Cargo | None = None
        self._code: Code | None = None
        self._there = 0
        self._total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the segments to others; those of an unfinished video stay for a later run."""
        self._using.close()

    # ------------------------------------------------------------------ tasks

    def begin(self) -> list[Task]:
        """The first task."""
        earlier = manifest.read(self.job.out / manifest_name(self.job))
        current = None if self._force else cache.current_record(self.job, self.key)
        if current is not None:
            names = cache.file_names(self.job)
            self._keep = manifest.intact(current, self.job.out, names)
            if names[0] in self._keep:  # only something small is lost
                self._inputs = [current["inputs"]]
                return [self._finish(Timeline.from_dict(current["timeline"]))]
        if self.job.format == "png":
            return [self._finish(None)]
        self._using.enter_context(self.folder.used())
        file = self.job.file
        if self._force or (file is not None and self.folder.outdated(file.parent)):
            self.folder.clear()
        self._total = self.folder.length()
        if not self._total and earlier is not None:
            self._total = cache.frames_of(earlier["timeline"], self.job.section)
        return self._draw()

    def drawn(self, result: Drawn) -> list[Task]:
        """What follows once a share is drawn.

        Raises
        ------
        SteepestError : the lesson does not do the same on every run
        """
        for entry, content in result.contents:
            self.folder.keep_bytes(entry, content)
        self._timelines.append(result.timeline)
        self._inputs.append(result.inputs)
        self._note_length(result.timeline)
        self._expected -= 1
        if self._expected:
            return []
        first, *others = self._timelines
        for other in others:
            difference = disagreement(first, other)
            if difference:
                self.folder.clear()
                raise SteepestError(difference)
        return [self._finish(first)]

    def carry(self, cargo: Cargo, code: Code, shares: int) -> list[Task]:
        """What follows once it is known what the job needs on other machines.

        Parameters
        ----------
        shares : for at most this number of workers
        code : what must be the same there
        """
        self._cargo, self._code = cargo, code
        self._note_length(cargo.timeline)
        self._shares = shares
        self._rounds = 0
        return self._draw()

    def finished(self, result: Outcome | Missing) -> list[Task] | Outcome:
        """What follows once the files have been made, or could not be because segments lack.

        Raises
        ------
        SteepestError : the lesson does not do the same on every run
        """
        if isinstance(result, Outcome):
            self._using.close()
            self.folder.remove()
            return replace(result, seconds=time.monotonic() - self._started)
        if self._rounds == _ROUNDS:
            self.folder.clear()
            raise SteepestError(f"{self.job.lesson} did not run as before; {_SAME}")
        return self._draw()

    def _note_length(self, timeline: Timeline) -> None:
        self._total = cache.frames_of(timeline.to_dict(), self.job.section)
        self.folder.note_length(self._total)

    def _draw(self) -> list[Task]:
        self._rounds += 1
        self._timelines, self._inputs = [], []
        if self._cargo is not None:  # its sounds lie where they can be read
            self._timelines, self._inputs = [self._cargo.timeline], [self._cargo.inputs]
        finished = frozenset(self._finished())
        self._expected = 1
        if self._cargo is not None and self._code is not None:
            parts = shares(max(1, min(self._shares, self._left(len(finished)))), finished)
            self._expected = len(parts)
            return [CarriedDrawTask(self.job, part, self._cargo, self._code) for part in parts]
        if self._place is None:
            return [DrawTask(self.job, Share(finished=finished), self.folder)]
        self._claims = Claims(Path(tempfile.mkdtemp(dir=self._place)), finished)
        return [DrawTask(self.job, self._claims, self.folder)]

    def _finished(self) -> dict[int, Finished]:
        found = self.folder.finished()
        self._there = sum(entry.frames for entry in found.values())
        return found

    def _left(self, gone: int) -> int:
        """How many segments are left when so many are done or begun; many if nobody knows."""
        if not self._total:
            return 1 << 30
        length = segment_length(self.job.format, self.job.quality.frame_rate)
        return -(-self._total // length) - gone

    def help(self) -> list[Task]:
        """A task for one more worker, if there is something left to draw for it."""
        claims = self._claims
        # Who has come to the end of the scene has left nothing behind that was not taken.
        if claims is None or self._timelines or self.job.format == "gif":
            return []
        if self._left(len(claims.finished) + claims.count()) <= 0:
            return []
        self._expected += 1
        return [DrawTask(self.job, claims, self.folder)]

    def _finish(self, timeline: Timeline | None) -> Task:
        inputs = tuple(merged(self._inputs))
        return FinishTask(self.job, self.key, timeline, self.folder, self._keep, inputs)

    # ------------------------------------------------------------------ progress

    def step(self, steps: Iterable[Step]) -> Step:
        """Where the lesson stands, from the last steps of its tasks in this round."""
        steps = list(steps)
        later = [step for step in steps if step.stage != "draw"]
        if later:
            return later[-1]
        done = self._there + sum(step.done for step in steps)
        total = self._total if done <= self._total else 0
        return Step("draw", done, total, max((step.at for step in steps), default=0))


_SAME = "a lesson must do the same on every run (no clock, no unseeded random numbers)"


def disagreement(first: Timeline, other: Timeline) -> str | None:
    """How two runs of a scene differ: one line, or None if they do not.

    A video whose sound and captions belong to another run than its pictures is never finished.
    """
    for one, two in zip(first.plays, other.plays, strict=False):
        if one != two:
            return (
                f"{first.lesson} did not run as planned at "
                f"{one.start_frame / first.frame_rate:.2f} s: {two.name} took {two.frames} frames "
                f"in one worker, {one.name} took {one.frames} in another; {_SAME}"
            )
    if first.frames != other.frames:
        shorter, longer = sorted((first.frames, other.frames))
        return (
            f"{first.lesson} did not run as planned: {shorter} frames in one worker, "
            f"{longer} in another; {_SAME}"
        )
    if _heard(first) != _heard(other) or first.sections != other.sections:
        return f"{first.lesson} did not run as planned: it says different things; {_SAME}"
    return None


def _heard(timeline: Timeline) -> list[object]:
    """What is said and when; where the sound lies depends on the machine."""
    lines = [(line.text, line.start, line.duration) for line in timeline.lines]
    return [lines, [(sound.start, sound.gain) for sound in timeline.sounds]]
