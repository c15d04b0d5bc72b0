"""The lesson on ill-conditioned bowls: its data, its words, its picture."""

import re
from functools import cache

import numpy as np
import pytest
from manim import DL, UR
from pydantic import ValidationError
from telling import tell

from mathcore import objectives
from render.inspection.inspect import check
from render.timeline import Timeline
from scenes.frame import Rect
from scenes.lessons.ill_conditioned_bowl import path as path_module
from scenes.lessons.ill_conditioned_bowl.shapes import StepSum
from scenes.numbers import words
from scenes.stories.ill_conditioned_bowl import advice as advises
from scenes.stories.ill_conditioned_bowl import story as story_of
from scenes.stories.ill_conditioned_bowl import words as says
from scenes.stories.ill_conditioned_bowl.ellipse import ellipse, half_axes, ring_levels
from scenes.stories.ill_conditioned_bowl.numbers import factor, percent, rate
from scenes.stories.ill_conditioned_bowl.run import HORIZONTAL, VERTICAL, Motion, Verdict
from scenes.stories.ill_conditioned_bowl.story import Parameters, Story
from scenes.theme import THEMES

VERDICTS = [
    ({}, Verdict.ZIG_ZAGS, "zig-zags"),
    ({"condition_number": 1.0}, Verdict.BOUNCES, "bounces straight through the minimum"),
    ({"condition_number": 1.2, "learning_rate": 1.6}, Verdict.BOUNCES, "bounces to and fro"),
    ({"start": (0.0, 2.0)}, Verdict.BOUNCES, "bounces straight through the minimum"),
    ({"learning_rate": 0.01}, Verdict.GLIDES, "glides"),
    ({"learning_rate": 0.04}, Verdict.GLIDES, "glides"),
    ({"start": (-9.0, 0.0)}, Verdict.GLIDES, "glides"),
    ({"start": (-9.0, 0.0), "learning_rate": 0.09}, Verdict.GLIDES, "glides"),
    ({"learning_rate": 0.08}, Verdict.CYCLES, "cycles"),
    ({"condition_number": 1.0, "learning_rate": 2.0}, Verdict.CYCLES, "cycles"),
    ({"learning_rate": 0.09}, Verdict.DIVERGES, "diverges"),
    ({"learning_rate": 1e6}, Verdict.DIVERGES, "diverges"),
    ({"condition_number": 1.0, "learning_rate": 1.0}, Verdict.LANDS, "One step"),
    ({"start": (0.0, 0.0)}, Verdict.AT_MINIMUM, "already at the minimum"),
    ({"condition_number": 1e6}, Verdict.ZIG_ZAGS, "zig-zags"),
    ({"steps": 5000}, Verdict.ZIG_ZAGS, "zig-zags"),
    ({"steps": 5}, Verdict.ZIG_ZAGS, "zig-zags"),
]
STRANGE = [
    {"condition_number": 1e12},
    {"condition_number": 1.004},
    {"learning_rate": 1e-300},
    {"learning_rate": 0.0800001},
    {"learning_rate": 0.4},
    {"start": (4.0, -1e6)},
    {"start": (1e-6, 1e-6)},
    {"steps": 20_000, "learning_rate": 0.08},
    {"condition_number": 123456.789, "start": (300.0, -2.0)},
]
EVERY = [parameters for parameters, _, _ in VERDICTS] + STRANGE
CLAIMS = ("zig-zags", "bounces", "glides", "cycles", "So it diverges", "already at the minimum")


@cache
def story_with(*settings: tuple[str, object]) -> Story:
    return story_of.tell(Parameters(**dict(settings)))


def story(parameters: dict[str, object]) -> Story:
    return story_with(*parameters.items())


def sentences(parameters: dict[str, object]) -> str:
    """All computed sentences of the lesson, without their cue marks."""
    data = story(parameters)
    lines = [
        says.opening(data),
        says.squash(data),
        says.directions(data),
        says.first_steps(data),
        says.parts(data, VERTICAL),
        says.parts(data, HORIZONTAL),
        says.verdict(data),
        advises.compared(data),
        advises.factors(data),
        advises.condition(data),
        advises.best(data),
        advises.normalise(data),
        advises.average(data),
    ]
    return re.sub(r"\[[a-z]+\] ", "", " ".join(lines))


@cache
def lesson_with(*settings: tuple[str, object]) -> Timeline:
    return tell("ill-conditioned-bowl", **dict(settings))


def spoken(timeline: Timeline) -> str:
    return " ".join(line.text for line in timeline.lines)


# --- the data --------------------------------------------------------------------------------


@pytest.mark.parametrize(("parameters", "verdict", "_"), VERDICTS)
def test_the_verdict_is_that_of_the_run(parameters, verdict, _):
    assert story(parameters).asked.verdict is verdict


