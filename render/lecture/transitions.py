"""Short segments between two parts: one fades into the background, the next out of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from render.encoding.opening import open_encoder
from render.job import RenderJob
from render.lecture.pictures import pictures
from render.picture import Pixels
from render.store.files import atomic_path, sha256
from render.store.source import shared_source
from render.store.versions import versions
from scenes.theme import THEMES

_SEEN = 8
"""Levels of 255 by which a picture must differ from the background for it to fade."""


def transition(
    job: RenderJob, before: tuple[Path, int], after: Path, theme: str, frames: int, folder: Path
) -> Path:
    """The segment between two parts; made only if it is not there, or not as it was made.

    Parameters
    ----------
    job : of one of the parts: size, rate and encoder
    before : the earlier part, and its number of frames
    theme : whose background is in between
    frames : its length, >= 1
    folder : where segments are kept
    """
    file, count = before
    identity = [sha256(file), count, sha256(after), theme, frames, job.codec, shared_source()]
    key = hashlib.sha256(json.dumps([identity, versions()]).encode()).hexdigest()[:24]
    target = folder / f"fade-{key}.mp4"
    noted = target.with_suffix(".sha256")
    if _is_whole(target, noted):
        return target
    (last,) = pictures(file, [count - 1])
    (first,) = pictures(after, [0])
    quality = job.quality
    with (
        atomic_path(target) as temporary,
        open_encoder(
            temporary,
            "mp4",
            quality.width,
            quality.height,
            quality.frame_rate,
            False,
            codec=job.codec,
        ) as encoder,
    ):
        for picture in fade(last, first, THEMES[theme].background, frames):
            encoder.write(picture)
    with atomic_path(noted) as temporary:
        temporary.write_text(sha256(target), encoding="ascii")
    return target


def discard_others(folder: Path, used: Collection[Path]) -> None:
    """Remove the segments of earlier versions of the lecture; they are quickly made again."""
    for path in folder.glob("fade-*"):
        if path.with_suffix(".mp4") not in used:
            with suppress(OSError):
                path.unlink()


def fade(last: Pixels, first: Pixels, background: str, frames: int) -> Iterator[Pixels]:
    """The pictures in between, through the background.

    A side that shows nothing but the background takes no time.
    """
    empty = np.empty_like(last)
    empty[:] = [*bytes.fromhex(background[1:]), 255]
    leaving, coming = _shows(last, empty), _shows(first, empty)
    out = 0 if not leaving else frames if not coming else frames // 2
    for number in range(1, frames + 1):
        if number <= out:
            yield _mixed(last, empty, number / out)
        elif coming:
            yield _mixed(empty, first, (number - out) / (frames - out + 1))
        else:
            yield empty


def _shows(picture: Pixels, empty: Pixels) -> bool:
    return bool((np.abs(picture.astype(np.int16) - empty) > _SEEN).any())


def _mixed(one: Pixels, other: Pixels, share: float) -> Pixels:
    """Slow at both ends, as everything that appears in a lesson."""
    eased = share * share * (3 - 2 * share)
    mixed = one + eased * (other.astype(np.float32) - one)
    return np.rint(mixed).astype(np.uint8)


def _is_whole(target: Path, noted: Path) -> bool:
    try:
        return noted.read_text(encoding="ascii") == sha256(target)
    except OSError:
        return False
