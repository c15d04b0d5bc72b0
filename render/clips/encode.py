"""One clip at one quality: pictures and sound into a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from render.clips.ladder import Rung
from render.clips.pictures import Pictures
from render.clips.shots import Shot, at_rate, runs
from render.encoding.alpha import straight
from render.encoding.encoder import Encoder
from render.encoding.gif import GifEncoder
from render.encoding.png import write_png
from render.encoding.settings import LAMBDA, SOFTWARE, video_settings
from render.encoding.video import VideoEncoder
from render.muxing.captions import Caption
from render.muxing.mux import Chapter, mux
from render.picture import Pixels


@dataclass(frozen=True)
class Sound:
    """What is heard, and the captions of it.

    Attributes
    ----------
    samples : float32 (n,), mono at 48 kHz
    """

    samples: NDArray[np.float32]
    captions: Sequence[Caption]
    chapters: Sequence[Chapter]


@dataclass(frozen=True)
class Material:
    """What a clip is made of.

    Attributes
    ----------
    frame_rate : of the shots
    width, height : pixels at the best quality
    """

    pictures: Pictures
    shots: Sequence[Shot]
    frame_rate: int
    width: int
    height: int
    transparent: bool
    sound: Sound | None
    title: str


def encode(material: Material, rung: Rung, target: Path) -> None:
    """Write a clip; its suffix says the format.

    Raises
    ------
    SteepestError : the disk failed
    """
    fmt = target.suffix[1:]
    width, height = rung.size(material.width, material.height)
    if fmt == "png":
        shot = material.shots[0]
        _still(material.pictures.shot(shot, width, height), rung, material.transparent, target)
        return
    if fmt == "gif":
        _film(material, rung, target)
        return
    silent = target.with_name(f"pictures.{fmt}")
    frames = _film(material, rung, silent)
    sound = material.sound
    mux(
        [(silent, frames)],
        None if sound is None else sound.samples,
        () if sound is None else sound.captions,
        () if sound is None else sound.chapters,
        target,
        {"title": material.title},
        rung.sound * 1000,
    )
    silent.unlink()


def _film(material: Material, rung: Rung, target: Path) -> int:
    """Encode the pictures; returns their number."""
    rate = rung.frame_rate(material.frame_rate)
    shots = at_rate(material.shots, material.frame_rate, rate)
    width, height = rung.size(material.width, material.height)
    before: Pixels | None = None
    with _encoder(target, rung, width, height, rate, material.transparent) as encoder:
        for shot, repeat in runs(shots):
            before = material.pictures.shot(shot, width, height)
            encoder.write(before, repeat)
    return encoder.frames


def _encoder(
    target: Path, rung: Rung, width: int, height: int, rate: int, transparent: bool
) -> Encoder:
    fmt = target.suffix[1:]
    if fmt == "gif":
        return GifEncoder(target, width, height, rate, transparent, round(rung.quality))
    settings = video_settings(fmt, width, height, transparent)
    if fmt == "mov":
        changed = {"global_quality": str(round(rung.quality * LAMBDA))}
    else:
        changed = {"crf": f"{rung.quality:g}"}
    settings = replace(settings, options={**settings.options, **changed})
    return VideoEncoder(target, fmt, width, height, rate, transparent, SOFTWARE, settings)


def _still(pixels: Pixels, rung: Rung, transparent: bool, target: Path) -> None:
    if not rung.quality:
        write_png(target, pixels, transparent)
        return
    image = Image.fromarray(straight(pixels))
    if transparent:
        few = image.quantize(round(rung.quality), Image.Quantize.FASTOCTREE)
    else:
        few = image.convert("RGB").quantize(
            round(rung.quality), Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
    few.save(target, "PNG", optimize=True)
