"""Slopes, tangents, angles, curvature and kinds of points."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import objectives
from mathcore.calculus import (
    Stationary,
    angle_between,
    classify,
    condition_number,
    directional_derivative,
    numeric_gradient,
    principal_axes,
    tangent,
)

NAMES = objectives.names()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("scheme", "tolerance"), [("forward", 1e-5), ("central", 1e-8), ("complex", 1e-12)]
)
def test_numeric_gradients_approach_the_exact_one(name, scheme, tolerance):
    objective = objectives.get(name)
    point = [low + 0.37 * (high - low) for low, high in objective.domain]
    result = numeric_gradient(objective.functions.value, point, scheme=scheme)
    exact = objective.gradient(point)
    scale = max(1, np.abs(exact).max(), np.abs(objective.hessian(point)).max())
    np.testing.assert_allclose(result.gradient, exact, rtol=0, atol=tolerance * scale)


@pytest.mark.parametrize(("scheme", "cost"), [("forward", 4), ("central", 6), ("complex", 3)])
def test_the_cost_is_counted(scheme, cost):
    calls = []

    def function(point):
        calls.append(point)
        return (point**2).sum()

    result = numeric_gradient(function, [1.0, 2.0, 3.0], scheme=scheme)
    assert result.evaluations == len(calls) == cost
    np.testing.assert_allclose(result.gradient, [2, 4, 6], rtol=1e-7)


def test_a_large_step_has_the_error_of_its_order():
    cube = objectives.from_expression("x**3")
    forward = numeric_gradient(cube.value, 1.0, 0.1, "forward").gradient[0]
    central = numeric_gradient(cube.value, 1.0, 0.1, "central").gradient[0]
    assert forward - 3 == pytest.approx(3 * 0.1 + 0.1**2)
    assert central - 3 == pytest.approx(0.1**2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scheme": "backward"}, "scheme must be one of forward, central, complex"),
        ({"step": 0}, "step must be > 0, got 0"),
    ],
)
def test_wrong_schemes_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        numeric_gradient(lambda p: 0.0, [1.0], **arguments)


@settings(max_examples=50, deadline=None)
@given(x=st.floats(-2, 2), y=st.floats(-2, 2), angle=st.floats(0, 2 * math.pi))
def test_directional_derivatives_are_slopes(x, y, angle):
    objective = objectives.get("six_hump_camel")
    direction = np.array([math.cos(angle), math.sin(angle)])
    slope = directional_derivative(objective, (x, y), direction)
    h = 1e-5
    ahead, behind = (objective.value(np.array([x, y]) + s * h * direction) for s in (1, -1))
    assert slope == pytest.approx((ahead - behind) / (2 * h), rel=1e-5, abs=1e-5)
    assert slope == pytest.approx(
        directional_derivative(objective, (x, y), 7 * direction), rel=1e-12, abs=1e-12
    )


def test_directions_come_in_any_arrangement():
    sphere = objectives.get("sphere")
    assert directional_derivative(sphere, (1, 0), (1, 0)) == 2
    assert directional_derivative(sphere, (1, 0), np.ones((3, 4, 2))).shape == (3, 4)
    with pytest.raises(ValueError, match="the zero vector has no direction"):
        directional_derivative(sphere, (1, 0), [(1, 0), (0, 0)])
    wells = objectives.get("tilted_wells")
    assert directional_derivative(wells, 0.0, -3.0) == pytest.approx(0.2)


@settings(max_examples=80, deadline=None)
@given(
    name=st.sampled_from([n for n in NAMES if objectives.get(n).dimension == 2 and n != "easom"]),
    u=st.floats(0.02, 0.98),
    v=st.floats(0.02, 0.98),
)
def test_gradients_stand_at_right_angles_to_tangents(name, u, v):
    objective = objectives.get(name)
    point = np.array(
        [low + w * (high - low) for w, (low, high) in zip((u, v), objective.domain, strict=True)]
    )
    gradient = objective.gradient(point)
    curvature = np.abs(objective.hessian(point)).max()
    if not np.isfinite(curvature) or np.linalg.norm(gradient) < 1e-3 * max(1, curvature):
        return
    direction = tangent(objective, point)
    assert np.linalg.norm(direction) == pytest.approx(1, abs=1e-12)
    assert abs(angle_between(direction, gradient) - 90) < 1e-6


def test_tangents_turn_with_the_gradient_up_to_the_left():
    sphere = objectives.get("sphere")
    np.testing.assert_allclose(tangent(sphere, (1, 0)), (0, 1), atol=1e-9)
    np.testing.assert_allclose(tangent(sphere, (0, 1)), (-1, 0), atol=1e-9)
    np.testing.assert_allclose(tangent(sphere, (-2, 0)), (0, -1), atol=1e-9)


@pytest.mark.parametrize("shape", [(2,), (5, 2), (3, 4, 2), (0, 2)])
def test_tangents_keep_their_arrangement(shape):
    assert tangent(objectives.get("sphere"), np.ones(shape)).shape == shape


def test_tangents_do_not_come_from_the_gradient():
    # With a wrong gradient Newton's method still ends on the curve, and so does the tangent.
    from dataclasses import replace

    sphere = objectives.get("sphere")
    twist = np.array([[1.0, 0.2], [-0.1, 1.1]])
    wrong = replace(
        sphere,
        functions=replace(
            sphere.functions, gradient=lambda points: sphere.functions.gradient(points) @ twist
        ),
    )
    np.testing.assert_allclose(tangent(wrong, (1, 1)), tangent(sphere, (1, 1)), rtol=0, atol=1e-8)


def test_tangents_far_from_the_origin_and_on_sharp_bends():
    far = objectives.from_expression("(x - 5000)**2 + (y + 3000)**2")
    points = np.array([5000.0, -3000.0]) + np.array([(1, 0.3), (-0.2, 2), (30, 40)])
    angles = angle_between(tangent(far, points), far.gradient(points))
    assert np.abs(angles - 90).max() < 1e-6
    needle = objectives.get("bowl", condition_number=1e6)
    points = np.array([(9.0, 0.0), (9, 1e-6), (8.9, 1e-4), (1, 1), (-9, 2), (1e-3, 1e-5)])
    angles = angle_between(tangent(needle, points), needle.gradient(points))
    assert np.abs(angles - 90).max() < 1e-4


@pytest.mark.parametrize("point", [(0, 0), (-0.0, 0.0)])
def test_no_tangent_where_the_gradient_is_zero(point):
    with pytest.raises(ValueError, match=r"no level curve runs through \(-?0, 0\)"):
        tangent(objectives.get("saddle"), point)
    with pytest.raises(ValueError, match="one dimension"):
        tangent(objectives.get("tilted_wells"), (0, 0))


@pytest.mark.parametrize(
    ("a", "b", "angle"),
    [
        ((1, 0), (0, 1), 90),
        ((1, 0), (5, 0), 0),
        ((1, 0), (-2, 0), 180),
        ((1, 0), (1, 1), 45),
        ((1e-200, 0), (0, 1e200), 90),
        ((1, 0), (1, 1e-12), math.degrees(1e-12)),
        ((1, 0, 0), (0, 1, 1), 90),
    ],
)
def test_angles(a, b, angle):
    assert angle_between(a, b) == pytest.approx(angle, rel=1e-9, abs=1e-13)


def test_angles_of_many():
    assert angle_between(np.ones((4, 2)), np.ones((4, 2))).shape == (4,)
    with pytest.raises(ValueError, match="the zero vector makes no angle"):
        angle_between((0, 0), (1, 0))
    with pytest.raises(ValueError, match="expected shape"):
        angle_between((1, 0), (1, 0, 0))


@pytest.mark.parametrize("kappa", [1, 2, 25, 1e6])
@pytest.mark.parametrize("angle", [0, 30, 90, 135])
def test_the_condition_number_of_the_bowl(kappa, angle):
    bowl = objectives.get("bowl", condition_number=kappa, angle=angle)
    assert condition_number(bowl, (3, -1)) == pytest.approx(kappa, rel=1e-9)
    axes = principal_axes(bowl, (0, 0))
    np.testing.assert_allclose(axes.curvatures, [1, kappa], rtol=1e-9)
    np.testing.assert_allclose(axes.axes @ axes.axes.T, np.eye(2), atol=1e-14)
    if kappa > 1:
        shallow = np.array([math.cos(math.radians(angle)), math.sin(math.radians(angle))])
        assert abs(axes.axes[0] @ shallow) == pytest.approx(1)


def test_condition_numbers_of_other_shapes():
    assert condition_number(objectives.get("saddle"), (0, 0)) == 1
    assert condition_number(objectives.get("quadratic", a=1, b=0), (0, 0)) == math.inf
    assert condition_number(objectives.get("tilted_wells"), 1.0) == 1
    with pytest.raises(ValueError, match="ackley has no finite Hessian"):
        condition_number(objectives.get("ackley"), (0, 0))


def test_axes_point_to_the_positive_side():
    for angle in range(0, 360, 15):
        bowl = objectives.get("bowl", condition_number=4, angle=angle)
        for axis in principal_axes(bowl, (0, 0)).axes:
            assert axis[np.abs(axis).argmax()] > 0


@pytest.mark.parametrize(
    ("name", "parameters", "point", "kind"),
    [
        ("sphere", {}, (0, 0), Stationary.MINIMUM),
        ("sphere", {}, (1, 0), Stationary.SLOPE),
        ("quadratic", {"a": -1, "b": -2}, (0, 0), Stationary.MAXIMUM),
        ("saddle", {}, (0, 0), Stationary.SADDLE),
        ("quadratic", {"a": 1, "b": 0}, (0, 3), Stationary.DEGENERATE),
        ("monkey_saddle", {}, (0, 0), Stationary.DEGENERATE),
        ("double_well", {}, (0, 0), Stationary.SADDLE),
        ("double_well", {}, (1, 0), Stationary.MINIMUM),
        ("bowl", {"condition_number": 1e6}, (0, 0), Stationary.MINIMUM),
        ("ackley", {}, (0, 0), Stationary.DEGENERATE),
        ("peaks", {}, (-0.0093, 1.5814), Stationary.SLOPE),
        ("himmelblau", {}, (-0.270844591, -0.923038557), Stationary.MAXIMUM),
    ],
)
def test_kinds_of_points(name, parameters, point, kind):
    assert classify(objectives.get(name, **parameters), point) is kind


def test_kinds_in_one_dimension():
    wells = objectives.get("tilted_wells", tilt=0)
    assert classify(wells, 1.0) is Stationary.MINIMUM
    assert classify(wells, 0.0) is Stationary.MAXIMUM
    assert classify(wells, 0.5) is Stationary.SLOPE
    assert classify(objectives.from_expression("x**3"), 0.0) is Stationary.DEGENERATE
    kink = objectives.from_expression("sqrt(x**2)")
    assert classify(kink, 0.0) is Stationary.SLOPE
