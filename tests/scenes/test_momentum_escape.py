"""The lesson on momentum: its data, its words, its picture."""

import re
from functools import cache

import numpy as np
import pytest
from pydantic import ValidationError
from telling import tell

from mathcore import objectives
from mathcore.optimizers import GradientDescent, Momentum
from mathcore.trajectories import run
from render.inspection.inspect import check
from render.timeline import Timeline
from scenes.numbers import words
from scenes.stories.momentum_escape import story as story_of
from scenes.stories.momentum_escape.car import drive
from scenes.stories.momentum_escape.hill import Hill
from scenes.stories.momentum_escape.runs import Verdict, energy
from scenes.stories.momentum_escape.story import Parameters, Story
from scenes.stories.momentum_escape.words import share

CUES = {
    "landscape": ["first", "second"],
    "start": ["start", "slope"],
    "plain_run": ["roll", "end"],
    "plain_end": ["zero", "step"],
    "method": ["velocity", "share", "push"],
    "turning": ["kept", "pushed", "sum"],
    "meeting": ["again"],
    "bar": ["height", "motion", "ridge"],
    "at_bottom": ["push", "kept"],
    "momentum_run": ["roll", "turn", "end"],
    "sweep": ["sweep", "colour"],
    "without": ["own"],
    "within": ["reach", "lost"],
    "turning_back": ["back"],
    "comparison": ["without", "with"],
}
STRANGE = [
    {},
    {"momentum": 0.8},
    {"start": -1.4},
    {"momentum": 0.95, "start": -2.0},
    {"momentum": 0.0},
    {"momentum": 0.9995},
    {"tilt": 2.0},
    {"tilt": -0.2},
    {"tilt": 0.0},
    {"tilt": 0.0, "start": 0.0},
    {"tilt": 1e6},
    {"learning_rate": 1.0},
    {"learning_rate": 0.12},
    {"learning_rate": 1e-300},
    {"start": 1.02412},
    {"start": -0.3},
    {"start": -50.0},
    {"steps": 1},
    {"steps": 3000},
    {"landscape": "rosenbrock"},
    {"landscape": "x**2 - y**2"},
]


@cache
def told(*settings: tuple[str, object]) -> Story:
    return story_of.tell(Parameters(**dict(settings)))


def story(**parameters: object) -> Story:
    return told(*parameters.items())


@cache
def played(*settings: tuple[str, object]) -> Timeline:
    return tell("momentum-escape", **dict(settings))


def lesson(**parameters: object) -> Timeline:
    return played(*parameters.items())


def spoken(timeline: Timeline) -> str:
    return " ".join(line.text for line in timeline.lines)


# --- invariants of the data --------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "verdict", "end"),
    [
        ({}, Verdict.ESCAPES, 1.024),
        ({"momentum": 0.8}, Verdict.STAYS, -0.974),
        ({"start": -1.4}, Verdict.STAYS, -0.974),
        ({"momentum": 0.95, "start": -2.0}, Verdict.RETURNS, -0.98),
        ({"start": 1.02412}, Verdict.RESTS, 1.024),
        ({"start": 1.9}, Verdict.ESCAPES, -0.974),
        ({"tilt": -0.2}, Verdict.ESCAPES, 0.974),
        ({"tilt": 2.0}, Verdict.STAYS, 1.191),
    ],
)
def test_the_ball_ends_where_its_run_ends(parameters, verdict, end):
    tale = story(**parameters)
    assert tale.ball.verdict is verdict
    assert tale.ball.last[0] == pytest.approx(end, abs=1e-3)
    assert tale.ball.end == tale.ball.trajectory.settled_in()


@pytest.mark.parametrize("parameters", STRANGE, ids=str)
def test_an_escape_is_only_told_of_runs_that_escape(parameters):
    ball = story(**parameters).ball
    way = ball.trajectory
    left = ball.home is not None and way.escapes(ball.home)
    assert (ball.verdict is Verdict.ESCAPES) == (left and way.settled_in() is not None)
    if ball.verdict is Verdict.RETURNS:
        assert ball.end == ball.home
        assert way.visits(1 - ball.home)
    assert (ball.verdict is Verdict.DIVERGES) == way.diverged


def test_plain_descent_stops_in_the_shallow_valley():
    plain = story().plain
    assert isinstance(plain.trajectory.optimizer, GradientDescent)
    assert plain.verdict is Verdict.STAYS
    assert plain.end == 1
    assert plain.last[0] == pytest.approx(-0.974, abs=1e-3)


