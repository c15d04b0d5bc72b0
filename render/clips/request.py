"""What ``steepest clip`` was asked for, checked as a whole before anything is touched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from render.clips.programs import Program, format_for, program_called
from render.clips.sizes import parse_size
from render.errors import UsageError
from render.job import RenderJob
from render.request.asked import Request
from render.request.names import stem
from render.request.preflight import check_out, check_sections
from render.request.request import resolve
from render.request.suggest import unknown
from render.table import size

FORMATS = ("mp4", "gif", "webm", "mov", "png")
_WITH_ALPHA = ("mov", "webm", "gif", "png")
_MOVING = ("mp4", "gif", "webm", "mov")
WITH_SOUND = ("mp4", "webm", "mov")
"""Formats in which something can be heard."""

_LEAST_WIDTH = 64
FADE = 0.5
"""Seconds in which the end of a loop turns into its start."""


@dataclass(frozen=True)
class Wishes:
    """The options of a clip as they were typed; None for one that was not.

    Attributes
    ----------
    program : that shall show it
    fade : seconds of a loop's cross-fade
    max_size : such as ``10MB``
    """

    program: str | None = None
    loop: bool = False
    fade: float | None = None
    max_size: str | None = None
    width: int | None = None
    fps: int | None = None
    no_sound: bool = False


@dataclass(frozen=True)
class Clip:
    """One clip, with everything that decides its bytes.

    Attributes
    ----------
    job : what is drawn; its format is that of the clip
    fade : frames of the cross-fade of a loop, else 0
    limit : bytes at most, or None
    width : pixels, or None for that of the job
    frame_rate : frames a second
    sound : whether what is said is heard
    """

    job: RenderJob
    fade: int
    limit: int | None
    width: int | None
    frame_rate: int
    sound: bool

    @property
    def name(self) -> str:
        """Of its file, without the suffix; says what makes it another one than the section."""
        marks = ["clip"]
        if self.fade:
            marks.append("loop")
        elif not self.sound and self.job.format in WITH_SOUND:
            marks.append("silent")
        if self.width is not None:
            marks.append(f"{self.width}px")
        if self.job.format in _MOVING and self.frame_rate != self.job.quality.frame_rate:
            marks.append(f"{self.frame_rate}fps")
        if self.limit is not None:
            marks.append(size(self.limit).replace(".0 ", "").replace(" ", ""))
        return f"{stem(self.job)}--{'-'.join(marks)}"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, if nothing has to be made smaller."""
        quality = self.job.quality
        if self.width is None:
            return quality.width, quality.height
        return self.width, max(round(self.width * quality.height / quality.width / 2) * 2, 2)

    @property
    def redrawn(self) -> bool:
        """Whether it is made of single pictures, not of a film as it is rendered."""
        whole = self.frame_rate == self.job.quality.frame_rate or self.job.format == "png"
        return bool(self.fade) or self.width is not None or not whole


def clips(
    request: Request, sections: Sequence[str], wishes: Wishes
) -> tuple[tuple[Clip, ...], tuple[str, ...]]:
    """The clips that were asked for, and remarks on them.

    Raises
    ------
    UsageError : anything at all is wrong
    """
    program = None if wishes.program is None else program_called(wishes.program)
    if program is not None:
        fmt = format_for(program, request.format, bool(request.transparent))
        request = replace(request, format=fmt)
    if request.format is not None and request.format not in FORMATS:
        raise UsageError(unknown("format", request.format, FORMATS))
    if request.transparent and request.format is None:
        request = replace(request, format=_WITH_ALPHA[0])
    wanted: list[str | None] = [*dict.fromkeys(sections)] or [None]
    found = [resolve(replace(request, section=section)) for section in wanted]
    check_out(request.out)
    jobs = [job for one in zip(*(resolved.jobs for resolved in found), strict=True) for job in one]
    check_sections(jobs)
    made = tuple(_clip(job, wishes, program) for job in jobs)
    return made, tuple(dict.fromkeys(note for resolved in found for note in resolved.notes))


def _clip(job: RenderJob, wishes: Wishes, program: Program | None) -> Clip:
    if job.format not in FORMATS:
        raise UsageError(unknown("format", job.format, FORMATS))
    limit = None if program is None else program.limit
    if wishes.max_size is not None:
        limit = parse_size(wishes.max_size)
    _check_still(job, wishes)
    return Clip(
        job=job,
        fade=_fade(job, wishes),
        limit=limit,
        width=_width(job, wishes.width),
        frame_rate=_frame_rate(job, wishes.fps),
        sound=job.format in WITH_SOUND and not (wishes.no_sound or wishes.loop),
    )


def _check_still(job: RenderJob, wishes: Wishes) -> None:
    if job.format != "png":
        return
    asked: dict[str, Any] = {"--loop": wishes.loop, "--fps": wishes.fps, "--fade": wishes.fade}
    for option, value in asked.items():
        if value:
            raise UsageError(f"{option} is for clips that move (leave it out, or --format png)")


def _fade(job: RenderJob, wishes: Wishes) -> int:
    if not wishes.loop:
        if wishes.fade is not None:
            raise UsageError("--fade is the cross-fade of a loop (add --loop)")
        return 0
    seconds = FADE if wishes.fade is None else wishes.fade
    if not (math.isfinite(seconds) and seconds > 0):
        raise UsageError(f"--fade must be a number of seconds over 0, got {seconds:g}")
    return max(1, round(seconds * job.quality.frame_rate))


def _width(job: RenderJob, width: int | None) -> int | None:
    widest = job.quality.width
    if width is None or width == widest:
        return None
    if not _LEAST_WIDTH <= width <= widest:
        raise UsageError(
            f"--width must be {_LEAST_WIDTH} to {widest} pixels, got {width} "
            "(for more take a higher --quality)"
        )
    return width + width % 2


def _frame_rate(job: RenderJob, fps: int | None) -> int:
    given = job.quality.frame_rate
    if fps is not None and not 1 <= fps <= given:
        raise UsageError(
            f"--fps must be 1 to {given} frames a second, got {fps} "
            "(for more take a higher --quality)"
        )
    return fps or given
