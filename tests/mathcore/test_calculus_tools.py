"""Gradient checks, Taylor polynomials and the search for stationary points."""

from dataclasses import replace

import numpy as np
import pytest

from mathcore import objectives
from mathcore.calculus import Stationary, check_gradient, classify, stationary_points, taylor
from mathcore.optimizers import Newton
from mathcore.trajectories import run

SMOOTH = [name for name in objectives.names() if name != "ackley"]


def inside(objective, count, seed=0):
    low, high = np.array(objective.domain).T
    return np.random.default_rng(seed).uniform(low, high, (count, objective.dimension))


@pytest.mark.parametrize("name", objectives.names())
def test_every_landscape_passes_its_gradient_check(name):
    objective = objectives.get(name)
    for point in inside(objective, 8):
        check = check_gradient(objective, point)
        assert check.passed, check.verdict
        assert check.relative_errors.shape == (objective.dimension,)
        assert check.relative_error == check.relative_errors.max()
        assert check.evaluations == 4 * objective.dimension
        assert check.verdict.startswith("the gradient agrees with differences to")
        np.testing.assert_array_equal(check.exact, np.atleast_1d(objective.gradient(point)))


@pytest.mark.parametrize("component", [0, 1])
@pytest.mark.parametrize("fault", [1e-4, -0.5, 1.0, np.nan])
def test_a_wrong_component_is_found(component, fault):
    objective = objectives.get("himmelblau")
    right = objective.functions.gradient

    def wrong(points):
        gradient = right(points)
        gradient[..., component] *= 1 + fault
        return gradient

    check = check_gradient(
        replace(objective, functions=replace(objective.functions, gradient=wrong)), (1.5, 1)
    )
    assert not check.passed
    assert check.verdict.startswith(f"component {component} is wrong: ")
    other = check.relative_errors[1 - component]
    assert other <= check.tolerance
    if np.isfinite(fault):
        expected = abs(fault) / max(1, abs(1 + fault))
        assert check.relative_errors[component] == pytest.approx(expected, rel=1e-3)


def test_a_kink_fails_the_check():
    check = check_gradient(objectives.from_expression("abs(x) + y**2"), (0, 1))
    assert check.passed  # both sides cancel: differences see the slope 0 that was given
    assert not check_gradient(objectives.from_expression("abs(x - 0.0001)"), 0.0).passed


def test_a_tolerance_can_be_asked_for():
    objective = objectives.get("levy13")
    assert not check_gradient(objective, (1.3, 0.4), tolerance=1e-14).passed
    with pytest.raises(ValueError, match=r"^tolerance must be > 0, got 0$"):
        check_gradient(objective, (1, 1), tolerance=0)


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("order", [0, 1, 2])
def test_what_a_polynomial_leaves_falls_with_the_next_power(name, order):
    objective = objectives.get(name)
    point = inside(objective, 1, seed=3)[0]
    model = taylor(objective, point, order)
    assert model(point) == objective.value(point)
    direction = np.ones(objective.dimension) / np.sqrt(objective.dimension)
    scale = 1e-2 if name in {"levy13", "griewank", "rastrigin", "easom"} else 1e-3
    left = [
        abs(objective.value(q) - model(q))
        for h in (1, 0.5)
        if len(q := point + scale * h * direction)
    ]
    rounding = 1e-14 * max(1, abs(model.value))
    assert left[1] <= left[0] * 0.5 ** (order + 0.5) + rounding


def test_the_quadratic_of_a_quadratic_is_itself():
    objective = objectives.get("bowl", condition_number=25, angle=30)
    points = inside(objective, 20)
    np.testing.assert_allclose(
        taylor(objective, (3, 4))(points), objective.value(points), rtol=1e-12
    )


def test_a_polynomial_is_a_landscape():
    objective = objectives.get("himmelblau")
    model = taylor(objective, (2.5, 2.5), 2)
    landscape = model.objective(objective.domain)
    points = inside(objective, 30).reshape(5, 6, 2)
    np.testing.assert_allclose(landscape.value(points), model(points))
    assert landscape.gradient(points).shape == (5, 6, 2)
    assert landscape.hessian(points).shape == (5, 6, 2, 2)
    for point in points.reshape(-1, 2)[:5]:
        assert check_gradient(landscape, point).passed
    np.testing.assert_allclose(landscape.minima, [model.stationary_point])
    np.testing.assert_allclose(landscape.gradient(landscape.minima), 0, atol=1e-9)
    assert landscape.formula == "f(p) + g dot (x - p) + 1/2 (x - p) dot H (x - p)"


