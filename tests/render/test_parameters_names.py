import re

import pytest
import tiny

from render.request.names import file_name, manifest_name, stem


@pytest.fixture
def named(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    return lambda *settings, **options: stem(tiny.tiny_job(tmp_path, *settings, **options))


def test_defaults_leave_the_name_alone(named):
    assert named() == "tiny"
    assert named("condition_number=25") == "tiny"


def test_changes_stand_in_the_order_of_declaration(named):
    name = "tiny--condition_number=5--start=-4,3.5"
    assert named("start=-4,3.5", "condition_number=5.0") == name


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("condition_number=1e6", "tiny--condition_number=1000000"),
        ("condition_number=1e300", "tiny--condition_number=1e+300"),
        ("learning_rate=1e-9", "tiny--learning_rate=1e-09"),
        ("labels=no", "tiny--labels=false"),
        ("method=momentum", "tiny--method=momentum"),
        ("objective=rosenbrock", "tiny--objective=rosenbrock"),
    ],
)
def test_values_are_short(named, setting, name):
    assert named(setting) == name


def test_expressions_are_readable_and_told_apart(named):
    first, second = named("objective=x**2 + 3*y^2"), named("objective=x**2 + 3/y^2")
    assert first.startswith("tiny--objective=x2+3y2~")
    assert first != second
    assert first == named("objective=x**2 + 3*y^2")


def test_names_are_safe_for_every_file_system(named):
    name = named("objective=" + "(x - 1)/(y + 2) * " * 40 + "1", "start=-1e-300,2.5e17")
    assert re.fullmatch(r"[a-z0-9_=+.,~-]+", name)
    assert len(name) < 195


def test_everything_that_makes_another_picture_is_named(named):
    assert named(theme="light", section="zigzag") == "tiny--theme=light--section=zigzag"
    assert named(transparent=True, format="gif") == "tiny--transparent"


def test_too_many_changes_end_in_a_hash(named):
    def name(steps):
        return named(
            "condition_number=123.45678901234567",
            "learning_rate=0.0012345678901234567",
            "beta=0.12345678901234567",
            "start=-1.2345678901234567,1.2345678901234567",
            "objective=x^2+y^2+sin(x)+(y-1)^4",
            f"steps={steps}",
            "method=momentum",
            "labels=false",
            theme="light",
        )

    assert len(name(4)) <= 180
    assert name(4) != name(5)
    assert name(4).endswith("--theme=light")


def test_each_format_has_its_own_record(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    video, moving = tiny.tiny_job(tmp_path), tiny.tiny_job(tmp_path, format="gif")
    assert (file_name(video), manifest_name(video)) == ("tiny.mp4", "tiny.json")
    assert (file_name(moving), manifest_name(moving)) == ("tiny.gif", "tiny.gif.json")
