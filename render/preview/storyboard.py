"""A lesson on paper: the state after every play, with its time and the words spoken until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from render.job import Quality, RenderJob
from render.picture import Boxes, Pixels
from render.preview.contact_sheet import Tile, contact_sheets
from render.request.values import as_text
from render.staging.director import Recording, direct
from render.staging.frames import FrameSink
from render.staging.plan import configure, title_of
from render.store.files import atomic_path
from render.timeline import Play

_SHORTEST = 0.3
"""Plays that last less, in seconds, are shown only if nothing was for a while."""
_WHILE = 1.0
_REPEATED = 2.0
"""Seconds between two pictures of a play that is repeated, such as the steps of an optimiser."""
_LONGEST = 3.0
"""Seconds after which a play that goes on is shown half-way."""


@dataclass(frozen=True)
class _Moment:
    frame: int
    name: str
    picture: Pixels


class _StoryboardSink(FrameSink):
    """Keeps the pictures that tell the story, and none that looks like the one before."""

    def __init__(self, frame_rate: int) -> None:
        self._frame_rate = frame_rate
        self._looked = 0
        self.moments: list[_Moment] = []

    def wants(self, frame: int) -> bool:
        return frame - self._looked >= _LONGEST * self._frame_rate

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        if self.wants(first + repeat - 1):
            self._keep(max(first, self._looked), "", pixels)

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        last = play.end_frame - 1
        gap = 0.0
        if self.moments and self.moments[-1].name == play.name:
            gap = _REPEATED
        elif play.frames < _SHORTEST * self._frame_rate:
            gap = _WHILE
        if last - self._looked >= gap * self._frame_rate:
            self._keep(last, play.name, draw())

    def _keep(self, frame: int, name: str, picture: Pixels) -> None:
        self._looked = max(frame, self._looked)
        if self.moments and np.array_equal(self.moments[-1].picture, picture):
            return
        self.moments.append(_Moment(frame, name, picture.copy()))


def storyboard(job: RenderJob, *, width: int = 480) -> list[Image.Image]:
    """Draw the storyboard of a lesson; long ones take several pages.

    Parameters
    ----------
    width : of one picture, in pixels; the height follows from the quality's shape
    """
    changed = "".join(f", {name} = {as_text(job.parameters[name])}" for name in job.changed)
    title = title_of(configure(job))
    return contact_sheets(f"{title}  ({job.lesson}{changed}; {job.theme})", tiles(job, width))


def tiles(job: RenderJob, width: int) -> list[Tile]:
    """The pictures of a storyboard in the order of time, with the words that belong to each."""
    quality = _small(job.quality, width)
    sink = _StoryboardSink(quality.frame_rate)
    recording = direct(configure(job), quality, sink, renderer=job.renderer, seed=job.seed)
    return _with_words(sink.moments, recording)


def write_storyboard(job: RenderJob, target: Path, *, width: int = 480) -> list[Path]:
    """Save the storyboard as PNG; further pages get ``-2``, ``-3`` in their names."""
    written = []
    for number, page in enumerate(storyboard(job, width=width), start=1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        with atomic_path(path) as temporary:
            page.save(temporary, format="PNG")
        written.append(path)
    return written


def _small(quality: Quality, width: int) -> Quality:
    height = round(width * quality.height / quality.width)
    return replace(quality, width=width, height=height)


def _with_words(moments: list[_Moment], recording: Recording) -> list[Tile]:
    """Spread the spoken words over the pictures: each word stands under one of them."""
    words = [word for line in recording.spoken for word in line.words]
    result = []
    for index, moment in enumerate(moments):
        seconds = (moment.frame + 1) / recording.frame_rate
        is_last = index == len(moments) - 1
        # A play that waits for a word ends as the word begins; the word belongs to what follows.
        until = moment.frame / recording.frame_rate
        heard = [word.text for word in words if is_last or word.start < until]
        words = words[len(heard) :]
        result.append(
            Tile(
                picture=Image.fromarray(moment.picture).convert("RGB"),
                seconds=seconds,
                section=_section_title(moment.frame, recording),
                play=moment.name,
                words=" ".join(heard),
            )
        )
    return result


def _section_title(frame: int, recording: Recording) -> str:
    titles = {chapter.name: chapter.title for chapter in recording.chapters}
    for section in recording.sections:
        if section.start_frame <= frame < section.end_frame:
            return titles.get(section.name, "")
    return ""