def test_newtons_step_leads_to_the_quadratics_stationary_point():
    objective = objectives.get("rosenbrock")
    goal = taylor(objective, (-1, 1.5)).stationary_point
    np.testing.assert_allclose(run(Newton(), objective, (-1, 1.5), 1).positions[1], goal)


def test_planes_and_levels_have_no_stationary_point():
    objective = objectives.get("saddle")
    assert taylor(objective, (1, 1), 0).stationary_point is None
    assert taylor(objective, (1, 1), 1).stationary_point is None
    np.testing.assert_allclose(taylor(objective, (1, 1)).stationary_point, 0, atol=1e-15)
    assert len(taylor(objective, (1, 1)).objective(objective.domain).minima) == 0
    assert taylor(objective, (1, 1), 1).objective(objective.domain).formula == (
        "f(p) + g dot (x - p)"
    )


@pytest.mark.parametrize("order", [-1, 3, 1.5])
def test_other_orders_are_refused(order):
    with pytest.raises(ValueError, match=r"^order must be"):
        taylor(objectives.get("bowl"), (1, 1), order)


def test_no_polynomial_where_there_is_no_derivative():
    with pytest.raises(ValueError, match=r"^ackley has no Taylor polynomial"):
        taylor(objectives.get("ackley"), (0, 0), 2)


@pytest.mark.parametrize("name", [n for n in SMOOTH if n not in {"levy13", "rastrigin"}])
def test_stationary_points_hold_what_is_known(name):
    objective = objectives.get(name)
    found = stationary_points(objective)
    for one in found:
        assert np.linalg.norm(objective.gradient(one.point)) < 1e-6 * max(
            1, np.linalg.norm(objective.hessian(one.point))
        )
        assert classify(objective, one.point) is one.kind
        assert one.value == objective.value(one.point)
    minima = np.array([one.point for one in found if one.kind is Stationary.MINIMUM])
    low, high = np.array(objective.domain).T
    for known in objective.minima:
        if np.all((known >= low) & (known <= high)):
            assert np.linalg.norm(minima - known, axis=1).min() < 1e-6


@pytest.mark.parametrize(
    ("name", "minima", "saddles", "maxima"),
    [
        ("sphere", 1, 0, 0),
        ("saddle", 0, 1, 0),
        ("double_well", 2, 1, 0),
        ("himmelblau", 4, 4, 1),
        ("styblinski_tang", 4, 4, 1),
        ("six_hump_camel", 6, 7, 2),
        ("peaks", 3, 3, 3),
        ("goldstein_price", 4, 4, 1),
    ],
)
def test_how_many_there_are_of_each_kind(name, minima, saddles, maxima):
    kinds = [one.kind for one in stationary_points(objectives.get(name))]
    expected = (
        [Stationary.MINIMUM] * minima
        + [Stationary.SADDLE] * saddles
        + [Stationary.MAXIMUM] * maxima
    )
    assert kinds == expected


def test_stationary_points_of_one_dimension():
    found = stationary_points(objectives.get("tilted_wells"))
    kinds = [one.kind.value for one in found]
    assert kinds == ["minimum", "minimum", "maximum"]
    np.testing.assert_allclose(
        [one.point[0] for one in found], (1.02412, -0.97399, -0.05013), atol=1e-5
    )


def test_a_degenerate_point_is_found_and_called_so():
    (one,) = stationary_points(objectives.get("monkey_saddle"))
    assert one.kind is Stationary.DEGENERATE
    np.testing.assert_allclose(one.point, 0, atol=1e-4)


def test_only_the_domain_that_was_asked_for_is_searched():
    himmelblau = objectives.get("himmelblau")
    (one,) = stationary_points(himmelblau, ((2.5, 3.5), (1.5, 2.5)))
    np.testing.assert_allclose(one.point, (3, 2), atol=1e-12)
    assert stationary_points(objectives.from_expression("x + y")) == ()
