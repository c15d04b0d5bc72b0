"""Training a small network on real digits, by any method that goes by gradients."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mathcore import checks, datasets
from mathcore.arrays import Array, read_only
from mathcore.datasets import Digits
from mathcore.optimizer import Optimizer
from mathcore.perceptron import Network
from mathcore.regression import batches
from mathcore.results import Result, Table


@dataclass(frozen=True, eq=False)
class Training(Result):
    """A network that was trained.

    weights    : float64 (epochs + 1, w), before the first epoch and after each
    losses     : float64 (epochs + 1,), over all samples, nothing dropped
    accuracies : float64 (epochs + 1,), share of samples recognised, nothing dropped
    dropout    : share of hidden units that were dropped in training
    """

    network: Network
    optimizer: Optimizer
    weights: Array = field(repr=False)
    losses: Array = field(repr=False)
    accuracies: Array = field(repr=False)
    batch_size: int
    dropout: float
    seed: int

    def table(self) -> Table:
        """Columns: epoch, loss, accuracy."""
        return {
            "epoch": range(len(self.losses)),
            "loss": self.losses,
            "accuracy": self.accuracies,
        }


def train(
    network: Network,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int = 36,
    *,
    dropout: float = 0.0,
    seed: int = 0,
    data: Digits | None = None,
) -> Training:
    """Train a network by mini-batches; the same seed gives the same weights.

    Parameters
    ----------
    epochs : int, >= 0
    dropout : float in [0, 1), share of hidden units that are dropped, other ones at every step
    seed : of the first weights, the order of the samples, and what is dropped
    data : by default ``datasets.digits()``
    """
    samples = datasets.digits() if data is None else data
    images, labels = samples.images, samples.labels
    checks.share("dropout", dropout)
    weights = network.initial(seed)
    generator = np.random.default_rng([seed, 1])
    coming = batches(len(labels), checks.count("batch_size", batch_size, 1), generator)
    per_epoch = -(-len(labels) // batch_size)
    rows, state = [weights], optimizer.init(weights)
    for step in range(1, checks.count("epochs", epochs) * per_epoch + 1):
        batch = next(coming)
        masks = network.masks(len(batch), dropout, generator) if dropout else None
        point = optimizer.query(weights, state)
        gradient = network.gradient(point, images[batch], labels[batch], masks)
        update, state = optimizer.update(gradient, state, step)
        weights = weights + update
        if step % per_epoch == 0:
            rows.append(weights)
    return Training(
        network=network,
        optimizer=optimizer,
        weights=read_only(np.array(rows)),
        losses=read_only(np.asarray(network.loss(np.array(rows), images, labels))),
        accuracies=read_only(np.array([network.accuracy(row, images, labels) for row in rows])),
        batch_size=batch_size,
        dropout=dropout,
        seed=seed,
    )
