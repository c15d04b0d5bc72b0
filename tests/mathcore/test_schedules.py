"""Learning-rate schedules against their formulas, and inside every method that has a rate."""

import math

import numpy as np
import pytest

from mathcore import objectives, schedules
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
from mathcore.schedules import Constant, Cosine, Exponential, InverseTime, StepDecay, WarmUp
from mathcore.trajectories import run, run_many

WITH_RATE = [
    GradientDescent,
    SignDescent,
    Momentum,
    Nesterov,
    AdaGrad,
    RMSProp,
    AdaDelta,
    Adam,
    AdamW,
    AMSGrad,
    NAdam,
    QHM,
    QHAdam,
]


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (0.3, [0.3] * 6),
        (Constant(0.3), [0.3] * 6),
        (StepDecay(1.0, 0.1, 2), [1, 1, 0.1, 0.1, 0.01, 0.01]),
        (Exponential(1.0, 0.5), [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]),
        (InverseTime(1.0), [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6]),
        (InverseTime(2.0, 0.5), [2, 2 / 1.5, 1, 2 / 2.5, 2 / 3, 2 / 3.5]),
        (Cosine(1.0, 4), [1, 0.5 + math.sqrt(0.125), 0.5, 0.5 - math.sqrt(0.125), 0, 0]),
        (Cosine(3.0, 2, final=1.0), [3, 2, 1, 1, 1, 1]),
        (WarmUp(0.4, 4), [0.1, 0.2, 0.3, 0.4, 0.4, 0.4]),
        (WarmUp(Exponential(1.0, 0.5), 2), [0.5, 0.5, 0.25, 0.125, 0.0625, 0.03125]),
        (lambda step: step * 1.0, [1, 2, 3, 4, 5, 6]),
        (np.float32(0.5), [0.5] * 6),
    ],
)
def test_rates_are_those_of_the_formula(schedule, expected):
    np.testing.assert_allclose(schedules.rates(schedule, 6), expected, rtol=1e-15, atol=1e-16)


@pytest.mark.parametrize("make", WITH_RATE)
def test_a_constant_schedule_is_a_constant_rate(make):
    objective = objectives.get("himmelblau")
    plain = run(make(0.004), objective, (0, 1), 30)
    scheduled = run(make(Constant(0.004)), objective, (0, 1), 30)
    np.testing.assert_array_equal(plain.positions, scheduled.positions)


@pytest.mark.parametrize("make", WITH_RATE)
def test_the_rate_of_each_step_is_used_in_that_step(make):
    # Each step is what the method would do with the rate of that step and the state it has.
    schedule = InverseTime(0.01, 0.3)
    method, state, position = make(schedule), make(schedule).init(np.ones(2)), np.ones(2)
    objective = objectives.get("bowl")
    for step in range(1, 8):
        gradient = objective.gradient(method.query(position, state))
        now = make(schedule(step)).update(gradient, state, step)
        update, state = method.update(gradient, state, step)
        np.testing.assert_array_equal(update, now.update)
        position = position + update


def test_runs_at_once_follow_the_schedule():
    objective = objectives.get("bowl")
    method = Adam(WarmUp(Cosine(0.5, 50), 10))
    starts = np.array([[-9.0, 2.0], [3.0, 1.0]])
    many = run_many(method, objective, starts, 60)
    for row, start in enumerate(starts):
        np.testing.assert_array_equal(
            many.positions[row], run(method, objective, start, 60).positions
        )
    assert np.all(many.positions[:, 51:] == many.positions[:, 50:51])


def test_a_decaying_rate_quietens_noise():
    # With a constant rate the noise never dies away; with 1/t the run arrives.
    objective = objectives.get("sphere")
    noise = schedules_noise()
    loud = run(GradientDescent(0.4), objective, (2, 2), 2000, noise=noise, seed=1)
    quiet = run(GradientDescent(InverseTime(0.4, 0.1)), objective, (2, 2), 2000, noise=noise)
    assert np.median(quiet.losses[-200:]) < np.median(loud.losses[-200:]) / 30


def schedules_noise():
    from mathcore.noise import GaussianNoise

    return GaussianNoise(1.0)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Constant(0), "rate must be > 0, got 0"),
        (lambda: StepDecay(-1), "rate must be > 0, got -1"),
        (lambda: StepDecay(1, 0), r"factor must be in \(0, 1\], got 0"),
        (lambda: StepDecay(1, 0.5, 0), "every must be >= 1, got 0"),
        (lambda: Exponential(1, 1.5), r"factor must be in \(0, 1\], got 1.5"),
        (lambda: InverseTime(1, -1), "decay must be >= 0, got -1"),
        (lambda: Cosine(1, 0), "steps must be >= 1, got 0"),
        (lambda: Cosine(1, 5, -1), "final must be >= 0, got -1"),
        (lambda: WarmUp(0, 5), "rate must be > 0, got 0"),
        (lambda: WarmUp("fast", 5), "rate must be a number, got 'fast'"),
        (lambda: WarmUp(1, 0), "steps must be >= 1, got 0"),
        (lambda: schedules.rates(1.0, -1), "steps must be >= 0, got -1"),
    ],
)
def test_wrong_settings_are_refused_in_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()
