"""What may be said of a run: every predicate where it holds and where it does not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import measures, objectives
from mathcore.flow import basin_of
from mathcore.optimizers import Adam, GradientDescent, Momentum, Nesterov, RMSProp
from mathcore.trajectories import GaussianNoise, run

BOWL = objectives.get("bowl")
WELLS = objectives.get("tilted_wells")
DEEP, SHALLOW = 0, 1


def descend(rate, kappa=25, start=(-9, 2), steps=40):
    return run(GradientDescent(rate), objectives.get("bowl", condition_number=kappa), start, steps)


def rows(*updates):
    """Positions and updates of a made-up run in one dimension."""
    steps = np.array(updates, dtype=float)[:, None]
    return np.concatenate([[[0.0]], np.cumsum(steps, axis=0)]), steps


def test_zig_zag_is_steep_only():
    run_ = descend(1.9 / 25)
    assert run_.oscillates(1)
    assert run_.sign_changes(1) == 39
    assert not run_.oscillates(0)
    assert run_.sign_changes(0) == 0
    assert not run_.diverged


def test_bouncing_straight_through_the_minimum_alternates_everywhere():
    run_ = descend(1.9, kappa=1)
    assert run_.oscillates(0)
    assert run_.oscillates(1)
    assert run_.overshoots(0)
    assert not run_.diverged


def test_gliding_alternates_nowhere():
    run_ = descend(0.5 / 25)
    assert not run_.oscillates(0)
    assert not run_.oscillates(1)
    assert not run_.overshoots(0)


def test_a_coordinate_at_rest_does_not_oscillate():
    run_ = descend(1.9 / 25, start=(-9, 0))
    assert not run_.oscillates(1)
    assert run_.sign_changes(1) == 0


def test_an_axis_may_be_a_direction():
    turned = objectives.get("bowl", condition_number=25, angle=30)
    c, s = np.cos(np.pi / 6), np.sin(np.pi / 6)
    shallow, steep = np.array([c, s]), np.array([-s, c])
    run_ = run(GradientDescent(0.076), turned, -9 * shallow + 2 * steep, 40)
    assert run_.oscillates(steep)
    assert run_.oscillates(-3 * steep)
    assert not run_.oscillates(shallow)
    straight = descend(0.076)
    assert straight.sign_changes((0, 1)) == straight.sign_changes(1)


def test_rounding_along_a_quiet_axis_is_not_oscillation():
    turned = objectives.get("bowl", condition_number=25, angle=30)
    shallow = np.array([np.cos(np.pi / 6), np.sin(np.pi / 6)])
    run_ = run(GradientDescent(0.076), turned, -9 * shallow, 40)
    assert not run_.oscillates((-shallow[1], shallow[0]))


@pytest.mark.parametrize(
    ("axis", "message"),
    [
        (2, "axis must be from 0 to 1, got 2"),
        (-1, "axis must be from 0 to 1, got -1"),
        ((0, 0), "axis must not be the zero vector"),
        ((1, 2, 3), r"axis: expected shape \(2,\), got \(3,\)"),
    ],
)
def test_wrong_axes_are_refused(axis, message):
    with pytest.raises(ValueError, match=message):
        descend(0.05).sign_changes(axis)


@pytest.mark.parametrize(
    ("updates", "changes", "oscillates"),
    [
        ((1, -1, 1, -1, 1), 4, True),
        ((1, -1, 1, -1), 3, False),  # three pairs are too few
        ((1, -1, 1, -1, -1), 3, True),  # three of four
        ((1, -1, 1, 1, 1), 2, False),
        ((1, 0, -1, 0, 1, 0, -1, 0, 1), 4, True),  # rests make no pair
        ((1, 1, 1, 1, 1), 0, False),
        ((0, 0, 0, 0, 0), 0, False),
        ((1, -1, 1, -1, 1, 1e-18, 1e-18), 4, True),  # rounding makes no pair
    ],
)
def test_three_quarters_of_at_least_four_pairs(updates, changes, oscillates):
    positions, steps = rows(*updates)
    assert measures.sign_changes(positions, steps, 0) == changes
    assert measures.oscillates(positions, steps, 0) is oscillates


@settings(max_examples=80, deadline=None)
@given(
    kappa=st.floats(1, 1e4),
    share=st.floats(0.02, 1.2),
    angle=st.sampled_from([0, 90, 180]),
)
def test_contraction_is_one_minus_rate_times_curvature(kappa, share, angle):
    rate = 2 * share / kappa
    objective = objectives.get("bowl", condition_number=kappa, angle=angle)
    run_ = run(GradientDescent(rate), objective, (-9, 2), 15)
    rates = run_.contraction_rates()
    expected = np.abs(1 - rate * np.array([1, kappa]))
    for axis in (0, 1):
        valid = rates[:, axis][np.isfinite(rates[:, axis])]
        np.testing.assert_allclose(valid, expected[axis], rtol=0, atol=1e-12)
        assert len(valid) >= 1


@pytest.mark.parametrize("angle", [15, 45, 80])
def test_contraction_on_a_turned_bowl(angle):
    objective = objectives.get("bowl", condition_number=25, angle=angle)
    rates = run(GradientDescent(0.076), objective, (-9, 2), 20).contraction_rates()
    np.testing.assert_allclose(rates, np.tile([0.924, 0.9], (20, 1)), atol=1e-12)


def test_contraction_around_a_minimum_elsewhere():
    booth = objectives.get("booth")
    rates = run(GradientDescent(0.05), booth, (-5, 5), 8).contraction_rates((1, 3))
    np.testing.assert_allclose(rates, np.tile([0.9, 0.1], (8, 1)), atol=1e-7)


def test_contraction_from_an_exact_hit_is_not_a_number():
    rates = descend(1 / 25, start=(-9, 2)).contraction_rates()
    assert rates[0, 1] == 0
    assert np.isnan(rates[1:, 1]).all()
    assert np.isfinite(rates[:, 0]).all()


def test_contraction_needs_a_minimum():
    run_ = run(GradientDescent(0.1), objectives.get("saddle"), (1, 0.1), 5)
    with pytest.raises(ValueError, match="saddle has no known minimum"):
        run_.contraction_rates()
    with pytest.raises(ValueError, match="saddle has no known minimum"):
        run_.escapes(0)
    assert run_.settled_in() is None


@pytest.mark.parametrize("factor", [1.0001, 1.01, 1.03, 1.2, 2, 10, 1e6])
@pytest.mark.parametrize("kappa", [1, 5, 25, 1e4])
def test_above_the_limit_descent_diverges(factor, kappa):
    assert descend(2 * factor / kappa, kappa, steps=200).diverged


@pytest.mark.parametrize("factor", [0.01, 0.5, 0.9, 0.99, 0.9999, 1.0])
@pytest.mark.parametrize("kappa", [1, 5, 25, 1e4])
def test_up_to_the_limit_it_does_not(factor, kappa):
    assert not descend(2 * factor / kappa, kappa, steps=200).diverged


def test_exactly_at_the_limit_it_cycles():
    run_ = descend(2 / 25)
    rates = run_.contraction_rates()
    np.testing.assert_allclose(rates[:, 1], 1, atol=1e-12)
    assert run_.oscillates(1)
    assert not run_.diverged


def test_without_a_steep_component_nothing_diverges():
    assert not descend(3 / 25, start=(-9, 0)).diverged


@pytest.mark.parametrize("make", [Momentum, Nesterov])
def test_ringing_that_grows_is_divergence_and_ringing_that_dies_is_not(make):
    assert run(make(0.2, 0.9), BOWL, (-9, 2), 60).diverged
    assert not run(make(0.02, 0.9), BOWL, (-9, 2), 60).diverged


@pytest.mark.parametrize("steps", [4, 6, 8, 10, 14, 20, 30, 50, 200])
@pytest.mark.parametrize("start", [-2.0, -1.8, -1.4, 0.3, 1.6])
@pytest.mark.parametrize(
    "method",
    [GradientDescent(0.01), Momentum(0.01, 0.9), Momentum(0.01, 0.95), RMSProp(0.05), Adam(0.1)],
    ids=repr,
)
def test_climbing_a_ridge_is_not_divergence(method, start, steps):
    assert not run(method, WELLS, start, steps).diverged


@pytest.mark.parametrize("seed", range(20))
def test_noise_at_the_bottom_is_not_divergence(seed):
    for steps in (8, 20, 100):
        run_ = run(GradientDescent(0.02), BOWL, (0, 0), steps, noise=GaussianNoise(1), seed=seed)
        assert not run_.diverged


def test_a_slope_without_end_is_left_as_divergence():
    run_ = run(GradientDescent(0.1), objectives.get("saddle"), (1, 0.1), 500)
    assert run_.diverged


@pytest.mark.parametrize(
    ("method", "start", "settled", "visits_deep", "escapes_shallow"),
    [
        (GradientDescent(0.01), -1.8, SHALLOW, False, False),
        (Momentum(0.01, 0.9), -1.8, DEEP, True, True),
        (Momentum(0.01, 0.8), -1.8, SHALLOW, False, False),
        (Momentum(0.01, 0.9), -1.4, SHALLOW, False, False),
        (Momentum(0.01, 0.95), -2.0, SHALLOW, True, False),
        (Momentum(0.01, 0.9), 1.6, DEEP, True, False),
    ],
)
def test_escapes_and_visits(method, start, settled, visits_deep, escapes_shallow):
    run_ = run(method, WELLS, start, 200)
    assert run_.settled_in() == settled
    assert run_.visits(DEEP) is visits_deep
    assert run_.visits(SHALLOW) is (start < 0)
    assert run_.escapes(SHALLOW) is escapes_shallow
    # By a point instead of an index.
    assert run_.escapes(WELLS.minima[SHALLOW]) is escapes_shallow


def test_to_cross_and_come_back_is_to_escape_from_the_other_valley():
    run_ = run(Momentum(0.01, 0.95), WELLS, -2.0, 200)
    assert run_.visits(DEEP)
    assert run_.escapes(DEEP)
    assert not run_.escapes(SHALLOW)


@pytest.mark.parametrize(
    ("minimum", "message"),
    [
        (2, "minimum must be from 0 to 1, got 2"),
        (-1, "minimum must be from 0 to 1, got -1"),
        ([0.0], r"\(0\) is no known minimum of tilted_wells"),
        ([1, 2], "minimum: expected shape"),
    ],
)
def test_wrong_minima_are_refused(minimum, message):
    run_ = run(GradientDescent(0.01), WELLS, 1.0, 5)
    for ask in (run_.visits, run_.escapes, run_.overshoots):
        with pytest.raises(ValueError, match=message):
            ask(minimum)


@pytest.mark.parametrize(
    ("method", "start", "overshoots"),
    [
        (GradientDescent(0.01), 1.6, False),
        (GradientDescent(0.2), 1.6, True),
        (Momentum(0.01, 0.9), 1.6, True),
        (Momentum(0.01, 0.2), 1.6, False),
    ],
)
def test_overshooting_in_one_dimension(method, start, overshoots):
    assert run(method, WELLS, start, 60).overshoots(DEEP) is overshoots


def test_overshooting_on_a_surface():
    landscape = objectives.get("two_gaussians")
    fast = run(Momentum(0.01, 0.95), landscape, (-1.8, 0.05), 300)
    slow = run(GradientDescent(0.005), landscape, (-1.8, 0.05), 300)
    assert fast.overshoots(0)
    assert not slow.overshoots(0)


def test_passing_too_small_to_see_is_not_overshooting():
    offsets = np.array([[1.0], [0.5], [-0.01], [-0.005]])
    assert not measures.overshoots(WELLS, offsets + WELLS.minima[0], WELLS.minima[0])
    offsets[2] = -0.05
    assert measures.overshoots(WELLS, offsets + WELLS.minima[0], WELLS.minima[0])


def test_stepping_just_across_and_rolling_on_is_overshooting():
    offsets = np.array([[1.0], [0.4], [-0.001], [-0.3], [-0.2], [0.0]])
    assert measures.overshoots(WELLS, offsets + WELLS.minima[0], WELLS.minima[0])


def test_settled_means_to_stay():
    passing = run(Momentum(0.01, 0.9), WELLS, -1.8, 200)
    near = int(np.abs(passing.positions[:, 0] - WELLS.minima[SHALLOW, 0]).argmin())
    assert run(Momentum(0.01, 0.9), WELLS, -1.8, near).settled_in() is None


def test_path_length_counts_the_way():
    run_ = run(GradientDescent(1.9), objectives.get("bowl", condition_number=1), (-3, 4), 3)
    assert run_.path_length == pytest.approx(5 * 1.9 * (1 + 0.9 + 0.81))


def test_summary_says_the_essentials_in_one_line():
    text = descend(0.076).summary()
    assert "\n" not in text
    for part in ("GradientDescent(learning_rate=0.076)", "bowl", "40 steps", "(-9, 2)", "90.5"):
        assert part in text


@pytest.mark.parametrize(
    "name",
    ["double_well", "himmelblau", "six_hump_camel", "two_gaussians", "styblinski_tang", "branin"],
)
def test_basins_are_those_of_slow_descent(name):
    objective = objectives.get(name)
    low, high = np.array(objective.domain).T
    points = low + (high - low) * np.random.default_rng(2).random((60, 2))
    slow = points.copy()
    for _ in range(4000):
        gradient = objective.gradient(slow)
        size = np.linalg.norm(gradient, axis=1, keepdims=True)
        bend = np.abs(np.linalg.eigvalsh(objective.hessian(slow))).max(axis=1, keepdims=True)
        reach = 1e-3 * np.linalg.norm(high - low)
        slow = slow - np.minimum(reach / np.maximum(size, 1e-300), 0.5 / bend) * gradient
    distances = np.linalg.norm(slow[:, None] - objective.minima, axis=2)
    arrived = distances.min(axis=1) < 1e-2
    assert arrived.mean() > 0.9
    expected = distances.argmin(axis=1)
    np.testing.assert_array_equal(basin_of(objective, points)[arrived], expected[arrived])


def test_basins_of_the_wells_meet_at_the_ridge():
    roots = np.roots([4, 0, -4, -0.2])
    ridge = float(np.sort(roots.real)[1])
    starts = np.array([[ridge - 1e-6], [ridge + 1e-6], [-50.0], [50.0]])
    assert basin_of(WELLS, starts).tolist() == [SHALLOW, DEEP, SHALLOW, DEEP]


def test_no_basin_on_a_saddle_or_a_slope_without_end():
    double = objectives.get("double_well")
    assert basin_of(double, np.array([[0.0, 0.0], [1e-9, 0.3]])).tolist() == [-1, 1]
    cliff = objectives.from_expression("x**3 - 3*x")
    assert basin_of(cliff, np.array([[-0.99], [-1.01], [3.0]])).tolist() == [0, -1, 0]
    assert basin_of(objectives.get("saddle"), np.array([[1.0, 1.0]])).tolist() == [-1]
    assert basin_of(double, np.empty((0, 2))).tolist() == []