def test_by_default_vertical_parts_alternate_and_horizontal_ones_do_not():
    run = story({}).asked
    assert (run.vertical, run.horizontal) == (Motion.ALTERNATES, Motion.STEADY)
    assert (np.sign(run.updates[:, VERTICAL]) == (-1.0) ** np.arange(1, 41)).all()
    assert (run.updates[:, HORIZONTAL] > 0).all()


@pytest.mark.parametrize("parameters", EVERY)
def test_measured_contraction_is_the_shown_factor(parameters):
    for run in (story(parameters).asked, *story(parameters).compared):
        factors = run.factors
        measured = run.trajectory.contraction_rates()
        # A step far below the spacing of the numbers around it is rounded away.
        valid = np.isfinite(measured) & (np.abs(run.positions[:-1]) > 1e-9)
        error = np.abs(measured - factors) / np.maximum(factors, 1.0)
        assert error[valid].max(initial=0.0) <= 1e-12


def test_figures_of_the_course():
    data = story({})
    assert data.asked.rate == pytest.approx(0.076)
    assert data.limit == pytest.approx(0.08)
    assert words(data.best_rate) == "0.0769"
    assert data.elongation == pytest.approx(5)
    assert data.best_factor == pytest.approx(24 / 26)
    assert data.misses_by == pytest.approx(67.27, abs=0.01)


def test_at_the_best_rate_both_factors_are_the_promised_one():
    data = story({"learning_rate": 2 / 26})
    np.testing.assert_allclose(data.asked.factors, data.best_factor, atol=1e-12)


@pytest.mark.parametrize("parameters", EVERY)
def test_the_asked_rate_is_one_of_the_three(parameters):
    data = story(parameters)
    rates = [run.rate for run in data.compared]
    assert rates == sorted(rates)
    assert rates[data.asked_place] == data.asked.rate


@pytest.mark.parametrize("kappa", [1.0, 2.0, 25.0, 1e6, 1e12])
def test_the_ellipses_are_level_curves(kappa):
    bowl = objectives.get("bowl", condition_number=kappa)
    long, short = half_axes(bowl, 3.0)
    assert long / short == pytest.approx(np.sqrt(kappa))
    levels = ring_levels(bowl, (10.0, 4.0), 9)
    assert levels[-1] == bowl.value((10.0, 4.0))
    for level in levels:
        for curve in ellipse(bowl, level, 10.0):
            np.testing.assert_allclose(bowl.value(curve), level, rtol=1e-9)
            assert np.abs(curve[:, 0]).max() <= 10 * (1 + 1e-12)


# --- the words -------------------------------------------------------------------------------


@pytest.mark.parametrize(("parameters", "verdict", "claim"), VERDICTS)
def test_it_is_called_what_it_is_and_nothing_else(parameters, verdict, claim):
    said = sentences(parameters)
    assert claim in said
    for other in CLAIMS:
        if other not in f"So it {claim}":
            # What the three compared rates do is a sentence of their own.
            assert other not in said.replace("At 0.08 it cycles", "").replace("At 2 it cycles", "")


def test_a_round_bowl_has_no_valley_and_no_dilemma():
    said = sentences({"condition_number": 1.0})
    assert "nothing is squashed" in said
    for claim in ("valley", "ellipses become", "One rate must serve both", "times as long"):
        assert claim not in said


def test_divergence_is_said_of_runs_only():
    said = sentences({"start": (-9.0, 0.0), "learning_rate": 0.09})
    assert "diverges" not in said
    assert "spared" in said
    assert "The vertical parts are all zero" in said


def test_a_start_on_an_axis_does_not_miss():
    said = sentences({"start": (-9.0, 0.0)})
    assert "still hits the minimum" in said
    assert "misses" not in said


def test_only_long_ellipses_look_like_lines():
    assert "look like lines" in sentences({"condition_number": 1e6})
    assert "look like lines" not in sentences({})


def test_crawling_is_said_where_much_is_left():
    assert "At 0.008 it crawls: 71 percent" in sentences({})
    assert "crawls" not in sentences({"steps": 5000})
    assert "crawls" not in sentences({"steps": 5})
    assert sentences({"condition_number": 1e6}).count("crawls") == 2


def test_momentum_is_promised_only_where_something_cancels():
    assert "momentum" in sentences({})
    for parameters in ({"condition_number": 1.0}, {"learning_rate": 0.01}, {"start": (0.0, 2.0)}):
        assert "momentum" not in sentences(parameters)


