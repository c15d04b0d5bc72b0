"""Every landscape: exact derivatives, listed minima, shapes, errors, silence."""

import numpy as np
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import objectives
from mathcore.calculus import Stationary, classify

SETTINGS = [
    *((name, {}) for name in objectives.names()),
    ("bowl", {"condition_number": 1}),
    ("bowl", {"condition_number": 1e6}),
    ("bowl", {"condition_number": 7, "angle": 30}),
    ("bowl", {"condition_number": 7, "angle": -200.5}),
    ("quadratic", {"a": 2, "b": -3}),
    ("quadratic", {"a": 0, "b": 1.5}),
    ("quadratic", {"a": -1, "b": -4}),
    ("tilted_wells", {"tilt": 0}),
    ("tilted_wells", {"tilt": -0.7}),
    ("tilted_wells", {"tilt": 5}),
]
ALL = pytest.mark.parametrize(
    "objective",
    [objectives.get(name, **parameters) for name, parameters in SETTINGS],
    ids=[name + "".join(f"-{k}={v}" for k, v in p.items()) for name, p in SETTINGS],
)

# The same landscapes, written down a second time from the literature.
TEXTS = {
    "sphere": "x**2 + y**2",
    "bowl": "(x**2 + 25*y**2)/2",
    "quadratic": "x**2 + y**2",
    "saddle": "x**2 - y**2",
    "monkey_saddle": "x**3 - 3*x*y**2",
    "rosenbrock": "100*(y - x**2)**2 + (x - 1)**2",
    "beale": "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
    "himmelblau": "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    "rastrigin": "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    "ackley": "-20*exp(-0.2*sqrt(0.5*(x**2 + y**2)))"
    " - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + e + 20",
    "booth": "(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    "matyas": "0.26*(x**2 + y**2) - 0.48*x*y",
    "three_hump_camel": "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    "six_hump_camel": "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
    "goldstein_price": "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
    "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    "branin": "(y - 5.1/(4*pi**2)*x**2 + 5/pi*x - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    "mccormick": "sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    "easom": "-cos(x)*cos(y)*exp(-((x - pi)**2 + (y - pi)**2))",
    "styblinski_tang": "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    "levy13": "sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)",
    "griewank": "1 + (x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2))",
    "double_well": "(x**2 - 1)**2 + y**2",
    "two_gaussians": "x**2 + y**2 - 2*exp(-((x - 1)**2 + y**2)/0.2)"
    " - 3*exp(-((x + 1)**2 + y**2)/0.2)",
    "peaks": "3*(1 - x)**2*exp(-x**2 - (y + 1)**2)"
    " - 10*(x/5 - x**3 - y**5)*exp(-x**2 - y**2) - exp(-(x + 1)**2 - y**2)/3",
    "tilted_wells": "(x**2 - 1)**2 - 0.2*x",
}

# Depth of the deepest minimum, as published.
DEPTHS = {
    "branin": 0.39788735772973816,
    "mccormick": -1.9132229549810367,
    "six_hump_camel": -1.0316284534898774,
    "styblinski_tang": -78.33233140754282,
    "goldstein_price": 3.0,
    "easom": -1.0,
    "peaks": -6.551133332835841,
}


def sample(objective, count=40, seed=1):
    low, high = np.array(objective.domain).T
    draws = np.random.default_rng(seed).random((count, objective.dimension))
    return low + (high - low) * draws


def complex_step(function, points):
    """Derivatives of a function of points along a new last axis, by complex step."""
    h = 1e-30
    columns = [np.imag(function(points + 1j * h * axis)) / h for axis in np.eye(points.shape[-1])]
    return np.stack(columns, axis=-1)


def close(actual, expected, relative=1e-11):
    """Equal up to rounding, on the scale of the largest entries."""
    scale = max(1.0, float(np.abs(expected).max()))
    np.testing.assert_allclose(actual, expected, rtol=relative, atol=relative * scale)


def test_the_list_is_complete():
    assert set(objectives.names()) == set(TEXTS)
    assert list(objectives.names()) == sorted(objectives.names())


@ALL
def test_gradient_is_exact(objective):
    points = sample(objective)
    close(objective.gradient(points), complex_step(objective.functions.value, points))


@ALL
def test_hessian_is_exact_and_symmetric(objective):
    points = sample(objective)
    hessian = objective.hessian(points)
    close(hessian, complex_step(objective.functions.gradient, points))
    np.testing.assert_array_equal(hessian, np.swapaxes(hessian, -1, -2))


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_formulas_agree_with_a_second_transcription(name):
    objective = objectives.get(name)
    other = objectives.from_expression(TEXTS[name], domain=objective.domain)
    points = sample(objective)
    for method in ("value", "gradient", "hessian"):
        close(getattr(objective, method)(points), getattr(other, method)(points), 1e-10)