@pytest.mark.parametrize("parameters", [{}, {"tilt": 0.0, "learning_rate": 0.12}], ids=str)
def test_the_map_equals_brute_force(parameters):
    tale = story(**parameters)
    outcomes, p = tale.outcomes, tale.parameters
    rows, columns = outcomes.outcomes.shape
    places = np.random.default_rng(7).integers((rows, columns), size=(40, 2)).tolist()
    places += [(outcomes.row(p.momentum), column) for column in range(0, columns, 5)]
    objective = objectives.get("tilted_wells", tilt=p.tilt)
    for row, column in places:
        method = Momentum(p.learning_rate, float(outcomes.momenta[row]))
        alone = run(method, objective, outcomes.starts[column], p.steps).settled_in()
        assert outcomes.outcomes[row, column] == (-1 if alone is None else alone)


def test_the_map_has_the_lessons_own_run_and_a_row_without_momentum():
    outcomes = story().outcomes
    row, column = outcomes.row(0.9), outcomes.column(-1.8)
    assert (outcomes.momenta[row], outcomes.starts[column]) == (0.9, -1.8)
    assert outcomes.outcomes[row, column] == story().ball.end
    assert outcomes.momenta[0] == 0.0


def test_the_witness_of_coming_back_really_comes_back():
    tale = story()
    start, momentum = tale.witness
    way = run(Momentum(0.01, momentum), tale.hill.objective, start, 200)
    assert momentum > tale.parameters.momentum
    assert way.visits(0)
    assert way.settled_in() == 1
    assert way.basins[0] == 1


