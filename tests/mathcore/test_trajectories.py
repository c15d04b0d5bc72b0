"""Running: rows, reasons for stopping, silence, seeds, and many starts at once."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import objectives
from mathcore.optimizers import (
    AdaGrad,
    Adam,
    GradientDescent,
    Momentum,
    Nesterov,
    RMSProp,
    SignDescent,
)
from mathcore.trajectories import GaussianNoise, Stop, final_positions, run, run_many

METHODS = [
    GradientDescent(0.01),
    SignDescent(0.01),
    Momentum(0.01, 0.9),
    Nesterov(0.01, 0.9),
    AdaGrad(0.1),
    RMSProp(0.05, 0.9),
    Adam(0.1),
    Adam(0.1, bias_correction=False),
]
EVERY_METHOD = pytest.mark.parametrize("method", METHODS, ids=repr)
BOWL = objectives.get("bowl")
WELLS = objectives.get("tilted_wells")


@EVERY_METHOD
def test_rows_belong_together(method):
    run_ = run(method, BOWL, (-9, 2), 30)
    assert run_.steps == 30
    assert run_.stop is Stop.STEP_BUDGET
    assert run_.positions.shape == (31, 2)
    assert run_.losses.shape == (31,)
    assert run_.gradients.shape == (31, 2)
    assert run_.updates.shape == (30, 2)
    assert run_.positions[0].tolist() == [-9, 2]
    np.testing.assert_array_equal(run_.updates, np.diff(run_.positions, axis=0))
    np.testing.assert_array_equal(run_.losses, BOWL.value(run_.positions))
    np.testing.assert_array_equal(run_.gradients, BOWL.gradient(run_.positions))


def test_results_cannot_be_written():
    run_ = run(Momentum(0.01), BOWL, (-9, 2), 3)
    for array in (run_.positions, run_.losses, run_.gradients, run_.updates):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        run_.state["velocity"][0] = 0
    with pytest.raises(TypeError):
        run_.state["velocity"] = 0


def test_the_start_is_copied():
    start = np.array([-9.0, 2.0])
    run_ = run(GradientDescent(0.01), BOWL, start, 3)
    start[:] = 0
    assert run_.positions[0].tolist() == [-9, 2]


def test_no_steps_give_one_row():
    run_ = run(Momentum(0.01), BOWL, (-9, 2), 0)
    assert run_.positions.tolist() == [[-9, 2]]
    assert run_.updates.shape == (0, 2)
    assert run_.stop is Stop.STEP_BUDGET
    assert run_.path_length == 0
    assert not run_.diverged
    assert run_.sign_changes(0) == 0
    assert not run_.oscillates(1)
    assert run_.contraction_rates().shape == (0, 2)
    assert run_.settled_in() is None


@EVERY_METHOD
@pytest.mark.parametrize("name", ["sphere", "bowl", "rosenbrock", "double_well", "ackley"])
def test_a_start_on_the_minimum_stays_and_says_so(method, name):
    objective = objectives.get(name)
    run_ = run(method, objective, objective.minima[0], 20)
    assert run_.stop is Stop.CONVERGED
    assert run_.steps == 0
    assert run_.settled_in() == 0
    assert not run_.diverged
    assert not run_.overshoots(0)
    assert not run_.escapes(0) or name == "ackley"
    assert run_.summary()


def test_a_start_on_a_saddle_stays():
    run_ = run(GradientDescent(0.1), objectives.get("saddle"), (0, 0), 20)
    assert run_.stop is Stop.CONVERGED
    assert run_.settled_in() is None


def test_momentum_does_not_stop_where_it_passes_level_ground():
    # The gradient is zero at the bottom, but the ball is moving.
    run_ = run(Momentum(1.0, 0.5), objectives.from_expression("x**2/2"), 1.0, 6)
    assert run_.positions[1, 0] == 0
    assert run_.steps == 6


def test_tolerance_stops_earlier():
    strict = run(GradientDescent(0.05), BOWL, (-9, 2), 10_000)
    loose = run(GradientDescent(0.05), BOWL, (-9, 2), 10_000, tolerance=1e-3)
    assert loose.stop is Stop.CONVERGED
    assert strict.steps > loose.steps
    assert np.linalg.norm(loose.gradients[-1]) <= 1e-3
    assert np.linalg.norm(loose.gradients[-2]) > 1e-3
    assert strict.stop is Stop.CONVERGED
    assert strict.losses[-1] < 1e-300


@pytest.mark.parametrize("rate", [0.081, 0.09, 0.2, 1.0, 1e3, 1e10, 1e200, 1e308])
def test_diverging_runs_are_quiet_finite_and_named(rate):
    run_ = run(GradientDescent(rate), BOWL, (-9, 2), 2000)
    assert run_.stop in (Stop.DIVERGED, Stop.NONFINITE)
    assert run_.diverged
    assert np.isfinite(run_.positions).all()
    assert np.isfinite(run_.losses).all()
    assert np.isfinite(run_.gradients).all()
    assert run_.settled_in() is None
    assert not run_.escapes(0)
    assert run_.path_length > 0 or run_.steps == 0


@EVERY_METHOD
@pytest.mark.parametrize("name", objectives.names())
def test_absurd_rates_are_quiet_on_every_landscape(method, name):
    objective = objectives.get(name)
    start = [low + 0.3 * (high - low) for low, high in objective.domain]
    for rate in (1e3, 1e308):
        fast = type(method)(rate)
        run_ = run(fast, objective, start, 60)
        assert np.isfinite(run_.positions).all()
        assert np.isfinite(run_.gradients).all()
        many = run_many(fast, objective, [start, start], 60)
        assert np.isfinite(many.positions).all()
        assert np.isfinite(many.losses).all()


def test_the_row_that_left_is_kept_and_nothing_after_it():
    run_ = run(GradientDescent(0.2), BOWL, (-9, 2), 2000)
    assert run_.stop is Stop.DIVERGED
    far = 1e3 * math.hypot(20, 10)
    distance = np.abs(run_.positions).max(axis=1)
    assert distance[-1] > far
    assert np.all(distance[:-1] <= far)


def test_a_start_far_outside_is_not_divergence():
    run_ = run(GradientDescent(0.05), BOWL, (1e6, 1e6), 600)
    assert run_.stop is Stop.STEP_BUDGET
    assert not run_.diverged
    assert run_.settled_in() == 0


def test_leaving_the_domain_of_a_function_is_nonfinite():
    objective = objectives.from_expression("x - log(x)", domain=((0.1, 4),))
    run_ = run(GradientDescent(5.0), objective, 3.0, 20)
    assert run_.stop is Stop.NONFINITE
    assert np.all(run_.positions > 0)
    assert run_.diverged


def test_where_there_is_no_gradient_nothing_starts():
    cone = objectives.from_expression("sqrt(x**2 + y**2)")
    with pytest.raises(ValueError, match="has no gradient there"):
        run(GradientDescent(0.1), cone, (0, 0), 5)


def test_reaching_a_kink_ends_the_run_before_it():
    cone = objectives.from_expression("sqrt(x**2 + y**2)")
    run_ = run(GradientDescent(0.5), cone, (1, 0), 5)
    assert run_.stop is Stop.NONFINITE
    assert run_.positions.tolist() == [[1, 0], [0.5, 0]]
    assert np.isfinite(run_.gradients).all()
    assert all(len(rows) == run_.steps for rows in run_.state.values())


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ((1, 2, 3), r"start: expected shape \(2,\), got \(3,\)"),
        ((math.nan, 0), "start: every coordinate must be finite"),
        ((1e200, 1e200), "start: bowl is inf there; choose another start"),
    ],
)
def test_wrong_starts_are_refused(start, message):
    with pytest.raises(ValueError, match=message):
        run(GradientDescent(0.1), BOWL, start, 5)


@pytest.mark.parametrize(("steps", "tolerance"), [(-1, 0), (2.5, 0), (5, -1), (5, math.nan)])
def test_wrong_settings_of_a_run_are_refused(steps, tolerance):
    with pytest.raises(ValueError, match=r"steps|tolerance"):
        run(GradientDescent(0.1), BOWL, (1, 1), steps, tolerance=tolerance)


def test_every_reason_gives_advice():
    for stop in Stop:
        assert len(stop.value) > 20
        assert "\n" not in stop.value


def test_noise_is_repeated_bit_for_bit_by_its_seed():
    noise = GaussianNoise(0.5)
    first = run(Adam(0.1), BOWL, (-9, 2), 50, noise=noise, seed=7)
    again = run(Adam(0.1), BOWL, (-9, 2), 50, noise=noise, seed=7)
    other = run(Adam(0.1), BOWL, (-9, 2), 50, noise=noise, seed=8)
    np.testing.assert_array_equal(first.positions, again.positions)
    assert not np.array_equal(first.positions, other.positions)
    assert first.seed == 7


def test_noise_is_added_to_what_the_method_sees_only():
    run_ = run(GradientDescent(0.01), BOWL, (-9, 2), 4000, noise=GaussianNoise(0.5), seed=1)
    np.testing.assert_array_equal(run_.gradients, BOWL.gradient(run_.positions))
    errors = run_.state["noisy_gradient"] - run_.gradients[:-1]
    assert abs(errors.mean()) < 0.03
    assert errors.std() == pytest.approx(0.5, rel=0.03)
    np.testing.assert_allclose(run_.updates, -0.01 * run_.state["noisy_gradient"], atol=1e-14)


def test_no_noise_is_no_noise():
    silent = run(Adam(0.1), BOWL, (-9, 2), 20, noise=GaussianNoise(0))
    plain = run(Adam(0.1), BOWL, (-9, 2), 20)
    np.testing.assert_array_equal(silent.positions, plain.positions)
    with pytest.raises(ValueError, match=r"scale must be >= 0, got -1"):
        GaussianNoise(-1)


@EVERY_METHOD
@pytest.mark.parametrize("name", objectives.names())
def test_many_starts_equal_one_by_one(method, name):
    objective = objectives.get(name)
    low, high = np.array(objective.domain).T
    starts = low + (high - low) * np.random.default_rng(5).random((4, objective.dimension))
    many = run_many(method, objective, starts, 40)
    assert many.positions.shape == (4, 41, objective.dimension)
    assert many.losses.shape == (4, 41)
    for start, rows, losses, stop, length in zip(
        starts, many.positions, many.losses, many.stops, many.lengths, strict=True
    ):
        one = run(method, objective, start, 40)
        np.testing.assert_allclose(rows[: one.steps + 1], one.positions, rtol=1e-8, atol=1e-10)
        np.testing.assert_allclose(losses[: one.steps + 1], one.losses, rtol=1e-7, atol=1e-9)
        if one.stop is not Stop.CONVERGED:
            assert stop is one.stop
            assert length == one.steps


def test_runs_that_diverge_wait_where_they_left():
    many = run_many(GradientDescent(0.2), BOWL, [(-9, 0), (-9, 2), (0, 0)], 60)
    assert many.stops == (Stop.STEP_BUDGET, Stop.DIVERGED, Stop.STEP_BUDGET)
    one = run(GradientDescent(0.2), BOWL, (-9, 2), 60)
    assert many.lengths.tolist() == [60, one.steps, 60]
    np.testing.assert_allclose(many.positions[1, : one.steps + 1], one.positions)
    assert np.all(many.positions[1, one.steps :] == many.positions[1, -1])
    assert many.settled_in().tolist() == [0, -1, 0]


def test_starts_without_a_loss_stay():
    objective = objectives.from_expression("x - log(x)", domain=((0.1, 4),))
    many = run_many(GradientDescent(0.1), objective, [[-1.0], [3.0]], 10)
    assert many.stops == (Stop.NONFINITE, Stop.STEP_BUDGET)
    assert many.lengths.tolist() == [0, 10]
    assert np.all(many.positions[0] == -1)


def test_no_starts_and_no_steps():
    assert run_many(Adam(0.1), BOWL, np.empty((0, 2)), 5).positions.shape == (0, 6, 2)
    assert run_many(Adam(0.1), BOWL, [(1, 2)], 0).positions.shape == (1, 1, 2)
    with pytest.raises(ValueError, match=r"starts: expected shape \(k, 2\), got \(2,\)"):
        run_many(Adam(0.1), BOWL, (1, 2), 5)
    with pytest.raises(ValueError, match="expected shape"):
        run_many(Adam(0.1), BOWL, [[1, 2, 3]], 5)


@pytest.mark.parametrize("rows", [1, 2, 7, 31])
def test_final_positions_are_the_last_rows(rows):
    starts = np.array([(-9.0, 2.0), (3.0, 4.0)])
    many = run_many(Momentum(0.01), BOWL, starts, 30)
    last = final_positions(Momentum(0.01), BOWL, starts, 30, rows)
    np.testing.assert_array_equal(last, many.positions[:, -rows:])


@settings(max_examples=25, deadline=None)
@given(
    rate=st.floats(1e-6, 1e6),
    momentum=st.floats(0, 0.999),
    start=st.floats(-1e6, 1e6),
)
def test_any_settings_give_finite_rows(rate, momentum, start):
    run_ = run(Momentum(rate, momentum), WELLS, start, 50)
    assert np.isfinite(run_.positions).all()
    assert np.isfinite(run_.losses).all()
    assert run_.steps == len(run_.updates) <= 50
    assert isinstance(run_.diverged, bool)
    run_.settled_in(), run_.overshoots(0), run_.escapes(1), run_.oscillates(0)
