"""Every test has a voice cache of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper
from scipy.io import wavfile

from scenes.voice import SpokenLine, Voice, load


@pytest.fixture(autouse=True)
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("STEEPEST_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def joe() -> Voice:
    return load("joe")


@dataclass(frozen=True)
class Heard:
    """A line and its samples, float64 between -1 and 1."""

    line: SpokenLine
    rate: int
    samples: NDArray[np.float64]

    def level(self, start: float, end: float) -> float:
        """Root mean square between two times in seconds."""
        part = self.samples[round(start * self.rate) : round(end * self.rate)]
        return float(np.sqrt(np.mean(part**2)))


@pytest.fixture
def hear(joe: Voice) -> Callable[[str], Heard]:
    def listen(text: str) -> Heard:
        line = joe.speak(text)
        rate, samples = wavfile.read(line.audio)
        return Heard(line, rate, samples / 32768.0)

    return listen


ALPHABET = {"_": [0], "^": [1], "$": [2], " ": [3], ".": [10], "a": [14], "b": [15]}
SETTINGS = {
    "audio": {"sample_rate": 16000},
    "espeak": {"voice": "en-us"},
    "inference": {"noise_scale": 0.5, "length_scale": 1.0, "noise_w": 0.25},
    "num_symbols": len(ALPHABET),
    "num_speakers": 1,
    "phoneme_id_map": ALPHABET,
    "phoneme_type": "text",
    "hop_length": 1,
}
"""Settings of the small models that the tests make."""


def small_model(
    draw: str = "RandomNormalLike", width: float = 3.0, **attributes: float
) -> onnx.ModelProto:
    """Make a model with a Piper voice's inputs that gives its two random draws as sound.

    Each symbol is said to last three frames. The first draw, on which the durations depend as a
    voice's do, has one number for each symbol, the second has two: three in all, so that the
    durations are true with a width of 3.
    """
    nodes = [
        helper.make_node("Cast", ["input"], ["symbols"], to=TensorProto.FLOAT),
        helper.make_node(draw, ["symbols"], ["first"], **attributes),
        helper.make_node("Sub", ["first", "first"], ["nothing"]),
        helper.make_node("Add", ["nothing", "width"], ["widths"]),
        helper.make_node("Ceil", ["widths"], ["frames"]),
        helper.make_node("Concat", ["symbols", "symbols"], ["wide"], axis=1),
        helper.make_node(draw, ["wide"], ["second"], **attributes),
        helper.make_node("Concat", ["first", "second"], ["output"], axis=1),
    ]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, ["batch", "symbols"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, ["batch"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, None)
    wide = helper.make_tensor("width", TensorProto.FLOAT, [], [width])
    graph = helper.make_graph(nodes, "small", inputs, [output], initializer=[wide])
    opset = helper.make_opsetid("", 15)
    return helper.make_model(graph, opset_imports=[opset], ir_version=8)
