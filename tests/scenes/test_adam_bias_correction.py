"""Adam's bias correction: the data hold what the course promises, and the words follow the data."""

import re
import warnings

import numpy as np
import pytest
from pydantic import ValidationError
from telling import tell

from mathcore import averages
from mathcore.optimizers import Adam
from render.inspection.inspect import check
from render.timeline import Timeline
from scenes.numbers import words
from scenes.stories.adam_bias_correction.runs import ARRIVED, BOWL_STEPS, End, arrival, end_of
from scenes.stories.adam_bias_correction.steps import EPSILON, First, step_lengths
from scenes.stories.adam_bias_correction.story import SUMMED, Parameters, Story
from scenes.stories.adam_bias_correction.story import tell as tell_story

LESSON = "adam-bias-correction"
SECTIONS = ["average", "weights", "first-step", "cost", "fairness", "formula"]
SETS = [
    {},
    {"beta2": 0.9},
    {"beta1": 0.0, "beta2": 0.0},
    {"beta1": 0.99, "beta2": 0.9},
    {"beta2": 0.99},
    {"gradient": -1e-4},
    {"gradient": 1e-9},
    {"beta2": 0.999999},
]


def story(**parameters: object) -> Story:
    return tell_story(Parameters(**parameters))


def spoken(timeline: Timeline) -> str:
    return " ".join(line.text for line in timeline.lines)


def lines_of(told: Story) -> str:
    """All computed sentences, without their cues."""
    return re.sub(r"\[[a-z]+\] ", "", " ".join(vars(told.lines).values()))


# --- the data ----------------------------------------------------------------------------------


@pytest.mark.parametrize("parameters", SETS)
def test_the_first_step_is_the_closed_form_with_epsilon_in_it(parameters: dict) -> None:
    p = Parameters(**parameters)
    lengths = story(**parameters).lengths
    g = abs(p.gradient)
    closed = (1 - p.beta1) * g / (np.sqrt(1 - p.beta2) * g + EPSILON)
    assert lengths.first == pytest.approx(closed, rel=1e-12)
    assert lengths.first_corrected == pytest.approx(g / (g + EPSILON), rel=1e-12)
    assert lengths.first == pytest.approx(lengths.top / lengths.bottom, rel=1e-12)


@pytest.mark.parametrize("parameters", SETS)
def test_the_curve_is_what_adam_does(parameters: dict) -> None:
    p = Parameters(**parameters)
    lengths = story(**parameters).lengths
    steps = 300
    for flag, curve in ((False, lengths.uncorrected), (True, lengths.corrected)):
        adam = Adam(1.0, p.beta1, p.beta2, bias_correction=flag)
        state, taken = adam.init(np.zeros(1)), []
        for t in range(1, steps + 1):
            step = adam.update(np.array([p.gradient]), state, t)
            state = step.state
            taken.append(abs(float(step.update[0])))
        seen = lengths.times <= steps
        rows = lengths.times[seen].astype(int) - 1
        np.testing.assert_allclose(curve[seen], np.array(taken)[rows], rtol=1e-9)


@pytest.mark.parametrize("parameters", SETS)
def test_the_longest_step_and_the_first_right_one_are_found_by_looking_at_all(
    parameters: dict,
) -> None:
    p = Parameters(**parameters)
    lengths = story(**parameters).lengths
    if lengths.horizon > 20_000:
        return
    all_steps = averages.adam_step(p.gradient, np.arange(1, lengths.horizon + 1), p.beta1, p.beta2)
    assert lengths.peak == pytest.approx(all_steps.max(), rel=1e-12)
    if lengths.grows_too_long:
        assert lengths.peak_time == all_steps.argmax() + 1
    off = np.flatnonzero(np.abs(all_steps / lengths.wanted - 1) > 0.01)
    assert lengths.right_from == (off[-1] + 2 if len(off) else 1)


@pytest.mark.parametrize("gradient", [1.0, -1e-4, 1e-9, 123.0])
@pytest.mark.parametrize("beta1", [0.0, 0.5, 0.9, 0.999])
def test_the_corrected_average_of_a_constant_is_the_constant(gradient: float, beta1: float) -> None:
    told = story(gradient=gradient, beta1=beta1)
    np.testing.assert_allclose(told.corrected_shares, 1.0, rtol=1e-12)
    np.testing.assert_allclose(told.averages, gradient * told.shares, rtol=1e-12)
    assert told.weights.sum() == pytest.approx(told.total, rel=1e-12)
    assert told.total + told.rest == pytest.approx(1.0, rel=1e-12)


