"""Every result as plain data, as a table, and through a numpy archive and back."""

import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from enum import Enum

import numpy as np
import pytest

from mathcore import calculus, objectives, optimizers, regression
from mathcore.levels import LevelCurve, LevelCurves, level_curves
from mathcore.noise import GaussianNoise
from mathcore.objective import Objective
from mathcore.optimizers import LBFGS, Adam, GradientDescent, Nesterov
from mathcore.regression import Descent
from mathcore.schedules import Cosine, WarmUp
from mathcore.trajectories import Stop, Trajectories, Trajectory, run, run_many

BOWL = objectives.get("bowl", condition_number=7, angle=20)
RESULTS = {
    "trajectory": run(Adam(0.1), BOWL, (-9, 2), 20),
    "nesterov": run(Nesterov(WarmUp(Cosine(0.1, 10), 3), 0.8), BOWL, (-9, 2), 12),
    "noisy": run(Adam(0.1), objectives.get("peaks"), (1, 1), 5, noise=GaussianNoise(1), seed=9),
    "expression": run(LBFGS(3), objectives.from_expression("x**4 - x"), 2.0, 6),
    "no steps": run(Adam(0.1), BOWL, (0, 0), 20),
    "diverged": run(GradientDescent(1.0), BOWL, (-9, 2), 2000),
    "trajectories": run_many(Adam(0.1), objectives.get("himmelblau"), np.eye(2), 7),
    "level curve": level_curves(BOWL, [3.0], resolution=30)[0],
    "level curves": level_curves(objectives.get("peaks"), [-1, 0, 1], resolution=40),
    "numeric gradient": calculus.numeric_gradient(BOWL.value, (1, 2)),
    "check": calculus.check_gradient(BOWL, (1, 2)),
    "axes": calculus.principal_axes(BOWL, (1, 2)),
    "taylor": calculus.taylor(BOWL, (1, 2)),
    "stationary point": calculus.stationary_points(BOWL)[0],
    "stationary points": calculus.stationary_points(objectives.get("double_well")),
    "descent": regression.descend(regression.old_faithful(), Adam(0.5), (0, 0), 2, 100),
}
EVERY_RESULT = pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)


def same(one, other):
    """Whether two results hold the same, bit for bit."""
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other)
    if isinstance(one, Objective):
        probe = np.mean(one.domain, axis=1)
        return (
            (one.name, one.domain, dict(one.parameters))
            == (other.name, other.domain, dict(other.parameters))
            and one.value(probe) == other.value(probe)
            and np.array_equal(one.minima, other.minima)
        )
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one)]
        return type(one) is type(other) and all(
            same(getattr(one, name), getattr(other, name)) for name in names
        )
    return one == other


@EVERY_RESULT
def test_archives_come_back_the_same(result, tmp_path):
    path = tmp_path / "result.npz"
    result.to_npz(path)
    again = type(result).from_npz(path)
    assert type(again) is type(result)
    assert same(result, again)


@EVERY_RESULT
def test_archives_are_the_same_bytes_every_time(result):
    first, second = io.BytesIO(), io.BytesIO()
    result.to_npz(first)
    result.to_npz(second)
    assert first.getvalue() == second.getvalue()
    first.seek(0)
    assert same(result, type(result).from_npz(first))


@EVERY_RESULT
def test_plain_data_is_plain(result):
    data = result.to_dict()
    assert json.loads(json.dumps(data, allow_nan=False))

    def check(value):
        assert not isinstance(value, np.ndarray | np.generic | Enum | Objective)
        if isinstance(value, dict):
            assert all(isinstance(key, str) for key in value)
            value = list(value.values())
        if isinstance(value, list | tuple):
            for item in value:
                check(item)

    check(data)


@EVERY_RESULT
def test_tables_can_be_read(result, tmp_path):
    text = result.to_csv(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_bytes() == text.encode()
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows[0])) == len(rows[0])


def column(result, name, convert=float):
    return [convert(row[name]) for row in csv.DictReader(io.StringIO(result.to_csv()))]


def test_the_table_of_a_trajectory_has_every_digit():
    done = RESULTS["trajectory"]
    heading = done.to_csv().splitlines()[0]
    assert heading.startswith(
        "step,x,y,loss,gradient_x,gradient_y,update_x,update_y,first_moment_x"
    )
    assert column(done, "step", int) == list(range(21))
    assert column(done, "x") == done.positions[:, 0].tolist()
    assert column(done, "loss") == done.losses.tolist()
    assert column(done, "gradient_y") == done.gradients[:, 1].tolist()
    assert column(done, "update_x", str)[0] == ""
    assert [float(v) for v in column(done, "update_x", str)[1:]] == done.updates[:, 0].tolist()
    squares = done.state["second_moment"][:, 1].tolist()
    assert [float(v) for v in column(done, "second_moment_y", str)[1:]] == squares


