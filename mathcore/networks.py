"""Looking at the loss of a small trained network on a plane through its weights.

Pictures of such planes are only as good as their directions; these are filter-normalised, as
H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, 2018, arXiv:1712.09913, propose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from mathcore import checks, datasets
from mathcore.arrays import Array, as_domain, as_values, read_only
from mathcore.datasets import Digits
from mathcore.perceptron import Network
from mathcore.results import Result, Table
from mathcore.training import Training, train

__all__ = [
    "Network",
    "PlaneSlice",
    "ProjectedPath",
    "Training",
    "loss_plane",
    "normalise_filters",
    "principal_directions",
    "project",
    "random_directions",
    "train",
]


def normalise_filters(network: Network, direction: Array, weights: Array) -> Array:
    """Give each filter of a direction (w,) the length of that filter of the weights; biases 0.

    Networks whose weights are larger are otherwise drawn flatter, though they compute the same.
    """
    result = np.zeros_like(direction)
    parts = zip(
        network.layers(result), network.layers(direction), network.layers(weights), strict=True
    )
    for (matrix, _), (given, _), (own, _) in parts:
        lengths = np.linalg.norm(given, axis=1, keepdims=True)
        goal = np.linalg.norm(own, axis=1, keepdims=True)
        matrix[:] = np.where(lengths > 0, given * goal / np.where(lengths > 0, lengths, 1), 0)
    return result


def random_directions(network: Network, weights: ArrayLike, seed: int = 0) -> Array:
    """Return two random directions (2, w) with the filters of ``weights`` (w,) as their scale."""
    where = as_values(weights, "weights")
    draws = np.random.default_rng(seed).standard_normal((2, network.count))
    return np.array([normalise_filters(network, draw, where) for draw in draws])


def principal_directions(path: ArrayLike) -> Array:
    """Return the two unit directions (2, w) that a training path (n, w) varies most along.

    Seen from its end, as in section 7 of the paper. Random directions show next to nothing of a
    path: in many dimensions nearly all of it is at right angles to them.
    """
    rows = _path(path)
    if len(rows) < 3:
        raise ValueError(f"path: expected at least 3 rows, got {len(rows)}")
    _, _, axes = np.linalg.svd(rows - rows[-1], full_matrices=False)
    # Each points where the path began; the sign is otherwise accidental.
    sides = np.sign(axes[:2] @ (rows[0] - rows[-1]))
    return np.asarray(axes[:2] * np.where(sides == 0, 1, sides)[:, None])


@dataclass(frozen=True, eq=False)
class ProjectedPath(Result):
    """A path through the weights as it looks on a plane.

    coordinates : float64 (n, 2), in lengths of the two directions
    shown       : float64 (n,), share of each row's distance from the centre that lies in the
        plane; 1 at the centre itself
    """

    coordinates: Array = field(repr=False)
    shown: Array = field(repr=False)

    def table(self) -> Table:
        """Columns: row, both coordinates, share shown."""
        return {
            "row": range(len(self.shown)),
            "first": self.coordinates[:, 0],
            "second": self.coordinates[:, 1],
            "shown": self.shown,
        }


def project(path: ArrayLike, centre: ArrayLike, directions: ArrayLike) -> ProjectedPath:
    """Project a path (n, w) on the plane through ``centre`` (w,) along ``directions`` (2, w)."""
    rows, plane = _path(path) - as_values(centre, "centre"), _path(directions, "directions")
    coordinates = np.linalg.lstsq(plane.T, rows.T, rcond=None)[0].T
    far = np.linalg.norm(rows, axis=1)
    near = np.linalg.norm(coordinates @ plane, axis=1)
    shown = np.where(far > 0, near / np.where(far > 0, far, 1), 1.0)
    return ProjectedPath(read_only(np.ascontiguousarray(coordinates)), read_only(shown))


@dataclass(frozen=True, eq=False)
class PlaneSlice(Result):
    """The loss on a plane through the weights: centre + a first direction + b second direction.

    first, second : float64 (n,) each, the values of a and of b
    losses        : float64 (n, n), row i belongs to b = second[i], column j to a = first[j]
    centre        : float64 (w,)
    directions    : float64 (2, w)
    dropout       : share of hidden units that are dropped
    passes        : draws of dropped units that the loss is the mean of
    """

    network: Network
    first: Array = field(repr=False)
    second: Array = field(repr=False)
    losses: Array = field(repr=False)
    centre: Array = field(repr=False)
    directions: Array = field(repr=False)
    dropout: float
    passes: int
    seed: int

    def table(self) -> Table:
        """Columns: first, second, loss."""
        a, b = np.meshgrid(self.first, self.second)
        return {"first": a.ravel(), "second": b.ravel(), "loss": self.losses.ravel()}


def loss_plane(
    network: Network,
    centre: ArrayLike,
    directions: ArrayLike,
    extent: Sequence[Sequence[float]] = ((-1.0, 1.0), (-1.0, 1.0)),
    resolution: int = 61,
    *,
    dropout: float = 0.0,
    passes: int = 4,
    seed: int = 0,
    data: Digits | None = None,
) -> PlaneSlice:
    """Return the loss on a plane slice, over all samples.

    Parameters
    ----------
    centre : (w,), usually trained weights
    directions : (2, w)
    extent : ((a_min, a_max), (b_min, b_max)), in lengths of the directions
    resolution : int, >= 2, points along each side
    dropout : float in [0, 1); the units dropped for a sample are the same all over the plane
    passes : int, >= 1, how many times each sample is seen with other units dropped
    """
    samples = datasets.digits() if data is None else data
    middle, plane = as_values(centre, "centre"), _path(directions, "directions")
    (a_low, a_high), (b_low, b_high) = as_domain(extent, 2)
    count = checks.count("resolution", resolution, 2)
    checks.count("passes", passes, 1)
    first, second = np.linspace(a_low, a_high, count), np.linspace(b_low, b_high, count)
    draws: list[list[Array] | None] = [None]
    if checks.share("dropout", dropout):
        generator = np.random.default_rng(seed)
        draws = [network.masks(len(samples.labels), dropout, generator) for _ in range(passes)]
    row = middle + first[:, None] * plane[0]
    losses = np.array(
        [
            np.mean(
                [
                    network.loss(row + b * plane[1], samples.images, samples.labels, masks)
                    for masks in draws
                ],
                axis=0,
            )
            for b in second
        ]
    )
    return PlaneSlice(
        network=network,
        first=read_only(first),
        second=read_only(second),
        losses=read_only(losses),
        centre=read_only(middle.copy()),
        directions=read_only(plane.copy()),
        dropout=dropout,
        passes=passes,
        seed=seed,
    )


def _path(rows: ArrayLike, name: str = "path") -> Array:
    array = np.asarray(rows, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"{name}: expected shape (n, w), got {array.shape}")
    return as_values(array.reshape(-1), name).reshape(array.shape)