def test_the_figures_of_the_course() -> None:
    told = story()
    np.testing.assert_allclose(told.averages[:3], [0.1, 0.19, 0.271], rtol=1e-12)
    assert told.lengths.first == pytest.approx(3.162, abs=1e-3)
    assert (told.lengths.peak_time, round(told.lengths.peak, 1)) == (12, 6.6)
    assert told.hill.corrected.positions[-1, 0] == pytest.approx(1.024, abs=1e-3)
    assert told.hill.uncorrected.positions[-1, 0] == pytest.approx(-0.974, abs=1e-3)
    assert (arrival(told.bowl.corrected), arrival(told.bowl.uncorrected)) == (144, 58)
    assert told.patience2 == 4603
    reached = averages.bias(0.999, [4602, 4603])
    assert reached[0] < 0.99 <= reached[1]


def test_both_runs_differ_in_the_flag_alone() -> None:
    told = story(beta1=0.8, beta2=0.95, learning_rate=0.05, start=-0.5)
    for runs in (told.hill, told.bowl):
        one, other = runs.corrected, runs.uncorrected
        assert one.optimizer == Adam(0.05, 0.8, 0.95, bias_correction=True)
        assert other.optimizer == Adam(0.05, 0.8, 0.95, bias_correction=False)
        assert one.objective is other.objective
        np.testing.assert_array_equal(one.positions[0], other.positions[0])


def test_arrived_means_below_for_good() -> None:
    run = story().bowl.uncorrected
    steps = arrival(run)
    assert steps is not None
    assert (run.losses[steps:] < ARRIVED).all()
    assert run.losses[steps - 1] >= ARRIVED
    assert arrival(story(learning_rate=1e-6).bowl.corrected) is None


@pytest.mark.parametrize(
    ("beta1", "beta2", "kind", "grows"),
    [
        (0.9, 0.999, First.LARGER, True),
        (0.0, 0.999, First.LARGER, False),
        (0.9, 0.99, First.EQUAL, True),
        (0.0, 0.0, First.EQUAL, False),
        (0.9, 0.9, First.SMALLER, False),
        (0.99, 0.9, First.SMALLER, False),
        (0.99, 0.999, First.SMALLER, True),
    ],
)
def test_every_kind_of_first_step_is_told_apart(
    beta1: float, beta2: float, kind: First, grows: bool
) -> None:
    lengths = step_lengths(1.0, beta1, beta2)
    assert (lengths.kind, lengths.grows_too_long) == (kind, grows)


# --- the words, from the story alone -----------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "ends", "said", "unsaid"),
    [
        ({"start": -1.5}, (End.SETTLED,) * 2, "leaps over the ridge and ends in the deep", "same"),
        ({"start": 1.02412}, (End.SETTLED,) * 2, "ends in the same valley", "leaps"),
        ({"beta1": 0, "beta2": 0}, (End.RESTLESS,) * 2, "jumps to and fro", "settles"),
        ({"beta1": 0.99, "beta2": 0.9}, (End.RESTLESS,) * 2, "Neither the corrected", "settles in"),
        ({"learning_rate": 5}, (End.SETTLED,) * 2, "leaves, comes back, and settles", "same"),
        ({"objective": "x"}, (End.NO_MINIMUM,) * 2, "No minimum is known here", "settle"),
        ({"objective": "x**2"}, (End.SETTLED,) * 2, "settles in the valley, at 0", "ridge"),
        ({"objective": "x**2", "start": 0}, (End.NEVER_MOVED,) * 2, "stay where they", "ridge"),
        ({"tilt": 0}, (End.SETTLED,) * 2, "ends in the valley at −1", "deep"),
        ({"beta2": 1 - 1e-15}, (End.SETTLED, End.RUNS_AWAY), "it runs away", "ridge"),
        ({"learning_rate": 1e300}, (End.RUNS_AWAY,) * 2, "landscape has no value", "settle"),
        ({"objective": "log(x)", "start": 0.5}, (End.RUNS_AWAY,) * 2, "no value", "settle"),
    ],
)
def test_the_ends_are_those_of_the_runs(
    parameters: dict, ends: tuple[End, End], said: str, unsaid: str
) -> None:
    told = story(**parameters)
    assert (end_of(told.hill.corrected), end_of(told.hill.uncorrected)) == ends
    assert said in re.sub(r"\[[a-z]+\] ", "", told.lines.endings)
    assert unsaid not in told.lines.endings


