"""One lesson from its parameters to its finished files, all in this process."""

from __future__ import annotations

from render.job import RenderJob
from render.store import cache
from render.work.lesson import LessonRun
from render.work.outcome import Outcome
from render.work.progress import Progress, quiet
from render.work.tasks import DrawTask, FinishTask


def render(job: RenderJob, progress: Progress = quiet) -> Outcome:
    """Make what is missing or out of date among the files of a job.

    Raises
    ------
    SteepestError : the lesson or the disk failed; earlier files are as they were
    """
    return cache.find(job) or _render(LessonRun(job), progress)


def render_anew(job: RenderJob, progress: Progress = quiet) -> Outcome:
    """Make all files of a job, whatever is there; errors as in ``render``."""
    return _render(LessonRun(job, force=True), progress)


def _render(lesson: LessonRun, progress: Progress) -> Outcome:
    with lesson:
        tasks = lesson.begin()
        while True:
            task = tasks.pop(0)
            if isinstance(task, DrawTask):
                tasks += lesson.drawn(task.run(progress))
            elif isinstance(task, FinishTask):
                answer = lesson.finished(task.run(progress))
                if isinstance(answer, Outcome):
                    return answer
                tasks += answer
