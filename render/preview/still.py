"""Single frames of a lesson, and the choice of the one that stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from render.errors import UsageError
from render.job import RenderJob
from render.picture import Box, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import configure
from render.timeline import Timeline


class _StillSink(FrameSink):
    """Keeps copies of the frames that were asked for, and stops after the last."""

    def __init__(self, frames: Sequence[int]) -> None:
        self._wanted = frozenset(frames)
        self.end = max(self._wanted, default=0) + 1
        self.pictures: dict[int, Pixels] = {}

    def wants(self, frame: int) -> bool:
        return frame in self._wanted

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Box) -> None:
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
    sink = _StillSink(frames)
    recording = direct(
        configure(job),
        job.quality,
        sink,
        renderer=job.renderer,
        transparent=job.transparent,
        seed=job.seed,
    )
    missing = sorted(set(frames) - sink.pictures.keys())
    if missing:
        raise UsageError(
            f"{job.lesson} has no frame {missing[0]}; its last one is {recording.frames - 1} "
            f"({(recording.frames - 1) / recording.frame_rate:.2f} s)"
        )
    return [sink.pictures[frame] for frame in frames]


def poster(job: RenderJob, timeline: Timeline) -> Pixels:
    """The picture that stands for the lesson, from its ``poster_section`` if it names one."""
    section = getattr(configure(job), "poster_section", None)
    return stills(job, [poster_frame(timeline, section)])[0]


def poster_frame(timeline: Timeline, section: str | None = None) -> int:
    """The frame to show on a shelf of videos: the end of a play that leaves most texts on screen.

    It is looked for in the section, or without one in the middle third of the lesson; among equals
    the last one is taken.

    Raises
    ------
    UsageError : the lesson has no section of that name
    """
    texts = Counter(box.frame for box in timeline.text_boxes)
    if section is None:
        start, end = timeline.frames / 3, timeline.frames * 2 / 3
    else:
        start, end = section_range(timeline, section)
    inside = [play for play in timeline.plays if start < play.end_frame <= end]
    best = max(
        inside or timeline.plays,
        key=lambda play: (texts[play.end_frame - 1], play.end_frame),
        default=None,
    )
    return 0 if best is None else best.end_frame - 1


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