@pytest.mark.parametrize(
    ("kappa", "claim"),
    [
        (25.0, "what is left points along the valley"),
        (100.0, "what is left leans along the valley"),
        (1000.0, "what is left is a fraction of the swing"),
    ],
)
def test_the_sum_is_said_to_point_where_its_arrow_points(kappa, claim):
    assert claim in sentences({"condition_number": kappa})


@pytest.mark.parametrize("kappa", [25.0, 50.0, 75.0, 100.0, 150.0, 1000.0])
def test_the_name_of_the_sum_lies_on_no_arrow(kappa):
    rect = Rect(0.2, 6.2, -2.6, 2.4)
    arrows = StepSum(story({"condition_number": kappa}), rect, THEMES["dark"])
    low, high = arrows.label.get_corner(DL), arrows.label.get_corner(UR)
    for step in (*arrows.steps, arrows.total):
        points = step.get_all_points()
        inside = (points > low) & (points < high)
        assert not inside[:, :2].all(axis=1).any()


def test_numbers_are_told_apart_from_special_ones():
    assert factor(1.0) == "1"
    assert factor(0.999998) == "0.999998"
    assert percent(1.0) == "100 percent"
    assert percent(0.99999) == "99.999 percent"
    assert percent(1e-20) == "less than 0.01 percent"
    data = story({"learning_rate": 0.0800001})
    assert rate(data.asked, data) == "0.0800001"


NUMBER = re.compile(r"−?\d[\d,]*(?:\.\d+)?(?: × 10\^−?\d+)?")


def values_of(data: Story) -> list[float]:
    """Every number of the data that may be spoken."""
    values = [data.kappa, 1.0, data.elongation, data.limit, data.best_rate, data.misses_by]
    values += [100 * data.best_factor, 0.01, 100.0, *data.start]
    for run in (data.asked, *data.compared):
        bars = run.updates[: run.bars]
        ends = np.linalg.norm(run.positions[[0, -1]], axis=1)
        values += [run.rate, *run.factors, 100 * run.share_left, run.trajectory.path_length]
        values += [*run.trajectory.losses[[0, -1]], run.steps, len(bars), ends[0] - ends[1]]
        values += [*bars.mean(axis=0)] if len(bars) else []
    return [float(value) for value in values]


@pytest.mark.parametrize("parameters", EVERY)
def test_every_spoken_number_is_one_of_the_data(parameters):
    data = story(parameters)
    values = values_of(data)
    known = {words(value, digits) for value in values for digits in range(2, 16)} | {"0"}
    for number in NUMBER.findall(sentences(parameters).replace(", ", " ; ")):
        assert number.strip(",") in known, number


# --- the lesson ------------------------------------------------------------------------------

PLAYED = [
    ({}, "zig-zags"),
    ({"condition_number": 1.0}, "bounces straight through the minimum"),
    ({"learning_rate": 0.09}, "So it diverges"),
    ({"start": (0.0, 0.0)}, "already at the minimum"),
    ({"condition_number": 1e6, "steps": 5000, "theme": "light"}, "zig-zags"),
]


@pytest.mark.parametrize(("parameters", "claim"), PLAYED)
def test_the_lesson_is_told_without_a_fault(parameters, claim):
    timeline = lesson_with(*parameters.items())
    said = spoken(timeline)
    assert check(timeline) == []
    assert claim in said
    assert not any(
        other in said.replace("it cycles. At", "")
        for other in CLAIMS
        if other != claim and other not in claim
    )
    assert [section.name for section in timeline.sections] == [
        "squash", "steps", "dilemma", "condition-number", "cures",
    ]  # fmt: skip


def test_its_length_fits_a_lecture():
    timeline = lesson_with()
    assert 60 <= timeline.frames / timeline.frame_rate <= 120


# --- what may be asked for -------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"condition_number": 0.5},
        {"learning_rate": 0.0},
        {"learning_rate": float("nan")},
        {"steps": 4},
        {"start": (1e7, 0.0)},
        {"start": (1.0, 1e-9)},
    ],
)
def test_what_cannot_be_told_is_refused(wrong):
    with pytest.raises(ValidationError):
        Parameters(**wrong)


def test_the_rate_follows_the_condition_number():
    assert Parameters(condition_number=10.0).learning_rate == pytest.approx(0.19)
    assert Parameters(start="-9,2").start == (-9.0, 2.0)


@pytest.mark.parametrize("rows", [1, 2, 41, 400, 401, 5001, 20_001])
def test_a_long_path_keeps_its_ends_its_beginning_and_its_pairs(rows):
    kept = path_module._kept(rows)
    assert (kept[0], kept[-1]) == (0, rows - 1)
    assert (np.diff(kept) > 0).all()
    assert len(kept) <= 401
    assert set(range(min(rows, 200))) <= set(kept.tolist())
    assert (np.diff(kept) % 2 == 1).all() or rows % 2 == 1
