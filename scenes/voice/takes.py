"""A voice of recordings: a folder of takes, one for each line of a lesson."""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scenes.voice import cache
from scenes.voice.takes_folder import Take, Takes, read_takes
from scenes.voice.voice import SpokenLine, VoiceError, Word

HEAD = 0.06
"""Seconds that are kept before the first word."""

TAIL = 0.12
"""Seconds that are kept after the last word."""

_FADE = 0.01


@dataclass(frozen=True)
class TakesVoice:
    """Speaks with the recordings in a folder.

    Attributes
    ----------
    name : what the user calls it
    folder : of the takes and of ``script.json``
    """

    name: str
    folder: Path

    @classmethod
    def from_folder(cls, folder: Path) -> TakesVoice:
        """Return the voice in a folder, after a look at what it holds.

        Raises
        ------
        VoiceError : it is no folder of takes, or two takes are of one line
        """
        voice = cls(str(folder), folder.expanduser().absolute())
        voice.takes()
        return voice

    def takes(self) -> Takes:
        """What is in the folder now."""
        return read_takes(self.folder)

    @property
    def identity(self) -> str:
        """Checksum of which take says what, and of this code; and what decodes them."""
        said = sorted((text, take.checksum) for text, take in self.takes().said.items())
        takes = hashlib.sha256(repr(said).encode()).hexdigest()
        return f"takes {takes}, code {cache.code_checksum()}, av {version('av')}"

    def speak(self, text: str) -> SpokenLine:
        """Cut the take of a line to its words, level it and time it, or take it from the cache.

        Raises
        ------
        VoiceError : nobody has recorded the line, its take cannot be used, or the cache cannot
            be written
        """
        take = self.takes().said.get(text)
        if take is None:
            raise VoiceError(
                f"{self.folder} has no take of {text!r} "
                f"(steepest script LESSON --takes {self.folder} lists all that are missing)"
            )
        key = cache.entry_key("take", take.checksum, cache.code_checksum(), version("av"), text)
        entry = cache.read(key) or _make(key, take, text)
        rate = entry.record["rate"]
        words = tuple(
            Word(word, start / rate, end / rate)
            for word, (start, end) in zip(text.split(), entry.record["words"], strict=True)
        )
        return SpokenLine(text, entry.record["samples"] / rate, words, entry.audio)


def _make(key: str, take: Take, text: str) -> cache.Entry:
    from scenes.voice.loudness import RATE
    from scenes.voice.recordings import read
    from scenes.voice.takes_levels import CEILING, measure
    from scenes.voice.takes_timing import word_times

    samples = read(take.path)
    levels = measure(samples)
    if not levels.runs:
        raise VoiceError(f"nobody speaks in the take {take.path} (record {text!r} again)")
    first = max(levels.runs[0][0] - round(HEAD * RATE), 0)
    last = min(levels.runs[-1][1] + round(TAIL * RATE), len(samples))
    runs = [((start - first) / RATE, (end - first) / RATE) for start, end in levels.runs]
    times = word_times(text, runs)
    sound = samples[first:last] * 10 ** (levels.gain / 20)
    sound *= min(1.0, CEILING / float(np.abs(sound).max()))
    record = {
        "text": text,
        "rate": RATE,
        "samples": len(sound),
        "words": [[round(start * RATE), round(end * RATE)] for start, end in times],
    }
    return cache.write(key, _wav(_faded(sound, round(_FADE * RATE)), RATE), record)


def _faded(samples: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    ramp = np.linspace(0.0, 1.0, length, endpoint=False)[: len(samples)]
    samples[: len(ramp)] *= ramp
    samples[len(samples) - len(ramp) :] *= ramp[::-1]
    return samples


def _wav(samples: NDArray[np.float64], rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(samples * 32767.0).astype("<i2").tobytes())
    return buffer.getvalue()
