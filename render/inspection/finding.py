"""One fault, and how the same fault at several moments becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from render.timeline import Section, TextBox, Timeline

_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d[\d.,]*")

_UNNAMED = "autocreated"
"""What Manim calls the section that it begins by itself."""


class Outline(NamedTuple):
    """Where on the picture, in units of which the picture is 8 high; the middle is 0, 0."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float

    @classmethod
    def of(cls, box: TextBox) -> Outline:
        """Around a text."""
        return cls(box.x_min, box.x_max, box.y_min, box.y_max)


@dataclass(frozen=True)
class Finding:
    """One fault.

    Attributes
    ----------
    time, end : when it is first and last seen, in seconds; the same for a single moment
    kind : what is wrong, in two or three words
    texts : what is concerned, as written
    message : one line for the author of the lesson, with the fix, without the time
    outlines : where it is at ``shown``; none for what is not seen but heard
    shown : a moment at which it can be seen, in seconds; the time by default
    worth : the worse, the higher; of a fault that is seen several times the worst is told
    section : name of the section in which it begins
    """

    time: float
    end: float
    kind: str
    texts: tuple[str, ...]
    message: str
    outlines: tuple[Outline, ...] = ()
    shown: float | None = None
    worth: float = 0.0
    section: str = ""

    @property
    def moment(self) -> float:
        """When to look at it."""
        return self.time if self.shown is None else self.shown

    @property
    def span(self) -> str:
        """Its times for people."""
        if self.end > self.time:
            return f"{self.time:.2f}-{self.end:.2f} s"
        return f"{self.time:.2f} s"

    def __str__(self) -> str:
        return f"{self.span}: {self.kind}: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        data = asdict(self)
        del data["worth"]
        return data | {
            "shown": self.moment,
            "outlines": [outline._asdict() for outline in self.outlines],
        }


def merged(findings: Iterable[Finding], timeline: Timeline) -> list[Finding]:
    """All faults in the order of time, each one once however long it lasts."""
    found: dict[tuple[Any, ...], Finding] = {}
    for each in findings:
        finding = _while_held(each, timeline)
        key: tuple[Any, ...] = (finding.kind, finding.texts, finding.time)
        if finding.outlines:
            # A live number must not make a new fault of every value.
            key = (finding.kind, tuple(_NUMBER.sub("#", text) for text in finding.texts))
        known = found.setdefault(key, finding)
        worse = finding if finding.worth > known.worth else known
        found[key] = replace(
            worse,
            time=min(known.time, finding.time),
            end=max(known.end, finding.end),
            shown=worse.moment,
        )
    named = [replace(f, section=section_at(timeline, f.time)) for f in found.values()]
    return sorted(named, key=lambda finding: (finding.time, finding.kind, finding.texts))


def _while_held(finding: Finding, timeline: Timeline) -> Finding:
    """What is seen at the end of a play in which nothing moves has been there all the time."""
    if not finding.outlines:
        return finding
    frame = finding.time * timeline.frame_rate + 1e-6
    for play in timeline.plays:
        if play.still and play.start_frame <= frame < play.end_frame:
            return replace(
                finding, time=play.start_frame / timeline.frame_rate, shown=finding.moment
            )
    return finding


def section_at(timeline: Timeline, seconds: float) -> str:
    """Name of the section that is on at a moment; nothing for the one that Manim begins itself."""
    frame = seconds * timeline.frame_rate + 1e-6
    begun: list[Section] = [s for s in timeline.sections if s.start_frame <= frame]
    return begun[-1].name if begun and begun[-1].name != _UNNAMED else ""


def short(text: str, length: int = 48) -> str:
    """A text in quotes, cut where it is long."""
    return f'"{text}"' if len(text) <= length else f'"{text[: length - 1]}\N{HORIZONTAL ELLIPSIS}"'
