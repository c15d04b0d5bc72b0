"""A small network on real digits: exact gradients, repeatable training, and planes through it."""

import time

import numpy as np
import pytest

from mathcore import datasets, networks
from mathcore.networks import (
    Network,
    PlaneSlice,
    ProjectedPath,
    Training,
    loss_plane,
    normalise_filters,
    principal_directions,
    project,
    random_directions,
    train,
)
from mathcore.optimizers import Adam, GradientDescent, Momentum, Nesterov

DIGITS = datasets.digits()
SMALL = Network((64, 5, 10))


@pytest.fixture(scope="module")
def trained():
    return train(Network(), Adam(0.01), 12)


def test_the_digits_are_digits():
    assert DIGITS.images.shape == (360, 64)
    assert DIGITS.images.min() == 0
    assert DIGITS.images.max() == 1
    assert np.bincount(DIGITS.labels).tolist() == [36] * 10
    # A zero has a hole in the middle and a one has none.
    middle = DIGITS.images.reshape(-1, 8, 8)[:, 3:5, 3:5].mean(axis=(1, 2))
    assert middle[DIGITS.labels == 0].mean() < 0.1 < 0.6 < middle[DIGITS.labels == 1].mean()


@pytest.mark.parametrize("sizes", [(64, 10), (64, 5, 10), (64, 6, 4, 10)])
@pytest.mark.parametrize("dropout", [0.0, 0.4])
def test_back_propagation_is_the_gradient_of_the_loss(sizes, dropout):
    network = Network(sizes)
    generator = np.random.default_rng(2)
    weights = generator.normal(0, 0.5, network.count)
    images, labels = DIGITS.images[:9], DIGITS.labels[:9]
    masks = network.masks(9, dropout, generator) if dropout else None
    exact = network.gradient(weights, images, labels, masks)
    for _ in range(6):
        way = generator.normal(size=network.count)
        h = 1e-5
        up, down = (
            network.loss(weights + side * h * way, images, labels, masks) for side in (1, -1)
        )
        assert exact @ way == pytest.approx((up - down) / (2 * h), rel=1e-6, abs=1e-8)


def test_the_loss_without_any_knowledge_is_the_log_of_the_classes():
    weights = np.zeros(SMALL.count)
    assert SMALL.loss(weights, DIGITS.images, DIGITS.labels) == pytest.approx(np.log(10))
    assert SMALL.accuracy(weights, DIGITS.images, DIGITS.labels) == pytest.approx(0.1)


def test_many_weights_at_once_give_the_losses_of_each():
    rows = np.random.default_rng(0).normal(size=(2, 3, SMALL.count))
    losses = SMALL.loss(rows, DIGITS.images, DIGITS.labels)
    assert losses.shape == (2, 3)
    for index in np.ndindex(2, 3):
        alone = SMALL.loss(rows[index], DIGITS.images, DIGITS.labels)
        assert losses[index] == pytest.approx(alone, rel=1e-12)


def test_large_scores_do_not_overflow():
    weights = 1e4 * SMALL.initial(0)
    assert np.isfinite(SMALL.loss(weights, DIGITS.images, DIGITS.labels))
    assert np.isfinite(SMALL.gradient(weights, DIGITS.images, DIGITS.labels)).all()


def test_weights_are_matrices_and_biases_in_a_row():
    network = Network((2, 3, 2))
    weights = np.arange(float(network.count))
    (first, first_bias), (second, second_bias) = network.layers(weights)
    assert first.tolist() == [[0, 1], [2, 3], [4, 5]]
    assert first_bias.tolist() == [6, 7, 8]
    assert second.tolist() == [[9, 10, 11], [12, 13, 14]]
    assert second_bias.tolist() == [15, 16]


def test_masks_drop_their_share_and_keep_the_mean():
    (mask,) = Network((64, 50, 10)).masks(2000, 0.3, np.random.default_rng(0))
    assert mask.shape == (50, 2000)
    assert np.mean(mask == 0) == pytest.approx(0.3, abs=0.01)
    assert mask.mean() == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("method", [Adam(0.01), Momentum(0.1), Nesterov(0.1), GradientDescent(0.5)])
def test_training_learns_the_digits(method):
    done = train(SMALL, method, 8, seed=1)
    assert done.weights.shape == (9, SMALL.count)
    assert done.losses[-1] < done.losses[0] / 3
    assert done.accuracies[-1] > 0.85
    for row, loss in zip(done.weights, done.losses, strict=True):
        assert loss == pytest.approx(SMALL.loss(row, DIGITS.images, DIGITS.labels), rel=1e-12)


def test_training_is_repeatable_bit_for_bit():
    first, again, other = (train(SMALL, Adam(0.01), 2, dropout=0.3, seed=s) for s in (5, 5, 6))
    np.testing.assert_array_equal(first.weights, again.weights)
    assert np.any(first.weights != other.weights)


def test_dropout_makes_training_harder():
    plain, dropped = (train(SMALL, Adam(0.01), 6, dropout=d) for d in (0.0, 0.5))
    np.testing.assert_array_equal(plain.weights[0], dropped.weights[0])
    assert plain.losses[-1] < dropped.losses[-1]


def test_filters_of_a_random_direction_are_as_long_as_those_of_the_weights(trained):
    network, weights = trained.network, trained.weights[-1]
    directions = random_directions(network, weights, seed=3)
    assert directions.shape == (2, network.count)
    for direction in directions:
        for (matrix, biases), (own, _) in zip(
            network.layers(direction), network.layers(weights), strict=True
        ):
            np.testing.assert_allclose(
                np.linalg.norm(matrix, axis=1), np.linalg.norm(own, axis=1), rtol=1e-12
            )
            assert not biases.any()
    np.testing.assert_array_equal(directions, random_directions(network, weights, seed=3))
    assert np.any(directions != random_directions(network, weights, seed=4))
    cosine = directions[0] @ directions[1] / np.prod(np.linalg.norm(directions, axis=1))
    assert abs(cosine) < 0.15


