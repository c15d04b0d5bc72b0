"""Sounds that the tests of recorded takes are made of."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Samples = NDArray[np.float64]


def silence(seconds: float) -> Samples:
    """Nothing."""
    return np.zeros(round(seconds * RATE))


def say(*seconds: float) -> Samples:
    """Something like voice and, every second time, silence; peaks at 1."""
    parts = []
    for index, length in enumerate(seconds):
        time = np.arange(round(length * RATE)) / RATE
        voice = sum(np.sin(2 * np.pi * 150 * k * time + k * k) / k for k in range(1, 12))
        parts.append(voice / np.abs(voice).max() if index % 2 == 0 else 0.0 * time)
    return np.concatenate(parts)


def write(path: Path, samples: Samples, rate: int = RATE) -> None:
    """Write a WAV file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
