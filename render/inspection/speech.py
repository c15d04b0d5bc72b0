"""Spoken lines that cannot be heard, and speech too fast to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from render.errors import SteepestError
from render.inspection.finding import Finding, short
from render.muxing.sound import read
from render.timeline import SpokenText, Timeline
from scenes.voice.numerals import with_words
from scenes.voice.pronunciation import spoken_words

FASTEST = 210.0
"""Words a minute."""
STANDARD = 6
"""Characters of a word, with the space after it. So long are the words of English on average;
counting words as they come would call a sentence of little ones fast, whoever reads it, and a
number slow: "0.999" is five words that are written as one."""
WINDOW = 10.0
"""Seconds over which the rate is taken."""
QUIETEST = -45.0
"""Decibels below full scale: a line whose loudest 50 ms are below it is as good as silent. Speech
that is mixed here is at about -16."""
_PIECE = 0.05


def unheard(timeline: Timeline) -> Iterator[Finding]:
    """Lines without a sound, for a lesson that has a voice."""
    for line in timeline.lines:
        fault = _fault_of_sound(line)
        if fault is not None:
            message = f"{fault}: {short(line.text)}"
            yield Finding(line.start, line.end, "silent line", (line.text,), message)


def _fault_of_sound(line: SpokenText) -> str | None:
    if line.audio is None:
        return "nothing is heard; record this line, or let a voice speak it"
    try:
        samples = read(Path(line.audio))
    except SteepestError as problem:
        return str(problem)
    size = round(_PIECE * 48_000)
    pieces = samples[: len(samples) // size * size].reshape(-1, size) if len(samples) else samples
    loudest = float(np.sqrt((pieces**2).mean(axis=-1).max(initial=0.0))) if pieces.size else 0.0
    level = 20 * np.log10(max(loudest, 1e-9))
    if level < QUIETEST:
        return f"nothing is heard, its sound is at {max(level, -99):.0f} dB; record it louder"
    return None


@dataclass(frozen=True)
class _Heard:
    """A written word and how many standard words are said for it."""

    text: str
    start: float
    end: float
    words: float


def hurried(timeline: Timeline) -> Iterator[Finding]:
    """Stretches of ten seconds, or a whole shorter lesson, in which too many words are said."""
    heard = _heard(timeline)
    if not heard:
        return
    last = heard[-1].end
    span = min(WINDOW, last - heard[0].start)
    starts = [word.start for word in heard if word.start + span <= last + 1e-9]
    worst: list[tuple[float, float, float]] = []  # rate, start, and end of stretches that meet
    for start in [*starts, last - span]:
        rate = 60 / span * sum(word.words * _share(word, start, start + span) for word in heard)
        if rate <= FASTEST:
            continue
        if worst and start <= worst[-1][2]:
            most, first, _ = worst.pop()
            worst.append((max(most, rate), first, start + span))
        else:
            worst.append((rate, start, start + span))
    for rate, start, end in worst:
        text = " ".join(word.text for word in heard if word.end > start and word.start < end)
        message = (
            f"{rate:.0f} words a minute, {FASTEST:g} are the most that one can follow; "
            f"say less there, or pause between the sentences: {short(text)}"
        )
        yield Finding(start, end, "fast speech", (text,), message, worth=rate)


def _heard(timeline: Timeline) -> list[_Heard]:
    heard = []
    for line in timeline.lines:
        said = spoken_words(" ".join(word.text for word in line.words))
        for word, spoken in zip(line.words, said, strict=True):
            heard.append(_Heard(word.text, word.start, word.end, count(spoken)))
    return heard


def _share(word: _Heard, start: float, end: float) -> float:
    """How much of a word is said between two moments."""
    length = word.end - word.start
    if length <= 0:
        return float(start <= word.start < end)
    return max(0.0, min(word.end, end) - max(word.start, start)) / length


def count(spoken: str) -> float:
    """How many standard words are said; "0.999" is four, of the zero, point, nine, nine, nine."""
    letters = " ".join(re.findall(r"[^\W_]+", with_words(spoken)))
    return (len(letters) + 1) / STANDARD if letters else 0.0


def speech_spans(timeline: Timeline) -> Sequence[tuple[float, float]]:
    """When somebody speaks: from the first word of each line to its last."""
    return [
        (line.words[0].start, line.words[-1].end) if line.words else (line.start, line.end)
        for line in timeline.lines
    ]
