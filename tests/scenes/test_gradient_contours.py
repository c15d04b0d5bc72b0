"""The lesson on gradients and contours: its data, its words, its picture."""

import re
from functools import cache

import numpy as np
import pytest
from pydantic import ValidationError
from telling import tell

from mathcore.calculus import Stationary, angle_between
from render.inspection.inspect import check
from render.timeline import Timeline
from scenes.landscape import surface
from scenes.numbers import words
from scenes.stories.gradient_contours import story as story_of
from scenes.stories.gradient_contours import words as says
from scenes.stories.gradient_contours.places import Ending, half_width, inside
from scenes.stories.gradient_contours.story import Parameters, Story

ORDINARY = [
    {},
    {"a": -1.0, "b": -1.0},
    {"a": 1.0, "b": -1.0},
    {"a": 1.0, "b": 25.0, "x": 2.0, "y": 0.3},
    {"a": 0.0},
    {"x": 1000.0, "y": -3.0},
    {"b": 1e6},
    {"objective": "himmelblau"},
    {"objective": "himmelblau", "x": 3.01, "y": 2.0},
    {"objective": "sin(x)*cos(y)"},
    {"objective": "1/x"},
]
STATIONARY = [
    ({"x": 0.0, "y": 0.0}, Stationary.MINIMUM),
    ({"a": -2.0, "b": -1.0, "x": 0.0, "y": 0.0}, Stationary.MAXIMUM),
    ({"objective": "saddle", "x": 0.0, "y": 0.0}, Stationary.SADDLE),
    ({"objective": "monkey_saddle", "x": 0.0, "y": 0.0}, Stationary.DEGENERATE),
    ({"objective": "himmelblau", "x": 3.0, "y": 2.0}, Stationary.MINIMUM),
]


@cache
def story_with(*settings: tuple[str, object]) -> Story:
    return story_of.tell(Parameters(**dict(settings)))


def story(**parameters: object) -> Story:
    return story_with(*parameters.items())


@cache
def told(*settings: tuple[str, object]) -> Timeline:
    return tell("gradient-contours", **dict(settings))


def lesson(**parameters: object) -> Timeline:
    return told(*parameters.items())


def spoken(timeline: Timeline) -> str:
    return " ".join(line.text for line in timeline.lines)


# --- invariants of the data --------------------------------------------------------------


def test_defaults_are_those_of_the_course() -> None:
    data = story()
    np.testing.assert_array_equal(data.gradient, [2, 2])
    assert data.route is not None
    assert data.route.level == 2
    assert data.route.ending is Ending.CLOSED
    np.testing.assert_array_equal(data.twins, [[-1, 1], [1, -1], [-1, -1]])
    assert data.miss == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("parameters", ORDINARY, ids=str)
