"""Captions from the word times: what is written, shown while it is heard.

Each cue holds at most two lines of 42 characters for at most 7 s. Where to end a cue is chosen
over the whole spoken line at once, by dynamic programming, so that cues end with sentences and
phrases rather than wherever the room runs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from render.muxing.caption_lines import (
    WIDTH,
    Token,
    layout,
    phrase_break,
    sentence_ends_inside,
    tokens_of,
)
from render.timeline import SpokenText, Subcaption, TimedWord, Timeline
from scenes.narration import READABLE

LONGEST = 7.0
"""Seconds that a cue stays at most."""

SHORTEST = 1.0
"""Seconds that a cue stays at least, where the speech leaves room."""

_LINGER = 0.3
"""Seconds that a cue stays after its last word, where there is room; longer if it must be read."""

_EARLY = 250
"""Milliseconds that a cue may come before its first word, if it could not be read otherwise."""

_PAUSE = 0.6
"""A silence that a cue should not run across, in seconds."""


@dataclass(frozen=True)
class Caption:
    """One cue: times in seconds, whole milliseconds; one or two lines of text."""

    start: float
    end: float
    lines: tuple[str, ...]


def letters_of(caption: Caption) -> int:
    """How many characters are read, spaces and signs included."""
    return len(" ".join(caption.lines))


class _AsSet(Caption):
    """A cue whose times are its author's: it does not linger."""


def cues(
    timeline: Timeline, start_frame: int = 0, end_frame: int | None = None
) -> tuple[Caption, ...]:
    """The captions of the frames from ``start_frame`` to before ``end_frame``, from their start.

    They are in order and never overlap. Words heard before or after those frames are left out.
    """
    first = start_frame / timeline.frame_rate
    last = (timeline.frames if end_frame is None else end_frame) / timeline.frame_rate
    spans: list[Caption] = []
    for line in timeline.lines:
        heard = [token for token in _tokens(line) if token.start < last and token.end > first]
        spans.extend(_captions(heard))
    for subcaption in timeline.subcaptions:
        shown = (span for span in _as_set(subcaption) if span.start < last and span.end > first)
        spans.extend(shown)
    spans.sort(key=lambda caption: caption.start)
    return _settled([_shifted(span, first, last) for span in spans], last - first)


def to_vtt(captions: Sequence[Caption]) -> str:
    """The captions as WebVTT."""
    blocks = ["WEBVTT\n"]
    for caption in captions:
        text = "\n".join(_escaped_vtt(line) for line in caption.lines)
        blocks.append(f"{_clock(caption.start, '.')} --> {_clock(caption.end, '.')}\n{text}\n")
    return "\n".join(blocks)


def to_srt(captions: Sequence[Caption]) -> str:
    """The captions as SubRip."""
    blocks = []
    for number, caption in enumerate(captions, start=1):
        text = "\n".join(_escaped_srt(line) for line in caption.lines)
        times = f"{_clock(caption.start, ',')} --> {_clock(caption.end, ',')}"
        blocks.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(blocks)


def _tokens(line: SpokenText) -> list[Token]:
    words = line.words
    if not words:
        written = line.text.split()
        step = line.duration / max(len(written), 1)
        words = tuple(
            TimedWord(text, line.start + index * step, line.start + (index + 1) * step)
            for index, text in enumerate(written)
        )
    return tokens_of(words)


def _as_set(subcaption: Subcaption) -> list[Caption]:
    """A subcaption as one cue, or as several where it does not fit into one."""
    start, end = subcaption.start, subcaption.end
    written = tuple(" ".join(line.split()) for line in subcaption.text.strip().splitlines())
    if not written or end <= start:
        return []
    if len(written) <= 2 and max(map(len, written)) <= WIDTH:
        return [_AsSet(start, end, written)]
    text = " ".join(written)
    tokens = tokens_of([TimedWord(text, start, end)])
    lines = layout(tokens)
    if lines is not None:
        return [_AsSet(start, end, lines)]
    spans = _captions(tokens)
    ends = [*(span.start for span in spans[1:]), end]
    return [_AsSet(s.start, until, s.lines) for s, until in zip(spans, ends, strict=True)]


def _captions(tokens: list[Token]) -> list[Caption]:
    """Cut one spoken line into cues at the least cost."""
    best: list[float] = [0.0] + [float("inf")] * len(tokens)
    come_from = [0] * (len(tokens) + 1)
    for end in range(1, len(tokens) + 1):
        following = tokens[end] if end < len(tokens) else None
        for begin in range(end - 1, -1, -1):
            group = tokens[begin:end]
            lines = layout(group)
            too_long = group[-1].end - group[0].start > LONGEST
            if len(group) > 1 and (too_long or lines is None):
                break
            cost = best[begin] + _cost(group, lines or (), following)
            if cost < best[end]:
                best[end], come_from[end] = cost, begin
    result: list[Caption] = []
    end = len(tokens)
    while end:
        begin = come_from[end]
        group = tokens[begin:end]
        result.append(Caption(group[0].start, group[-1].end, layout(group) or ("",)))
        end = begin
    return result[::-1]


def _cost(group: Sequence[Token], lines: Sequence[str], following: Token | None) -> float:
    """How bad a cue is: short ones, broken phrases, and sentences or pauses inside it."""
    duration = group[-1].end - group[0].start
    letters = sum(len(token.text) for token in group)
    cost = 1.0 + 4.0 * max(0.0, SHORTEST - duration) + max(0.0, 20 - letters) / 40
    if following is not None and not _pause(group[-1], following):
        cost += 4.0 * phrase_break(group[-1])
    cost += 2.0 * sum(_pause(before, after) for before, after in pairwise(group))
    return cost + 1.5 * sum(sentence_ends_inside(line) for line in lines)


def _pause(before: Token, after: Token) -> bool:
    return after.start - before.end > _PAUSE


def _shifted(caption: Caption, first: float, last: float) -> Caption:
    return replace(
        caption, start=max(caption.start, first) - first, end=min(caption.end, last) - first
    )


def _settled(spans: Sequence[Caption], duration: float) -> tuple[Caption, ...]:
    """Let cues linger into the silence behind them, and round the times to milliseconds."""
    end_of_all = int(duration * 1000 + 1e-6)
    result: list[Caption] = []
    for index, span in enumerate(spans):
        free = round(result[-1].end * 1000) if result else 0
        start = max(round(span.start * 1000), free)
        after = round(spans[index + 1].start * 1000) if index + 1 < len(spans) else end_of_all
        needed = letters_of(span) / READABLE
        missing = round(needed * 1000) - (min(after, end_of_all) - start)
        if missing > 0 and not isinstance(span, _AsSet):
            start = max(start - min(missing, _EARLY), free)
        begin = start / 1000
        wanted = min(max(span.end + _LINGER, begin + max(SHORTEST, needed)), begin + LONGEST)
        if isinstance(span, _AsSet):
            wanted = span.end
        end = min(round(wanted * 1000), after, end_of_all)
        if end > start:
            result.append(Caption(start / 1000, end / 1000, span.lines))
    return tuple(result)


def _clock(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def _escaped_vtt(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escaped_srt(text: str) -> str:
    """SubRip has no escapes: keep an invisible word joiner where a player would see a mark."""
    for mark in ("<", "{"):
        text = text.replace(mark, f"{mark}\u2060")
    return text.replace("-->", "--\u2060>")
