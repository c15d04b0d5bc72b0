"""The one module that imports Piper: text to phonemes, phonemes to samples.

Piper (piper-tts) is GPL-3.0-or-later; the rest of this project is MIT and does not need it.

A Piper model is a VITS network (Kim, Kong, Son, 2021, arXiv:2106.06103). It draws random numbers
for the durations and for the sound, from a generator that cannot be seeded from outside. Here
those draws are replaced, in memory, by an input that is filled from the phonemes themselves: the
same phonemes always give the same samples, with the model's natural variation kept.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from piper import PiperVoice
from piper.config import PhonemeType, PiperConfig
from piper.const import BOS, EOS, PAD

_NOISE = "steepest_noise"
_FRAMES_PER_SYMBOL = 32
_CHANNELS = 192
_ERRORS_ONLY = 3
_RANDOM = ("Random", "Bernoulli", "Multinomial")


class ModelError(Exception):
    """A file is not a Piper model that can be spoken with; the message says what is wrong."""


class PiperModel:
    """A Piper voice, ready to speak.

    Attributes
    ----------
    sample_rate : samples per second
    """

    def __init__(self, config: PiperConfig, session: Any) -> None:
        self._piper = PiperVoice(session=session, config=config)
        self._config = config
        self._session = session
        self.sample_rate = config.sample_rate

    def phonemes(self, text: str) -> list[list[str]]:
        """Return the phonemes of each sentence, those that the model knows."""
        known = self._config.phoneme_id_map
        sentences = self._piper.phonemize(text)
        kept = [[phoneme for phoneme in sentence if phoneme in known] for sentence in sentences]
        return [sentence for sentence in kept if sentence]

    def sound(self, phonemes: Sequence[str]) -> tuple[NDArray[np.float32], list[int]]:
        """Speak one sentence.

        Returns
        -------
        samples : float32 (n,)
        lengths : samples of each phoneme, after one for the start and before one for the end
            of the sentence; they add up to n

        Raises
        ------
        ModelError : the model fails, or its durations are not those of its sound
        """
        symbols, counts = self._symbols(phonemes)
        feed: dict[str, Any] = {
            "input": np.array([symbols], dtype=np.int64),
            "input_lengths": np.array([len(symbols)], dtype=np.int64),
            "scales": np.array(
                [self._config.noise_scale, self._config.length_scale, self._config.noise_w_scale],
                dtype=np.float32,
            ),
            _NOISE: _noise(symbols),
        }
        if self._config.num_speakers > 1:
            speaker = getattr(self._config, "default_speaker_id", 0)  # since piper-tts 1.7
            feed["sid"] = np.array([speaker], dtype=np.int64)
        try:
            sound, frames = self._session.run(None, feed)
        except Exception as error:  # onnxruntime's own errors share no base class
            raise ModelError(f"it cannot speak ({_first_line(error)})") from None
        per_symbol = frames.reshape(-1).astype(np.int64) * self._config.hop_length
        if per_symbol.sum() != sound.size or len(per_symbol) != len(symbols):
            raise ModelError("its durations do not add up to its sound")
        ends = np.cumsum(counts)
        lengths = [int(part.sum()) for part in np.split(per_symbol, ends[:-1])]
        return sound.reshape(-1), lengths

    def _symbols(self, phonemes: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the model's input and how many of its numbers belong to each phoneme.

        The padding goes with the phoneme before it, as in training.
        """
        numbers = self._config.phoneme_id_map
        pad = list(numbers[PAD])
        groups = [[*numbers[phoneme], *pad] for phoneme in (BOS, *phonemes)]
        groups.append(list(numbers[EOS]))
        return [number for group in groups for number in group], [len(group) for group in groups]


@functools.lru_cache(maxsize=2)
def open_model(model: Path, identity: str) -> PiperModel:
    """Open a Piper model; a second call with the same file and identity returns the same one.

    Raises
    ------
    ModelError : the model or its configuration cannot be used
    """
    del identity  # It only tells a changed file from the one that is open.
    options = onnxruntime.SessionOptions()
    # One thread: lessons are rendered in parallel processes, and one order of additions.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    graph, config = read_graph(model), read_config(model)
    try:
        session = onnxruntime.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own errors share no base class
        raise ModelError(f"onnxruntime cannot open it ({_first_line(error)})") from None
    return PiperModel(config, session)


def read_config(model: Path) -> PiperConfig:
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


def read_graph(model: Path) -> onnx.ModelProto:
    """Read a model, with its noise made an input and its durations an output.

    Raises
    ------
    ModelError : it is not a Piper model
    """
    try:
        proto = onnx.load(str(model))
    except OSError as error:
        raise ModelError(f"it cannot be read ({error.strerror})") from None
    except Exception:  # protobuf's own errors share no base class
        raise ModelError("it is not an ONNX file") from None
    graph = proto.graph
    inputs = {value.name for value in graph.input}
    durations = [name for node in graph.node if node.op_type == "Ceil" for name in node.output]
    if not {"input", "input_lengths", "scales"} <= inputs or len(durations) != 1:
        raise ModelError("it is an ONNX file, but not a Piper voice")
    del graph.output[1:]
    graph.output.append(
        onnx.helper.make_tensor_value_info(durations[0], onnx.TensorProto.FLOAT, None)
    )
    _feed_noise(graph)
    return proto


def _feed_noise(graph: onnx.GraphProto) -> None:
    """Replace each random draw by numbers of the input ``_NOISE``, in the shape of the draw.

    The draws take the numbers one after the other, each from where the one before it stopped;
    where the numbers end, they begin again.
    """
    make, integer = onnx.helper.make_node, onnx.TensorProto.INT64
    graph.input.append(
        onnx.helper.make_tensor_value_info(_NOISE, onnx.TensorProto.FLOAT, ["numbers"])
    )
    begin, one = f"{_NOISE}_begin", f"{_NOISE}_one"
    graph.initializer.append(onnx.helper.make_tensor(begin, integer, [], [0]))
    graph.initializer.append(onnx.helper.make_tensor(one, integer, [], [1]))
    nodes = list(graph.node)
    del graph.node[:]
    for index, node in enumerate(nodes):
        if not node.op_type.startswith(_RANDOM):
            graph.node.append(node)
            continue
        settings = {item.name: item.f for item in node.attribute}
        standard = settings.get("mean", 0.0) == 0.0 and settings.get("scale", 1.0) == 1.0
        if node.op_type != "RandomNormalLike" or not standard:
            raise ModelError("it draws random numbers in a way that cannot be repeated")
        shape, size, end, places, total, wrapped, flat = (
            f"{_NOISE}_{index}_{part}"
            for part in ("shape", "size", "end", "places", "total", "wrapped", "flat")
        )
        graph.node.extend(
            [
                make("Shape", [node.input[0]], [shape]),
                make("Size", [node.input[0]], [size]),
                make("Add", [begin, size], [end]),
                make("Range", [begin, end, one], [places]),
                make("Size", [_NOISE], [total]),
                make("Mod", [places, total], [wrapped]),
                make("Gather", [_NOISE, wrapped], [flat]),
                make("Reshape", [flat, shape], [node.output[0]]),
            ]
        )
        begin = end


def _noise(symbols: Sequence[int]) -> NDArray[np.float32]:
    """Standard normal numbers, float32, that depend on the symbols alone."""
    digest = hashlib.sha256(np.array(symbols, dtype="<i8").tobytes()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
    amount = _CHANNELS * _FRAMES_PER_SYMBOL * len(symbols)
    return generator.standard_normal(amount, dtype=np.float32)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
