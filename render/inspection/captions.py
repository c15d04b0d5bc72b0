"""Captions that hold too much, stay too long, or are gone before they can be read."""

from __future__ import annotations

from collections.abc import Iterator

from render.inspection.finding import Finding, short
from render.muxing.caption_lines import WIDTH
from render.muxing.captions import LONGEST, Caption, cues, letters_of
from render.timeline import Timeline
from scenes.narration import READABLE

LINES = 2
"""Lines that a caption has at most."""
_ROUNDING = 0.0015
"""Seconds: the times of captions are whole milliseconds."""


def hard_to_read(timeline: Timeline) -> Iterator[Finding]:
    """Faults of the captions as they are written to files, those of a plain scene included."""
    for caption in cues(timeline):
        text = " ".join(caption.lines)
        for kind, worth, message in _faults(caption):
            yield Finding(
                caption.start, caption.end, kind, (text,), f"{short(text)} {message}", worth=worth
            )


def _faults(caption: Caption) -> Iterator[tuple[str, float, str]]:
    seconds = caption.end - caption.start
    widest = max(map(len, caption.lines))
    if len(caption.lines) > LINES or widest > WIDTH:
        yield (
            "long caption",
            float(widest),
            f"has {len(caption.lines)} lines of up to {widest} characters; "
            f"say it in shorter words ({LINES} lines of {WIDTH} are easy to read)",
        )
    if seconds > LONGEST + _ROUNDING:
        yield (
            "long caption",
            seconds,
            f"stays for {seconds:.1f} s; end it after {LONGEST:g} s, or cut it in two",
        )
    letters = letters_of(caption)
    if letters > READABLE * (seconds + _ROUNDING):
        yield (
            "fast caption",
            letters / seconds,
            f"is shown for {seconds:.2f} s, {letters / seconds:.0f} characters a second; "
            f"say less, or more slowly: {letters / READABLE:.2f} s are needed "
            f"at {READABLE:g} a second",
        )
