"""``steepest data``: what it writes is what mathcore says, in three formats."""

import csv
import io
import json

import numpy as np
import pytest
from click.testing import CliRunner

from mathcore import objectives
from mathcore.calculus import GradientCheck
from mathcore.levels import LevelCurves
from mathcore.optimizers import LBFGS, Adam
from mathcore.trajectories import Trajectory, run
from render.cli import steepest

EXPECTED = run(Adam(0.1), objectives.get("bowl", condition_number=25), (-9, 2), 50)


def typed(*arguments):
    return CliRunner().invoke(steepest, [str(argument) for argument in arguments])


def options(text):
    return text.split()


RUN = options(
    "data trajectory --objective bowl --set condition_number=25 --optimizer adam"
    " --set learning_rate=0.1 --start=-9,2 --steps 50"
)


def refused(*arguments) -> str:
    """Standard error of a command that must refuse: one line, exit code 2, nothing written."""
    result = typed(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_a_trajectory_as_csv():
    result = typed(*RUN, "--format", "csv")
    assert result.exit_code == 0
    assert result.stdout == EXPECTED.to_csv()
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len(rows) == 51
    assert [float(row["x"]) for row in rows] == EXPECTED.positions[:, 0].tolist()
    assert typed(*RUN).stdout == result.stdout


def test_a_trajectory_as_json():
    data = json.loads(typed(*RUN, "--format", "json").stdout)
    assert data["positions"] == EXPECTED.positions.tolist()
    assert data["state"]["second_moment"] == EXPECTED.state["second_moment"].tolist()
    assert data["stop"] == "step_budget"
    assert data["optimizer"]["name"] == "Adam"
    assert data["objective"]["parameters"] == {"condition_number": 25, "angle": 0}


def test_a_trajectory_as_an_archive():
    result = typed(*RUN, "--format", "npz")
    again = Trajectory.from_npz(io.BytesIO(result.stdout_bytes))
    np.testing.assert_array_equal(again.positions, EXPECTED.positions)
    assert again.optimizer == EXPECTED.optimizer


@pytest.mark.parametrize("form", ["csv", "json", "npz"])
def test_a_file_is_written_instead(tmp_path, form):
    out = tmp_path / f"run.{form}"
    result = typed(*RUN, "--out", out)
    assert result.stdout == f"{out}\n"
    assert out.read_bytes() == typed(*RUN, "--format", form).stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_the_format_that_was_asked_for_beats_the_name(tmp_path):
    typed(*RUN, "--out", tmp_path / "run.csv", "--format", "json")
    assert json.loads((tmp_path / "run.csv").read_text())["seed"] == 0


def test_a_folder_that_is_not_there_fails(tmp_path):
    result = typed(*RUN, "--out", tmp_path / "missing" / "run.csv")
    assert result.exit_code == 1
    assert "does not exist" in result.stderr


def test_formulas_solvers_noise_and_one_dimension():
    arguments = options("data trajectory --optimizer lbfgs --set history=3 --steps 5")
    formula = typed(*arguments, "--objective", "x**4 + y**2", "--start", "1,1", "--format", "json")
    expected = run(LBFGS(3), objectives.from_expression("x**4 + y**2"), (1, 1), 5)
    assert json.loads(formula.stdout)["positions"] == expected.positions.tolist()
    line = typed(*arguments, "--objective", "tilted_wells", "--set", "tilt=0.3", "--start=-1.8")
    assert line.stdout.splitlines()[0] == "step,x,loss,gradient_x,update_x"
    noisy = [
        typed(*RUN, "--noise", "1", "--seed", seed, "--format", "csv").stdout for seed in (1, 1, 2)
    ]
    assert noisy[0] == noisy[1] != noisy[2]
    assert "noisy_gradient_x" in noisy[0]


def test_switches_are_true_or_false():
    data = typed(*RUN, "--set", "bias_correction=false", "--format", "json").stdout
    assert json.loads(data)["optimizer"]["bias_correction"] is False
    message = refused(*RUN, "--set", "bias_correction=maybe")
    assert message == "error: bias_correction takes true or false, got 'maybe'\n"


def test_level_curves():
    arguments = ("data", "levels", "--objective", "peaks", "--levels=-2,0,2", "--resolution", 40)
    table = list(csv.DictReader(io.StringIO(typed(*arguments).stdout)))
    points = np.array([[float(row["x"]), float(row["y"])] for row in table])
    levels = np.array([float(row["level"]) for row in table])
    assert set(levels) == {-2, 0, 2}
    np.testing.assert_allclose(objectives.get("peaks").value(points), levels, atol=1e-8)
    items = json.loads(typed(*arguments, "--format", "json").stdout)["items"]
    assert sum(len(item["points"]) for item in items) == len(table)
    archive = typed(*arguments, "--format", "npz").stdout_bytes
    assert len(LevelCurves.from_npz(io.BytesIO(archive))) == len(items)


def test_as_many_level_curves_as_asked_for_where_asked_for():
    result = typed(
        *options("data levels --objective bowl --set condition_number=4 --count 5"),
        "--resolution=30",
        "--domain=-1,1,-2,2",
    )
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert len({row["level"] for row in rows}) == 5
    assert max(abs(float(row["x"])) for row in rows) <= 1.01
    assert max(abs(float(row["y"])) for row in rows) > 1.5


def test_gradient_checks():
    arguments = ("data", "gradient-check", "--objective", "himmelblau", "--point", "1,2")
    result = typed(*arguments)
    assert result.exit_code == 0
    assert [row["passed"] for row in csv.DictReader(io.StringIO(result.stdout))] == ["true"] * 2
    data = json.loads(typed(*arguments, "--format", "json").stdout)
    assert data["exact"] == objectives.get("himmelblau").gradient((1, 2)).tolist()
    archive = typed(*arguments, "--format", "npz").stdout_bytes
    assert GradientCheck.from_npz(io.BytesIO(archive)).passed
    assert typed("data", "gradient-check", "--objective", "bowl").exit_code == 0


def test_a_gradient_that_is_wrong_fails():
    kink = typed("data", "gradient-check", "--objective", "abs(x - 0.0001)", "--at", "0")
    assert kink.exit_code == 1
    assert kink.stderr.startswith("component 0 is wrong: ")
    assert kink.stdout.startswith("coordinate,point,exact,numeric")


def test_help_names_all_three():
    text = typed("data", "--help").stdout
    for name in ("trajectory", "levels", "gradient-check"):
        assert f"  {name} " in text
        assert "Usage: " in typed("data", name, "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--optimizer adam --start 1,1", "adam needs learning_rate (add --set learning_rate=0.1)"),
        ("--optimizer adm --start 1,1", "there is no optimizer 'adm'; did you mean adam"),
        (
            "--optimizer adam --start 1,1 --set learning_rat=1",
            "no parameter 'learning_rat' (did you mean learning_rate?) in bowl or adam",
        ),
        ("--optimizer adam --start 1 --set learning_rate=1", "--start takes x,y here, got '1'"),
        ("--optimizer adam --start 1,a --set learning_rate=1", "--start takes a number, got 'a'"),
        (
            "--optimizer adam --start 1,1 --set learning_rate=-1",
            "learning_rate must be > 0, got -1",
        ),
        ("--optimizer adam --start 1,nan --set learning_rate=1", "start: every coordinate must be"),
        ("--optimizer adam --start 1,1 --set learning_rate=fast", "learning_rate takes a number"),
        ("--optimizer newton --start 1,1 --noise 1", "noise: Newton needs exact gradients"),
        ("--optimizer newton --start 1,1 --steps -1", "steps must be >= 0, got -1"),
        ("--optimizer newton --start 1,1 --format xml", "no format 'xml'"),
        (
            "--optimizer newton --start 1,1 --domain 1,0,0,1",
            "--domain needs each lower bound first",
        ),
        ("--optimizer newton --start 1,1 --domain 1,2", "--domain takes number,number,number"),
        (
            "--optimizer newton --start 1,1 --set condition_number=0.5",
            "condition_number must be >=",
        ),
    ],
)
def test_wrong_use_is_one_line_with_the_fix(arguments, message):
    assert message in refused("data", "trajectory", "--objective", "bowl", *arguments.split())


@pytest.mark.parametrize(
    ("objective", "message"),
    [
        ("bwl", "no objective 'bwl' (did you mean bowl?)"),
        ("x + z", "at character 5"),
        ("__import__('os')", "at character 1"),
    ],
)
def test_objectives_that_do_not_exist(objective, message):
    assert message in refused("data", "levels", "--objective", objective)


def test_one_dimension_has_no_level_curves():
    message = refused("data", "levels", "--objective", "tilted_wells")
    assert message == "error: tilted_wells has one dimension: it has no level curves\n"
