"""Newton's method, L-BFGS and random search, behind the same ``run`` as the others."""

import numpy as np
import pytest

from mathcore import objectives
from mathcore.levels import basins
from mathcore.noise import GaussianNoise
from mathcore.optimizers import LBFGS, Newton, RandomSearch
from mathcore.trajectories import Stop, run, run_many

SOLVERS = [Newton(), Newton(0.5), LBFGS(), LBFGS(2), RandomSearch(0.1)]
EVERY_SOLVER = pytest.mark.parametrize("solver", SOLVERS, ids=repr)


def start(objective):
    return [low + 0.3 * (high - low) for low, high in objective.domain]


@EVERY_SOLVER
@pytest.mark.parametrize("name", objectives.names())
def test_every_solver_runs_on_every_landscape(solver, name):
    objective = objectives.get(name)
    done = run(solver, objective, start(objective), 30)
    assert np.isfinite(done.positions).all()
    assert np.isfinite(done.losses).all()
    assert done.positions.shape == (done.steps + 1, objective.dimension)
    assert done.state == {}
    assert done.steps == 30 or done.stop is not Stop.STEP_BUDGET
    np.testing.assert_array_equal(done.losses, objective.value(done.positions))


@EVERY_SOLVER
@pytest.mark.parametrize("name", ["himmelblau", "tilted_wells", "two_gaussians", "saddle"])
def test_many_runs_are_the_runs_alone(solver, name):
    objective = objectives.get(name)
    low, high = np.array(objective.domain).T
    starts = np.random.default_rng(5).uniform(low, high, (7, objective.dimension))
    many = run_many(solver, objective, starts, 25)
    for row, first in enumerate(starts):
        alone = run(solver, objective, first, 25).positions
        np.testing.assert_array_equal(many.positions[row, : len(alone)], alone)


@EVERY_SOLVER
def test_basins_are_those_of_the_runs(solver):
    objective = objectives.get("himmelblau")
    grid = np.stack(np.meshgrid(np.linspace(-4, 4, 5), np.linspace(-4, 4, 4)), axis=-1)
    for index, name in np.ndenumerate(basins(solver, objective, grid, steps=20)):
        settled = run(solver, objective, grid[index], 20).settled_in()
        assert name == (-1 if settled is None else settled)


@EVERY_SOLVER
def test_noise_is_refused(solver):
    with pytest.raises(ValueError, match=f"{type(solver).__name__} needs exact gradients"):
        run(solver, objectives.get("bowl"), (1, 1), 5, noise=GaussianNoise(1))


@pytest.mark.parametrize("kappa", [1, 25, 1e6])
def test_newton_needs_one_step_on_a_quadratic(kappa):
    objective = objectives.get("bowl", condition_number=kappa, angle=30)
    done = run(Newton(), objective, (-9, 2), 1)
    np.testing.assert_allclose(done.positions[1], 0, atol=1e-9)


def test_newton_goes_to_saddles_as_well():
    done = run(Newton(), objectives.get("saddle"), (1, 2), 3)
    np.testing.assert_allclose(done.positions[1], 0, atol=1e-15)


def test_a_damping_above_the_negative_curvature_goes_downhill():
    done = run(Newton(3.0), objectives.get("saddle"), (1, 0.1), 5)
    assert np.all(np.diff(done.losses) < 0)


def test_newton_is_quadratic_near_a_minimum():
    objective = objectives.get("himmelblau")
    errors = np.linalg.norm(run(Newton(), objective, (3.2, 2.2), 4).positions - (3, 2), axis=1)
    assert np.all(errors[1:4] < 2 * errors[:3] ** 2)
    assert errors[4] < 1e-12


def test_newton_with_damping_is_its_formula():
    objective = objectives.get("rosenbrock")
    done = run(Newton(0.7), objective, (-1, 1.5), 6)
    for row in range(6):
        here = done.positions[row]
        hessian = objective.hessian(here) + 0.7 * np.eye(2)
        step = np.linalg.solve(hessian, -objective.gradient(here))
        np.testing.assert_allclose(done.updates[row], step, rtol=1e-9, atol=1e-12)


def test_newton_without_an_inverse_takes_the_shortest_step():
    trough = objectives.from_expression("(x + y - 1)**2")
    done = run(Newton(), trough, (0, 0), 1)
    np.testing.assert_allclose(done.positions[1], (0.5, 0.5), atol=1e-12)
    line = objectives.from_expression("x + 2*y")
    still = run(Newton(), line, (0, 0), 2)
    assert np.all(still.updates == 0)


@pytest.mark.parametrize("history", [1, 3, 10])
def test_lbfgs_is_scipys(history):
    from scipy.optimize import minimize

    objective = objectives.get("rosenbrock")
    rows = [np.array([-1.2, 1.0])]
    minimize(
        lambda p: float(objective.value(p)),
        rows[0],
        jac=objective.gradient,
        method="L-BFGS-B",
        callback=lambda p: rows.append(p.copy()),
        options={"maxcor": history, "maxiter": 15, "ftol": 0, "gtol": 0},
    )
    done = run(LBFGS(history), objective, rows[0], 15)
    np.testing.assert_allclose(done.positions, rows, rtol=1e-12)


def test_lbfgs_says_when_it_is_done():
    done = run(LBFGS(), objectives.get("rosenbrock"), (-1.2, 1.0), 1000)
    assert done.stop is Stop.CONVERGED
    assert done.steps < 100
    assert done.settled_in() == 0 or done.losses[-1] < 1e-15
    assert np.linalg.norm(done.gradients[-1]) < 1e-6


def test_random_search_never_goes_up():
    objective = objectives.get("rastrigin")
    done = run(RandomSearch(0.3), objective, (3, 3), 400, seed=4)
    assert np.all(np.diff(done.losses) <= 0)
    kept = np.any(done.updates != 0, axis=1)
    assert 0 < kept.sum() < 400
    assert done.losses[-1] < done.losses[0] / 2


def test_random_search_draws_what_its_seed_says():
    objective = objectives.get("sphere")
    first = run(RandomSearch(0.3), objective, (3, 3), 50, seed=4)
    again = run(RandomSearch(0.3), objective, (3, 3), 50, seed=4)
    other = run(RandomSearch(0.3), objective, (3, 3), 50, seed=5)
    np.testing.assert_array_equal(first.positions, again.positions)
    assert np.any(first.positions != other.positions)
    draws = np.random.default_rng(4).standard_normal((50, 2)) * 0.3
    kept = np.any(first.updates != 0, axis=1)
    np.testing.assert_allclose(first.updates[kept], draws[kept], atol=1e-14)


def test_a_solver_that_runs_off_is_stopped():
    done = run(LBFGS(), objectives.get("saddle"), (1, 0.5), 500)
    assert done.stop is Stop.DIVERGED
    assert done.diverged


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Newton(-1), "damping must be >= 0, got -1"),
        (lambda: LBFGS(0), "history must be >= 1, got 0"),
        (lambda: LBFGS(2.5), "history must be a whole number, got 2.5"),
        (lambda: RandomSearch(0), "scale must be > 0, got 0"),
    ],
)
def test_wrong_settings_are_refused_in_one_line(make, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()


@EVERY_SOLVER
def test_no_steps_and_no_starts(solver):
    objective = objectives.get("bowl")
    assert run(solver, objective, (1, 1), 0).positions.shape == (1, 2)
    assert run_many(solver, objective, np.empty((0, 2)), 5).positions.shape == (0, 6, 2)
