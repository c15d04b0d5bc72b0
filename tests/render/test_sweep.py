import pytest
import tiny

from render.errors import UsageError
from render.request.asked import Request
from render.request.names import stem
from render.request.preflight import check_sections
from render.request.request import resolve, resolve_one
from render.request.sweep import Sweep, combinations, read_sweeps


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)


def sweep(*texts, lessons=("tiny",), **options):
    return resolve(Request(lessons, sweeps=texts, **({"voice": "none"} | options)))


def refused(*texts, **options) -> str:
    with pytest.raises(UsageError) as caught:
        sweep(*texts, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,5,25,100", "1 5 25 100"),
        ("1, 5", "1 5"),
        ("1..4", "1 2 3 4"),
        ("1..4:2,9", "1 3 9"),
        ("0.1..0.3:0.1", "0.1 0.2 0.3"),
        ("0.001..1:x10", "0.001 0.01 0.1 1"),
        ("3..3", "3"),
        ("-2..2:2", "-2 0 2"),
        ("a;b,c", "a b,c"),
        ("x^2", "x^2"),
    ],
)
def test_values(text, values):
    assert " ".join(Sweep("k", text).values()) == values


def test_values_of_points():
    assert Sweep("start", "-9,2;-4,3").values(point=True) == ("-9,2", "-4,3")
    assert Sweep("start", "-9,2").values(point=True) == ("-9,2",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("k=1,,2", "a value is missing between the commas"),
        ("k=", "k needs values (such as k=1,2,3)"),
        ("k=0.1..0.3", "needs a step (0.1..0.3:0.1 adds, 0.1..0.3:x10 multiplies)"),
        ("k=5..1", "it goes up"),
        ("k=1..5:-1", "it goes up"),
        ("k=0..5:x2", "it goes up from a number > 0"),
        ("k=1..1e9", "has 1000000000 values; a sweep has 10000 at most"),
    ],
)
def test_faults_in_values(text, message):
    with pytest.raises(UsageError) as caught:
        read_sweeps([text])["k"].values()
    assert message in str(caught.value)
    assert str(caught.value).startswith("--sweep k")


def test_the_first_sweep_changes_slowest():
    found = combinations({"a": [1, 2], "b": [3, 4]})
    assert found == [{"a": 1, "b": 3}, {"a": 1, "b": 4}, {"a": 2, "b": 3}, {"a": 2, "b": 4}]
    with pytest.raises(UsageError, match="makes 1000000 clips; 10000 at most"):
        combinations(dict.fromkeys("ab", range(1000)))


def test_one_clip_for_each_combination_with_its_values_in_the_name():
    resolved = sweep("condition_number=5,25", "start=-9,2;-4,3", settings=["steps=7"])
    assert [stem(job) for job in resolved.jobs] == [
        f"tiny--condition_number={number}--steps=7--start={start}"
        for number in (5, 25)  # 25 is the default
        for start in ("-9,2", "-4,3")
    ]
    assert resolved.swept == ("condition_number", "start")
    assert [job.parameters["learning_rate"] for job in resolved.jobs[::2]] == [0.38, 0.076]


def test_a_lesson_without_the_parameter_is_rendered_once():
    resolved = sweep("tilt=0.5,1", lessons=("tiny", "other"))
    assert [stem(job) for job in resolved.jobs] == ["tiny", "other--tilt=0.5", "other--tilt=1"]
    assert resolved.notes == ("tilt applies to other only",)


def test_a_sweep_of_seeds():
    resolved = sweep("seed=0..2")
    assert [(job.seed, stem(job)) for job in resolved.jobs] == [
        (0, "tiny"),
        (1, "tiny--seed=1"),
        (2, "tiny--seed=2"),
    ]
    assert sweep(seed=7).jobs[0].seed == 7
    assert "seed must be a whole number >= 0, got x" in refused("seed=1,x")
    assert refused(seed=-1) == "seed must be from 0 to 4294967295, got -1"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["condition_number"], "--sweep takes name=value,value,..., got 'condition_number'"),
        (["steps=1", "steps=2"], "steps is swept twice (give all of its values in one --sweep)"),
        (["stps=1"], "no parameter 'stps' (did you mean steps?) in tiny"),
        (["condition_number=5,0"], "condition_number must be >= 1, got 0 (try 25, the default)"),
        (["steps=1,1"], "the sweep has steps=1 twice (give each value once)"),
        (["start=1,2,3,4"], "start must be two numbers x,y, got 1,2,3,4 (try -9,2, the default)"),
        (["method=plain,momentun"], "got momentun (did you mean momentum?)"),
    ],
)
def test_faults_are_told_before_anything_is_rendered(texts, message):
    assert message in refused(*texts)


