"""Single frames of a lesson, and the choice of the one that stands for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from render.errors import UsageError
from render.job import RenderJob
from render.picture import Boxes, Pixels
from render.staging.director import Recording, direct
from render.staging.frames import FrameSink
from render.staging.plan import configure, plan, title_of, to_timeline
from render.timeline import Timeline

_SLACK = 1e-6
"""Of a frame: 0.7 s at 30 frames a second is frame 21, though the product of floats is 20.99..."""


class _StillSink(FrameSink):
    """Keeps copies of the frames that were asked for, and stops after the last."""

    def __init__(self, frames: Sequence[int]) -> None:
        self._wanted = frozenset(frames)
        self.end = max(self._wanted, default=0) + 1
        self.pictures: dict[int, Pixels] = {}

    def wants(self, frame: int) -> bool:
        return frame in self._wanted

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        found = [number for number in self._wanted if first <= number < first + repeat]
        if found:
            self.pictures.update(dict.fromkeys(found, pixels.copy()))


def stills(job: RenderJob, frames: Sequence[int]) -> list[Pixels]:
    """Draw these frames in one pass, in the order asked for.

    Returns
    -------
    uint8 (height, width, 4) each: red, green, blue, alpha, the colours premultiplied by alpha

    Raises
    ------
    UsageError : a frame before the first or after the last one
    """
    if any(frame < 0 for frame in frames):
        raise UsageError("a frame number must be 0 or more")
    if not frames:
        return []
    sink, recording = _run(job, frames)
    missing = sorted(set(frames) - sink.pictures.keys())
    if missing:
        raise UsageError(
            f"{job.lesson} has no frame {missing[0]}; its last one is {recording.frames - 1} "
            f"({(recording.frames - 1) / recording.frame_rate:.2f} s)"
        )
    return [sink.pictures[frame] for frame in frames]


def _run(job: RenderJob, frames: Sequence[int]) -> tuple[_StillSink, Recording]:
    sink = _StillSink(frames)
    recording = direct(
        configure(job),
        job.quality,
        sink,
        renderer=job.renderer,
        transparent=job.transparent,
        seed=job.seed,
    )
    return sink, recording


def draw_still(job: RenderJob) -> tuple[Pixels, Timeline]:
    """The picture of a job for one, with the timeline of the scene, at least up to there.

    Raises
    ------
    UsageError : the scene ends before the moment that was asked for
    """
    if job.at is not None:
        return _draw_moment(job, job.at)
    timeline = plan(job)
    return poster(job, timeline), timeline


def _draw_moment(job: RenderJob, seconds: float) -> tuple[Pixels, Timeline]:
    """The frame that is on screen at a moment; the last one at the very end.

    The scene is left right after it. What is on the way there is run only where it has to be; see
    ``render.staging.leaps``.
    """
    rate = job.quality.frame_rate
    frame = math.floor(seconds * rate + _SLACK)
    sink, recording = _run(job, [frame])
    if frame == recording.frames and frame > 0:
        frame -= 1
        sink, recording = _run(job, [frame])
    if frame not in sink.pictures:
        raise UsageError(
            f"{job.lesson} lasts {recording.frames / rate:.2f} s: nothing is shown at {seconds:g} s"
        )
    title = title_of(configure(job))
    return sink.pictures[frame], to_timeline(recording, job.quality, name=job.lesson, title=title)


def poster(job: RenderJob, timeline: Timeline) -> Pixels:
    """The picture that stands for the job."""
    return stills(job, [poster_number(job, timeline)])[0]


def poster_number(job: RenderJob, timeline: Timeline) -> int:
    """The frame that stands for the job: of its section, else the lesson's ``poster_section``."""
    section = job.section or getattr(configure(job), "poster_section", None)
    return poster_frame(timeline, section)


class Fullest:
    """Which frame to show on a shelf of videos: the end of a play that leaves most texts on screen.

    Among equals it is the last one.

    Attributes
    ----------
    frame : the best so far; -1 before the first
    """

    def __init__(self) -> None:
        self.frame = -1
        self._texts = -1

    def offer(self, frame: int, texts: int) -> bool:
        """Take the last frame of a play with the number of texts on it; whether it is the best."""
        if texts < self._texts:
            return False
        self.frame, self._texts = frame, texts
        return True


def poster_frame(timeline: Timeline, section: str | None = None) -> int:
    """The frame that stands for a lesson, or for one section of it; see ``Fullest``.

    Raises
    ------
    UsageError : the lesson has no section of that name
    """
    texts = Counter(box.frame for box in timeline.text_boxes)
    start, end = section_range(timeline, section)
    fullest = Fullest()
    for play in timeline.plays:
        if start < play.end_frame <= end:
            fullest.offer(play.end_frame - 1, texts[play.end_frame - 1])
    return max(fullest.frame, start)


def section_range(timeline: Timeline, name: str | None) -> tuple[int, int]:
    """First frame of a section and the frame after its last; the whole lesson for None.

    Raises
    ------
    UsageError : there is no such section
    """
    if name is None:
        return 0, timeline.frames
    for section in timeline.sections:
        if section.name == name:
            return section.start_frame, section.end_frame
    known = ", ".join(section.name for section in timeline.sections)
    raise UsageError(f"{timeline.lesson} has no section {name!r} (there are: {known})")
