"""Exponentially weighted averages and the step of Adam that follows from them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import averages

BETAS = st.floats(0, 0.9999)


@settings(max_examples=80, deadline=None)
@given(beta=BETAS, values=st.lists(st.floats(-1e6, 1e6), max_size=30))
def test_the_average_is_the_weighted_sum(beta, values):
    result = averages.average(values, beta)
    scale = max([1, *map(abs, values)])
    for t in range(1, len(values) + 1):
        total = averages.weights(beta, t) @ values[:t]
        assert result[t - 1] == pytest.approx(total, rel=1e-9, abs=1e-11 * scale)


@settings(max_examples=80, deadline=None)
@given(beta=BETAS, count=st.integers(0, 500))
def test_weights_add_up_to_the_bias(beta, count):
    weights = averages.weights(beta, count)
    assert weights.shape == (count,)
    assert weights.sum() == pytest.approx(averages.bias(beta, count), rel=1e-10, abs=1e-12)
    assert np.all(np.diff(weights) >= 0)


@settings(max_examples=80, deadline=None)
@given(beta=BETAS, constant=st.floats(-1e6, 1e6), count=st.integers(1, 50))
def test_the_corrected_average_of_a_constant_is_the_constant(beta, constant, count):
    result = averages.corrected([constant] * count, beta)
    np.testing.assert_allclose(result, constant, rtol=1e-10, atol=1e-300)
    biased = averages.average([constant] * count, beta)
    expected = constant * averages.bias(beta, np.arange(1, count + 1))
    np.testing.assert_allclose(biased, expected, rtol=1e-10, atol=1e-300)


@pytest.mark.parametrize("beta", [0.9, 0.99, 0.999])
@pytest.mark.parametrize("steps", [1, 2, 10, 1000])
def test_the_bias_is_exact(beta, steps):
    exact = float(1 - Fraction(beta) ** steps)
    assert averages.bias(beta, steps) == pytest.approx(exact, rel=1e-12)


def test_the_bias_of_no_memory_and_of_no_steps():
    assert averages.bias(0, 1) == 1
    assert averages.bias(0.9, 0) == 0
    assert averages.bias(0.9, [[1, 2], [3, 4]]).shape == (2, 2)


def test_memory_and_how_long_it_takes():
    assert averages.memory(0.9) == pytest.approx(10)
    assert averages.memory(0.999) == pytest.approx(1000)
    assert averages.steps_to(0.99, 0.999) == 4603
    assert averages.steps_to(0.5, 0.9) == 7
    assert averages.steps_to(0.9, 0) == 1
    for beta in (0.5, 0.9, 0.99):
        t = averages.steps_to(0.95, beta)
        assert averages.bias(beta, t) >= 0.95 > averages.bias(beta, t - 1)


@settings(max_examples=80, deadline=None)
@given(
    gradient=st.floats(-1e3, 1e3).filter(lambda g: abs(g) > 1e-6),
    beta1=st.floats(0, 0.99),
    beta2=st.floats(0, 0.9999),
    epsilon=st.floats(0, 1e-2),
)
def test_the_first_step_has_a_closed_form(gradient, beta1, beta2, epsilon):
    size = abs(gradient)
    expected = (1 - beta1) * size / (np.sqrt(1 - beta2) * size + epsilon)
    step = averages.adam_step(gradient, 1, beta1, beta2, epsilon)
    assert step == pytest.approx(expected, rel=1e-12)
    fair = averages.corrected_adam_step(gradient, 1, epsilon)
    assert fair == pytest.approx(size / (size + epsilon), rel=1e-12)


def test_with_time_both_steps_agree():
    t = 100_000
    assert averages.adam_step(2.0, t) == pytest.approx(averages.corrected_adam_step(2.0, t))


def test_steps_of_any_arrangement_and_of_no_gradient():
    assert averages.adam_step(1, np.ones((2, 3))).shape == (2, 3)
    assert averages.corrected_adam_step(1, np.ones((2, 3))).shape == (2, 3)
    assert averages.adam_step(0, 1) == 0
    assert averages.adam_step(0, 1, epsilon=0) == 0
    assert averages.corrected_adam_step(0, 1, epsilon=0) == 0


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: averages.average([1], 1), r"beta must be in \[0, 1\), got 1"),
        (lambda: averages.average([[1]], 0.5), r"values: expected shape \(n,\), got \(1, 1\)"),
        (lambda: averages.average([np.nan], 0.5), "finite"),
        (lambda: averages.weights(0.5, -1), "count must be >= 0, got -1"),
        (lambda: averages.bias(-0.1, 1), r"beta must be in \[0, 1\), got -0.1"),
        (lambda: averages.adam_step(np.inf, 1), "gradient must be a finite number"),
        (lambda: averages.adam_step(1, 1, epsilon=-1), "epsilon must be >= 0, got -1"),
        (lambda: averages.steps_to(1, 0.9), r"share must be in \[0, 1\), got 1"),
    ],
)
def test_wrong_settings_are_refused(ask, message):
    with pytest.raises(ValueError, match=message):
        ask()


def test_no_values():
    assert averages.average([], 0.9).shape == (0,)
    assert averages.corrected([], 0.9).shape == (0,)
