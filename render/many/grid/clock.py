"""The one clock of several clips: all begin together, and begin each section together.

The words of a lesson depend on its parameters, and so does the length of a section. A clip that is
through with one holds its last picture until the others are, so that the same step is seen side by
side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from render.timeline import Section, SpokenText, Timeline

_SLACK = 1e-6
"""Of a frame, by which a sum of floats may be too small."""


@dataclass(frozen=True)
class Part:
    """A section of all clips together.

    Attributes
    ----------
    start, frames : on the common clock
    shown : for each clip its first frame of the section and their number; no frames where it has
        no such section: then it holds what it showed before
    """

    name: str
    title: str
    start: int
    frames: int
    shown: tuple[tuple[int, int], ...]

    def moments(self) -> Iterator[tuple[int, ...]]:
        """For each frame of the clock the frame that each clip shows."""
        for offset in range(self.frames):
            yield tuple(
                first + min(offset, count - 1) if count else max(first - 1, 0)
                for first, count in self.shown
            )


def sections_of(timeline: Timeline, section: str | None) -> tuple[Section, ...]:
    """The sections of a clip, in frames of the clip, without a gap from its first to its last."""
    if section is not None:
        found = [part for part in timeline.sections if part.name == section]
        return tuple(replace(part, start_frame=0) for part in found)
    starts = [part for part in timeline.sections if part.frames]
    if not starts or starts[0].start_frame > 0:
        starts.insert(0, Section("", "", 0, 0))
    ends = [part.start_frame for part in starts[1:]] + [timeline.frames]
    return tuple(
        replace(part, frames=end - part.start_frame)
        for part, end in zip(starts, ends, strict=True)
        if end > part.start_frame
    )


def common_clock(clips: Sequence[Sequence[Section]]) -> tuple[Part, ...]:
    """The parts of the common clock; clips whose sections are not in one order have one part."""
    order = _merged([[section.name for section in clip] for clip in clips])
    if order is None:
        clips = [(Section("", "", 0, clip[-1].end_frame),) for clip in clips]
        order = [""]
    parts = []
    start = 0
    over = [0] * len(clips)
    for name in order:
        found = [next((s for s in clip if s.name == name), None) for clip in clips]
        frames = max(section.frames for section in found if section)
        title = next(section.title for section in found if section)
        shown = tuple(
            (section.start_frame, section.frames) if section else (end, 0)
            for section, end in zip(found, over, strict=True)
        )
        over = [first + count for first, count in shown]
        parts.append(Part(name, title, start, frames, shown))
        start += frames
    return tuple(parts)


def _merged(clips: Sequence[Sequence[str]]) -> list[str] | None:
    """All names in one order that agrees with that of every clip; None if there is none."""
    order: list[str] = []
    for names in clips:
        place = 0
        for name in names:
            if name in order:
                place = order.index(name) + 1
            else:
                order.insert(place, name)
                place += 1
    for names in clips:
        places = [order.index(name) for name in names]
        if places != sorted(places) or len(set(names)) < len(names):
            return None
    return order


def on_the_clock(
    timeline: Timeline, section: str | None, parts: Sequence[Part], clip: int
) -> tuple[SpokenText, ...]:
    """The spoken lines of one clip, moved to where they are on the common clock."""
    rate = timeline.frame_rate
    begin = next((s.start_frame for s in timeline.sections if s.name == section), 0)
    lines = []
    for line in timeline.lines:
        for part in parts:
            first, count = part.shown[clip]
            if first <= line.start * rate - begin + _SLACK < first + count:
                lines.append(_moved(line, (part.start - first - begin) / rate))
                break
    return tuple(lines)


def _moved(line: SpokenText, by: float) -> SpokenText:
    return replace(
        line,
        start=line.start + by,
        words=tuple(replace(w, start=w.start + by, end=w.end + by) for w in line.words),
        cues={name: moment + by for name, moment in line.cues.items()},
    )