def test_every_faulty_value_is_named_once():
    message = refused("condition_number=0,x,5", "steps=1,-1")
    assert message.count("got 0 ") == message.count("got x ") == message.count("got -1 ") == 1
    message = refused("steps=-9..-1")
    assert message.endswith("; and 6 more like these")


def test_what_is_set_is_not_swept():
    message = refused("steps=1,2", settings=["steps=3"])
    assert message == "steps is both swept and set (choose one)"


def test_sweeps_in_a_parameter_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('lesson = "tiny"\nseed = 3\n[sweep]\nsteps = [1, 2]\nbeta = "0.1..0.3:0.1"\n')
    jobs = sweep(lessons=(), params=path).jobs
    assert [(job.parameters["steps"], job.parameters["beta"]) for job in jobs][2:4] == [
        (1, 0.3),
        (2, 0.1),
    ]
    assert {job.seed for job in jobs} == {3}
    assert len(sweep("steps=4,5,6", lessons=(), params=path).jobs) == 9
    assert len(sweep(lessons=(), params=path, settings=["steps=4"]).jobs) == 3
    path.write_text('lesson = "tiny"\n[sweep]\nsteps = [1, 0]\n')
    assert refused(lessons=(), params=path).startswith(f"{path}:3: steps must be >= 1, got 0")
    path.write_text('lesson = "tiny"\n[sweep]\nstps = [1, 0]\n')
    assert refused(lessons=(), params=path).startswith(f"{path}:3: no parameter 'stps'")
    path.write_text('lesson = "tiny"\n[sweep]\nsteps = 5\n')
    assert "sweep.steps must be a list of values" in refused(lessons=(), params=path)


def test_sections_are_checked_for_every_clip():
    jobs = sweep("steps=1,2", section="mov").jobs
    with pytest.raises(UsageError, match="no section 'mov'"):
        check_sections(jobs)
    check_sections(sweep("steps=1,2", section="move").jobs)


def test_commands_for_one_lesson_refuse_a_sweep():
    with pytest.raises(UsageError, match="steps is swept"):
        resolve_one(Request(("tiny",), sweeps=["steps=1,2"], voice="none"))


OWN = """
import random
from pydantic import Field
from manim import Circle, Square
from scenes.lesson import Lesson
from scenes.parameters import LessonParameters

class Mine(Lesson):
    class Parameters(LessonParameters):
        power: int = Field(2, ge=1, description="of x")
        seed: int = Field(0, description="of the noise")

    def construct(self):
        self.add(Circle().shift([random.uniform(-3, 3), 0, 0]))
        self.wait(0.1)
"""


def test_the_seed_reaches_a_lesson_of_ones_own(tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(OWN)
    jobs = sweep("power=1,2", "seed=0,4", lessons=(str(path),)).jobs
    assert [(j.parameters["power"], j.parameters["seed"], j.seed) for j in jobs] == [
        (1, 0, 0),
        (1, 4, 4),
        (2, 0, 0),
        (2, 4, 4),
    ]
    assert stem(jobs[1]) == "Mine--power=1--seed=4"


def test_only_the_seed_of_a_plain_scene_can_be_swept(tmp_path):
    path = tmp_path / "plain.py"
    path.write_text(
        "import random\nfrom manim import *\nclass Plain(Scene):\n"
        "    def construct(self):\n"
        "        self.add(Dot().shift(RIGHT * random.uniform(-3, 3)))\n        self.wait(0.1)\n"
    )
    message = refused("steps=1,2", lessons=(str(path),))
    assert message == "Plain is a plain Manim scene: only seed can be swept, not steps"
    arguments = ("render", path, "--sweep", "seed=0..1", "--format", "png", "--out", tmp_path)
    result = tiny.steepest_run(*arguments, "--quality", "tiny")
    assert result.exit_code == 0, result.output
    first, second = (tmp_path / f"Plain{mark}.png" for mark in ("", "--seed=1"))
    assert first.read_bytes() != second.read_bytes()