def test_the_table_of_many_runs_is_long():
    many = RESULTS["trajectories"]
    assert column(many, "run", int) == [0] * 8 + [1] * 8
    assert column(many, "step", int) == [*range(8)] * 2
    assert column(many, "y") == many.positions[:, :, 1].reshape(-1).tolist()


def test_the_table_of_level_curves_numbers_them():
    curves = RESULTS["level curves"]
    expected = [number for number, curve in enumerate(curves) for _ in curve.points]
    assert column(curves, "item", int) == expected
    assert set(column(curves, "level")) == {-1, 0, 1}
    assert set(column(curves, "closed", str)) <= {"true", "false"}


def test_the_table_of_a_gradient_check():
    text = RESULTS["check"].to_csv()
    assert text.splitlines()[0] == "coordinate,point,exact,numeric,relative_error,passed"
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["x", "y"]


def test_lists_and_tuples_stay_what_they_are():
    assert isinstance(RESULTS["level curves"], list)
    assert isinstance(RESULTS["level curves"], LevelCurves)
    assert isinstance(RESULTS["stationary points"], tuple)


@pytest.mark.parametrize("name", optimizers.names())
def test_every_method_survives_an_archive(name, tmp_path):
    needed = {key: 0.05 for key, value in optimizers.settings(name).items() if value is None}
    done = run(optimizers.get(name, **needed), BOWL, (1, 1), 4)
    done.to_npz(tmp_path / "run.npz")
    again = Trajectory.from_npz(tmp_path / "run.npz")
    assert again.optimizer == done.optimizer
    assert again.stop is done.stop
    assert again.summary() == done.summary()


@pytest.mark.parametrize("name", objectives.names())
def test_every_landscape_survives_an_archive(name, tmp_path):
    objective = objectives.get(name)
    start = [low + 0.3 * (high - low) for low, high in objective.domain]
    done = run(Adam(0.05), objective, start, 4)
    done.to_npz(tmp_path / "run.npz")
    assert same(Trajectory.from_npz(tmp_path / "run.npz"), done)


def test_what_reads_it_need_not_be_ours(tmp_path):
    RESULTS["trajectory"].to_npz(tmp_path / "run.npz")
    with np.load(tmp_path / "run.npz", allow_pickle=False) as file:
        np.testing.assert_array_equal(file["positions"], RESULTS["trajectory"].positions)
        np.testing.assert_array_equal(
            file["state/first_moment"], RESULTS["trajectory"].state["first_moment"]
        )


def test_a_landscape_of_your_own_is_handed_back(tmp_path):
    own = dataclasses.replace(BOWL, name="my own bowl")
    done = run(Adam(0.1), own, (1, 1), 3)
    done.to_npz(tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"one of your own; add objective=\.\.\. to from_npz"):
        Trajectory.from_npz(tmp_path / "run.npz")
    again = Trajectory.from_npz(tmp_path / "run.npz", objective=own)
    assert same(again, done)


def test_a_schedule_of_your_own_is_handed_back(tmp_path):
    method = GradientDescent(lambda step: 0.1 / step)
    done = run(method, BOWL, (1, 1), 3)
    done.to_npz(tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"^optimizer .* could not be written; add optimizer="):
        Trajectory.from_npz(tmp_path / "run.npz")
    assert Trajectory.from_npz(tmp_path / "run.npz", optimizer=method).stop is Stop.STEP_BUDGET


def test_other_files_are_refused_in_one_line(tmp_path):
    RESULTS["trajectory"].to_npz(tmp_path / "run.npz")
    with pytest.raises(ValueError, match=r"^this file holds a Trajectory, not a LevelCurve$"):
        LevelCurve.from_npz(tmp_path / "run.npz")
    np.savez(tmp_path / "other.npz", a=np.ones(3))
    (tmp_path / "text.npz").write_text("hello")
    (tmp_path / "empty.npz").write_bytes(b"")
    for name in ("other.npz", "text.npz", "empty.npz"):
        with pytest.raises(ValueError, match=r"^this file holds no Trajectories; write one with"):
            Trajectories.from_npz(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        Descent.from_npz(tmp_path / "missing.npz")
