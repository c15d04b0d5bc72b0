import pytest
import tiny_story

from render.errors import UsageError
from render.request.parameters import settle
from render.request.settings import read_settings
from render.request.values import as_bound, type_name, value_range

MODEL = tiny_story.Parameters


def refused(**given) -> str:
    with pytest.raises(UsageError) as caught:
        settle(MODEL, given)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_settings_are_taken_apart():
    settings = ["start=-9,2", "objective = x^2 + y^2", "a=b=c"]
    assert read_settings(settings) == {"start": "-9,2", "objective": "x^2 + y^2", "a": "b=c"}


@pytest.mark.parametrize("setting", ["condition_number", "=5", " = 5"])
def test_a_setting_needs_a_name_and_a_value(setting):
    with pytest.raises(UsageError, match="--set takes name=value"):
        read_settings([setting])


def test_a_name_is_set_once():
    with pytest.raises(UsageError, match="beta is set twice"):
        read_settings(["beta=0.9", "beta=0.8"])


def test_texts_become_values():
    given = {"condition_number": "5", "start": "-4,3", "steps": "7", "labels": "false"}
    settled = settle(MODEL, given)
    assert settled.values["condition_number"] == 5.0
    assert settled.values["start"] == [-4.0, 3.0]
    assert settled.values["steps"] == 7
    assert settled.values["labels"] is False
    assert settled.changed == ("condition_number", "steps", "start", "labels")


def test_a_value_that_is_the_default_changes_nothing():
    given = {"condition_number": "25", "start": [-9, 2], "steps": 3, "learning_rate": "0.076"}
    assert settle(MODEL, given).changed == ()


def test_a_computed_default_follows_the_others():
    settled = settle(MODEL, {"condition_number": "5"})
    assert settled.values["learning_rate"] == pytest.approx(0.38)
    assert settled.changed == ("condition_number",)
    settled = settle(MODEL, {"condition_number": "5", "learning_rate": "0.076"})
    assert settled.changed == ("condition_number", "learning_rate")


def test_checked_values_are_accepted_again():
    values = settle(MODEL, {"start": "-4,3"}).values
    assert settle(MODEL, values).values == values


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("learning_rate", "-1", "learning_rate must be > 0, got -1 (try 0.076, the default)"),
        ("learning_rate", "fast", "learning_rate must be a number, got fast (try 0.076, the"),
        ("learning_rate", "nan", "learning_rate must be a finite number, got nan"),
        ("learning_rate", "1e999", "learning_rate must be a finite number, got 1e999"),
        ("learning_rate", "", "learning_rate must be a number, got nothing"),
        ("condition_number", 0.5, "condition_number must be >= 1, got 0.5 (try 25, the default)"),
        ("beta", "1", "beta must be < 1, got 1 (try 0.9, the default)"),
        ("steps", "2.5", "steps must be a whole number, got 2.5 (try 3, the default)"),
        ("steps", 2.5, "steps must be a whole number, got 2.5"),
        ("steps", "1e999", "steps must be a whole number, got 1e999"),
        ("steps", "9" * 5000, "steps must be a whole number, got 99999"),
        ("steps", "0", "steps must be >= 1, got 0"),
        ("start", "1", "start must be two numbers x,y, got 1 (try -9,2, the default)"),
        ("start", "1,2,3", "start must be two numbers x,y, got 1,2,3"),
        ("start", "1,left", "start must be two numbers x,y, got 1,left"),
        ("start", "nan,2", "start must be two finite numbers x,y, got nan,2"),
        ("start", True, "start must be two numbers x,y, got true"),
        ("labels", "perhaps", "labels must be true or false, got perhaps (try true, the default)"),
        ("method", "momentun", "method must be one of plain or momentum, got momentun (did you"),
        ("objective", "x + $", "objective: unexpected '$' at position 5 of 'x + $' (try quadratic"),
        ("beta", [1, 2], "beta must be a number, got 1,2"),
    ],
)
def test_faults_are_one_line_with_the_fix(name, value, message):
    assert refused(**{name: value}).startswith(message)


def test_a_long_value_is_cut_in_the_message():
    assert len(refused(steps="9" * 5000)) < 150


def test_every_fault_is_told():
    message = refused(beta="2", steps="0")
    assert "beta must be < 1" in message
    assert "steps must be >= 1" in message


def test_what_follows_from_a_fault_is_not_told():
    assert "learning_rate" not in refused(condition_number="nan")


def test_an_unknown_name_suggests_the_nearest():
    message = refused(lerning_rate="1")
    assert message == "no parameter 'lerning_rate' (did you mean learning_rate?)"
    assert "there are: condition_number," in refused(zzz="1")


def test_the_place_of_a_value_is_told():
    with pytest.raises(UsageError, match=r"^a\.toml:3: beta must be < 1, got 2 "):
        settle(MODEL, {"beta": 2}, {"beta": "a.toml:3"})


def test_bounds_are_short():
    bounds = (1_000_000, 1e100, 0.5, 25_000_000, 123_456)
    assert [as_bound(bound) for bound in bounds] == ["1e6", "1e100", "0.5", "25000000", "123456"]


def test_types_and_ranges_have_names():
    fields = MODEL.model_fields
    assert [type_name(fields[name]) for name in ("beta", "steps", "start", "method", "labels")] == [
        "number",
        "whole number",
        "x,y",
        "plain | momentum",
        "true or false",
    ]
    assert value_range(fields["steps"]) == ">= 1, <= 5000"
    assert value_range(fields["start"]) == ""
