"""A manifest is checked as a whole: every fault with its line, and nothing is touched."""

from pathlib import Path

import pytest
import tiny

from render.errors import UsageError
from render.lecture.card_jobs import _NOTHING
from render.lecture.parts import load
from scenes.catalogue import LESSONS


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def lecture_of(tmp_path, text, **typed):
    path = tmp_path / "talk.toml"
    path.write_text(text, encoding="utf-8")
    return load(path.relative_to(tmp_path), tmp_path / "out", typed)


def faults_of(tmp_path, text):
    with pytest.raises(UsageError) as caught:
        lecture_of(tmp_path, text)
    assert not (tmp_path / "out").exists()
    return str(caught.value).split("\nerror: ")


GOOD = 'title = "Talk"\nvoice = "none"\nquality = "tiny"\n[[lesson]]\nlesson = "tiny"\n'


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path):
    faults = faults_of(
        tmp_path,
        """\
titel = "Talk"
quality = "drft"
voice = "bob"
renderer = "skya"
transition = "wipe"
fade_seconds = -1

[intro]
secnds = 4
title = 3

[[lesson]]
lesson = "tinny"

[[lesson]]
lesson = "tiny"
sections = ["apear"]
title_card = "no"
parameters = { condition_number = -5, bta = 0.5 }

[[lesson]]
lesson = "tiny"
[lesson.parameters]
# a remark
start = [
    1,
    "x",
]
method = "momentun"

[[lesson]]
leson = "tiny"

[[lesson]]
lesson = "nowhere.py"
""",
    )
    assert faults == [
        'talk.toml:1: a lecture needs a title (title = "...")',
        "talk.toml:1: unknown key titel (did you mean title?)",
        "talk.toml:2: quality must be one of draft, 720p30, 1080p60, 4k60, tiny, "
        'got "drft" (did you mean draft?)',
        "talk.toml:3: no voice 'bob' (there are: joe, none); a folder of takes or a Piper .onnx "
        "file is one too",
        "talk.toml:4: no renderer 'skya' (there are: auto, raster, opengl, cairo)",
        'talk.toml:5: transition must be one of fade, cut, got "wipe"',
        "talk.toml:6: fade_seconds must be > 0 and <= 10 seconds, got -1",
        "talk.toml:9: unknown key secnds (did you mean seconds?)",
        "talk.toml:10: title must be a text, got 3",
        "talk.toml:13: no lesson 'tinny' (did you mean tiny?)",
        "talk.toml:17: no section 'apear' (did you mean appear?) in tiny",
        'talk.toml:18: title_card must be true or false, got "no"',
        "talk.toml:19: condition_number must be >= 1, got -5 (try 25, the default)",
        "talk.toml:19: unknown parameter of tiny: bta (did you mean beta?)",
        "talk.toml:25: start must be two numbers x,y, got 1,x (try -9,2, the default)",
        "talk.toml:29: method must be one of plain or momentum, got momentun "
        "(did you mean momentum?)",
        'talk.toml:31: which lesson? (lesson = "...", an id or a Python file)',
        "talk.toml:32: unknown key leson (did you mean lesson?)",
        "talk.toml:35: there is no file nowhere.py",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('title = "T"\n', "1: there is no lesson in it (add [[lesson]] and lesson = "),
        (
            'title = "T"\nlesson = "tiny"\n',
            "2: write each lesson as a table of its own: [[lesson]]",
        ),
        ("title = \n", "1: not TOML: Invalid value"),
        ('title = "T"\n[[lesson]]\nlesson = [', "3: not TOML: "),
        (GOOD + "title_card = 1\n", "6: title_card must be true or false, got 1"),
        (GOOD + 'scene = "Demo"\n', "6: scene is the class in a Python file (leave it out)"),
        (GOOD + "parameters = 3\n", "6: parameters must be a table, got 3"),
        (GOOD + 'title = " "\n', "6: title is empty (write something, or leave it out)"),
        (GOOD + 'title = "a\\nb"\n', "6: title must be one line"),
        (GOOD + "[outro]\ntext = [1]\n", "7: text must be a text or a list of texts, got [1]"),
        (GOOD + "[outro]\nseconds = 0\n", "7: seconds must be > 0 and <= 120 seconds, got 0"),
        ('name = "a/b"\n' + GOOD, '1: "a/b" cannot be a file name'),
        ('name = "tiny"\n' + GOOD, "1: tiny is the name of a lesson (add another"),
    ],
)
def test_one_fault(tmp_path, text, fault):
    (found,) = faults_of(tmp_path, text)
    assert found.startswith(f"talk.toml:{fault}")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "none.toml",
            "cannot read none.toml: no such file or directory (name a lecture's .toml file)",
        ),
        (".", ". is a folder (name a lecture's .toml file)"),
        ("latin.toml", "latin.toml is not a text file in UTF-8"),
    ],
)
def test_files_that_are_none(tmp_path, name, fault):
    (tmp_path / "latin.toml").write_bytes('title = "ä"\n'.encode("latin-1"))
    result = tiny.steepest_run("lecture", name)
    assert (result.exit_code, result.output) == (2, f"error: {fault}\n")


