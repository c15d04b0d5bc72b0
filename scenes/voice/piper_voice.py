"""The one module that imports Piper: text to phonemes, phonemes to lengths and to samples.

Piper (piper-tts) is GPL-3.0-or-later; the rest of this project is MIT and does not need it.

The noise that a model needs is made from the phonemes themselves: the same phonemes always give
the same samples, with the model's natural variation kept.
"""

from __future__ import annotations

import functools
import hashlib
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from piper import PiperVoice
from piper.config import PhonemeType, PiperConfig
from piper.const import BOS, EOS, PAD

from scenes.voice.piper_graph import NOISE, read_halves
from scenes.voice.piper_network import ModelError, Network, Values

__all__ = ["ModelError", "PiperModel", "check_model", "open_model"]

_CHANNELS = 192
_DRAWS_FOR_LENGTH = 2
"""Random numbers that the length of a symbol takes; the sound of a frame takes ``_CHANNELS``."""

_KEPT = 128
"""Sentences of which is kept what their sound begins with: about 0.2 MB each."""


@dataclass(frozen=True)
class _Timed:
    """How long the symbols of a sentence last.

    Attributes
    ----------
    samples : int64 (symbols,), of each of them
    found : what the first half of the network has found out, for the second
    """

    samples: NDArray[np.int64]
    found: Values


class PiperModel:
    """A Piper voice, ready to speak.

    Attributes
    ----------
    sample_rate : samples per second
    """

    def __init__(self, config: PiperConfig, network: Network) -> None:
        self._config = config
        self._network = network
        # It only turns text into phonemes here, which needs no session.
        self._piper = PiperVoice(session=None, config=config)
        self._timed = functools.lru_cache(_KEPT)(self._time)
        self.sample_rate = config.sample_rate

    def phonemes(self, text: str) -> list[list[str]]:
        """Return the phonemes of each sentence, those that the model knows."""
        known = self._config.phoneme_id_map
        sentences = self._piper.phonemize(text)
        kept = [[phoneme for phoneme in sentence if phoneme in known] for sentence in sentences]
        return [sentence for sentence in kept if sentence]

    def lengths(self, phonemes: Sequence[str]) -> list[int]:
        """Samples of each phoneme of a sentence, after one for its start, before one for its end.

        Raises
        ------
        ModelError : the model fails
        """
        symbols, counts = self._symbols(phonemes)
        ends = np.cumsum(counts)
        return [int(part.sum()) for part in np.split(self._timed(symbols).samples, ends[:-1])]

    def sound(self, phonemes: Sequence[str]) -> NDArray[np.float32]:
        """Speak one sentence.

        Returns
        -------
        float32 (n,), as many samples as its ``lengths`` add up to

        Raises
        ------
        ModelError : the model fails, or its durations are not those of its sound
        """
        symbols, _ = self._symbols(phonemes)
        timed = self._timed(symbols)
        count = int(timed.samples.sum())
        noise = _noise(
            symbols,
            _CHANNELS * (count // self._config.hop_length),
            after=_DRAWS_FOR_LENGTH * len(symbols),
        )
        samples = self._network.second({**self._inputs(symbols), **timed.found, NOISE: noise})
        if samples.size != count:
            raise ModelError("its durations do not add up to its sound")
        return samples

    def _time(self, symbols: tuple[int, ...]) -> _Timed:
        noise = _noise(symbols, _DRAWS_FOR_LENGTH * len(symbols))
        frames, found = self._network.first({**self._inputs(symbols), NOISE: noise})
        if len(frames) != len(symbols):
            raise ModelError("its durations are not those of its phonemes")
        return _Timed(frames * self._config.hop_length, found)

    def _inputs(self, symbols: Sequence[int]) -> Values:
        """What a Piper model is given, but for the noise."""
        config = self._config
        scales = [config.noise_scale, config.length_scale, config.noise_w_scale]
        inputs: Values = {
            "input": np.array([symbols], dtype=np.int64),
            "input_lengths": np.array([len(symbols)], dtype=np.int64),
            "scales": np.array(scales, dtype=np.float32),
        }
        if config.num_speakers > 1:
            speaker = getattr(config, "default_speaker_id", 0)  # since piper-tts 1.7
            inputs["sid"] = np.array([speaker], dtype=np.int64)
        return inputs

    def _symbols(self, phonemes: Sequence[str]) -> tuple[tuple[int, ...], list[int]]:
        """Return the model's input and how many of its numbers belong to each phoneme.

        The padding goes with the phoneme before it, as in training.
        """
        numbers = self._config.phoneme_id_map
        pad = list(numbers[PAD])
        groups = [[*numbers[phoneme], *pad] for phoneme in (BOS, *phonemes)]
        groups.append(list(numbers[EOS]))
        return tuple(number for group in groups for number in group), [*map(len, groups)]


def open_model(model: Path, identity: str) -> PiperModel:
    """Open a Piper model; a second call with the same file and identity returns the same one.

    Raises
    ------
    ModelError : the model or its configuration cannot be used
    """
    with _opening:  # not twice for two threads that speak
        return _open(model, identity)


_opening = threading.Lock()


@functools.lru_cache(maxsize=2)
def _open(model: Path, identity: str) -> PiperModel:
    del identity  # It only tells a changed file from the one that is open.
    return PiperModel(_read_config(model), Network(read_halves(model)))


def check_model(model: Path) -> None:
    """Look at a model and its configuration, without opening it.

    Raises
    ------
    ModelError : they cannot be used
    """
    read_halves(model)
    _read_config(model)


def _read_config(model: Path) -> PiperConfig:
    """Read the ``.onnx.json`` beside a model.

    Raises
    ------
    ModelError : it is missing or not the configuration of a Piper voice
    """
    path = model.with_name(model.name + ".json")
    try:
        config = PiperConfig.from_dict(json.loads(path.read_text(encoding="utf-8")))
        complete = all(config.phoneme_id_map[mark] for mark in (BOS, EOS, PAD))
    except FileNotFoundError:
        raise ModelError(f"its settings {path.name} are missing beside it") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise ModelError(f"{path.name} beside it holds no settings of a Piper voice") from None
    if not complete:
        raise ModelError(f"{path.name} beside it lacks the marks of a sentence")
    if config.phoneme_type not in (PhonemeType.ESPEAK, PhonemeType.TEXT):
        raise ModelError(f"{path.name} asks for {config.phoneme_type.value}, not for English")
    return config


def _noise(symbols: Sequence[int], amount: int, after: int = 0) -> NDArray[np.float32]:
    """Standard normal numbers, float32, that depend on the symbols alone; ``after`` so many."""
    digest = hashlib.sha256(np.array(symbols, dtype="<i8").tobytes()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
    return generator.standard_normal(after + amount, dtype=np.float32)[after:]
