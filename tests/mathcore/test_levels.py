"""Level curves: on their level, across the gradient, complete, and well chosen."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import levels, objectives
from mathcore.calculus import angle_between, tangent
from mathcore.levels import basins, choose_levels, level_curve_through, level_curves
from mathcore.optimizers import Adam, GradientDescent, Momentum, Nesterov
from mathcore.projection import onto_level
from mathcore.trajectories import run

PLANE = [name for name in objectives.names() if objectives.get(name).dimension == 2]
EVERY_LANDSCAPE = pytest.mark.parametrize("name", PLANE)


def on_level(objective, curve):
    error = np.abs(objective.value(curve.points) - curve.level)
    return error.max() <= 1e-9 * max(1, abs(curve.level))


@EVERY_LANDSCAPE
def test_curves_lie_on_their_level_across_the_gradient(name):
    objective = objectives.get(name)
    chosen = choose_levels(objective, count=8)
    curves = level_curves(objective, chosen, resolution=120)
    assert {curve.level for curve in curves} == set(chosen.tolist())
    for curve in curves:
        assert on_level(objective, curve)
        assert curve.closed == bool(np.array_equal(curve.points[0], curve.points[-1]))
    points = np.concatenate([curve.points for curve in curves])
    angles = angle_between(tangent(objective, points), objective.gradient(points))
    assert np.abs(angles - 90).max() < 1e-6


@EVERY_LANDSCAPE
def test_curves_stay_in_the_domain_and_have_no_jumps(name):
    objective = objectives.get(name)
    cell = np.hypot(*[(high - low) / 119 for low, high in objective.domain])
    for curve in level_curves(objective, choose_levels(objective, count=5), resolution=120):
        for axis, (low, high) in enumerate(objective.domain):
            assert curve.points[:, axis].min() >= low - cell
            assert curve.points[:, axis].max() <= high + cell
        assert np.linalg.norm(np.diff(curve.points, axis=0), axis=1).max() <= 4 * cell


def test_circles_are_circles():
    curves = level_curves(objectives.get("sphere"), [1.0, 4.0])
    assert len(curves) == 2
    for curve, radius in zip(curves, (1, 2), strict=True):
        assert curve.closed
        np.testing.assert_allclose(np.linalg.norm(curve.points, axis=1), radius, rtol=1e-12)
        length = np.linalg.norm(np.diff(curve.points, axis=0), axis=1).sum()
        assert length == pytest.approx(2 * math.pi * radius, rel=1e-3)


def test_curves_that_leave_are_open():
    curves = level_curves(objectives.get("saddle"), [1.0])
    assert len(curves) == 2
    assert not any(curve.closed for curve in curves)


def test_the_level_through_a_saddle_point():
    saddle = objectives.get("saddle")
    curves = level_curves(saddle, [0.0], resolution=101)
    assert curves
    for curve in curves:
        assert on_level(saddle, curve)
    wells = objectives.get("double_well")
    for curve in level_curves(wells, [1.0]):
        assert on_level(wells, curve)


def test_levels_outside_the_range_have_no_curves():
    assert level_curves(objectives.get("sphere"), [-1.0, 1e9]) == []
    assert level_curves(objectives.get("sphere"), []) == []


def test_curves_of_a_function_that_is_not_defined_everywhere():
    objective = objectives.from_expression("log(x) + y")
    curves = level_curves(objective, [0.0, 1.0])
    assert len(curves) == 2
    for curve in curves:
        assert on_level(objective, curve)
        assert curve.points[:, 0].min() > 0
    assert np.isfinite(choose_levels(objective)).all()


def test_curves_of_a_kink():
    objective = objectives.from_expression("abs(x) + abs(y)")
    curves = level_curves(objective, choose_levels(objective, count=6))
    assert curves
    assert all(on_level(objective, curve) for curve in curves)


def test_another_domain():
    curves = level_curves(objectives.get("sphere"), [1.0], domain=((0, 3), (-3, 3)))
    assert len(curves) == 1
    assert not curves[0].closed
    assert curves[0].points[:, 0].min() >= -1e-9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"levels": [np.nan]}, "levels: every coordinate must be finite"),
        ({"levels": [1], "resolution": 1}, "resolution must be >= 2, got 1"),
        ({"levels": [1], "domain": ((0, 1),)}, r"domain: expected shape \(2, 2\)"),
    ],
)
def test_wrong_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        level_curves(objectives.get("sphere"), **arguments)


def test_one_dimension_has_no_level_curves():
    wells = objectives.get("tilted_wells")
    for ask in (lambda: level_curves(wells, [1]), lambda: choose_levels(wells)):
        with pytest.raises(ValueError, match="tilted_wells has one dimension"):
            ask()


@pytest.mark.parametrize("count", [1, 2, 12, 40])
@EVERY_LANDSCAPE
def test_chosen_levels_ascend_inside_the_range(name, count):
    objective = objectives.get(name)
    chosen = choose_levels(objective, count=count)
    assert chosen.shape == (count,)
    assert np.all(np.diff(chosen) > 0)
    axes = [np.linspace(low, high, 160) for low, high in objective.domain]
    values = objective.value(np.stack(np.meshgrid(*axes), axis=-1))
    assert values.min() < chosen[0]
    assert chosen[-1] < values.max()


def test_levels_of_a_round_bowl_are_evenly_spaced_circles():
    chosen = choose_levels(objectives.get("sphere"), count=10)
    gaps = np.diff(np.sqrt(chosen))
    np.testing.assert_allclose(gaps, gaps.mean(), rtol=0.03)


def test_levels_of_a_saddle_are_even_on_both_sides():
    chosen = choose_levels(objectives.get("saddle"), count=10)
    np.testing.assert_allclose(chosen, -chosen[::-1], atol=0.2)


def test_flat_ground_has_no_levels():
    flat = objectives.from_expression("0*x + 0*y + 3")
    with pytest.raises(ValueError, match="flat or undefined"):
        choose_levels(flat)
    with pytest.raises(ValueError, match="count must be >= 1, got 0"):
        choose_levels(objectives.get("sphere"), count=0)


@EVERY_LANDSCAPE
def test_walking_stays_on_the_level_in_small_steps(name):
    objective = objectives.get(name)
    point = [low + 0.61 * (high - low) for low, high in objective.domain]
    curve = level_curve_through(objective, point)
    assert on_level(objective, curve)
    assert np.linalg.norm(curve.points - point, axis=1).min() == 0
    span = math.hypot(*[high - low for low, high in objective.domain])
    assert np.linalg.norm(np.diff(curve.points, axis=0), axis=1).max() <= 1.6 * span / 400
    if curve.closed:
        np.testing.assert_array_equal(curve.points[0], curve.points[-1])
        np.testing.assert_array_equal(curve.points[0], point)


@EVERY_LANDSCAPE
def test_walking_finds_what_the_grid_finds(name):
    objective = objectives.get(name)
    shares = (0.37, 0.42)
    point = np.array(
        [low + w * (high - low) for w, (low, high) in zip(shares, objective.domain, strict=True)]
    )
    walked = level_curve_through(objective, point)
    found = level_curves(objective, [walked.level], resolution=400)
    nearest = min(found, key=lambda one: np.linalg.norm(one.points - point, axis=1).min())
    assert nearest.closed == walked.closed
    lengths = [
        np.linalg.norm(np.diff(one.points, axis=0), axis=1).sum() for one in (walked, nearest)
    ]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.02)


@settings(max_examples=25, deadline=None)
@given(
    a=st.floats(0.05, 20),
    b=st.floats(0.05, 20),
    angle=st.floats(0, 2 * math.pi),
    radius=st.floats(0.05, 0.95),
)
def test_ellipses_close(a, b, angle, radius):
    objective = objectives.get("quadratic", a=a, b=b)
    # A point of the ellipse a x^2 + b y^2 = level that fits into the domain.
    level = (3 * radius) ** 2 * min(a, b)
    point = (math.cos(angle) * math.sqrt(level / a), math.sin(angle) * math.sqrt(level / b))
    curve = level_curve_through(objective, point)
    assert curve.closed
    assert on_level(objective, curve)
    turn = np.unwrap(np.arctan2(np.sqrt(b) * curve.points[:, 1], np.sqrt(a) * curve.points[:, 0]))
    assert abs(turn[-1] - turn[0]) == pytest.approx(2 * math.pi)
    assert np.all(np.diff(turn) > 0) or np.all(np.diff(turn) < 0)


@pytest.mark.parametrize("kappa", [25, 1e3, 1e6])
def test_needles_close_too(kappa):
    needle = objectives.get("bowl", condition_number=kappa)
    curve = level_curve_through(needle, (-9, 2 / math.sqrt(kappa)))
    assert curve.closed
    assert on_level(needle, curve)
    width, height = np.ptp(curve.points, axis=0)
    assert width / height == pytest.approx(math.sqrt(kappa), rel=1e-3)


def test_an_open_walk_ends_on_both_edges():
    curve = level_curve_through(objectives.get("saddle"), (1.5, 0.2))
    assert not curve.closed
    for end in (curve.points[0], curve.points[-1]):
        assert np.abs(np.abs(end) - 3).min() < 1e-9
    assert curve.points[:, 1].min() < -2.5
    assert curve.points[:, 1].max() > 2.5


def test_a_walk_keeps_high_ground_on_one_side():
    curve = level_curve_through(objectives.get("sphere"), (1, 1))
    x, y = curve.points.T
    area = 0.5 * np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])
    assert area == pytest.approx(2 * math.pi, rel=1e-3)  # anticlockwise around the minimum


def test_spacing_is_the_longest_step():
    curve = level_curve_through(objectives.get("sphere"), (1, 1), spacing=0.01)
    steps = np.linalg.norm(np.diff(curve.points, axis=0), axis=1)
    assert steps.max() <= 0.0131
    assert len(curve.points) > 800


def test_a_walk_into_a_saddle_point_ends_there():
    curve = level_curve_through(objectives.get("saddle"), (1, 1))
    assert on_level(objectives.get("saddle"), curve)
    assert not curve.closed


@pytest.mark.parametrize(
    ("point", "message"),
    [
        ((0, 0), "the gradient is zero there"),
        ((9, 0), "lies outside the domain"),
        ((1, 2, 3), "expected shape"),
        ((math.nan, 0), "finite"),
    ],
)
def test_where_no_walk_can_begin(point, message):
    with pytest.raises(ValueError, match=message):
        level_curve_through(objectives.get("sphere"), point)


def test_a_walk_needs_a_plane_and_a_length():
    with pytest.raises(ValueError, match="one dimension"):
        level_curve_through(objectives.get("tilted_wells"), (1,))
    with pytest.raises(ValueError, match="spacing must be > 0"):
        level_curve_through(objectives.get("sphere"), (1, 1), spacing=0)


def test_projection_reports_what_it_cannot_reach():
    sphere = objectives.get("sphere")
    points, reached = onto_level(sphere, np.array([[1.0, 0.0], [0.5, 0.5]]), -1.0)
    assert not reached.any()
    assert np.isfinite(points).all()
    points, reached = onto_level(sphere, np.array([[1.0, 0.0], [0.0, 0.0]]), [4.0, 4.0])
    assert reached.tolist() == [True, False]
    np.testing.assert_allclose(points[0], [2, 0])
    _, reached = onto_level(sphere, np.array([[1.0, 0.0]]), 4.0, farthest=0.5)
    assert reached.tolist() == [False]


@pytest.mark.parametrize(
    ("method", "name", "steps"),
    [
        (Momentum(0.01, 0.9), "tilted_wells", 200),
        (GradientDescent(0.01), "himmelblau", 150),
        (Nesterov(0.005, 0.9), "six_hump_camel", 200),
        (Adam(0.1), "double_well", 200),
        (GradientDescent(0.2), "himmelblau", 40),
    ],
    ids=repr,
)
def test_basins_are_those_of_single_runs(method, name, steps):
    objective = objectives.get(name)
    axes = [np.linspace(low, high, 7) for low, high in objective.domain]
    grid = np.stack(np.meshgrid(*axes), axis=-1)
    result = basins(method, objective, grid, steps)
    assert result.shape == grid.shape[:-1]
    for index in np.ndindex(result.shape):
        settled = run(method, objective, grid[index], steps).settled_in()
        assert result[index] == (-1 if settled is None else settled)


def test_basins_of_nothing_and_nowhere():
    sphere = objectives.get("sphere")
    assert basins(GradientDescent(0.1), sphere, np.empty((0, 2))).shape == (0,)
    assert basins(GradientDescent(0.1), sphere, [1.0, 1.0]) == 0
    assert basins(GradientDescent(0.1), objectives.get("saddle"), [[1.0, 1.0]]).tolist() == [-1]
    with pytest.raises(ValueError, match="grid: expected shape"):
        basins(GradientDescent(0.1), sphere, [1.0])


def test_the_public_names():
    for name in levels.__all__:
        assert hasattr(levels, name)
