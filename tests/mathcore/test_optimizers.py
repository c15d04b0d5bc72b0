"""Each method against its recurrence in plain Python, its closed forms, and its error messages."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import averages, objectives, optimizers
from mathcore.optimizers import (
    QHM,
    AdaDelta,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    GradientDescent,
    Momentum,
    NAdam,
    Nesterov,
    QHAdam,
    RMSProp,
    SignDescent,
)
from mathcore.trajectories import run

METHODS = [
    GradientDescent(0.01),
    SignDescent(0.01),
    Momentum(0.01, 0.9),
    Nesterov(0.01, 0.9),
    AdaGrad(0.1),
    RMSProp(0.05, 0.9),
    Adam(0.1),
    Adam(0.1, beta1=0.8, beta2=0.95, epsilon=1e-3),
    Adam(0.1, bias_correction=False),
    AdamW(0.1, weight_decay=0.3),
    AdamW(0.1, bias_correction=False),
    AMSGrad(0.1, beta2=0.9),
    NAdam(0.1, beta2=0.99, momentum_decay=0.02),
    AdaDelta(2.0, 0.8, 1e-4),
    QHM(0.02, 0.9, 0.6),
    QHAdam(0.1, 0.9, 0.99, 0.8, 0.7),
]
EVERY_METHOD = pytest.mark.parametrize("method", METHODS, ids=repr)


def recurrence(method, slope, x, steps):
    """Positions of one coordinate, written with plain floats and nothing shared."""
    rows, v, m, s, largest, product = [x], 0.0, 0.0, 0.0, 0.0, 1.0
    for t in range(1, steps + 1):
        rate = method.learning_rate
        match method:
            case GradientDescent():
                x -= rate * slope(x)
            case SignDescent():
                x -= rate * math.copysign(1, slope(x)) if slope(x) else 0.0
            case Momentum():
                v = method.momentum * v - rate * slope(x)
                x += v
            case Nesterov():
                v = method.momentum * v - rate * slope(x + method.momentum * v)
                x += v
            case AdaGrad():
                s += slope(x) ** 2
                x -= rate * slope(x) / (math.sqrt(s) + method.epsilon)
            case RMSProp():
                g = slope(x)
                s = method.decay * s + (1 - method.decay) * g**2
                x -= rate * g / (math.sqrt(s) + method.epsilon)
            case Adam():
                g = slope(x)
                m = method.beta1 * m + (1 - method.beta1) * g
                s = method.beta2 * s + (1 - method.beta2) * g**2
                fix = method.bias_correction
                first = m / (1 - method.beta1**t) if fix else m
                second = s / (1 - method.beta2**t) if fix else s
                x -= rate * first / (math.sqrt(second) + method.epsilon)
            case AdamW() | AMSGrad() | NAdam() | QHAdam():
                g = slope(x)
                m = method.beta1 * m + (1 - method.beta1) * g
                s = method.beta2 * s + (1 - method.beta2) * g**2
                largest = max(largest, s)
                fair, scale = m / (1 - method.beta1**t), s / (1 - method.beta2**t)
                match method:
                    case AdamW():
                        x *= 1 - rate * method.weight_decay
                        if not method.bias_correction:
                            fair, scale = m, s
                    case AMSGrad():
                        scale = largest / (1 - method.beta2**t)
                    case NAdam():
                        now, later = (
                            method.beta1 * (1 - 0.96 ** (k * method.momentum_decay) / 2)
                            for k in (t, t + 1)
                        )
                        product *= now
                        fair = (1 - now) * g / (1 - product) + later * m / (1 - product * later)
                    case QHAdam():  # arXiv:1810.06801, section 4
                        fair = (1 - method.nu1) * g + method.nu1 * fair
                        scale = (1 - method.nu2) * g**2 + method.nu2 * scale
                x -= rate * fair / (math.sqrt(scale) + method.epsilon)
            case QHM():  # arXiv:1810.06801, section 3
                g = slope(x)
                m = method.beta * m + (1 - method.beta) * g
                x -= rate * ((1 - method.nu) * g + method.nu * m)
            case AdaDelta():
                g = slope(x)
                s = method.decay * s + (1 - method.decay) * g**2
                u = g * math.sqrt(m + method.epsilon) / math.sqrt(s + method.epsilon)
                m = method.decay * m + (1 - method.decay) * u**2
                x -= rate * u
        rows.append(x)
    return rows


@EVERY_METHOD
@pytest.mark.parametrize("start", [-1.8, -0.3, 0.4, 1.6])
def test_positions_follow_the_recurrence_in_one_dimension(method, start):
    objective = objectives.get("tilted_wells")
    expected = recurrence(method, lambda x: 4 * x * (x * x - 1) - 0.2, start, 60)
    actual = run(method, objective, start, 60).positions[:, 0]
    np.testing.assert_allclose(actual, expected, rtol=1e-9, atol=1e-11)


@EVERY_METHOD
def test_coordinates_of_a_separable_landscape_do_not_mix(method):
    objective = objectives.get("bowl", condition_number=7)
    run_ = run(method, objective, (-9, 2), 80)
    for axis, (curvature, start) in enumerate([(1, -9.0), (7, 2.0)]):
        expected = recurrence(method, lambda x, k=curvature: k * x, start, 80)
        np.testing.assert_allclose(run_.positions[:, axis], expected, rtol=1e-9, atol=1e-11)


@EVERY_METHOD
@pytest.mark.parametrize("name", objectives.names())
def test_every_method_runs_on_every_landscape(method, name):
    objective = objectives.get(name)
    start = [low + 0.3 * (high - low) for low, high in objective.domain]
    run_ = run(method, objective, start, 50)
    assert np.isfinite(run_.positions).all()
    assert np.isfinite(run_.losses).all()
    assert np.isfinite(run_.gradients).all()
    for row in run_.state.values():
        assert row.shape == run_.updates.shape
        assert np.isfinite(row).all()


@EVERY_METHOD
@pytest.mark.parametrize("shape", [(2,), (5, 2), (3, 4, 2), (0, 2)])
def test_updates_are_vectorised_and_pure(method, shape):
    rng = np.random.default_rng(3)
    position, gradient = rng.normal(size=shape), rng.normal(size=shape)
    state = method.init(position)
    before = {name: value.copy() for name, value in state.items()}
    kept = position.copy(), gradient.copy()
    first = method.update(gradient, state, 1)
    again = method.update(gradient, state, 1)
    assert first.update.shape == shape
    np.testing.assert_array_equal(first.update, again.update)
    np.testing.assert_array_equal(position, kept[0])
    np.testing.assert_array_equal(gradient, kept[1])
    for name, value in before.items():
        np.testing.assert_array_equal(state[name], value)
    assert method.query(position, state).shape == shape


@EVERY_METHOD
def test_settings_are_frozen(method):
    with pytest.raises(dataclasses.FrozenInstanceError):
        method.learning_rate = 1


@EVERY_METHOD
def test_nothing_private_is_shown(method):
    shown = run(method, objectives.get("bowl"), (-9, 2), 3).state
    assert not [name for name in shown if name.startswith("_")]


@EVERY_METHOD
def test_a_zero_gradient_at_rest_moves_nothing(method):
    state = method.init(np.zeros(2))
    update, _ = method.update(np.zeros(2), state, 1)
    assert np.all(update == 0)


@pytest.mark.parametrize("method", [AdaGrad(0.1, 0), RMSProp(0.1, 0.9, 0), Adam(0.1, epsilon=0)])
def test_epsilon_may_be_zero(method):
    run_ = run(method, objectives.get("bowl"), (-9, 0), 20)
    assert np.isfinite(run_.positions).all()
    assert np.all(run_.positions[:, 1] == 0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: GradientDescent(-1), "learning_rate must be > 0, got -1"),
        (lambda: GradientDescent(0), "learning_rate must be > 0, got 0"),
        (lambda: GradientDescent(math.nan), "learning_rate must be a finite number, got nan"),
        (lambda: GradientDescent("1"), "learning_rate must be a number, got '1'"),
        (lambda: SignDescent(-0.5), "learning_rate must be > 0, got -0.5"),
        (lambda: Momentum(0.1, 1), r"momentum must be in \[0, 1\), got 1"),
        (lambda: Momentum(-0.1, 0.5), "learning_rate must be > 0, got -0.1"),
        (lambda: Nesterov(0.1, -0.5), r"momentum must be in \[0, 1\), got -0.5"),
        (lambda: AdaGrad(0.1, -1), "epsilon must be >= 0, got -1"),
        (lambda: RMSProp(0.1, 1.5), r"decay must be in \[0, 1\), got 1.5"),
        (lambda: RMSProp(0.1, 0.9, -1), "epsilon must be >= 0, got -1"),
        (lambda: Adam(0.1, beta1=1), r"beta1 must be in \[0, 1\), got 1"),
        (lambda: Adam(0.1, beta2=-1), r"beta2 must be in \[0, 1\), got -1"),
        (lambda: Adam(0.1, epsilon=math.inf), "epsilon must be a finite number, got inf"),
        (lambda: AdamW(0), "learning_rate must be > 0, got 0"),
        (lambda: AdamW(0.1, weight_decay=-1), "weight_decay must be >= 0, got -1"),
        (lambda: AMSGrad(0.1, beta1=1), r"beta1 must be in \[0, 1\), got 1"),
        (lambda: NAdam(0.1, momentum_decay=-1), "momentum_decay must be >= 0, got -1"),
        (lambda: AdaDelta(epsilon=0), "epsilon must be > 0, got 0"),
        (lambda: QHM(0.1, nu=1.5), r"nu must be in \[0, 1\], got 1.5"),
        (lambda: QHM(0.1, beta=1), r"beta must be in \[0, 1\), got 1"),
        (lambda: QHAdam(0.1, nu2=-0.5), r"nu2 must be in \[0, 1\], got -0.5"),
    ],
)
def test_wrong_settings_are_refused_in_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()


@settings(max_examples=60, deadline=None)
@given(
    rate=st.floats(1e-3, 0.2),
    kappa=st.floats(1, 50),
    x=st.floats(0.1, 10),
    y=st.floats(-10, -0.1),
)
def test_descent_on_a_bowl_is_a_power(rate, kappa, x, y):
    objective = objectives.get("bowl", condition_number=kappa)
    rows = run(GradientDescent(rate), objective, (x, y), 12).positions
    k = np.arange(len(rows))
    np.testing.assert_allclose(rows[:, 0], x * (1 - rate) ** k, rtol=1e-12, atol=1e-250)
    expected = y * (1 - rate * kappa) ** k
    np.testing.assert_allclose(rows[:, 1], expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(rate=st.floats(1e-3, 1.5), momentum=st.floats(0, 0.99))
def test_momentum_on_a_parabola_is_a_linear_map(rate, momentum):
    objective = objectives.from_expression("x**2/2")
    rows = run(Momentum(rate, momentum), objective, 1.0, 20).positions[:, 0]
    step = np.array([[1 - rate, momentum], [-rate, momentum]])
    vector = np.array([1.0, 0.0])
    for row in rows:
        assert row == pytest.approx(vector[0], rel=1e-9, abs=1e-9)
        vector = step @ vector


@pytest.mark.parametrize("make", [Momentum, Nesterov])
def test_without_momentum_they_are_plain_descent(make):
    objective = objectives.get("rosenbrock")
    plain = run(GradientDescent(1e-3), objective, (-1, 1), 50)
    other = run(make(1e-3, 0.0), objective, (-1, 1), 50)
    np.testing.assert_allclose(other.positions, plain.positions, rtol=1e-14)


def test_nesterov_looks_ahead():
    objective = objectives.get("bowl")
    run_ = run(Nesterov(0.02, 0.9), objective, (-9, 2), 30)
    velocity, lookahead = run_.state["velocity"], run_.state["lookahead"]
    np.testing.assert_array_equal(lookahead[0], (-9, 2))
    ahead = run_.positions[1:-1] + 0.9 * velocity[:-1]
    np.testing.assert_allclose(lookahead[1:], ahead, rtol=1e-14)
    change = velocity[1:] - 0.9 * velocity[:-1]
    np.testing.assert_allclose(change, -0.02 * objective.gradient(lookahead[1:]), atol=1e-13)


def test_nesterov_lookahead_is_the_other_common_form():
    # b <- momentum b + g; p <- p - rate (g + momentum b), as deep-learning libraries write it.
    objective = objectives.get("himmelblau")
    run_ = run(Nesterov(0.005, 0.8), objective, (0, 1), 40)
    p, b = np.array([0.0, 1.0]), np.zeros(2)
    for row in run_.state["lookahead"]:
        np.testing.assert_allclose(row, p, rtol=1e-10, atol=1e-12)
        g = objective.gradient(p)
        b = 0.8 * b + g
        p = p - 0.005 * (g + 0.8 * b)


def test_momentum_velocity_is_the_update():
    run_ = run(Momentum(0.01, 0.9), objectives.get("tilted_wells"), -1.8, 100)
    np.testing.assert_allclose(run_.state["velocity"], run_.updates, atol=1e-15)


def test_signs_make_steps_of_one_length():
    run_ = run(SignDescent(0.25), objectives.get("bowl"), (-9, 2), 8)
    assert np.abs(run_.updates).tolist() == [[0.25, 0.25]] * 8
    assert run_.positions[-1].tolist() == [-7, 0]


def test_adagrad_step_sizes_only_shrink():
    run_ = run(AdaGrad(0.5), objectives.get("bowl"), (-9, 2), 100)
    assert np.all(np.diff(run_.state["step_size"], axis=0) <= 0)
    squares = np.cumsum(run_.gradients[:-1] ** 2, axis=0)
    np.testing.assert_allclose(run_.state["accumulated_squares"], squares, rtol=1e-13)


def test_adagrad_on_a_constant_slope_is_the_harmonic_of_the_root():
    run_ = run(AdaGrad(0.1, 0), objectives.from_expression("3*x"), 0.0, 50)
    expected = -0.1 / np.sqrt(np.arange(1, 51))
    np.testing.assert_allclose(run_.updates[:, 0], expected, rtol=1e-12)


def test_rmsprop_turns_tiny_gradients_into_whole_steps():
    # The students' question: +-0.0001 becomes +-1 learning rate.
    run_ = run(RMSProp(0.1, 0.9, 0), objectives.from_expression("0.0001*x"), 0.0, 200)
    np.testing.assert_allclose(run_.updates[-1], -0.1, rtol=1e-9)
    assert run_.updates[0, 0] == pytest.approx(-0.1 / math.sqrt(0.1), rel=1e-12)


@pytest.mark.parametrize("gradient", [1.0, -3.0, 1e-4, 1e-9])
@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.9, 0.9), (0.0, 0.5)])
def test_adam_on_a_constant_slope_has_a_closed_form(gradient, betas):
    objective = objectives.from_expression(f"{gradient:.12f}*x", domain=((-300, 300),))
    t = np.arange(1, 301)
    fair = run(Adam(0.1, *betas), objective, 0.0, 300)
    biased = run(Adam(0.1, *betas, bias_correction=False), objective, 0.0, 300)
    sign = -math.copysign(1, gradient)
    expected = 0.1 * sign * averages.corrected_adam_step(gradient, t)
    np.testing.assert_allclose(fair.updates[:, 0], expected, rtol=1e-10)
    expected = 0.1 * sign * averages.adam_step(gradient, t, *betas)
    np.testing.assert_allclose(biased.updates[:, 0], expected, rtol=1e-10)


def test_adam_state_shows_its_averages():
    run_ = run(Adam(0.1), objectives.get("bowl"), (-9, 2), 50)
    for axis in (0, 1):
        g = run_.gradients[:-1, axis]
        for name, values, beta in [("first_moment", g, 0.9), ("second_moment", g**2, 0.999)]:
            np.testing.assert_allclose(
                run_.state[name][:, axis], averages.average(values, beta), rtol=1e-11
            )
            np.testing.assert_allclose(
                run_.state["corrected_" + name][:, axis],
                averages.corrected(values, beta),
                rtol=1e-11,
            )
    step = -run_.state["step_size"] * run_.state["corrected_first_moment"]
    np.testing.assert_allclose(run_.updates, step, atol=1e-14)


def test_uncorrected_adam_shows_no_correction():
    run_ = run(Adam(0.1, bias_correction=False), objectives.get("bowl"), (-9, 2), 5)
    assert set(run_.state) == {"first_moment", "second_moment", "step_size"}


def test_quasi_hyperbolic_momentum_lies_between_descent_and_momentum():
    objective = objectives.get("himmelblau")
    plain = run(GradientDescent(0.01), objective, (0, 1), 30)
    heavy = run(Momentum(0.01 * (1 - 0.9), 0.9), objective, (0, 1), 30)
    none, all_ = (run(QHM(0.01, 0.9, nu), objective, (0, 1), 30) for nu in (0, 1))
    np.testing.assert_allclose(none.positions, plain.positions, rtol=1e-13)
    np.testing.assert_allclose(all_.positions, heavy.positions, rtol=1e-10)


def test_relatives_of_adam_are_adam_without_what_is_theirs():
    objective = objectives.get("himmelblau")
    adam = run(Adam(0.1), objective, (0, 1), 40).positions
    for other in (AdamW(0.1, weight_decay=0), QHAdam(0.1, 0.9, 0.999, 1, 1)):
        np.testing.assert_allclose(run(other, objective, (0, 1), 40).positions, adam, rtol=1e-11)
    rising = objectives.from_expression("exp(x)", domain=((-3, 3),))
    # Where gradients only grow, the largest average square is always the last one.
    up = run(AMSGrad(0.1), objectives.from_expression("-exp(x)"), 0.0, 20).positions
    expected = run(Adam(0.1), objectives.from_expression("-exp(x)"), 0.0, 20).positions
    np.testing.assert_allclose(up, expected, rtol=1e-13)
    down = run(AMSGrad(0.1, beta2=0.5), rising, 2.0, 20)
    assert np.all(np.diff(down.state["largest_second_moment"][:, 0]) >= 0)


def test_weight_decay_pulls_to_the_origin_without_a_slope():
    flat = objectives.from_expression("0*x + 1", dimension=1)
    rows = run(AdamW(0.1, weight_decay=0.5), flat, 2.0, 10).positions[:, 0]
    np.testing.assert_allclose(rows, 2 * 0.95 ** np.arange(11), rtol=1e-13)


@pytest.mark.parametrize("name", optimizers.names())
def test_every_method_is_found_by_its_name(name):
    needed = {key: 0.1 for key, default in optimizers.settings(name).items() if default is None}
    method = optimizers.get(name, **needed)
    assert type(method) is optimizers.METHODS[name]
    assert optimizers.get(name.replace("_", "-").upper(), **needed) == method


def test_names_are_those_of_the_classes():
    public = {n for n in optimizers.__all__ if isinstance(getattr(optimizers, n), type)}
    named = {cls.__name__ for cls in optimizers.METHODS.values()}
    assert public - named == {"OptimizerError", "Optimizer", "Solver", "Step"}


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("adm", {}, r"there is no optimizer 'adm'; did you mean adam.*\?"),
        ("zzz", {}, "there is no optimizer 'zzz'; choose from gradient_descent, .*"),
        ("adam", {}, "adam needs learning_rate"),
        ("adam", {"learning_rate": 0.1, "rho": 1}, r"adam has no setting 'rho' \(it has .*\)"),
        ("adam", {"learning_rate": -1}, "learning_rate must be > 0, got -1"),
    ],
)
def test_names_and_settings_that_do_not_exist(name, settings, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        optimizers.get(name, **settings)
