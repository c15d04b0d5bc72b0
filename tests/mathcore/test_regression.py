"""The line through Old Faithful: its landscape, its samples, and descent by mini-batches."""

from importlib.resources import files
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import calculus, datasets, regression
from mathcore.levels import level_curves
from mathcore.optimizers import Adam, GradientDescent, Newton
from mathcore.regression import MiniBatches, Regression, batches, descend
from mathcore.trajectories import Stop, run

FAITHFUL = regression.old_faithful()
GENTLE = GradientDescent(0.02)


def test_the_data_is_that_of_the_paper():
    data = datasets.old_faithful()
    assert data.duration.shape == data.waiting.shape == (272,)
    assert (data.duration[0], data.waiting[0]) == (3.6, 79)
    assert (data.duration[-1], data.waiting[-1]) == (4.467, 74)
    assert data.duration.mean() == pytest.approx(3.4877831, abs=1e-7)
    assert data.waiting.mean() == pytest.approx(70.8970588, abs=1e-7)
    with pytest.raises(ValueError, match="read-only"):
        data.waiting[0] = 1


def test_the_data_ships_with_its_citation():
    text = files("mathcore").joinpath("data", "README.md").read_text(encoding="utf-8")
    assert "Azzalini" in text
    assert "Alpaydin" in text


def test_the_solution_is_that_of_least_squares():
    np.testing.assert_allclose(FAITHFUL.solution, (10.7296, 33.4744), atol=5e-5)
    slope, intercept = np.polyfit(FAITHFUL.inputs, FAITHFUL.targets, 1)
    np.testing.assert_allclose(FAITHFUL.solution, (slope, intercept), rtol=1e-12)
    np.testing.assert_allclose(FAITHFUL.objective.gradient(FAITHFUL.solution), 0, atol=1e-12)
    np.testing.assert_array_equal(FAITHFUL.objective.minima, [FAITHFUL.solution])
    assert calculus.classify(FAITHFUL.objective, FAITHFUL.solution) is calculus.Stationary.MINIMUM


@given(st.floats(-30, 50), st.floats(-100, 200))
def test_the_landscape_is_the_mean_over_the_samples(slope, intercept):
    objective, point = FAITHFUL.objective, (slope, intercept)
    residuals = slope * FAITHFUL.inputs + intercept - FAITHFUL.targets
    assert objective.value(point) == pytest.approx(np.mean(residuals**2), rel=1e-12)
    expected = (2 * np.mean(residuals * FAITHFUL.inputs), 2 * np.mean(residuals))
    np.testing.assert_allclose(objective.gradient(point), expected, rtol=1e-10, atol=1e-9)
    gradients = FAITHFUL.sample_gradients(point)
    assert gradients.shape == (272, 2)
    np.testing.assert_allclose(gradients.mean(axis=0), expected, rtol=1e-10, atol=1e-9)
    np.testing.assert_allclose(gradients[:, 1], 2 * residuals, rtol=1e-12)


def test_the_hessian_belongs_to_the_gradient():
    objective = FAITHFUL.objective
    for axis in np.eye(2):
        change = objective.gradient(FAITHFUL.solution + axis)
        np.testing.assert_allclose(objective.hessian((1, 2)) @ axis, change, rtol=1e-12)


@pytest.mark.parametrize("shape", [(2,), (5, 2), (3, 4, 2), (0, 2)])
def test_points_come_in_any_arrangement(shape):
    points = np.random.default_rng(0).normal(size=shape)
    lead = shape[:-1]
    assert np.shape(FAITHFUL.objective.value(points)) == lead
    assert FAITHFUL.objective.gradient(points).shape == shape
    assert FAITHFUL.objective.hessian(points).shape == (*shape, 2)
    assert FAITHFUL.residuals(points).shape == (*lead, 272)
    assert FAITHFUL.sample_gradients(points, [4, 2, 7]).shape == (*lead, 3, 2)
    assert FAITHFUL.batch_gradient(points, [4, 2, 7]).shape == shape


def test_the_domain_shows_the_bowl():
    (left, right), (bottom, top) = FAITHFUL.objective.domain
    assert left < 0 < FAITHFUL.solution[0] < right
    assert bottom < FAITHFUL.solution[1] < FAITHFUL.targets.mean() < top
    level = float(FAITHFUL.objective.value((0, FAITHFUL.targets.mean())))
    (curve,) = level_curves(FAITHFUL.objective, [level], resolution=60)
    assert curve.closed


def test_standardised_inputs_make_the_bowl_round():
    raw, even = FAITHFUL.objective, FAITHFUL.standardised().objective
    assert calculus.condition_number(raw, FAITHFUL.solution) > 100
    assert calculus.condition_number(even, (0, 0)) == pytest.approx(1, abs=1e-12)
    assert even.value(even.minima[0]) == pytest.approx(raw.value(raw.minima[0]), rel=1e-12)
    one_step = run(GradientDescent(0.5), even, (0, 0), 1).positions[-1]
    np.testing.assert_allclose(one_step, even.minima[0], rtol=1e-12)


def test_newton_arrives_at_once():
    np.testing.assert_allclose(
        run(Newton(), FAITHFUL.objective, (0, 0), 1).positions[1], FAITHFUL.solution, rtol=1e-10
    )


