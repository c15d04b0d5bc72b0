"""The figures that the lessons state, computed once more."""

import numpy as np
import pytest

from mathcore import averages, levels, objectives
from mathcore.calculus import angle_between, directional_derivative, tangent
from mathcore.optimizers import Adam, GradientDescent, Momentum
from mathcore.trajectories import run

WELLS = objectives.get("tilted_wells", tilt=0.2)
DEEP, SHALLOW = 0, 1


def test_the_two_valleys():
    np.testing.assert_allclose(WELLS.minima[:, 0], [1.024, -0.974], atol=5e-4)


@pytest.mark.parametrize(
    ("method", "start", "steps", "end"),
    [
        (GradientDescent(0.01), -1.8, 200, SHALLOW),
        (Momentum(0.01, 0.9), -1.8, 200, DEEP),
        (Momentum(0.01, 0.8), -1.8, 200, SHALLOW),
        (Momentum(0.01, 0.9), -1.4, 200, SHALLOW),
        (Adam(0.1), 1.6, 400, DEEP),
        (Adam(0.1, bias_correction=False), 1.6, 400, SHALLOW),
    ],
    ids=repr,
)
def test_where_balls_come_to_rest(method, start, steps, end):
    run_ = run(method, WELLS, start, steps)
    assert run_.settled_in() == end
    assert f"{run_.positions[-1, 0]:.3f}" == ("1.024" if end == DEEP else "-0.974")


def test_the_high_momentum_crosses_over_and_comes_back():
    run_ = run(Momentum(0.01, 0.95), WELLS, -2.0, 200)
    assert run_.visits(DEEP)
    assert run_.settled_in() == SHALLOW
    assert not run_.escapes(SHALLOW)
    assert run(Momentum(0.01, 0.95), WELLS, -2.0, 400).positions[-1, 0] == pytest.approx(
        WELLS.minima[SHALLOW, 0], abs=1e-4
    )


def test_both_adams_differ_in_the_flag_alone_and_part_at_the_first_step():
    fair = run(Adam(0.1), WELLS, 1.6, 400)
    biased = run(Adam(0.1, bias_correction=False), WELLS, 1.6, 400)
    assert fair.positions[0] == biased.positions[0]
    ratio = biased.updates[0, 0] / fair.updates[0, 0]
    g = fair.gradients[0, 0]
    expected = averages.adam_step(g, 1) / averages.corrected_adam_step(g, 1)
    assert ratio == pytest.approx(expected, rel=1e-12)
    assert ratio == pytest.approx(3.16, abs=5e-3)
    assert biased.visits(DEEP)
    assert biased.escapes(DEEP)
    assert not fair.escapes(DEEP)


@pytest.mark.parametrize(("correction", "steps"), [(True, 144), (False, 58)])
def test_on_the_easy_bowl_bigger_early_steps_arrive_sooner(correction, steps):
    # Arrived: the first step from which on the loss stays below 0.1.
    run_ = run(Adam(0.1, bias_correction=correction), objectives.get("bowl"), (-9, 2), 400)
    assert int(np.flatnonzero(run_.losses >= 0.1)[-1]) + 1 == steps


def test_the_average_of_ones():
    ones = np.ones(3)
    np.testing.assert_allclose(averages.average(ones, 0.9), [0.1, 0.19, 0.271], atol=1e-15)
    np.testing.assert_allclose(averages.corrected(ones, 0.9), 1, rtol=1e-14)


def test_the_uncorrected_step_grows_to_more_than_six():
    steps = averages.adam_step(1.0, np.arange(1, 1001))
    assert f"{steps[0]:.2f}" == "3.16"
    assert int(steps.argmax()) + 1 == 12
    assert f"{steps.max():.1f}" == "6.6"
    assert np.all(averages.corrected_adam_step(1.0, np.arange(1, 1001)) == 1 / (1 + 1e-8))


def test_the_bowl_of_the_lesson():
    bowl = objectives.get("bowl", condition_number=25)
    run_ = run(GradientDescent(1.9 / 25), bowl, (-9, 2), 40)
    assert run_.oscillates(1)
    assert not run_.oscillates(0)
    np.testing.assert_allclose(
        run_.contraction_rates(), np.tile([1 - 0.076, 0.9], (40, 1)), atol=1e-12
    )
    best = run(GradientDescent(2 / 26), bowl, (-9, 2), 40)
    np.testing.assert_allclose(best.contraction_rates(), 24 / 26, atol=1e-12)
    cycles = run(GradientDescent(2 / 25), bowl, (-9, 2), 40)
    assert not cycles.diverged
    assert run(GradientDescent(2.1 / 25), bowl, (-9, 2), 40).diverged
    assert not run(GradientDescent(2.1 / 25), bowl, (-9, 0), 40).diverged
    through = run(GradientDescent(1.9), objectives.get("bowl", condition_number=1), (-9, 2), 40)
    assert through.oscillates(0)
    assert through.oscillates(1)
    assert through.overshoots(0)


@pytest.mark.parametrize(("a", "b"), [(1, 1), (1, 25), (3, 0.2), (1, -2), (-1, -1), (1, 1000)])
@pytest.mark.parametrize("point", [(1, 1), (-2, 0.5), (0.3, -1.7)])
def test_the_gradient_stands_at_a_right_angle_all_along_the_curve(a, b, point):
    objective = objectives.get("quadratic", a=a, b=b)
    curve = levels.level_curve_through(objective, point)
    heights = objective.value(curve.points)
    np.testing.assert_allclose(heights, curve.level, rtol=0, atol=1e-9 * max(1, abs(curve.level)))
    angles = angle_between(tangent(objective, curve.points), objective.gradient(curve.points))
    assert np.abs(angles - 90).max() < 1e-6


def test_the_level_of_the_four_corners():
    quadratic = objectives.get("quadratic")
    corners = [(1, 1), (-1, 1), (1, -1), (-1, -1)]
    assert quadratic.value(corners).tolist() == [2, 2, 2, 2]
    assert quadratic.gradient((1, 1)).tolist() == [2, 2]
    curve = levels.level_curve_through(quadratic, (1, 1))
    assert curve.closed
    for corner in corners:
        assert np.linalg.norm(curve.points - corner, axis=1).min() < 0.02


def test_the_steepest_of_a_fan_is_nearest_the_gradient():
    objective = objectives.get("himmelblau")
    angles = np.arange(0, 2 * np.pi, 2 * np.pi / 48)
    fan = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    slopes = directional_derivative(objective, (1.5, -0.5), fan)
    gradient = objective.gradient((1.5, -0.5))
    assert angle_between(fan[slopes.argmax()], gradient) <= 360 / 48 / 2 + 1e-9
    np.testing.assert_allclose(slopes, fan @ gradient, rtol=1e-12)
