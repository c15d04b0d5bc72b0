"""Every method on every landscape, step by step where PyTorch goes.

``reference/make_torch_reference.py`` made the values; PyTorch is not needed to compare.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from torch_cases import PLAIN, ROWS, SCALED, start

from mathcore import objectives
from mathcore.optimizers import Nesterov
from mathcore.trajectories import run, run_many

CASES = PLAIN | SCALED


def reference():
    """(landscape, method) -> learning rate, {step: position}."""
    path = Path(__file__).parent / "reference" / "torch_reference.csv"
    found = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = [float(row[name]) for name in "xy" if row[name]]
            found[row["landscape"], row["method"]][int(row["step"])] = (
                float(row["learning_rate"]),
                point,
            )
    return found


REFERENCE = reference()


def test_every_method_meets_every_landscape():
    expected = {(name, method) for name in objectives.names() for method in CASES}
    assert set(REFERENCE) == expected
    assert all(tuple(rows) == ROWS for rows in REFERENCE.values())


@pytest.mark.parametrize("name", objectives.names())
@pytest.mark.parametrize("case", CASES)
def test_positions_are_those_of_pytorch(case, name):
    make, settings, _, _ = CASES[case]
    rows = REFERENCE[name, case]
    rate = rows[1][0]
    objective = objectives.get(name)
    expected = np.array([point for _, point in rows.values()])
    # One step more: the look-ahead of step n + 1 is where PyTorch stands after step n.
    done = run(make(rate, **settings), objective, start(objective), max(ROWS) + 1)
    assert done.steps == max(ROWS) + 1
    if make is Nesterov:
        actual = done.state["lookahead"][list(ROWS)]
    else:
        actual = done.positions[list(ROWS)]
    np.testing.assert_allclose(actual, expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_many_at_once_go_there_too(case):
    make, settings, _, _ = CASES[case]
    rows = REFERENCE["himmelblau", case]
    objective = objectives.get("himmelblau")
    starts = np.add(start(objective), [[0, 0], [0.5, 0], [0, 0.25]])
    many = run_many(make(rows[1][0], **settings), objective, starts, max(ROWS))
    for index, first in enumerate(starts):
        alone = run(make(rows[1][0], **settings), objective, first, max(ROWS))
        np.testing.assert_array_equal(many.positions[index], alone.positions)
