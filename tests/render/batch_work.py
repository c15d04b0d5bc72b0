"""What workers do in the tests of the batch; they import this module by its name."""

import os
import signal
import tempfile
import time

from render.request.names import stem
from render.timeline import Section, Timeline
from render.work.board import Pen
from render.work.outcome import Outcome
from render.work.progress import Step
from render.work.results import Drawn, Failure
from render.work.tasks import DrawTask


def succeed(task, mark):
    """Leave a line in a file of the job's name for each share."""
    _note(task)
    with Pen(mark) as progress:
        progress(Step("draw", 10, 0, 10))
        return _result(task)


def slow(task, mark):
    """Draw for a while, with hardly a core."""
    _note(task)
    if isinstance(task, DrawTask):
        with Pen(mark) as progress:
            deadline = time.monotonic() + 1.5
            while time.monotonic() < deadline:
                progress(Step("draw", 100, 0, 100))
                time.sleep(0.01)
            for segment in range(30):
                task.owner.owns(segment)
    return _result(task)


def busy(task, mark):
    """Draw for a while, with two cores as it seems."""
    clock = time.process_time
    begun = time.monotonic()
    time.process_time = lambda: 2 * (time.monotonic() - begun)
    try:
        return slow(task, mark)
    finally:
        time.process_time = clock


def fail_some(task, mark):
    """Fail for the theme light."""
    if task.job.theme == "light":
        return Failure("the disk is full")
    return succeed(task, mark)


def die_once(task, mark):
    """Die for the theme light, the first time."""
    if task.job.theme == "light" and _note(task) == 1:
        _die(mark)
    return succeed(task, mark)


def die(task, mark):
    """Die for the theme light, always; do the others a little later."""
    if task.job.theme == "light":
        _die(mark)
    with Pen(mark) as progress:
        progress(Step("draw", 1, 0, 1))
        time.sleep(0.2)
        return _result(task)


def die_finishing(task, mark):
    """Die when the files are to be made."""
    if not isinstance(task, DrawTask):
        with Pen(mark) as progress:
            progress(Step("finish"))
            os.kill(os.getpid(), signal.SIGKILL)
    return _result(task)


def where(task, mark):
    """Report the process, and what it was given to work in."""
    if isinstance(task, DrawTask):
        return _result(task)
    return Outcome(task.job.lesson, f"{os.getpid()} {tempfile.gettempdir()}", "rendered")


def differ(task, mark):
    """Another length in every share."""
    if isinstance(task, DrawTask):
        slow(task, mark)
        return Drawn(_timeline(task.job, 600 + os.getpid()), 0)
    return _result(task)


def _die(mark):
    with Pen(mark) as progress:
        progress(Step("draw", 7, 0, 23))
        os.kill(os.getpid(), signal.SIGKILL)


def _result(task):
    if isinstance(task, DrawTask):
        return Drawn(_timeline(task.job, 600), 600)
    job = task.job
    return Outcome(job.lesson, stem(job), "rendered", (job.out / stem(job),), 1.0, 10, 5, 0.1)


def _timeline(job, frames):
    whole = (Section("autocreated", "all", 0, frames), Section("move", "It moves", 0, frames))
    return Timeline(job.lesson, "", 160, 90, 10, frames, (), (), (), whole, ())


def _note(task):
    path = task.job.out / stem(task.job)
    if isinstance(task, DrawTask):
        with path.open("a") as file:
            file.write("once\n")
    return len(path.read_text().splitlines())