@ALL
def test_listed_minima_are_minima(objective):
    assert objective.minima.shape[1:] == (objective.dimension,)
    for minimum in objective.minima:
        if objective.name == "ackley":
            continue
        hessian = objective.hessian(minimum)
        curvatures = np.linalg.eigvalsh(hessian)
        assert curvatures[0] > 0
        # Newton's step from there is nothing but rounding.
        step = np.linalg.solve(hessian, objective.gradient(minimum))
        assert np.linalg.norm(step) <= 1e-14 * max(1, np.abs(minimum).max())
        assert classify(objective, minimum) is Stationary.MINIMUM


@ALL
def test_minima_come_deepest_first_and_only_once(objective):
    depths = objective.value(objective.minima)
    assert np.all(np.diff(depths) >= -1e-12)
    for index, minimum in enumerate(objective.minima):
        others = np.delete(objective.minima, index, axis=0)
        assert np.all(np.linalg.norm(others - minimum, axis=1) > 1e-3)


@pytest.mark.parametrize("name", sorted(DEPTHS))
def test_depths_are_the_published_ones(name):
    objective = objectives.get(name)
    assert objective.value(objective.minima[0]) == pytest.approx(DEPTHS[name], abs=1e-13)


@pytest.mark.parametrize(
    "name",
    ["sphere", "rosenbrock", "beale", "himmelblau", "booth", "matyas", "rastrigin", "ackley",
     "griewank", "levy13", "double_well", "three_hump_camel"],
)  # fmt: skip
def test_the_deepest_minimum_is_zero(name):
    objective = objectives.get(name)
    assert objective.value(objective.minima[0]) == pytest.approx(0, abs=1e-14)


@pytest.mark.parametrize(
    ("name", "count"),
    [("himmelblau", 4), ("six_hump_camel", 6), ("three_hump_camel", 3), ("goldstein_price", 4),
     ("branin", 3), ("mccormick", 2), ("styblinski_tang", 4), ("peaks", 3), ("rastrigin", 121),
     ("two_gaussians", 2), ("double_well", 2), ("saddle", 0), ("monkey_saddle", 0)],
)  # fmt: skip
def test_all_minima_of_the_domain_are_listed(name, count):
    assert len(objectives.get(name).minima) == count


def test_no_point_of_a_fine_grid_lies_below_the_deepest_minimum():
    for name in objectives.names():
        objective = objectives.get(name)
        if not len(objective.minima):
            continue
        axes = [np.linspace(low, high, 201) for low, high in objective.domain]
        grid = np.stack(np.meshgrid(*axes), axis=-1)
        assert objective.value(grid).min() >= objective.value(objective.minima[0]) - 1e-12


def test_ackley_is_a_cone_at_the_origin():
    ackley = objectives.get("ackley")
    assert ackley.value([0, 0]) == 0
    assert ackley.gradient([0, 0]).tolist() == [0, 0]
    assert np.isnan(ackley.hessian([0, 0])).any()
    slope = 20 * 0.2 / np.sqrt(2)
    assert ackley.gradient([1e-9, 0])[0] == pytest.approx(slope, rel=1e-6)


@ALL
def test_shapes(objective):
    d = objective.dimension
    for lead in [(), (3,), (2, 4), (0,), (0, 5)]:
        points = np.zeros((*lead, d)) + 0.3
        assert np.shape(objective.value(points)) == lead
        assert objective.gradient(points).shape == (*lead, d)
        assert objective.hessian(points).shape == (*lead, d, d)


@ALL
def test_many_points_equal_one_by_one(objective):
    points = sample(objective, 7)
    for method in ("value", "gradient", "hessian"):
        together = getattr(objective, method)(points)
        alone = np.array([getattr(objective, method)(point) for point in points])
        np.testing.assert_allclose(together, alone, rtol=1e-13, atol=1e-13)


def test_the_value_at_a_point_is_a_plain_number():
    value = objectives.get("bowl").value([-9, 2])
    assert f"{value:.1f}" == "90.5"
    assert isinstance(value, float)


@ALL
def test_large_points_are_quiet(objective):
    for size in (1e3, 1e20, 1e100, 1e200, 1e308):
        for signs in ([1, 1], [1, -1], [-1, 0], [0, 1]):
            point = size * np.array(signs[: objective.dimension], dtype=float)
            objective.value(point), objective.gradient(point), objective.hessian(point)


@ALL
def test_wrong_input_is_refused(objective):
    for method in (objective.value, objective.gradient, objective.hessian):
        with pytest.raises(ValueError, match="expected shape"):
            method([1.0, 2.0, 3.0])
        with pytest.raises(ValueError, match="finite"):
            method([np.nan] * objective.dimension)


@ALL
def test_an_objective_describes_itself(objective):
    assert objective.title
    assert len(objective.domain) == objective.dimension
    assert all(low < high for low, high in objective.domain)
    with pytest.raises(TypeError):
        objective.parameters["a"] = 1
    with pytest.raises(ValueError, match="read-only"):
        objective.minima[...] = 1
    with pytest.raises(AttributeError):
        objective.name = "other"


