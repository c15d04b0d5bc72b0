"""The one clock of several clips: all begin together, and begin each section together.

The words of a lesson depend on its parameters, and so does the length of a section. A clip that is
through with one holds its picture until the others are, so that the same step is seen side by side.
A lesson clears its stage at the end of a section: what is held is the picture before that, and all
clips clear it together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from render.timeline import Section, SpokenText, Timeline

_SLACK = 1e-6
"""Of a frame, by which a sum of floats may be too small."""

_CLEARS = "FadeOut("
"""Beginning of the name of a play that clears the stage."""


@dataclass(frozen=True)
class Stretch:
    """A section of one clip.

    Attributes
    ----------
    first, frames : in frames of the clip
    closing : the last so many of them clear the stage
    """

    name: str
    title: str
    first: int
    frames: int
    closing: int = 0

    def frame(self, offset: int, length: int) -> int:
        """What is shown at an offset in a section that takes ``length`` frames on the clock."""
        if offset >= length - self.closing:
            return self.first + self.frames - (length - offset)
        return self.first + min(offset, max(self.frames - self.closing, 1) - 1)


@dataclass(frozen=True)
class Part:
    """A section of all clips together.

    Attributes
    ----------
    start, frames : on the common clock
    shown : of each clip; where it has no such section, what it showed last, for no frames
    """

    name: str
    title: str
    start: int
    frames: int
    shown: tuple[Stretch, ...]

    def moments(self) -> Iterator[tuple[int, ...]]:
        """For each frame of the clock the frame that each clip shows."""
        for offset in range(self.frames):
            yield tuple(
                stretch.frame(offset, self.frames) if stretch.frames else max(stretch.first - 1, 0)
                for stretch in self.shown
            )


def stretches(timeline: Timeline, section: str | None) -> tuple[Stretch, ...]:
    """The sections of a clip, without a gap from its first frame to its last."""
    if section is not None:
        found = [part for part in timeline.sections if part.name == section]
        begin = found[0].start_frame
    else:
        begin = 0
        found = [part for part in timeline.sections if part.frames]
        if not found or found[0].start_frame > 0:
            found.insert(0, Section("", "", 0, 0))
        ends = [part.start_frame for part in found[1:]] + [timeline.frames]
        found = [
            replace(part, frames=end - part.start_frame)
            for part, end in zip(found, ends, strict=True)
            if end > part.start_frame
        ]
    return tuple(
        Stretch(
            part.name,
            part.title,
            part.start_frame - begin,
            part.frames,
            _closing(timeline, part.start_frame, part.end_frame),
        )
        for part in found
    )


def _closing(timeline: Timeline, start: int, end: int) -> int:
    """How many of the last frames clear the stage."""
    frames = 0
    for play in reversed([p for p in timeline.plays if start <= p.start_frame < end]):
        if not play.name.startswith(_CLEARS) or play.end_frame != end - frames:
            break
        frames += play.frames
    return frames if frames < end - start else 0


def common_clock(clips: Sequence[Sequence[Stretch]]) -> tuple[Part, ...]:
    """The parts of the common clock; clips whose sections are not in one order have one part."""
    order = _merged([[stretch.name for stretch in clip] for clip in clips])
    if order is None:
        ends = [clip[-1] for clip in clips]
        clips = [(Stretch("", "", 0, end.first + end.frames, end.closing),) for end in ends]
        order = [""]
    parts = []
    start = 0
    over = [0] * len(clips)
    for name in order:
        found = [next((s for s in clip if s.name == name), None) for clip in clips]
        frames = max(stretch.frames for stretch in found if stretch)
        title = next(stretch.title for stretch in found if stretch)
        shown = tuple(
            stretch or Stretch(name, title, end, 0)
            for stretch, end in zip(found, over, strict=True)
        )
        over = [stretch.first + stretch.frames for stretch in shown]
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
            own = part.shown[clip]
            if own.first <= line.start * rate - begin + _SLACK < own.first + own.frames:
                lines.append(_moved(line, (part.start - own.first - begin) / rate))
                break
    return tuple(lines)


def _moved(line: SpokenText, by: float) -> SpokenText:
    return replace(
        line,
        start=line.start + by,
        words=tuple(replace(w, start=w.start + by, end=w.end + by) for w in line.words),
        cues={name: moment + by for name, moment in line.cues.items()},
    )
