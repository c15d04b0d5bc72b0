"""Pictures on which faults are outlined in red, with a label."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from render.inspection.finding import Finding, Outline
from render.job import RenderJob
from render.muxing.caption_lines import WIDTH
from render.picture import Boxes, Pixels
from render.request.names import stem
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import configure
from render.store.files import atomic_path
from render.timeline import Play, Timeline
from scenes.frame import CAPTION_BAND, FRAME

RED = (229, 40, 50)
_WHITE = (255, 255, 255)
_INK = (16, 16, 20)

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def folder_of(job: RenderJob) -> Path:
    """Where the stills of a job lie."""
    return job.out / f"{stem(job)}--check"


def clear(job: RenderJob) -> None:
    """Remove the stills of an earlier check; whatever else is in the folder stays."""
    folder = folder_of(job)
    for path in folder.glob("[0-9][0-9]-*.png"):
        path.unlink()
    with suppress(OSError):
        folder.rmdir()


def write_stills(job: RenderJob, timeline: Timeline, findings: Sequence[Finding]) -> list[Path]:
    """One picture for each finding, in their order; the paths."""
    clear(job)
    if not findings:
        return []
    frames = [frame_of(finding, timeline) for finding in findings]
    pictures = _pictures(job, frames)
    folder = folder_of(job)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, (finding, frame) in enumerate(zip(findings, frames, strict=True), start=1):
        name = f"{number:02d}-{finding.kind.replace(' ', '-')}-{finding.moment:.2f}s.png"
        with atomic_path(folder / name) as temporary:
            outlined(pictures[frame], finding).save(temporary, format="PNG")
        paths.append(folder / name)
    return paths


def frame_of(finding: Finding, timeline: Timeline) -> int:
    """The frame on which a fault is seen."""
    frame = int(finding.moment * timeline.frame_rate + 1e-6)
    return max(0, min(frame, timeline.frames - 1))


class _Moments(FrameSink):
    """Keeps some frames; those that end a play as they are when it is over."""

    def __init__(self, frames: Sequence[int]) -> None:
        self._wanted = frozenset(frames)
        self.end = max(frames) + 1
        self.pictures: dict[int, Pixels] = {}

    def wants(self, frame: int) -> bool:
        return frame in self._wanted

    def frame(self, first: int, pixels: Pixels, repeat: int, changed: Boxes) -> None:
        for frame in self._wanted:
            if first <= frame < first + repeat:
                self.pictures.setdefault(frame, pixels.copy())

    def after_play(self, play: Play, draw: Callable[[], Pixels]) -> None:
        if play.end_frame - 1 in self._wanted:
            self.pictures[play.end_frame - 1] = draw()


def _pictures(job: RenderJob, frames: Sequence[int]) -> dict[int, Pixels]:
    sink = _Moments(frames)
    direct(configure(job), job.quality, sink, renderer=job.renderer, seed=job.seed)
    return sink.pictures


def outlined(picture: Pixels, finding: Finding) -> Image.Image:
    """The picture with red frames around what is wrong, or around all of it, and what it is."""
    image = Image.fromarray(picture).convert("RGB")
    pen = ImageDraw.Draw(image)
    line = max(2, round(image.height / 240))
    if finding.outlines:
        boxes = [_pixels(outline, image, 2 * line) for outline in finding.outlines]
    else:
        boxes = [(0, 0, image.width - 1, image.height - 1)]
        if finding.texts and any(sign.isalpha() for sign in finding.texts[0]):
            boxes.append(_draw_caption(pen, image, finding.texts[0]))
    for box in boxes:
        pen.rectangle(box, outline=RED, width=line)
    # Above all of them, so that it hides none; what is heard is named at its words.
    named = min(boxes, key=lambda box: box[1]) if finding.outlines else boxes[-1]
    _draw_label(pen, image, named, f"{finding.kind}  {finding.span}")
    return image


def _pixels(outline: Outline, image: Image.Image, border: int) -> tuple[int, int, int, int]:
    """Left, top, right, bottom, within the picture and wide enough to be seen."""
    scale = image.height / FRAME.height
    left = image.width / 2 + scale * outline.x_min - border
    right = image.width / 2 + scale * outline.x_max + border
    top = image.height / 2 - scale * outline.y_max - border
    bottom = image.height / 2 - scale * outline.y_min + border
    across, down = image.width - 1, image.height - 1
    left, top = min(max(left, 0), across - border), min(max(top, 0), down - border)
    right, bottom = max(min(right, across), left + border), max(min(bottom, down), top + border)
    return round(left), round(top), round(right), round(bottom)


def _draw_label(
    pen: ImageDraw.ImageDraw, image: Image.Image, box: tuple[int, int, int, int], text: str
) -> None:
    """Above the box; below it or inside where there is no room."""
    font = _font(image)
    _, _, width, height = pen.textbbox((0, 0), text, font=font)
    pad = max(2, round(height / 4))
    left = round(max(0, min(box[0], image.width - width - 2 * pad)))
    tall = round(height + 2 * pad)
    top = box[1] - tall
    if top < 0:
        top = box[3] if box[3] + tall <= image.height else box[1]
    pen.rectangle((left, top, left + round(width) + 2 * pad, top + tall), fill=RED)
    pen.text((left + pad, top + pad), text, fill=_WHITE, font=font)


def _draw_caption(
    pen: ImageDraw.ImageDraw, image: Image.Image, text: str
) -> tuple[int, int, int, int]:
    """What is heard, where a player shows it; the box around it."""
    font = _font(image)
    lines = textwrap.wrap(text, WIDTH, max_lines=2, placeholder=" ...")
    _, _, width, height = pen.multiline_textbbox((0, 0), "\n".join(lines), font=font)
    pad = max(4, round(height / 6))
    bottom = image.height / 2 - CAPTION_BAND.y_min * image.height / FRAME.height - 3 * pad
    left, top = (image.width - width) / 2, bottom - height
    box = (
        round(left) - pad, round(top) - pad,
        round(left + width) + pad, round(bottom) + pad,
    )  # fmt: skip
    pen.rectangle(box, fill=_INK)
    pen.multiline_text((left, top), "\n".join(lines), fill=_WHITE, font=font, align="center")
    return box


def _font(image: Image.Image) -> _Font:
    return ImageFont.load_default(max(10, round(image.height / 32)))
