"""Find faults of layout and timing in a timeline, without drawing anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from render.timeline import SpokenText, TextBox, Timeline
from scenes.frame import CAPTION_BAND, FRAME, MARGIN

TOLERANCE = 0.04
"""Manim units by which texts may reach into each other or out of the safe frame."""

_SAFE = FRAME.inset(MARGIN)
_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d[\d.,]*")


@dataclass(frozen=True)
class Finding:
    """One fault.

    Attributes
    ----------
    time, end : when it is first and last seen, in seconds; the same for a single moment
    kind : ``outside frame``, ``in caption band``, ``overlap`` or ``late cue``
    texts : what is concerned, as written
    message : one line for the author of the lesson, without the time
    """

    time: float
    end: float
    kind: str
    texts: tuple[str, ...]
    message: str

    def __str__(self) -> str:
        span = f"{self.time:.2f} s"
        if self.end > self.time:
            span = f"{self.time:.2f}-{self.end:.2f} s"
        return f"{span}: {self.kind}: {self.message}"


def check(timeline: Timeline) -> list[Finding]:
    """All faults of a timeline in the order of time, each one once however long it lasts."""
    found: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for finding in [*_layout(timeline), *_timing(timeline)]:
        # A live number must not make a new fault of every value.
        key = (finding.kind, tuple(_NUMBER.sub("#", text) for text in finding.texts))
        first = found.setdefault(key, finding)
        found[key] = Finding(
            min(first.time, finding.time),
            max(first.end, finding.end),
            first.kind,
            first.texts,
            first.message,
        )
    return sorted(found.values(), key=lambda finding: (finding.time, finding.kind, finding.texts))


def _layout(timeline: Timeline) -> Iterator[Finding]:
    for frame, group in groupby(timeline.text_boxes, key=lambda box: box.frame):
        seconds = frame / timeline.frame_rate
        boxes = list(group)
        for box in boxes:
            for kind, message in _place_faults(box):
                yield Finding(seconds, seconds, kind, (box.text,), message)
        for first, second in combinations(boxes, 2):
            across, up = _common(first, second)
            if min(across, up) > TOLERANCE:
                texts = tuple(sorted((first.text, second.text)))
                message = (
                    f"{_short(texts[0])} and {_short(texts[1])} overlap "
                    f"by {across:.2f} x {up:.2f} units; move them apart"
                )
                yield Finding(seconds, seconds, "overlap", texts, message)


def _place_faults(box: TextBox) -> Iterator[tuple[str, str]]:
    beyond = {
        "left": _SAFE.x_min - box.x_min,
        "right": box.x_max - _SAFE.x_max,
        "top": box.y_max - _SAFE.y_max,
    }
    too_far = [f"{by:.2f} units to the {edge}" for edge, by in beyond.items() if by > TOLERANCE]
    if too_far:
        yield (
            "outside frame",
            f"{_short(box.text)} reaches too far, {' and '.join(too_far)}; "
            f"keep {MARGIN} units free at every edge",
        )
    into_band = CAPTION_BAND.y_max - box.y_min
    if into_band > TOLERANCE:
        yield (
            "in caption band",
            f"{_short(box.text)} reaches {into_band:.2f} units into the caption band; "
            f"keep the lowest {CAPTION_BAND.height:g} units empty",
        )


def _common(first: TextBox, second: TextBox) -> tuple[float, float]:
    """Width and height of what two boxes have in common; negative where they are apart."""
    return (
        min(first.x_max, second.x_max) - max(first.x_min, second.x_min),
        min(first.y_max, second.y_max) - max(first.y_min, second.y_min),
    )


def _timing(timeline: Timeline) -> Iterator[Finding]:
    for line in timeline.lines:
        for cue, late in line.late_cues.items():
            yield _late_cue(line, cue, late)


def _late_cue(line: SpokenText, cue: str, late: float) -> Finding:
    moment = line.cues.get(cue, line.start)
    message = (
        f"[{cue}] was spoken {late:.2f} s before the picture was ready for it; "
        f"shorten what plays before it in: {_short(line.text)}"
    )
    return Finding(moment, moment, "late cue", (line.text, cue), message)


def _short(text: str, length: int = 48) -> str:
    return f'"{text}"' if len(text) <= length else f'"{text[: length - 1]}\N{HORIZONTAL ELLIPSIS}"'
