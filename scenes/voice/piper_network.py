"""The two halves of a Piper voice, opened and run."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnxruntime import GraphOptimizationLevel, InferenceSession

from scenes.voice.piper_graph import Halves, ModelError

__all__ = ["ModelError", "Network", "Values"]

Values = dict[str, NDArray[Any]]
"""Inputs or outputs of a half, by their names."""

_ERRORS_ONLY = 3


class Network:
    """A Piper voice's network. Its second half is opened when something is first said."""

    def __init__(self, halves: Halves) -> None:
        self._halves: Halves | None = halves
        self._frames = halves.frames
        # To plan which of its 2,300 small tensors may share memory took 0.7 s of CPU time, and to
        # optimise them 0.2 s: all of it more than a lesson's lines save. It opens in 0.07 s.
        self._first = _open(
            halves.first, GraphOptimizationLevel.ORT_DISABLE_ALL, reuses_memory=False
        )
        self._second: InferenceSession | None = None
        self._opening = threading.Lock()

    def first(self, inputs: Values) -> tuple[NDArray[np.int64], Values]:
        """How many frames each symbol lasts, int64 (symbols,), and what the second half needs.

        Raises
        ------
        ModelError : it fails
        """
        found = _run(self._first, inputs)
        return found[self._frames].reshape(-1).astype(np.int64), found

    def second(self, inputs: Values) -> NDArray[np.float32]:
        """The sound, float32 (n,).

        Parameters
        ----------
        inputs : with what the first half has found

        Raises
        ------
        ModelError : it fails
        """
        (sound,) = _run(self._opened(), inputs).values()
        return sound.reshape(-1)

    def _opened(self) -> InferenceSession:
        with self._opening:
            if self._second is None and self._halves is not None:
                kinds = {value.name: value.type for value in self._first.get_outputs()}
                self._second = _open(
                    self._halves.second(kinds), GraphOptimizationLevel.ORT_ENABLE_ALL
                )
                self._halves = None
            return self._second


def _open(
    half: onnx.ModelProto, optimised: GraphOptimizationLevel, *, reuses_memory: bool = True
) -> InferenceSession:
    options = onnxruntime.SessionOptions()
    # One thread: lessons are rendered in parallel processes, and one order of additions.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.graph_optimization_level = optimised
    options.enable_mem_reuse = reuses_memory
    try:
        return InferenceSession(
            half.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own errors share no base class
        raise ModelError(f"onnxruntime cannot open it ({_first_line(error)})") from None


def _run(session: InferenceSession, inputs: Values) -> Values:
    """Run a half with those of the inputs that it takes."""
    try:
        feed = {value.name: inputs[value.name] for value in session.get_inputs()}
        outputs = session.run(None, feed)
    except KeyError as error:
        raise ModelError(f"it asks for {error.args[0]}, which no Piper voice does") from None
    except Exception as error:  # onnxruntime's own errors share no base class
        raise ModelError(f"it cannot speak ({_first_line(error)})") from None
    names = [value.name for value in session.get_outputs()]
    return dict(zip(names, outputs, strict=True))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
