"""The one module of the scenes that decodes sound: recordings in any format that PyAV reads."""

from __future__ import annotations

import itertools
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from scenes.voice.loudness import RATE
from scenes.voice.voice import VoiceError


def read(path: Path) -> NDArray[np.float64]:
    """The sound of a file, a video too, as mono at 48 kHz.

    Of several channels those that are silent are left out, so that a microphone on one side of a
    stereo recording is as loud as one in the middle.

    Returns
    -------
    float64 (n,), within -1 to 1 where nothing was clipped

    Raises
    ------
    VoiceError : no sound in it, or not a recording at all
    """
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise VoiceError(f"there is no sound in the take {path} (record it again)")
            to_float = av.AudioResampler(format="fltp", rate=RATE)
            pieces: list[NDArray[np.float64]] = []
            for frame in itertools.chain(container.decode(container.streams.audio[0]), (None,)):
                for piece in to_float.resample(frame):
                    if piece is not None:
                        pieces.append(piece.to_ndarray().astype(np.float64))
    except (OSError, av.error.FFmpegError, ValueError) as problem:
        raise VoiceError(
            f"the take {path} cannot be read as a recording "
            f"({getattr(problem, 'strerror', None) or problem}; export it as WAV)"
        ) from None
    if not pieces:
        raise VoiceError(f"there is no sound in the take {path} (record it again)")
    samples = np.concatenate(pieces, axis=1)
    if not np.isfinite(samples).all():
        raise VoiceError(
            f"the take {path} is damaged: samples that are no number (record it again)"
        )
    heard = samples[np.abs(samples).max(axis=1) > 0.02 * np.abs(samples).max()]
    return np.asarray(heard.mean(axis=0) if len(heard) else samples[0], dtype=np.float64)
