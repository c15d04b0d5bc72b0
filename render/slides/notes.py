"""The words of a film for people who speak over it, and for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from render.timeline import SpokenText, Subcaption, Timeline

_ALT = 200
"""Letters of an alternative text at most; screen readers speak it in one breath."""


@dataclass(frozen=True)
class Remark:
    """What is said, and when: seconds from the start of the film."""

    start: float
    text: str


def remarks(timeline: Timeline, first: int, last: int) -> tuple[Remark, ...]:
    """What is said in the frames from ``first`` to before ``last``."""
    start, end = first / timeline.frame_rate, last / timeline.frame_rate
    said: Sequence[SpokenText | Subcaption] = [*timeline.lines, *timeline.subcaptions]
    heard = sorted((part for part in said if start <= part.start < end), key=lambda p: p.start)
    return tuple(Remark(part.start - start, " ".join(part.text.split())) for part in heard)


def mark(seconds: float) -> str:
    """A time as it stands before a remark: ``0:07``."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def duration(seconds: float) -> str:
    """The length of a film for people: ``0:23``; whole seconds, at least one."""
    return mark(max(round(seconds), 1))


def to_text(said: Sequence[Remark], length: float) -> str:
    """Speaker notes: the narration, a line for each remark, with its time in the film."""
    if not said:
        return f"A film of {duration(length)} without words."
    return "\n".join(f"[{mark(remark.start)}] {remark.text}" for remark in said)


def alternative_text(title: str, said: Sequence[Remark], length: float) -> str:
    """What a screen reader says for the film."""
    seconds = max(round(length), 1)
    text = f"Film, {seconds} second{'' if seconds == 1 else 's'}: {title}."
    for sentence in (remark.text for remark in said):
        if len(text) + len(sentence) + 1 > _ALT:
            break
        text += f" {sentence}"
    return text