def test_gradient_is_perpendicular_and_height_constant_all_along(parameters: dict) -> None:
    data = story(**parameters)
    route = data.route
    assert data.kind is Stationary.SLOPE
    assert route is not None
    assert np.abs(route.angles - 90).max() < 1e-6
    np.testing.assert_allclose(route.values, route.level, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(route.points[0], data.point, atol=1e-9 * half_width(data.view))
    assert inside(data.view, data.point)


@pytest.mark.parametrize("parameters", ORDINARY, ids=str)
def test_steepest_spoke_is_within_one_step_of_the_gradient(parameters: dict) -> None:
    data = story(**parameters)
    best = data.fan[data.slopes.argmax()]
    assert angle_between(best, data.place_gradient) < 360 / story_of.FAN
    assert data.slopes.max() <= np.linalg.norm(data.place_gradient) * (1 + 1e-12)


@pytest.mark.parametrize("parameters", ORDINARY, ids=str)
def test_every_step_down_is_lower(parameters: dict) -> None:
    descent = story(**parameters).descent
    assert descent is not None
    assert (np.diff(descent.losses) < 0).all()


@pytest.mark.parametrize(("parameters", "kind"), STATIONARY, ids=str)
def test_stationary_points_are_named_and_left(parameters: dict, kind: Stationary) -> None:
    data = story(**parameters)
    assert data.kind is kind
    assert data.place is not None
    assert np.linalg.norm(data.place_gradient) > 0
    assert data.route is not None
    assert np.abs(data.route.angles - 90).max() < 1e-6


def test_flat_landscape_has_no_place() -> None:
    data = story(a=0.0, b=0.0)
    assert data.place is None
    assert data.route is None
    assert data.descent is None


def test_twins_have_the_same_height() -> None:
    assert len(story(objective="himmelblau").twins) == 0
    np.testing.assert_array_equal(story(objective="x**2 + y").twins, [[-1, 1]])
    assert len(story(x=1.0, y=0.0).twins) == 1


def test_curve_through_a_saddle_stops_there() -> None:
    route = story(a=1.0, b=-1.0).route
    assert route is not None
    assert route.ending is Ending.SADDLE
    np.testing.assert_array_equal(route.saddle, [0, 0])
    assert np.linalg.norm(route.points, axis=1).min() < 0.01


def test_corners_are_told_from_right_angles() -> None:
    data = story(objective="abs(x)+2*abs(y)")
    assert "except where the curve has a corner" in says.angle(data)
    assert "stays" not in says.angle(data)


# --- parameters --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"objective": "x+"}, "character 3"),
        ({"objective": "__import__('os')"}, "character 1"),
        ({"objective": "x*z"}, "character 3"),
        ({"objective": "himmelblua"}, "did you mean himmelblau"),
        ({"objective": "tilted_wells"}, "one dimension"),
        ({"objective": "  "}, "formula in x and y"),
        ({"objective": "log(x)*y", "x": -1.0}, "not defined at (−1, 1)"),
        ({"objective": "abs(x)+y", "x": 0.0}, "no gradient at (0, 1)"),
        ({"objective": "sqrt(x)+y", "x": 0.0}, "no gradient at (0, 1)"),
        ({"objective": "ackley", "x": 0.0, "y": 0.0}, "no gradient at (0, 0)"),
        ({"x": float("nan")}, "finite"),
        ({"x": 1e9}, "1000000"),
    ],
)
def test_bad_parameters_are_refused_in_one_line(parameters: dict, reason: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Parameters(**parameters)
    (error,) = caught.value.errors()
    assert reason in error["msg"]
    assert "\n" not in error["msg"]


def test_surface_takes_names_and_formulas() -> None:
    assert surface("quadratic", a=2.0).value([1.0, 1.0]) == 3
    assert surface("x").dimension == 2
    assert surface("x*y").value([2.0, 3.0]) == 6


# --- what is said ------------------------------------------------------------------------


def test_default_story() -> None:
    timeline = lesson()
    text = spoken(timeline)
    assert "(−1, 1), at (1, −1) and at (−1, −1)" in text
    assert "once around the curve: the angle stays 90 degrees" in text
    assert "straight at the minimum" in text
    assert "Now squash the contours" in text
    for absent in ("saddle, at", "aside", "downhill.", "misses", "edge to edge", "zero vector"):
        assert absent not in text
    assert [section.name for section in timeline.sections] == [
        "slopes", "gradient", "level-curve", "right-angle", "steepest", "downhill",
        "stationary-points",
    ]  # fmt: skip
    assert 60 <= timeline.duration <= 120


def test_stationary_point_has_no_direction() -> None:
    text = spoken(lesson(x=0.0, y=0.0))
    assert "Both slopes are zero" in text
    assert "no direction: there is no arrow to draw" in text
    assert "This point is a minimum" in text
    assert "step aside to (0.7, 0.4)" in text
    assert "Put both slopes into one" not in text


def test_saddle_story() -> None:
    text = spoken(lesson(a=1.0, b=-1.0))
    assert "runs into a saddle, at (0, 0)" in text
    assert "up to the saddle: the angle stays 90" in text
    assert "slope is −2, downhill" in text
    for absent in ("once around", "minimum by", "straight at", "This point is"):
        assert absent not in text


def test_squashed_story_in_light() -> None:
    timeline = tell("gradient-contours", theme="light", a=1.0, b=25.0, x=2.0, y=0.3)
    text = spoken(timeline)
    assert "misses the minimum by 67 degrees" in text
    assert "Take a round bowl and squash" in text
    assert "straight at" not in text
    assert check(timeline) == []


def test_flat_story_has_no_curve_to_walk() -> None:
    timeline = lesson(a=0.0, b=0.0)
    text = spoken(timeline)
    assert "The height is 0 everywhere in this picture" in text
    assert "Here it is zero: a step stays where it is" in text
    for absent in ("Walk along", "90 degrees", "Each curve", "steepest slope", "aside"):
        assert absent not in text
    assert "right-angle" not in [section.name for section in timeline.sections]


EXTREME = {"x": 1e6, "y": -1e6, "a": 1e6, "b": -1e6}


@pytest.mark.parametrize(
    "parameters", [{}, {"x": 0.0, "y": 0.0}, {"a": 1.0, "b": -1.0}, EXTREME], ids=str
)
def test_picture_has_no_fault(parameters: dict) -> None:
    assert check(lesson(**parameters)) == []


@pytest.mark.parametrize("parameters", [*ORDINARY, *(p for p, _ in STATIONARY)], ids=str)
def test_every_number_spoken_comes_from_the_data(parameters: dict) -> None:
    data = story(**parameters)
    sentences = [
        says.opening(data), says.slope_along_x(data), says.slope_along_y(data),
        *says.gradient(data), says.stationary(data), says.height(data), says.walk(data),
        says.angle(data), says.steepest(data), says.spacing(data), says.downhill(data),
        says.aim(data), says.squash(data),
    ]  # fmt: skip
    assert data.place is not None
    assert data.route is not None
    assert data.descent is not None
    points = [data.point, data.place, *data.twins]
    points += [] if data.route.saddle is None else [data.route.saddle]
    values = [*data.gradient, data.route.level, 90.0, *data.descent.losses[[0, -1]]]
    values += [np.linalg.norm(data.place_gradient)]
    values += [] if data.miss is None else [np.round(data.miss)]
    known = {words(float(value)) for value in values}
    known |= {words(float(c), 4) for point in points for c in point}
    text = re.sub(r"\[[a-z0-9]+\]", "", " ".join(s for s in sentences if s is not None))
    numbers = re.findall(r"−?\d[\d,]*(?:\.\d+)?(?: × 10\^−?\d+)?", text)
    assert {number.strip(",") for number in numbers} <= known