def test_a_bowl_is_only_called_kinder_where_it_is() -> None:
    assert "arrive sooner, after 58 steps instead of 144" in lines_of(story())
    later = lines_of(story(beta2=0.9))
    assert "arrives later" in later
    assert "sooner" not in later
    assert "neither of them gets down" in lines_of(story(learning_rate=1e-6))
    assert "only the corrected run" in lines_of(story(beta2=1 - 1e-15))


@pytest.mark.parametrize("parameters", [*SETS, {"start": -1.5}, {"objective": "sin(3*x)"}])
def test_every_number_that_is_spoken_comes_from_the_data(parameters: dict) -> None:
    told = story(**parameters)
    p, lengths = told.parameters, told.lengths
    values = [
        p.gradient, p.beta1, p.beta2, p.start, p.steps, p.tilt, SUMMED, EPSILON, BOWL_STEPS, 1.0,
        told.total, told.rest, told.patience2, lengths.top, lengths.bottom, lengths.first,
        lengths.wanted, lengths.peak, lengths.peak_time, lengths.right_from,
        *told.averages[:3], *told.hill.corrected.objective.minima[:, 0],
    ]  # fmt: skip
    for run in (told.hill.corrected, told.hill.uncorrected):
        values += [run.positions[-1, 0], abs(run.updates[0, 0])]
    values += [steps for run in vars(told.bowl).values() if (steps := arrival(run)) is not None]
    known = {words(float(v), digits) for v in values for digits in (3, 4, 6)}
    found = re.findall(r"−?\d[\d,]*(?:\.\d+)?(?: × 10\^−?\d+)?", lines_of(told))
    assert {number.rstrip(",") for number in found} <= known


# --- the lesson --------------------------------------------------------------------------------

STORIES = [
    (
        {},
        ["0.1, then 0.19, then 0.271", "3.16 learning rates", "grows to 6.57 at step 12",
         "leaps over the ridge and ends in the shallow valley, at −0.974", "arrive sooner"],
        ["too small:", "same valley", "Neither"],
    ),
    (
        {"beta2": 0.9},
        ["only 0.316 learning rates, not too big", "needs 44 steps", "ends in the same valley"],
        ["leaps", "3.16", "sooner"],
    ),
    (
        {"beta1": 0.0, "beta2": 0.0},
        ["reports 1 from the very first step", "Step for step both runs are the same",
         "nothing to correct"],
        ["pulled towards", "only 0", "leaps", "sooner"],
    ),
    (
        {"gradient": 1e-9, "objective": "x**2", "theme": "light"},
        ["0.00997 learning rates", "outweighs so small a gradient", "Only"],
        ["each step is one learning rate", "means what it says", "ridge"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "said", "unsaid"), STORIES)
def test_the_lesson_says_what_happens_and_nothing_else(
    parameters: dict, said: list[str], unsaid: list[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        timeline = tell(LESSON, **parameters)
    assert check(timeline) == []
    assert [section.name for section in timeline.sections if section.frames] == SECTIONS
    text = spoken(timeline)
    for piece in said:
        assert piece.lower() in text.lower()
    for piece in unsaid:
        assert piece not in text
    if not parameters:
        assert 60 <= timeline.duration <= 120


def test_extreme_values_make_a_clean_lesson() -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        timeline = tell(LESSON, start=1e6, beta2=0.999999, steps=5000)
    assert check(timeline) == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"gradient": 0},
        {"beta2": 1},
        {"beta1": -0.1},
        {"learning_rate": 0},
        {"objective": "bowl"},
        {"objective": "x + y"},
        {"objective": "x**"},
        {"objective": "nonsense"},
        {"objective": "log(x)", "start": -1},
        {"steps": 0},
    ],
)
def test_what_cannot_be_told_is_refused_in_one_line(parameters: dict) -> None:
    with pytest.raises(ValidationError) as caught:
        Parameters(**parameters)
    assert all("\n" not in error["msg"] for error in caught.value.errors())