def test_the_car_is_the_momentum_method():
    car = drive(0.9)
    np.testing.assert_allclose(car.velocities[:, 1], 0.9 ** np.arange(5), rtol=1e-12)
    east = car.push[0] * (1 - 0.9 ** np.arange(5)) / 0.1
    np.testing.assert_allclose(car.velocities[:, 0], east, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(car.kept + car.push, car.velocities[1:], rtol=1e-12)


def test_the_step_at_the_bottom_is_a_step_of_the_run():
    tale = story()
    row = tale.bottom.row
    way = tale.ball.trajectory
    assert tale.bottom.kept == pytest.approx(0.9 * way.updates[row - 1, 0], rel=1e-12)
    assert tale.bottom.push == pytest.approx(-0.01 * way.gradients[row, 0], rel=1e-9)


def test_the_bar_leaks_and_stands_above_the_ridge_when_it_is_crossed():
    tale = story()
    height, motion = energy(tale.ball)
    total = height + motion
    crossing = int(np.flatnonzero(tale.ball.trajectory.positions[:, 0] > tale.hill.ridge)[0])
    assert total[crossing] > tale.hill.ridge_height
    assert (np.diff(total[:crossing]) < 0).all()


def test_the_ridge_is_a_maximum():
    for tilt in (0.2, -0.2, 0.0, 1.5):
        hill = Hill.tilted(tilt, 0.0)
        assert abs(hill.objective.gradient(np.array([hill.ridge]))[0]) < 1e-12
        assert hill.objective.hessian(np.array([hill.ridge]))[0, 0] < 0


def test_the_three_balls_of_the_default():
    none, medium, high = story().surface.balls
    assert (none.end, medium.end, high.end) == (1, 0, 0)
    assert high.trajectory.overshoots(0)
    assert high.beyond > medium.beyond


# --- what is said, and what is not --------------------------------------------------------


@pytest.mark.parametrize("parameters", STRANGE, ids=str)
def test_every_alternative_has_the_cues_of_its_sentence(parameters):
    tale = story(**parameters)
    for name, cues in CUES.items():
        line = getattr(tale, name)
        if line is not None:
            assert re.findall(r"\[(\w+)\]", line) == cues, (name, line)
    for number, line in enumerate(tale.surface.sentences()):
        past = number == 2 and tale.surface.shoots_past and tale.surface.balls[2].end is not None
        assert re.findall(r"\[(\w+)\]", line) == (["ends", "past"] if past else ["ends"])


@pytest.mark.parametrize("parameters", STRANGE, ids=str)
def test_words_follow_the_verdict(parameters):
    tale = story(**parameters)
    line, plain = tale.momentum_run, tale.plain_run
    verdict, crossings = tale.ball.verdict, tale.ball.crossings
    assert ("settles" in line) >= (verdict is Verdict.ESCAPES)
    assert ("leaves the landscape" in line) == (verdict is Verdict.DIVERGES)
    assert ("not at rest" in line) == (verdict is Verdict.UNSETTLED)
    assert ("over the ridge" in line or "crosses the ridge" in line) == (
        crossings > 0 and verdict is not Verdict.DIVERGES
    )
    assert ("learning rate is" in plain) == (tale.plain.verdict is Verdict.DIVERGES)
    assert ("stops" in plain) == (tale.plain.verdict is Verdict.STAYS)
    assert ("it was needed" in tale.comparison) == (
        tale.hill.differ
        and tale.plain.end == 1
        and tale.ball.end == 0
        and Verdict.DIVERGES not in (verdict, tale.plain.verdict)
    )


def test_one_valley_is_nothing_to_escape_from():
    tale = story(tilt=2.0)
    assert "nothing to escape from" in tale.landscape
    lines = [getattr(tale, name) or "" for name in CUES]
    assert not re.search(r"deep|shallow|ridge|escapes?,|own valley", " ".join(lines))


def test_a_negative_tilt_has_the_deep_valley_on_the_left():
    tale = story(tilt=-0.2)
    assert tale.landscape.index("deep") < tale.landscape.index("shallow")
    assert "lead away from the deepest point" in tale.momentum_run
    assert "it did harm" in tale.comparison


def test_a_ball_at_the_bottom_rests():
    tale = story(start=1.02412)
    for line in (tale.plain_run, tale.momentum_run):
        assert "bottom of the deep valley, so it" in line
        assert "climbs" not in line
    assert tale.first_steps is None
    assert "neither" in tale.comparison.lower()


def test_equal_valleys_are_not_called_deep():
    tale = story(tilt=0.0)
    assert "equally deep" in tale.landscape
    assert "deep valley" not in tale.momentum_run
    assert "no deeper one" in tale.comparison


def test_shares_near_none_and_all_are_not_rounded_to_them():
    assert share(0.9995) == "0.9995"
    assert share(0.9) == "0.9"


# --- the lesson as it is played -----------------------------------------------------------


def test_the_default_lesson_tells_the_escape():
    timeline = lesson()
    said = spoken(timeline)
    assert "stops at −0.974" in said
    assert "climbs over the ridge, overshoots, and settles in the deep valley at 1.02" in said
    assert "it was needed" in said
    assert "comes back, and ends" not in said
    assert "learning rate" not in said
    assert 60 <= timeline.frames / timeline.frame_rate <= 120
    assert [section.name for section in timeline.sections if section.frames] == [
        "gets-stuck", "remembers", "carries-on", "which-starts", "on-a-surface", "limits",
    ]  # fmt: skip
    assert check(timeline) == []


def test_every_number_that_is_said_comes_from_the_data():
    tale = story()
    outcomes, bottom = tale.outcomes, tale.bottom
    row = outcomes.row(0.9)
    values = [0.9, -1.8, tale.plain.last[0], tale.ball.last[0], *tale.surface.momenta]
    values += [float(ball.trajectory.losses[-1]) for ball in (tale.plain, tale.ball)]
    known = {words(value) for value in values}
    known |= {words(bottom.push, 1), words(bottom.kept, 2), words(tale.surface.balls[2].beyond, 2)}
    known |= {f"{round(100 * outcomes.share_leaving(row, valley))}" for valley in (0, 1)}
    said = re.findall(r"−?\d[\d,.]*\d|\d", spoken(lesson()))
    assert set(said) <= known
    assert len(said) > 10


@pytest.mark.parametrize(
    ("parameters", "says", "says_not"),
    [
        (
            {"momentum": 0.8},
            ["climbs to −0.45", "stays in the shallow valley", "this momentum did not help"],
            ["climbs over", "it was needed", "learning rate"],
        ),
        (
            {"momentum": 0.95, "start": -2.0},
            ["with too much speed: it comes back, and ends in the shallow valley"],
            ["settles in the deep valley", "it was needed"],
        ),
        (
            {"learning_rate": 1.0, "start": -50.0},
            ["leaves the landscape for good", "Both of them fly off" , "smaller learning rate"],
            ["settles in", "climbs over", "escape,", "stops at", "it was needed"],
        ),
        (
            {"tilt": 2.0, "steps": 20, "landscape": "x**2 - y**2"},
            ["nothing to escape from", "on its way after 20 steps"],
            ["flies off", "ridge", "shallow", "deep", "escape,"],
        ),
    ],
    ids=str,
)  # fmt: skip
def test_other_parameters_tell_another_story(parameters, says, says_not):
    timeline = lesson(**parameters)
    said = spoken(timeline)
    for part in says:
        assert part in said
    for part in says_not:
        assert part not in said
    assert check(timeline) == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"momentum": 1.0},
        {"momentum": -0.1},
        {"learning_rate": 0.0},
        {"steps": 0},
        {"landscape": "tilted_wells"},
        {"landscape": "two_gausians"},
        {"landscape": "import os"},
        {"landscape": "1/x", "landscape_start": (0.0, 0.0)},
        {"start": float("inf")},
    ],
    ids=str,
)
def test_impossible_parameters_are_refused(parameters):
    with pytest.raises(ValidationError):
        Parameters(**parameters)
