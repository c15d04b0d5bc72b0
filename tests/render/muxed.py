"""Finished files to look into, with everything in them that a lesson has."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from render.encoding.opening import open_encoder
from render.muxing.captions import Caption
from render.muxing.mux import Chapter, mux
from render.muxing.sound import RATE

FORMATS = ("mp4", "mov", "webm")
FRAMES = 71
CAPTIONS = (
    Caption(0.2, 0.9, ("a < b & c", "second line")),
    Caption(1.5, 2.0, ("Ångström θ",)),
    Caption(2.0, 2.25, ("the end",)),
)
CHAPTERS = (Chapter("The bowl", 0.0, 1.0), Chapter("Was nun? θ", 1.0, FRAMES / 30))


def picture(path: Path, frames: int, frame_rate: int = 30, transparent: bool = False) -> Path:
    with open_encoder(path, path.suffix[1:], 160, 90, frame_rate, transparent) as encoder:
        for index in range(frames):
            frame = np.zeros((90, 160, 4), dtype=np.uint8)
            frame[..., 3] = 0 if transparent else 255
            frame[20:60, 2 * index % 120 : 2 * index % 120 + 30] = (200, 100, 50, 255)
            encoder.write(frame)
    return path


def noise(count: int, seed: int = 0) -> NDArray[np.float32]:
    return (0.05 * np.random.default_rng(seed).standard_normal(count)).astype(np.float32)


def make_lessons(folder: Path) -> Path:
    """A ``picture`` and a finished ``lesson`` of each format, 71 frames at 30 a second."""
    for fmt in FORMATS:
        source = picture(folder / f"picture.{fmt}", FRAMES, transparent=fmt != "mp4")
        samples = noise(round(FRAMES * RATE / 30))
        metadata = {"title": "Gradient descent & co", "comment": "learning_rate=0.1"}
        mux([(source, FRAMES)], samples, CAPTIONS, CHAPTERS, folder / f"lesson.{fmt}", metadata)
    return folder
