"""Moments at which nothing moves and nobody speaks, by the frames themselves.

The looks of ``render.inspection.looks`` tell where a picture may have stood still for long; there,
and only there, every frame is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from render.errors import SteepestError
from render.inspection.finding import Finding
from render.inspection.looks import Look
from render.inspection.speech import speech_spans
from render.job import RenderJob
from render.muxing.sound import RATE, read
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import configure
from render.timeline import Timeline

LONGEST = 2.0
"""Seconds that may pass without motion or speech."""

Span = tuple[float, float]


def quiet_spans(timeline: Timeline) -> list[Span]:
    """When nobody speaks and no sound is played, for longer than is allowed."""
    heard = list(speech_spans(timeline))
    for sound in timeline.sounds:
        try:
            length = len(read(Path(sound.path))) / RATE
        except SteepestError:
            length = 0.0
        heard.append((sound.start, sound.start + length))
    edges = [0.0]
    for start, end in sorted(heard):
        edges += [max(start, edges[-1]), max(end, edges[-1])]
    edges.append(max(timeline.duration, edges[-1]))
    silences = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in silences if end - start > LONGEST]


def suspects(looks: Sequence[Look], timeline: Timeline, quiet: Sequence[Span]) -> list[Span]:
    """Where the picture may have stood still in silence for too long, in seconds.

    Between two looks that saw the same it may have; it has moved between two that did not, but
    perhaps only at one end of the time between them.
    """
    runs: list[list[int]] = []
    for look in looks:
        if runs and look.picture == runs[-1][0]:
            runs[-1][2] = look.frame
        else:
            runs.append([look.picture, look.frame, look.frame])
    rate = timeline.frame_rate
    spans = []
    ends = [0, *(last for _, _, last in runs), timeline.frames]
    starts = [*(first for _, first, _ in runs[1:]), timeline.frames]
    for before, after in zip(ends, starts, strict=False):
        for start, end in quiet:
            low, high = max(start, before / rate), min(end, after / rate)
            if high - low > LONGEST:
                spans.append((low, high))
    return spans


class _Runs(FrameSink):
    """Wants the frames of some spans, and notes how long each picture stays."""

    def __init__(self, spans: Sequence[Span], frame_rate: int) -> None:
        self._wanted = [
            range(int(start * frame_rate), int(end * frame_rate) + 1) for start, end in spans
        ]
        self.end = max((wanted.stop for wanted in self._wanted), default=0)
        self.runs: list[tuple[int, int]] = []

    def wants(self, frame: int) -> bool:
        return any(frame in wanted for wanted in self._wanted)

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        self.runs.append((first, first + repeat))


def dead_time(job: RenderJob, timeline: Timeline, looks: Sequence[Look]) -> Iterator[Finding]:
    """Stretches of more than two seconds without motion or speech."""
    quiet = quiet_spans(timeline)
    spans = suspects(looks, timeline, quiet)
    if not spans:
        return
    sink = _Runs(spans, timeline.frame_rate)
    direct(configure(job), job.quality, sink, renderer=job.renderer, seed=job.seed)
    frame = 1 / timeline.frame_rate
    for first, end in sink.runs:
        for start, stop in quiet:
            low, high = max(start, first * frame), min(stop, end * frame)
            if high - low > LONGEST + frame:
                message = (
                    f"nothing moves and nobody speaks for {high - low:.1f} s; "
                    f"shorten the wait to {LONGEST:g} s, or say or show something meanwhile"
                )
                yield Finding(low, high, "dead time", (), message, shown=(low + high) / 2)
