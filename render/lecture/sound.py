"""The sound of a lecture: that of its parts, each at its place to the sample, in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from render.errors import SteepestError
from render.muxing.sound import RATE

Samples = NDArray[np.float32]

Piece = tuple[Path | None, int]
"""A video whose sound is heard, or None for silence, and the number of its frames."""


def sound(pieces: Sequence[Piece], frame_rate: int) -> Iterator[Samples]:
    """Sound as long as the pictures, mono at 48 kHz.

    Each part's sound begins with its first frame; where it is longer or shorter than its frames,
    it is cut or filled with silence, so that nothing adds up over the length of a lecture.
    """
    frames = 0
    for path, count in pieces:
        first, frames = round(frames * RATE / frame_rate), frames + count
        wanted = round(frames * RATE / frame_rate) - first
        for samples in () if path is None else _decoded(path):
            yield samples[:wanted]
            wanted -= min(len(samples), wanted)
            if not wanted:
                break
        while wanted:
            yield np.zeros(min(wanted, RATE), dtype=np.float32)
            wanted -= min(wanted, RATE)


def _decoded(path: Path) -> Iterator[Samples]:
    """The sound of a video; nothing where it has none."""
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                return
            resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    yield np.asarray(piece.to_ndarray(), dtype=np.float32).ravel()
    except av.error.FFmpegError as problem:
        raise SteepestError(f"cannot read the sound of {path} ({problem})") from problem