def test_a_filter_of_zeros_stays_zero():
    weights = SMALL.initial(0)
    SMALL.layers(weights)[0][0][2] = 0
    direction = normalise_filters(SMALL, np.ones(SMALL.count), weights)
    assert not SMALL.layers(direction)[0][0][2].any()
    assert not normalise_filters(SMALL, np.zeros(SMALL.count), weights).any()


def test_the_slice_is_the_loss_on_the_plane(trained):
    network, centre = trained.network, trained.weights[-1]
    directions = random_directions(network, centre)
    cut = loss_plane(network, centre, directions, ((-1, 0.5), (0, 2)), 5)
    assert cut.losses.shape == (5, 5)
    assert (cut.first[0], cut.first[-1], cut.second[0], cut.second[-1]) == (-1, 0.5, 0, 2)
    for i, b in enumerate(cut.second):
        for j, a in enumerate(cut.first):
            weights = centre + a * directions[0] + b * directions[1]
            expected = network.loss(weights, DIGITS.images, DIGITS.labels)
            assert cut.losses[i, j] == pytest.approx(expected, rel=1e-12)


def test_the_trained_weights_lie_in_a_bowl(trained):
    centre = trained.weights[-1]
    cut = loss_plane(
        trained.network, centre, random_directions(trained.network, centre), resolution=9
    )
    assert cut.losses[4, 4] == pytest.approx(trained.losses[-1], rel=1e-12)
    assert cut.losses.max() > 10 * cut.losses[4, 4]
    assert cut.losses.min() > 0.5 * cut.losses[4, 4]


def test_dropout_lifts_and_roughens_the_slice(trained):
    centre = trained.weights[-1]
    directions = random_directions(trained.network, centre)
    plain, dropped, again, other = (
        loss_plane(trained.network, centre, directions, resolution=7, dropout=d, seed=s)
        for d, s in ((0.0, 0), (0.5, 0), (0.5, 0), (0.5, 1))
    )
    assert dropped.losses[3, 3] > 2 * plain.losses[3, 3]
    np.testing.assert_array_equal(dropped.losses, again.losses)
    assert np.any(dropped.losses != other.losses)
    more = loss_plane(
        trained.network, centre, directions, resolution=7, dropout=0.5, passes=16, seed=8
    )
    np.testing.assert_allclose(more.losses, dropped.losses, rtol=0.35)


def test_a_slice_of_the_usual_size_is_quick(trained):
    # It takes about a second. Processor time, as machines are busy.
    centre = trained.weights[-1]
    begun = time.process_time()
    loss_plane(trained.network, centre, random_directions(trained.network, centre))
    assert time.process_time() - begun < 20


def test_the_path_projected_on_its_own_directions_is_nearly_all_there(trained):
    path = trained.weights
    directions = principal_directions(path)
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-12)
    seen = project(path, path[-1], directions)
    assert seen.coordinates.shape == (13, 2)
    np.testing.assert_allclose(seen.coordinates[-1], 0, atol=1e-12)
    assert np.all(seen.coordinates[0] >= 0)
    assert seen.shown[0] > 0.9
    assert seen.shown[-1] == 1
    hardly = project(path, path[-1], random_directions(trained.network, path[-1]))
    assert hardly.shown[0] < 0.3


def test_points_of_the_plane_are_projected_on_themselves():
    generator = np.random.default_rng(0)
    centre, directions = generator.normal(size=20), generator.normal(size=(2, 20))
    coordinates = generator.normal(size=(6, 2))
    seen = project(centre + coordinates @ directions, centre, directions)
    np.testing.assert_allclose(seen.coordinates, coordinates, rtol=1e-10)
    np.testing.assert_allclose(seen.shown, 1, rtol=1e-12)


def test_results_survive_an_archive(trained, tmp_path):
    centre = trained.weights[-1]
    directions = random_directions(trained.network, centre)
    results = [
        trained,
        loss_plane(trained.network, centre, directions, resolution=3),
        project(trained.weights, centre, directions),
    ]
    for result, kind in zip(results, (Training, PlaneSlice, ProjectedPath), strict=True):
        result.to_npz(tmp_path / "result.npz")
        again = kind.from_npz(tmp_path / "result.npz")
        assert again.to_csv() == result.to_csv()
        assert again.to_dict() == result.to_dict()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Network((64,)), r"sizes: expected at least inputs and classes, got \(64,\)"),
        (lambda: Network((64, 0, 10)), "sizes must be >= 1, got 0"),
        (lambda: SMALL.layers(np.zeros(3)), r"weights: expected shape \(\.\.\., 385\), got \(3,\)"),
        (lambda: train(SMALL, Adam(0.1), -1), "epochs must be >= 0, got -1"),
        (lambda: train(SMALL, Adam(0.1), 1, 0), "batch_size must be >= 1, got 0"),
        (lambda: train(SMALL, Adam(0.1), 1, dropout=1), r"dropout must be in \[0, 1\), got 1"),
        (lambda: principal_directions(np.zeros((2, 5))), "path: expected at least 3 rows, got 2"),
        (lambda: principal_directions(np.zeros(5)), r"path: expected shape \(n, w\), got \(5,\)"),
        (
            lambda: loss_plane(SMALL, SMALL.initial(), np.ones((2, 385)), resolution=1),
            "resolution must be >= 2, got 1",
        ),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()


def test_the_table_of_contents_is_complete():
    assert all(hasattr(networks, name) for name in networks.__all__)
