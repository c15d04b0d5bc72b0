"""A voice that speaks with a Piper model: the words' times, the WAV files, the cache."""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scenes.voice import cache
from scenes.voice.alignment import Sound, word_intervals
from scenes.voice.pronunciation import spoken_words
from scenes.voice.voice import SpokenLine, VoiceError, Word

if TYPE_CHECKING:
    from scenes.voice.piper_voice import PiperModel

_PACKAGES = ("piper-tts", "onnxruntime", "numpy")
_BETWEEN_SENTENCES = 0.2
"""Seconds of silence added between two sentences of a line: Piper leaves only about 0.2."""

_FADE = 0.003
"""Seconds: a sentence that begins with an s would begin with a click."""


@dataclass(frozen=True)
class ModelVoice:
    """Speaks with the Piper model in a file.

    Attributes
    ----------
    name : what the user calls it
    model : the ``.onnx`` file; its ``.onnx.json`` is beside it
    """

    name: str
    model: Path

    @classmethod
    def from_file(cls, model: Path) -> ModelVoice:
        """Return the voice in a file of the user's, after a look at what it is.

        Raises
        ------
        VoiceError : it is not a Piper voice
        """
        piper_voice = _piper_voice()
        voice = cls(str(model), model.expanduser().absolute())
        try:
            piper_voice.read_graph(voice.model)
            piper_voice.read_config(voice.model)
        except piper_voice.ModelError as error:
            raise voice._refuse(error) from None
        return voice

    @cached_property
    def identity(self) -> str:
        """Checksums of model, settings and this code, and the versions of what runs them."""
        settings = self.model.with_name(self.model.name + ".json")
        try:
            sums = [_file_checksum(file) for file in (self.model, settings)]
        except OSError as error:
            raise self._refuse(error) from None
        parts = [f"model {sums[0]}", f"settings {sums[1]}", f"code {cache.code_checksum()}"]
        for package in _PACKAGES:
            try:
                parts.append(f"{package} {version(package)}")
            except PackageNotFoundError:
                parts.append(f"{package} unknown")
        return ", ".join(parts)

    def speak(self, text: str) -> SpokenLine:
        """Speak one line, or take it from the cache.

        Raises
        ------
        VoiceError : the model cannot be used, or the cache cannot be written
        """
        key = cache.entry_key(self.identity, text)
        entry = cache.read(key) or self._make(key, text)
        rate = entry.record["rate"]
        words = tuple(
            Word(word, start / rate, end / rate)
            for word, (start, end) in zip(text.split(), entry.record["words"], strict=True)
        )
        return SpokenLine(text, entry.record["samples"] / rate, words, entry.audio)

    def _make(self, key: str, text: str) -> cache.Entry:
        piper_voice = _piper_voice()
        said = spoken_words(text)
        try:
            model = piper_voice.open_model(self.model, self.identity)
            samples, sounds = _say(model, " ".join(word for word in said if word))
        except piper_voice.ModelError as error:
            raise self._refuse(error) from None
        alone = [[phoneme for part in model.phonemes(word) for phoneme in part] for word in said]
        record = {
            "text": text,
            "rate": model.sample_rate,
            "samples": len(samples),
            "words": [list(interval) for interval in word_intervals(sounds, alone)],
        }
        return cache.write(key, _wav(samples, model.sample_rate), record)

    def _refuse(self, reason: Exception) -> VoiceError:
        return VoiceError(
            f"the voice {self.name} cannot be used: {reason}; give a Piper .onnx with its "
            ".onnx.json beside it, or the voice joe or none"
        )


def _piper_voice() -> ModuleType:
    """Import Piper only now: a line from the cache does not need it."""
    try:
        from scenes.voice import piper_voice
    except ImportError as error:
        raise VoiceError(
            f"the voice packages cannot be imported ({error}): "
            'pip install --force-reinstall "steepest[voice]", or take the voice none'
        ) from None
    return piper_voice


def _say(model: PiperModel, text: str) -> tuple[NDArray[np.float32], list[Sound]]:
    """Speak all sentences of a line.

    Returns
    -------
    samples : float32 (n,), within -1 to 1
    sounds : every phoneme with its samples, a pause after each sentence
    """
    rest = np.zeros(round(_BETWEEN_SENTENCES * model.sample_rate), dtype=np.float32)
    pieces: list[NDArray[np.float32]] = []
    sounds: list[Sound] = []
    now = 0
    for phonemes in model.phonemes(text):
        if pieces:
            pieces.append(rest)
            now += len(rest)
        samples, lengths = model.sound(phonemes)
        ends = now + np.cumsum(lengths)
        for phoneme, start, end in zip(phonemes, ends, ends[1:-1], strict=False):
            sounds.append(Sound(phoneme, int(start), int(end)))
        now += len(samples)
        sounds.append(Sound(".", int(ends[-2]), now))
        pieces.append(_fade(samples, round(_FADE * model.sample_rate)))
    if not pieces:
        return rest, []
    line = np.concatenate(pieces)
    # Sentences keep the levels that the model gave them: raising each to the same peak would
    # make short ones loud. Only what does not fit is made smaller.
    return line / max(1.0, float(np.abs(line).max())), sounds


def _fade(samples: NDArray[np.float32], length: int) -> NDArray[np.float32]:
    faded = samples.copy()
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)[: len(faded)]
    faded[: len(ramp)] *= ramp
    faded[len(faded) - len(ramp) :] *= ramp[::-1]
    return faded


def _wav(samples: NDArray[np.float32], rate: int) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.round(samples * 32767.0).astype("<i2").tobytes())
    return buffer.getvalue()


def _file_checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
