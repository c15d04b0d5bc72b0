"""The network of a Piper voice, cut in two: how long each symbol lasts, and how it sounds.

A Piper model is a VITS network (Kim, Kong, Son, 2021, arXiv:2106.06103): it encodes the symbols,
draws how many frames each of them lasts, and makes the sound of those frames. A plan needs the
lengths alone, and they cost a tenth of the whole: 50 ms of 440 for a line of 5.5 s. The second half
goes on from what the first has found out, so that both always mean the same.

The draws come from a generator that cannot be seeded from outside. Here they are replaced, in
memory, by an input of each half.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import onnx

NOISE = "steepest_noise"
"""The input that the draws of a half are taken from, float32 (n,)."""

_INPUTS = frozenset({"input", "input_lengths", "scales"})
_RANDOM = ("Random", "Bernoulli", "Multinomial")
_ELEMENTS = {
    "tensor(float)": onnx.TensorProto.FLOAT,
    "tensor(int64)": onnx.TensorProto.INT64,
    "tensor(int32)": onnx.TensorProto.INT32,
    "tensor(bool)": onnx.TensorProto.BOOL,
}


class ModelError(Exception):
    """A file is not a Piper model that can be spoken with; the message says what is wrong."""


class Halves:
    """A model that was cut where the lengths of the symbols are known.

    Attributes
    ----------
    frames : name of the first half's output that holds them, float32 (1, 1, symbols)
    first : the half that finds them; its outputs are those that the second needs, and them
    """

    def __init__(self, model: onnx.ModelProto) -> None:
        graph = model.graph
        inputs = {value.name for value in graph.input}
        ends = [name for node in graph.node if node.op_type == "Ceil" for name in node.output]
        if not inputs >= _INPUTS or len(ends) != 1:
            raise ModelError("it is an ONNX file, but not a Piper voice")
        self.frames = ends[0]
        leading = _leading_to(self.frames, graph.node)
        former = [node for node, leads in zip(graph.node, leading, strict=True) if leads]
        self._latter = [node for node, leads in zip(graph.node, leading, strict=True) if not leads]
        made = {name for node in former for name in node.output}
        self._handed_over = sorted({name for node in self._latter for name in node.input} & made)
        outputs = sorted({*self._handed_over, self.frames})
        self.first = _half(model, former, [onnx.ValueInfoProto(name=name) for name in outputs])
        self._model = model

    def second(self, kinds: Mapping[str, str]) -> onnx.ModelProto:
        """The half that makes the sound; its first output is that.

        Parameters
        ----------
        kinds : the types of the first half's outputs, as onnxruntime names them

        Raises
        ------
        ModelError : a type that cannot be handed over
        """
        half = _half(self._model, self._latter, [self._model.graph.output[0]])
        for name in self._handed_over:
            if kinds[name] not in _ELEMENTS:
                raise ModelError(
                    f"what its halves hand over is of a kind of its own, {kinds[name]}"
                )
            value = onnx.helper.make_tensor_value_info(name, _ELEMENTS[kinds[name]], None)
            half.graph.input.append(value)
        return half


def read_halves(model: Path) -> Halves:
    """Read a model and cut it.

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
    return Halves(proto)


def _leading_to(name: str, nodes: Iterable[onnx.NodeProto]) -> list[bool]:
    """Which nodes, of some in the order in which they are run, a value depends on."""
    wanted = {name}
    leading = []
    for node in reversed([*nodes]):
        leads = not wanted.isdisjoint(node.output)
        if leads:
            wanted.update(node.input)
        leading.append(leads)
    return leading[::-1]


def _half(
    model: onnx.ModelProto, nodes: list[onnx.NodeProto], outputs: list[onnx.ValueInfoProto]
) -> onnx.ModelProto:
    """The model with these nodes only, the weights and inputs that they use, and ``NOISE``."""
    used = {name for node in nodes for name in node.input}
    half = onnx.ModelProto(ir_version=model.ir_version, opset_import=model.opset_import)
    half.graph.name = model.graph.name
    half.graph.initializer.extend(
        weights for weights in model.graph.initializer if weights.name in used
    )
    half.graph.input.extend(value for value in model.graph.input if value.name in used)
    half.graph.output.extend(outputs)
    _feed_noise(half.graph, nodes)
    return half


def _feed_noise(graph: onnx.GraphProto, nodes: Iterable[onnx.NodeProto]) -> None:
    """Add nodes to a graph, with each random draw replaced by numbers of ``NOISE`` in its shape.

    The draws take the numbers one after the other, each from where the one before it stopped;
    where the numbers end, they begin again.
    """
    make, integer = onnx.helper.make_node, onnx.TensorProto.INT64
    graph.input.append(
        onnx.helper.make_tensor_value_info(NOISE, onnx.TensorProto.FLOAT, ["numbers"])
    )
    begin, one = f"{NOISE}_begin", f"{NOISE}_one"
    graph.initializer.append(onnx.helper.make_tensor(begin, integer, [], [0]))
    graph.initializer.append(onnx.helper.make_tensor(one, integer, [], [1]))
    for index, node in enumerate(nodes):
        if not node.op_type.startswith(_RANDOM):
            graph.node.append(node)
            continue
        settings = {item.name: item.f for item in node.attribute}
        standard = settings.get("mean", 0.0) == 0.0 and settings.get("scale", 1.0) == 1.0
        if node.op_type != "RandomNormalLike" or not standard:
            raise ModelError("it draws random numbers in a way that cannot be repeated")
        shape, size, end, places, total, wrapped, flat = (
            f"{NOISE}_{index}_{part}"
            for part in ("shape", "size", "end", "places", "total", "wrapped", "flat")
        )
        graph.node.extend(
            [
                make("Shape", [node.input[0]], [shape]),
                make("Size", [node.input[0]], [size]),
                make("Add", [begin, size], [end]),
                make("Range", [begin, end, one], [places]),
                make("Size", [NOISE], [total]),
                make("Mod", [places, total], [wrapped]),
                make("Gather", [NOISE, wrapped], [flat]),
                make("Reshape", [flat, shape], [node.output[0]]),
            ]
        )
        begin = end
