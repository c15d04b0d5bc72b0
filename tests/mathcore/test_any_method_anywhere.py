"""Any method, landscape, rate and start: rows are finite, and numpy is quiet."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import objectives, optimizers
from mathcore.trajectories import Stop, run, run_many

LANDSCAPES = [objectives.get(name) for name in objectives.names()] + [
    objectives.from_expression("log(x) + 1/x + y**2"),
    objectives.from_expression("sqrt(x*y)"),
    objectives.from_expression("exp(exp(x)) - y**3"),
    objectives.from_expression("abs(x) + abs(y)"),
    objectives.from_expression("x + y"),
]


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(optimizers.names()),
    objective=st.sampled_from(LANDSCAPES),
    size=st.floats(1e-6, 1e6),
    start=st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
)
def test_rows_are_finite(name, objective, size, start):
    needed = {key: size for key, default in optimizers.settings(name).items() if default is None}
    method = optimizers.get(name, **needed)
    first = start[: objective.dimension]
    if not (np.isfinite(objective.value(first)) and np.isfinite(objective.gradient(first)).all()):
        return
    done = run(method, objective, first, 15)
    assert np.isfinite(done.positions).all()
    assert np.isfinite(done.losses).all()
    assert np.isfinite(done.gradients).all()
    assert done.steps == len(done.updates) <= 15
    assert all(np.shape(rows) == done.updates.shape for rows in done.state.values())
    assert done.steps == 15 or done.stop is not Stop.STEP_BUDGET
    many = run_many(method, objective, [first], 15)
    np.testing.assert_array_equal(many.positions[0, : done.steps + 1], done.positions)


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(optimizers.names()),
    objective=st.sampled_from(LANDSCAPES),
    seed=st.integers(0, 10),
)
def test_the_same_run_again_is_the_same_bit_for_bit(name, objective, seed):
    needed = {key: 0.05 for key, default in optimizers.settings(name).items() if default is None}
    start = [low + 0.6 * (high - low) for low, high in objective.domain]
    if not np.isfinite(objective.value(start)):
        return
    one, two = (
        run(optimizers.get(name, **needed), objective, start, 10, seed=seed) for _ in range(2)
    )
    np.testing.assert_array_equal(one.positions, two.positions)
    assert one.to_csv() == two.to_csv()
