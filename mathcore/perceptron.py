"""A multilayer perceptron in numpy: its loss, exact gradient and dropout, weights in one vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore import archive, checks
from mathcore.arrays import Array

Labels = NDArray[np.intp]
"""Classes of the samples, (n,)."""

Masks = Sequence[Array]
"""For each hidden layer (units, n): 0 for a unit that is dropped, else 1 / (1 - dropout)."""


@archive.part
@dataclass(frozen=True)
class Network:
    """Layers of tanh units, and a softmax on top whose loss is the mean cross-entropy.

    The weights of all layers are one vector (w,): for each layer its matrix (units, inputs), row
    by row, then its biases (units,). A row of a matrix is what feeds one unit: its filter.

    Parameters
    ----------
    sizes : numbers of inputs, of units in each hidden layer, and of classes
    """

    sizes: tuple[int, ...] = (64, 24, 10)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", tuple(self.sizes))
        if len(self.sizes) < 2:
            raise ValueError(f"sizes: expected at least inputs and classes, got {self.sizes}")
        for size in self.sizes:
            checks.count("sizes", size, 1)

    @property
    def count(self) -> int:
        """Number of weights, biases included."""
        return sum((inputs + 1) * units for inputs, units in self._shapes())

    def layers(self, weights: Array) -> list[tuple[Array, Array]]:
        """Return matrix (..., units, inputs) and biases (..., units) of each layer.

        Of a single vector of weights (w,) they are views.
        """
        if weights.shape[-1:] != (self.count,):
            raise ValueError(f"weights: expected shape (..., {self.count}), got {weights.shape}")
        lead = weights.shape[:-1]
        result, at = [], 0
        for inputs, units in self._shapes():
            middle, end = at + inputs * units, at + (inputs + 1) * units
            matrix = weights[..., at:middle].reshape(*lead, units, inputs)
            result.append((matrix, weights[..., middle:end]))
            at = end
        return result

    def initial(self, seed: int = 0) -> Array:
        """Return random weights, uniform as X. Glorot and Y. Bengio, 2010, have them; biases 0."""
        generator = np.random.default_rng(seed)
        weights = np.zeros(self.count)
        for matrix, _ in self.layers(weights):
            limit = np.sqrt(6 / sum(matrix.shape))
            matrix[:] = generator.uniform(-limit, limit, matrix.shape)
        return weights

    def masks(self, count: int, dropout: float, generator: np.random.Generator) -> list[Array]:
        """Drop units at random for ``count`` samples; the others speak up to make up for it.

        Parameters
        ----------
        dropout : float in [0, 1), share of hidden units that are dropped

        Source: N. Srivastava et al., 2014, https://jmlr.org/papers/v15/srivastava14a.html.
        """
        kept = 1 - checks.share("dropout", dropout)
        shapes = [(units, count) for units in self.sizes[1:-1]]
        return [(generator.random(shape) < kept) / kept for shape in shapes]

    def loss(
        self, weights: Array, images: Array, labels: Labels, masks: Masks | None = None
    ) -> Array:
        """Return the mean cross-entropy over samples (n, inputs), in nats.

        Weights (..., w) give losses (...); one vector gives a float.
        """
        scores = self._forward(self.layers(weights), images, masks)[-1]
        own = scores[..., labels, np.arange(len(labels))]
        return np.asarray(np.mean(_log_sum_exp(scores) - own, axis=-1))[()]

    def accuracy(self, weights: Array, images: Array, labels: Labels) -> float:
        """Return the share of samples that are given their own class."""
        scores = self._forward(self.layers(weights), images, None)[-1]
        return float(np.mean(scores.argmax(axis=0) == labels))

    def gradient(
        self, weights: Array, images: Array, labels: Labels, masks: Masks | None = None
    ) -> Array:
        """Return the exact gradient of ``loss`` by back-propagation, (w,)."""
        layers = self.layers(weights)
        outputs = self._forward(layers, images, masks)
        scores = outputs[-1]
        error = np.exp(scores - _log_sum_exp(scores))
        error[labels, np.arange(len(labels))] -= 1
        error /= len(labels)
        result = np.empty_like(weights)
        for index in reversed(range(len(layers))):
            below = images.T if index == 0 else outputs[index - 1]
            matrix, biases = self.layers(result)[index]
            # What a unit says is its tanh times its mask.
            heard = below if index == 0 or masks is None else below * masks[index - 1]
            matrix[:], biases[:] = error @ heard.T, error.sum(axis=1)
            if index:
                error = (layers[index][0].T @ error) * (1 - below * below)
                if masks is not None:
                    error *= masks[index - 1]
        return result

    def _forward(
        self, layers: list[tuple[Array, Array]], images: Array, masks: Masks | None
    ) -> list[Array]:
        """Each hidden layer's tanh before its mask (..., units, n), and at last the scores."""
        outputs: list[Array] = []
        heard = images.T
        for index, (matrix, biases) in enumerate(layers):
            if index == 0:  # one large product is much quicker than many small ones
                flat = matrix.reshape(-1, matrix.shape[-1]) @ heard
                sums = flat.reshape(*matrix.shape[:-1], -1) + biases[..., None]
            else:
                sums = matrix @ heard + biases[..., None]
            if index == len(layers) - 1:
                outputs.append(sums)
                break
            outputs.append(np.tanh(sums))
            heard = outputs[-1] if masks is None else outputs[-1] * masks[index]
        return outputs

    def _shapes(self) -> list[tuple[int, int]]:
        return list(zip(self.sizes[:-1], self.sizes[1:], strict=True))


def _log_sum_exp(scores: Array) -> Array:
    top = scores.max(axis=-2)
    return np.asarray(top + np.log(np.exp(scores - top[..., None, :]).sum(axis=-2)))
