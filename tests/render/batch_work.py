"""What workers do in the tests of the batch; they import this module by its name."""

import os
import time

from render.errors import SteepestError
from render.request.names import stem
from render.work.outcome import Outcome
from render.work.progress import Step


def succeed(job, progress):
    """Leave a line in a file of the job's name."""
    _count(job)
    progress(Step("draw", 10, 10))
    return Outcome(job.lesson, stem(job), "rendered", (job.out / stem(job),), 1.0, 10, 5, 0.1)


def fail_some(job, progress):
    """Fail for the theme light, in a way that somebody foresaw; for a section, in another way."""
    if job.theme == "light":
        raise SteepestError("the disk\nis full")
    if job.section is not None:
        raise ValueError("nobody thought of this")
    return succeed(job, progress)


def die_once(job, progress):
    """Die for the theme light, the first time."""
    if job.theme == "light" and _count(job) == 1:
        os._exit(9)
    return succeed(job, progress)


def die(job, progress):
    """Die for the theme light, always; do the others a little later."""
    if job.theme == "light":
        os._exit(9)
    time.sleep(0.2)
    return succeed(job, progress)


def where(job, progress):
    """Report the process, and what it was given to work in."""
    import tempfile

    place = f"{os.getpid()} {tempfile.gettempdir()}"
    return Outcome(job.lesson, place, "rendered")


def _count(job):
    path = job.out / stem(job)
    with path.open("a") as file:
        file.write("once\n")
    return len(path.read_text().splitlines())
