"""Draw the frames of a lesson, or of one section of it, into a picture-only file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from render.encoding.background import BackgroundWriter, Writer
from render.encoding.encoder import open_encoder
from render.errors import SteepestError
from render.job import RenderJob
from render.picture import Box, Pixels
from render.preview.still import section_range
from render.staging.director import Recording, direct
from render.staging.frames import FrameSink
from render.staging.plan import configure
from render.timeline import Timeline


class _RangeSink(FrameSink):
    """Encodes the frames from ``start`` up to, not including, ``stop``."""

    def __init__(
        self,
        writer: Writer,
        start: int,
        stop: int,
        progress: Callable[[int], None],
    ) -> None:
        self._writer = writer
        self._start = start
        self._stop = stop
        self._progress = progress
        self.drawn = 0

    def wants(self, frame: int) -> bool:
        return self._start <= frame < self._stop

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Box) -> None:
        repeat = min(first + repeat, self._stop) - max(first, self._start)
        if repeat <= 0:
            return
        self._writer.write(pixels, repeat, changed)
        self.drawn += repeat
        self._progress(self.drawn)


def draw(job: RenderJob, timeline: Timeline, target: Path, progress: Callable[[int], None]) -> None:
    """Draw and encode what the job asks for, without sound.

    Parameters
    ----------
    timeline : the plan of the whole lesson
    target : the file to write; none is left behind when something fails
    progress : called with the number of frames done so far, out of those of the lesson or section

    Raises
    ------
    SteepestError : the lesson failed, or did not run as it was planned
    UsageError : it has no such section
    """
    start, stop = section_range(timeline, job.section)
    quality = job.quality
    encoder = open_encoder(
        target,
        job.format,
        quality.width,
        quality.height,
        quality.frame_rate,
        job.transparent,
    )
    with encoder, BackgroundWriter(encoder) as writer:
        sink = _RangeSink(writer, start, stop, progress)
        if stop < timeline.frames:
            sink.end = stop
        recording = direct(
            configure(job),
            quality,
            sink,
            renderer=job.renderer,
            transparent=job.transparent,
            seed=job.seed,
        )
        _check_against_plan(recording, timeline, sink.drawn, stop - start)


def _check_against_plan(recording: Recording, timeline: Timeline, drawn: int, asked: int) -> None:
    """A video whose sound and captions belong to another run must never be finished."""
    for done, planned in zip(recording.plays, timeline.plays, strict=False):
        if done != planned:
            raise SteepestError(
                f"{timeline.lesson} did not run as planned at "
                f"{planned.start_frame / timeline.frame_rate:.2f} s: {done.name} took "
                f"{done.frames} frames, the plan has {planned.name} with {planned.frames}; "
                "a lesson must do the same on every run (no clock, no unseeded random numbers)"
            )
    if drawn != asked:
        raise SteepestError(
            f"{timeline.lesson} drew {drawn} frames, the plan has {asked}; "
            "a lesson must do the same on every run (no clock, no unseeded random numbers)"
        )
