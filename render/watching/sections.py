"""What each section of a lesson shows and says, as a key: another key, another section.

Not the source text decides but what comes of it: a comment changes nothing, a colour in a module
that three sections share changes three. Three pictures a second are drawn and hashed, and one
after every play, all in the size in which they are shown; with them go the lengths of the plays
and the words with their times. Measured on a lesson of 110 s: 2.8 s; all its frames take 8 s. What
could be missed is a change that is seen for less than a third of a second within one play.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from manim import Scene

from render.job import RenderJob
from render.muxing.narration import with_narration
from render.picture import Boxes, Pixels
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import title_of, to_timeline
from render.timeline import Play, Section, Timeline

_EVERY = 5
"""Frames from one picture that is looked at to the next, counted from the start of a section."""


@dataclass(frozen=True)
class Look:
    """A section as it was seen.

    Attributes
    ----------
    key : equal for equal pictures, words and times
    """

    section: Section
    key: str


def look(scene: type[Scene], job: RenderJob) -> tuple[Timeline, tuple[Look, ...]]:
    """Run a scene, drawing some of its frames; the lines of the timeline have their sound.

    Raises
    ------
    SteepestError : the scene failed
    """
    sink = _Sink()
    recording = direct(
        scene, job.quality, sink, renderer=job.renderer, transparent=False, seed=job.seed
    )
    planned = to_timeline(recording, job.quality, name=job.lesson, title=title_of(scene))
    timeline = with_narration(planned, job.voice)
    looks = [Look(part, _key(part, timeline, sink, job)) for part in timeline.sections]
    return timeline, tuple(looks)


class _Sink(FrameSink):
    """Keeps the hashes of the pictures that are looked at.

    Attributes
    ----------
    frames : of every picture, by its number
    ends : of the pictures after each play, by the number of the next frame
    """

    def __init__(self) -> None:
        self.frames: dict[int, bytes] = {}
        self.ends: dict[int, bytes] = {}
        self._start = 0

    def begin_section(self, name: str, frame: int) -> None:
        self._start = frame

    def wants(self, frame: int) -> bool:
        return (frame - self._start) % _EVERY == 0

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        self.frames.update(dict.fromkeys(range(first, first + repeat), _hash(pixels)))

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        self.ends[play.end_frame] = _hash(draw())


def _hash(pixels: Pixels) -> bytes:
    # The quickest one that tells any two pictures apart: 0.9 ms for 854 x 480, BLAKE2 takes 1.8.
    return hashlib.sha1(np.ascontiguousarray(pixels).data, usedforsecurity=False).digest()


def _key(section: Section, timeline: Timeline, sink: _Sink, job: RenderJob) -> str:
    first, last = section.start_frame, section.end_frame
    digest = hashlib.sha256()

    def add(*parts: object) -> None:
        digest.update(repr(parts).encode() + b"\0")

    add(section.name, section.title, section.frames, job.quality, job.codec)
    for frame in range(first, last, _EVERY):
        add(frame - first, sink.frames.get(frame))
    for play in timeline.plays:
        if first <= play.start_frame < last:
            add(play.start_frame - first, play.frames, sink.ends.get(play.end_frame))
    start, end = first / timeline.frame_rate, last / timeline.frame_rate
    for line in timeline.lines:
        if line.start < end and line.end > start:
            heard = [(word.text, round(word.start - start, 3)) for word in line.words]
            add(line.text, round(line.start - start, 3), heard, _name(line.audio))
    for sound in timeline.sounds:
        if sound.start < end:
            add(_name(sound.path), round(sound.start - start, 3), sound.gain, sound.background_gain)
    for text in timeline.subcaptions:
        if text.start < end and text.end > start:
            add(text.text, round(text.start - start, 3), round(text.end - start, 3))
    return digest.hexdigest()[:32]


def _name(path: str | None) -> tuple[str, int] | None:
    """What tells a sound file from another one of the same name, without reading it."""
    return None if path is None else (path, Path(path).stat().st_size)