@ALL
def test_formulas_are_typst(objective):
    page = f"#set page(width: auto, height: auto)\n$ {objective.formula} $"
    assert typst.compile(page.encode(), format="svg")


@pytest.mark.parametrize(
    ("name", "parameters", "formula"),
    [
        ("bowl", {}, "1/2 (x^2 + 25 y^2)"),
        ("bowl", {"condition_number": 1}, "1/2 (x^2 + y^2)"),
        ("quadratic", {}, "x^2 + y^2"),
        ("quadratic", {"a": 2, "b": -0.5}, "2 x^2 - 0.5 y^2"),
        ("quadratic", {"a": 0, "b": 3}, "3 y^2"),
        ("quadratic", {"a": 0, "b": 0}, "0"),
        ("tilted_wells", {}, "(x^2 - 1)^2 - 0.2 x"),
        ("tilted_wells", {"tilt": -1}, "(x^2 - 1)^2 + x"),
        ("tilted_wells", {"tilt": 0}, "(x^2 - 1)^2"),
    ],
)
def test_formulas_carry_the_parameters(name, parameters, formula):
    assert objectives.get(name, **parameters).formula == formula


@settings(max_examples=60, deadline=None)
@given(
    kappa=st.floats(1, 1e6),
    angle=st.floats(-720, 720),
    x=st.floats(-10, 10),
    y=st.floats(-10, 10),
)
def test_bowl_is_the_turned_quadratic(kappa, angle, x, y):
    bowl = objectives.get("bowl", condition_number=kappa, angle=angle)
    curvatures, axes = np.linalg.eigh(bowl.hessian([x, y]))
    np.testing.assert_allclose(curvatures, [1, kappa], rtol=1e-9, atol=1e-9 * kappa)
    shallow = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    if kappa > 1.001:
        assert abs(axes[:, 0] @ shallow) == pytest.approx(1, abs=1e-6)
    along, across = shallow @ [x, y], shallow @ [y, -x]
    expected = 0.5 * (along**2 + kappa * across**2)
    assert bowl.value([x, y]) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_quarter_turns_are_exact():
    turned = objectives.get("bowl", condition_number=9, angle=90)
    assert turned.hessian([0, 0]).tolist() == [[9, 0], [0, 1]]
    assert objectives.get("bowl", angle=-180).hessian([0, 0]).tolist() == [[1, 0], [0, 25]]


@settings(max_examples=60, deadline=None)
@given(tilt=st.floats(-3, 3))
def test_wells_of_any_tilt(tilt):
    objective = objectives.get("tilted_wells", tilt=tilt)
    limit = 8 / (3 * np.sqrt(3))
    if abs(abs(tilt) - limit) > 1e-3:
        assert len(objective.minima) == (2 if abs(tilt) < limit else 1)
    if abs(tilt) > 1e-6:
        assert np.sign(objective.minima[0, 0]) == np.sign(tilt)
    np.testing.assert_allclose(objective.gradient(objective.minima), 0, atol=1e-12)


@pytest.mark.parametrize(
    ("a", "b", "count"), [(1, 1, 1), (1, -1, 0), (-1, -1, 0), (0, 1, 0), (1e-9, 3, 1)]
)
def test_only_a_bowl_has_a_minimum(a, b, count):
    assert len(objectives.get("quadratic", a=a, b=b).minima) == count


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("bowle", {}, r"there is no objective 'bowle'; did you mean bowl"),
        ("Six-Hump-Camel", {}, "did you mean six_hump_camel"),
        ("zzzzzz", {}, "choose from ackley, beale"),
        ("bowl", {"kappa": 3}, r"bowl has no parameter 'kappa' \(it has condition_number, angle\)"),
        ("sphere", {"a": 3}, r"sphere has no parameter 'a' \(it has none\)"),
        ("bowl", {"condition_number": 0.5}, "condition_number must be >= 1, got 0.5"),
        ("bowl", {"condition_number": "25"}, "condition_number must be a number, got '25'"),
        ("bowl", {"angle": float("nan")}, "angle must be a finite number, got nan"),
        ("quadratic", {"a": float("inf")}, "a must be a finite number, got inf"),
    ],
)
def test_errors_name_what_is_wrong(name, parameters, message):
    with pytest.raises(ValueError, match=message) as error:
        objectives.get(name, **parameters)
    assert "\n" not in str(error.value)


def test_unknown_names_are_their_own_error():
    with pytest.raises(objectives.ObjectiveError):
        objectives.get("bowle")


def test_parameters_lists_defaults():
    assert objectives.parameters("bowl") == {"condition_number": 25.0, "angle": 0.0}
    assert objectives.parameters("sphere") == {}
    with pytest.raises(objectives.ObjectiveError):
        objectives.parameters("nothing")


def test_a_name_is_registered_once():
    from mathcore.registry import landscape

    def sphere():
        raise AssertionError

    with pytest.raises(ValueError, match="registered twice"):
        landscape(sphere)

    def needs_a_default(a):
        raise AssertionError

    with pytest.raises(ValueError, match="has no default"):
        landscape(needs_a_default)