def test_every_fault_is_a_line_of_the_command(tmp_path):
    (tmp_path / "talk.toml").write_text(GOOD + "a = 1\nb = 2\n")
    for options in ((), ("--check",)):
        result = tiny.steepest_run("lecture", "talk.toml", *options)
        assert (result.exit_code, result.stdout) == (2, "")
        first, second = result.stderr.splitlines()
        assert first.startswith("error: talk.toml:6: unknown key a (there are: lesson, scene, ")
        assert second.startswith("error: talk.toml:7: unknown key b ")


def test_parts_in_their_order(tmp_path):
    lecture = lecture_of(
        tmp_path,
        'title = "Talk"\nauthor = "A. Lecturer"\nvoice = "none"\nquality = "tiny"\n'
        'fade_seconds = 0.5\n[intro]\nsay = "Hello."\n'
        '[[lesson]]\nlesson = "tiny"\nsections = ["appear", "move"]\ntitle = "Mine"\n'
        '[[lesson]]\nlesson = "other"\ntitle_card = false\ntransition = "cut"\n'
        '[[lesson]]\nlesson = "tiny"\nsections = "appear"\n[outro]\nseconds = 7\n',
    )
    assert [(part.kind, part.title, part.transition.seconds) for part in lecture.parts] == [
        ("intro", "Talk", 0.0),
        ("card", "Mine", 0.5),
        ("lesson", "Mine", 0.5),
        ("lesson", "Mine", 0.0),
        ("lesson", "What else?", 0.0),
        ("card", "What is tiny?", 0.5),
        ("lesson", "What is tiny?", 0.5),
        ("outro", "Thank you", 0.5),
    ]
    assert len(lecture.jobs) == 7  # one section is there twice
    intro, outro = lecture.parts[0].job, lecture.parts[-1].job
    assert intro.parameters["text"] == ["A. Lecturer"]
    assert (intro.parameters["begin"], outro.parameters["end"]) == (0.0, 1.0)
    assert outro.parameters["seconds"] == 7.0
    assert lecture.parts[1].job.parameters["above"] == "1 of 3"


def test_the_command_line_overrules_the_file(tmp_path):
    lecture = lecture_of(tmp_path, GOOD, theme="light", quality="draft")
    job = lecture.parts[-1].job
    assert (job.theme, job.quality.name, lecture.theme) == ("light", "draft", "light")
    # Parts of another quality have the same names and must not overwrite these.
    assert job.out != lecture_of(tmp_path, GOOD).parts[-1].job.out
    with pytest.raises(UsageError, match=r"^no theme 'lite' .did you mean light"):
        lecture_of(tmp_path, GOOD, theme="lite")


OWN = """
from manim import Scene
from scenes.lesson import Lesson
class Mine(Lesson):
    title: str = "Why mine?"
    def construct(self):
        self.section("only", "Only one")
class Plain(Scene):
    def construct(self):
        self.wait()
"""


def test_own_files_lie_beside_the_manifest(tmp_path):
    folder = tmp_path / "lectures"
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "mine.py").write_text(OWN)
    path = folder / "talk.toml"
    path.write_text(
        GOOD.replace('"tiny"\n', '"own/mine.py"\nscene = "Mine"\n').replace(
            'quality = "own/mine.py"\nscene = "Mine"', 'quality = "tiny"'
        )
    )
    card, part = load(path, tmp_path / "out", {}).parts
    assert (card.title, part.job.file) == ("Why mine?", folder / "own" / "mine.py")
    assert part.job.lesson == "Mine"
    path.write_text(path.read_text().replace('scene = "Mine"', "# which?"))
    with pytest.raises(UsageError, match=r"talk.toml:5: which scene.*one of Mine, Plain"):
        load(path, tmp_path / "out", {})
    path.write_text(path.read_text().replace("# which?", 'scene = "Min"'))
    with pytest.raises(UsageError, match=r"talk.toml:6: no scene 'Min' .did you mean Mine"):
        load(path, tmp_path / "out", {})


def test_cards_have_the_parameters_that_their_scene_knows():
    from scenes.cards.card import CardParameters

    defaults = CardParameters().model_dump(mode="json")
    assert defaults == {**_NOTHING, "text": list(_NOTHING["text"])}


def test_the_example_has_no_fault(monkeypatch):
    monkeypatch.undo()
    path = Path(__file__).parents[3] / "lectures" / "gradient-descent.toml"
    lecture = load(path, Path("out"), {"voice": "none"})
    lessons = [part.job.lesson for part in lecture.parts if part.kind == "lesson"]
    assert sorted(lessons) == sorted(LESSONS)
