"""A voice that speaks with a Piper model: word times, WAV files, the cache."""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenes.voice import cache
from scenes.voice.alignment import Sound, word_intervals
from scenes.voice.pronunciation import spoken_words
from scenes.voice.voice import SpokenLine, VoiceError, Word

if TYPE_CHECKING:
    from scenes.voice.piper_voice import PiperModel

_LOUDNESS = 1.5


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
        from scenes.voice import piper_voice

        voice = cls(str(model), model.expanduser().absolute())
        try:
            if not voice.model.is_file():
                raise piper_voice.ModelError("there is no such file")
            piper_voice.read_config(voice.model)
            piper_voice.read_graph(voice.model)
        except piper_voice.ModelError as error:
            raise voice._refuse(error) from None
        return voice

    @cached_property
    def identity(self) -> str:
        """Checksums of model, settings and this code, and the versions of what runs them."""
        parts = [f"model {self._checksum}"]
        parts += [f"settings {_file_checksum(self.model.with_name(self.model.name + '.json'))}"]
        code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
        parts += [f"code {hashlib.sha256(code).hexdigest()}"]
        for package in ("piper-tts", "onnxruntime", "numpy"):
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
        entry = cache.read(key)
        if entry is None:
            entry = self._make(key, text)
        record = entry.record
        rate = record["rate"]
        words = tuple(
            Word(word, start / rate, end / rate)
            for word, (start, end) in zip(text.split(), record["words"], strict=True)
        )
        return SpokenLine(text, record["samples"] / rate, words, entry.audio)

    @cached_property
    def _checksum(self) -> str:
        return _file_checksum(self.model)

    def _make(self, key: str, text: str) -> cache.Entry:
        model = self._open()
        said = spoken_words(text)
        pieces: list[np.ndarray] = []
        sounds: list[Sound] = []
        now = 0
        for phonemes in model.phonemes(" ".join(said)):
            samples, lengths = model.sound(phonemes)
            now_here = now + lengths[0]
            for phoneme, length in zip(phonemes, lengths[1:-1], strict=True):
                sounds.append(Sound(phoneme, now_here, now_here + length))
                now_here += length
            sounds.append(Sound(" ", now_here, now + len(samples)))
            now += len(samples)
            pieces.append(samples)
        alone = [[p for part in model.phonemes(word) for p in part] for word in said]
        intervals = word_intervals(sounds, alone)
        record = {
            "text": text,
            "rate": model.sample_rate,
            "samples": now,
            "words": [list(interval) for interval in intervals],
        }
        loud = np.concatenate(pieces) * _LOUDNESS if pieces else np.zeros(0)
        return cache.write(key, _wav(loud, model.sample_rate), record)

    def _open(self) -> PiperModel:
        from scenes.voice import piper_voice

        try:
            return piper_voice.open_model(self.model, self._checksum)
        except piper_voice.ModelError as error:
            raise self._refuse(error) from None

    def _refuse(self, reason: Exception) -> VoiceError:
        return VoiceError(
            f"the voice {self.name} cannot be used: {reason}; give a Piper .onnx with its "
            ".onnx.json beside it, or the voice joe or none"
        )


def _file_checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _wav(samples: np.ndarray, rate: int) -> bytes:
    whole = np.round(np.clip(samples, -1.0, 1.0) * 32767.0).astype("<i2")
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(whole.tobytes())
    return buffer.getvalue()
