"""What workers are given to do: plain data that says what, and the one function that does it.

Nothing here loads Manim before a task is done, so the command can hold tasks without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from render.errors import SteepestError
from render.faults import no_room, one_line, own_trace
from render.job import RenderJob
from render.store.inputs import Entry
from render.store.segment_folder import SegmentFolder
from render.timeline import Timeline
from render.work.board import Pen
from render.work.outcome import Outcome
from render.work.progress import Progress
from render.work.results import Cargo, Drawn, Failure, Missing
from render.work.sameness import Code
from render.work.segments import Owner, Share
from render.work.worker import at_work
from scenes.cache_folder import VARIABLE, cache_folder
from scenes.voice import VoiceError


@dataclass(frozen=True)
class DrawTask:
    """Draw those segments of a scene that belong to one worker."""

    job: RenderJob
    owner: Owner
    folder: SegmentFolder

    def run(self, progress: Progress) -> Drawn:
        """Do it; Manim is loaded only now."""
        from render.work.share import draw_share

        return draw_share(self.job, self.owner, self.folder, progress)


@dataclass(frozen=True)
class PackTask:
    """See what a job needs to be drawn on another machine; done on this one."""

    job: RenderJob

    def run(self, progress: Progress) -> Cargo:
        """Do it."""
        from render.work.cargo import pack

        return pack(self.job)


@dataclass(frozen=True)
class CarriedDrawTask:
    """Draw one share of a scene on another machine.

    Attributes
    ----------
    code : what must be the same there; see ``render.work.sameness``
    """

    job: RenderJob
    share: Share
    cargo: Cargo
    code: Code

    def run(self, progress: Progress) -> Drawn:
        """Do it, unless the machine would draw something else."""
        self.code.check("this worker", Code.here())
        from render.work.cargo import draw_carried

        return draw_carried(self.job, self.share, self.cargo, progress)


@dataclass(frozen=True)
class FinishTask:
    """Make the files of a job of its segments; see ``render.work.finish``."""

    job: RenderJob
    key: str
    timeline: Timeline | None
    folder: SegmentFolder
    keep: frozenset[str] = frozenset()
    inputs: tuple[Entry, ...] = ()

    def run(self, progress: Progress) -> Outcome | Missing:
        """Do it."""
        from render.work.finish import finish

        return finish(
            self.job,
            self.key,
            self.timeline,
            self.folder,
            progress,
            keep=self.keep,
            inputs=self.inputs,
        )


Task = DrawTask | CarriedDrawTask | PackTask | FinishTask
"""Something for a worker to do; it travels to the worker as it is."""


def do(task: Task, mark: Path) -> Drawn | Cargo | Outcome | Missing | Failure:
    """Run in a worker: do a task; whatever goes wrong becomes its result.

    Parameters
    ----------
    mark : the file in which to note how far it has come
    """
    with at_work(), Pen(mark) as progress:
        try:
            return task.run(progress)
        except Exception as problem:
            return _failure(task.job, problem)


def _failure(job: RenderJob, problem: Exception) -> Failure:
    expected = isinstance(problem, SteepestError | VoiceError)
    error = " ".join(str(problem).split()) if expected else one_line(problem)
    if no_room(problem) and not error.startswith("cannot write"):
        error += f"; make room in {cache_folder()}, or set {VARIABLE} to another folder"
    trace = () if job.file is None else own_trace(problem, job.file)
    return Failure(error, trace)