@pytest.mark.parametrize(("count", "size"), [(10, 3), (10, 10), (10, 1), (7, 20)])
@pytest.mark.parametrize("shuffle", [True, False])
def test_every_epoch_deals_out_every_sample_once(count, size, shuffle):
    per_epoch = -(-count // size)
    dealt = list(islice(batches(count, size, np.random.default_rng(1), shuffle), 3 * per_epoch))
    orders = []
    for epoch in range(3):
        part = dealt[epoch * per_epoch : (epoch + 1) * per_epoch]
        assert all(len(rows) == min(size, count) for rows in part[:-1])
        orders.append(np.concatenate(part).tolist())
        assert sorted(orders[-1]) == list(range(count))
    assert (orders[0] == list(range(count))) == (not shuffle)
    assert (orders[0] == orders[1]) == (not shuffle)


def test_all_samples_at_once_is_plain_descent():
    whole = descend(FAITHFUL, GENTLE, (0, 0), epochs=50, batch_size=272).trajectory
    plain = run(GENTLE, FAITHFUL.objective, (0, 0), 50)
    np.testing.assert_allclose(whole.positions, plain.positions, rtol=1e-11)


@pytest.mark.parametrize("size", [1, 32, 100, 272])
def test_steps_follow_the_batches(size):
    done = descend(FAITHFUL, GradientDescent(0.005), (0, 0), epochs=2, batch_size=size, seed=7)
    path = done.trajectory
    assert path.steps == len(done.batches) == 2 * -(-272 // size)
    assert done.epochs[0] == 0
    assert done.epochs[-1] == pytest.approx(2)
    for row, rows in enumerate(done.batches):
        expected = FAITHFUL.batch_gradient(path.positions[row], rows)
        np.testing.assert_allclose(path.state["noisy_gradient"][row], expected, rtol=1e-9)
        np.testing.assert_allclose(path.updates[row], -0.005 * expected, rtol=1e-6, atol=1e-12)
    np.testing.assert_array_equal(path.losses, FAITHFUL.objective.value(path.positions))


def test_seeds_reproduce_bit_for_bit():
    first, again, other = (
        descend(FAITHFUL, Adam(0.1), (0, 0), epochs=3, batch_size=16, seed=seed)
        for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first.trajectory.positions, again.trajectory.positions)
    assert all(np.array_equal(a, b) for a, b in zip(first.batches, again.batches, strict=True))
    assert np.any(first.trajectory.positions != other.trajectory.positions)


def test_smaller_batches_walk_like_a_drunkard():
    # The spread of the gradient of a mini-batch falls with the root of its size.
    point = FAITHFUL.solution
    generator = np.random.default_rng(0)
    spread = {}
    for size in (1, 4, 16):
        seen = [
            FAITHFUL.batch_gradient(point, generator.integers(0, 272, size)) for _ in range(2000)
        ]
        spread[size] = np.std(seen, axis=0)
    np.testing.assert_allclose(spread[1] / spread[4], 2, rtol=0.1)
    np.testing.assert_allclose(spread[4] / spread[16], 2, rtol=0.1)


def test_too_large_a_rate_diverges_and_the_batches_stop_with_it():
    done = descend(FAITHFUL, GradientDescent(0.2), (0, 0), epochs=40, batch_size=32)
    assert done.trajectory.stop is Stop.DIVERGED
    assert len(done.batches) == done.trajectory.steps == len(done.epochs) - 1


def test_mini_batches_are_noise_for_any_run():
    path = run(GENTLE, FAITHFUL.objective, (0, 30), 40, noise=MiniBatches(FAITHFUL, 8), seed=2)
    assert path.steps == 40
    assert np.any(path.state["noisy_gradient"] != path.gradients[:-1])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Regression([1, 2], [1, 2, 3]), "targets: expected shape"),
        (lambda: Regression([1, 1], [1, 2]), "inputs: a line needs at least two different ones"),
        (lambda: Regression([], []), "inputs: "),
        (lambda: Regression([1, np.nan], [1, 2]), "inputs: every coordinate must be finite"),
        (lambda: MiniBatches(FAITHFUL, 0), "size must be >= 1, got 0"),
        (lambda: FAITHFUL.sample_gradients((0, 0), [272]), "rows: expected indices from 0 to 271"),
        (lambda: FAITHFUL.sample_gradients((0, 0), []), "rows: expected the indices"),
        (lambda: FAITHFUL.sample_gradients((0, 0), [0.5]), "rows: expected the indices"),
        (lambda: FAITHFUL.residuals((0, 0, 0)), "points: expected shape"),
        (lambda: descend(FAITHFUL, GENTLE, (0, 0), 1, 0), "batch_size must be >= 1, got 0"),
        (lambda: descend(FAITHFUL, GENTLE, (0, 0), -1, 1), "epochs must be >= 0, got -1"),
        (lambda: descend(FAITHFUL, GENTLE, (0, np.inf), 1, 1), "start: every coordinate"),
        (lambda: next(batches(0, 1, np.random.default_rng())), "count must be >= 1, got 0"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        make()
