"""A timeline for people: its sections, plays and spoken lines with their times."""

from __future__ import annotations

from render.table import table
from render.timeline import SpokenText, Timeline


def to_lines(timeline: Timeline) -> list[str]:
    """Three tables under one line of totals; times are seconds from the start."""
    rate = timeline.frame_rate
    sections = [
        (section.name, _at(section.start_frame / rate), _at(section.frames / rate), section.title)
        for section in timeline.sections
    ]
    plays = [
        (str(play.index), _at(play.start_frame / rate), str(play.frames), play.name)
        for play in timeline.plays
    ]
    spoken = [(_at(line.start), _at(line.end), _with_cues(line)) for line in timeline.lines]
    return [
        f"{timeline.lesson}: {timeline.title}",
        f"{timeline.duration:.2f} s, {timeline.frames} frames of {timeline.width}x"
        f"{timeline.height} at {rate} a second",
        "",
        *table(("section", "start", "length", "title"), sections, right=("start", "length")),
        "",
        *table(("play", "start", "frames", "what"), plays, right=("play", "start", "frames")),
        "",
        *table(("start", "end", "spoken, with its cues"), spoken, right=("start", "end")),
    ]


def _at(seconds: float) -> str:
    return f"{seconds:.2f}"


def _with_cues(line: SpokenText) -> str:
    """The words, each cue with its time before the word that it marks."""
    marks = sorted(line.cues.items(), key=lambda cue: cue[1])
    parts: list[str] = []
    for word in line.words:
        while marks and marks[0][1] <= word.start + 1e-6:
            name, moment = marks.pop(0)
            parts.append(f"[{name} {_at(moment)}]")
        parts.append(word.text)
    return " ".join(parts)
