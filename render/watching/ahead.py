"""Draw the section that is being worked on before it is known whether it has changed.

Who changes a section mostly changes it again. A second process draws it while the first one looks
at the whole lesson: on two cores, that halves the time from a save to the preview. It is forked
from the first when the lesson has been loaded, so both have read the same files.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

from manim import Scene

from render.encoding.background import BackgroundWriter
from render.encoding.encoder import Encoder
from render.encoding.opening import open_encoder
from render.job import RenderJob
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.watching.sections import Look


class Ahead:
    """A section that is being drawn.

    Parameters
    ----------
    name : of the section
    folder : where its pictures are put
    """

    def __init__(self, scene: type[Scene], job: RenderJob, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        self._process = os.fork()
        if not self._process:
            _draw_and_leave(scene, job, name, folder)

    def take(self, look: Look, target: Path) -> bool:
        """Wait for the pictures and call them ``target``; False if they are not what was seen."""
        drawn = self._folder / _file_name(look.section.frames)
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        if status or not drawn.exists():
            return False
        drawn.replace(target)
        return True

    def drop(self) -> None:
        """Draw no further."""
        if self._process:
            with suppress(OSError):
                os.kill(self._process, signal.SIGKILL)
                os.waitpid(self._process, 0)
            left = [self._folder / f"unfinished-{self._process}.mp4"]
            for path in [*left, *self._folder.glob(_file_name("*"))]:
                path.unlink(missing_ok=True)
            self._process = 0


def can_fork() -> bool:
    """Whether a process that has loaded a lesson can be doubled safely, and a core is free."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _file_name(frames: int | str) -> str:
    """Of a file with so many frames; another number means that it is another section."""
    return f"ahead-{frames}.mp4"


def _draw_and_leave(scene: type[Scene], job: RenderJob, name: str, folder: Path) -> None:
    """In the second process: draw, and end without what a Python process does in the end."""
    code = 1
    with suppress(BaseException):  # the first process meets with every error of the lesson, too
        sink = _AheadSink(job, name, folder / f"unfinished-{os.getpid()}.mp4")
        direct(scene, job.quality, sink, renderer=job.renderer, transparent=False, seed=job.seed)
        drawn = sink.close()
        if drawn is not None:
            drawn.path.replace(folder / _file_name(drawn.frames))
            code = 0
    os._exit(code)


class _AheadSink(FrameSink):
    def __init__(self, job: RenderJob, name: str, path: Path) -> None:
        self._parent = os.getppid()
        self._job = job
        self._name = name
        self._path = path
        self._inside = False
        self._open = ExitStack()
        self._encoder: Encoder | None = None
        self._writer: BackgroundWriter | None = None

    def begin_section(self, name: str, frame: int) -> None:
        if self._inside:
            self.end = frame
        self._inside = name == self._name and self.end is None

    def wants(self, frame: int) -> bool:
        return self._inside

    def passed(self, frames: int) -> None:
        if os.getppid() != self._parent:  # it was ended: nobody waits for this
            os._exit(1)

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        known: Boxes | None = changed
        if self._writer is None:
            quality = self._job.quality
            self._encoder = self._open.enter_context(
                open_encoder(
                    self._path,
                    "mp4",
                    quality.width,
                    quality.height,
                    quality.frame_rate,
                    transparent=False,
                    codec=self._job.codec,
                )
            )
            self._writer = self._open.enter_context(BackgroundWriter(self._encoder))
            known = None
        self._writer.write(pixels, repeat, known)

    def release(self, pixels: Pixels) -> None:
        if self._writer is not None:
            self._writer.release(pixels)

    def close(self) -> Encoder | None:
        """Finish the file; None if there was no such section."""
        self._open.close()
        return self._encoder
