"""Draw sections of a lesson, each into a file of its own, in one run of the lesson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from manim import Scene

from render.encoding.background import BackgroundWriter
from render.encoding.encoder import Encoder
from render.encoding.opening import open_encoder
from render.errors import SteepestError
from render.job import RenderJob
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.timeline import Section
from render.watching.sections import Look


def clip_file(folder: Path, look: Look) -> Path:
    """Where the pictures of a section are, or will be."""
    return folder / f"{look.key}.mp4"


def draw_clips(
    scene: type[Scene],
    job: RenderJob,
    looks: Sequence[Look],
    folder: Path,
    progress: Callable[[Section, int, int], None],
) -> None:
    """Run the scene once more and draw these sections, in their order.

    Parameters
    ----------
    progress : told the section, and how many frames of all of them are done

    Raises
    ------
    SteepestError : the scene failed
    """
    if not looks:
        return
    with _ClipSink(job, looks, folder, progress) as sink:
        direct(scene, job.quality, sink, renderer=job.renderer, transparent=False, seed=job.seed)


class _ClipSink(FrameSink):
    def __init__(
        self,
        job: RenderJob,
        looks: Sequence[Look],
        folder: Path,
        progress: Callable[[Section, int, int], None],
    ) -> None:
        self._job = job
        self._looks = looks
        self._folder = folder
        self._progress = progress
        self._total = sum(look.section.frames for look in looks)
        self._done = 0
        self._current: Look | None = None
        self._open = ExitStack()
        self._encoder: Encoder | None = None
        self._writer: BackgroundWriter | None = None
        self.end = max(look.section.end_frame for look in looks)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if problem is not None:
            self._open.__exit__(kind, problem, trace)
            return
        self._finish()

    def wants(self, frame: int) -> bool:
        return any(
            look.section.start_frame <= frame < look.section.end_frame for look in self._looks
        )

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        for each in self._looks:
            begin = max(first, each.section.start_frame)
            count = min(first + repeat, each.section.end_frame) - begin
            if count <= 0:
                continue
            known: Boxes | None = changed
            if each is not self._current:
                self._begin(each)
                known = None  # the first picture of a file is all new to it
            assert self._writer is not None
            self._writer.write(pixels, count, known)
            self._done += count
            self._progress(each.section, self._done, self._total)

    def release(self, pixels: Pixels) -> None:
        if self._writer is not None:
            self._writer.release(pixels)

    def _begin(self, look: Look) -> None:
        self._finish()
        quality = self._job.quality
        self._current = look
        self._encoder = self._open.enter_context(
            open_encoder(
                self._folder / "unfinished.mp4",
                "mp4",
                quality.width,
                quality.height,
                quality.frame_rate,
                transparent=False,
                codec=self._job.codec,
            )
        )
        self._writer = self._open.enter_context(BackgroundWriter(self._encoder))

    def _finish(self) -> None:
        """Close the file of the section that has ended; only then it gets its name."""
        if self._current is None or self._encoder is None:
            return
        self._open.close()
        if self._encoder.frames != self._current.section.frames:
            raise SteepestError(
                f"{self._job.lesson} did not run as a moment before: a lesson must do the same on "
                "every run (no clock, no unseeded random numbers)"
            )
        self._encoder.path.replace(clip_file(self._folder, self._current))
        self._current = None
