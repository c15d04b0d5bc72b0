"""Draw a grid: its page once, then the clips into it, picture by picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from render.encoding.opening import open_encoder
from render.job import RenderJob
from render.many.grid.cells import Clip, used_area
from render.many.grid.clock import Part, Stretch
from render.many.grid.layout import Axes, Layout, arrange
from render.many.grid.page import draw_page
from render.muxing.sound import RATE, read
from render.picture import Box, Boxes, Pixels


@dataclass(frozen=True)
class Canvas:
    """A page with room for the clips."""

    layout: Layout
    used: Box
    pixels: Pixels

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a clip on it."""
        cell = self.layout.cells[0]
        return cell.right - cell.left, cell.bottom - cell.top


def canvas(
    clips: Sequence[Path], title: str, labels: tuple[str, ...] | Axes, job: RenderJob
) -> Canvas:
    """The page for these clips, without them.

    Parameters
    ----------
    labels : see ``render.many.grid.layout.arrange``
    job : decides size, theme and renderer
    """
    used = used_area(clips)
    shape = (used.right - used.left) / (used.bottom - used.top)
    quality = job.quality
    layout = arrange(title, labels, (quality.width, quality.height), shape)
    return Canvas(layout, used, draw_page(layout, quality, job.theme, job.renderer))


def encode(
    clips: Sequence[Path],
    page: Canvas,
    parts: Sequence[Part],
    job: RenderJob,
    target: Path,
    poster: int,
    progress: Callable[[int], None],
) -> Pixels:
    """Write the pictures of a grid to a file without sound.

    Parameters
    ----------
    parts : the common clock
    poster : the frame that stands for the grid
    progress : told how many frames are written

    Returns
    -------
    the picture of that frame
    """
    quality = job.quality
    kept = page.pixels
    written = 0
    with (
        open_encoder(
            target, job.format, quality.width, quality.height, quality.frame_rate, False, job.codec
        ) as encoder,
    ):
        for pixels, changed in _pictures(clips, page, parts, quality.frame_rate):
            encoder.write(pixels, 1, changed)
            if written == poster:
                kept = pixels.copy()
            written += 1
            progress(written)
    return kept


def still(clips: Sequence[Path], page: Canvas) -> Pixels:
    """A grid of single pictures."""
    first = Part("", "", 0, 1, tuple(Stretch("", "", 0, 1) for _ in clips))
    return next(_pictures(clips, page, [first], 1))[0]


def _pictures(
    clips: Sequence[Path], page: Canvas, parts: Sequence[Part], rate: int
) -> Iterator[tuple[Pixels, Boxes]]:
    """Each frame of the grid, and the parts of it that differ from the one before."""
    pixels = page.pixels.copy()
    with ExitStack() as stack:
        playing = [stack.enter_context(Clip(path, page.used, page.size, rate)) for path in clips]
        for part in parts:
            for moment in part.moments():
                changed = []
                for clip, cell, number in zip(playing, page.layout.cells, moment, strict=True):
                    if clip.show(number):
                        pixels[cell.slices] = clip.pixels
                        changed.append(cell)
                yield pixels, tuple(changed)


def sound(clip: Path, parts: Sequence[Part], number: int, rate: int) -> NDArray[np.float32]:
    """What is heard of one clip, each section of it where it is on the common clock.

    Returns
    -------
    float32 (n,), mono at 48 kHz, as long as the grid
    """
    heard = read(clip)
    last = parts[-1]
    whole = np.zeros(round((last.start + last.frames) * RATE / rate), np.float32)
    for part in parts:
        own = part.shown[number]
        opening = own.frames - own.closing
        for first, count, at in (
            (own.first, opening, part.start),
            (own.first + opening, own.closing, part.start + part.frames - own.closing),
        ):
            begin, place = round(first * RATE / rate), round(at * RATE / rate)
            piece = heard[begin : begin + round(count * RATE / rate)][: len(whole) - place]
            whole[place : place + len(piece)] = piece
    return whole
