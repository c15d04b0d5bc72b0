"""Words of the command line become lessons and scenes."""

import pytest
import tiny
from test_scene_files import PLAIN, SCENE, write

from render.errors import SteepestError, UsageError
from render.job import Quality
from render.request import scene_listing
from render.request.asked import Request
from render.request.request import resolve
from render.request.scene_listing import listing
from render.request.targets import Target, choose, fitted

HELPED = f"from helpers import side\n{SCENE}"


@pytest.fixture(autouse=True)
def _small(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)


def chosen(*words):
    return [(t.name, t.file and t.file.name) for t in choose(list(map(str, words)))]


def test_words_after_a_file_are_its_scenes():
    assert chosen(PLAIN) == [(name, PLAIN.name) for name in ("Shift", "Derived", "Solid")]
    assert chosen(PLAIN, "Solid", "Shift") == [("Solid", PLAIN.name), ("Shift", PLAIN.name)]
    assert chosen("tiny", PLAIN, "_Base", "_Base") == [("tiny", None), ("_Base", PLAIN.name)]


def test_several_files(tmp_path):
    write(tmp_path, one=SCENE, two=SCENE.replace("class A", "class B"))
    assert chosen("one.py", "two.py") == [("A", "one.py"), ("B", "two.py")]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["one.py", "B"], r"no scene 'B' \(there are: A\) in one.py"),
        (["one.py", "tiny"], "no scene 'tiny'"),
        (["on.py"], r"there is no file on.py \(did you mean one.py\?\)"),
        (["empty.py"], "there is no scene in empty.py"),
        (["one.py", "talk/one.py"], r"the files of A of .*one.py and of A of .*one.py would have"),
        (["folder.py"], "folder.py is a folder"),
        (["tinny", "one.py"], "no lesson 'tinny'"),
    ],
)
def test_what_there_is_not(tmp_path, words, message):
    write(tmp_path, one=SCENE, empty="x = 1\n")
    write(tmp_path / "talk", one=SCENE)
    (tmp_path / "folder.py").mkdir()
    with pytest.raises(UsageError, match=message):
        choose(words)


def test_a_file_with_a_neighbour_is_run_once(tmp_path, monkeypatch):
    write(tmp_path, one=HELPED, helpers="side = 1")
    first = listing(tmp_path / "one.py")
    assert first.scenes == ("A",)
    with monkeypatch.context() as patch:
        patch.setattr(scene_listing, "run", None)
        assert listing(tmp_path / "one.py") == first
    write(tmp_path, helpers="from manim import config\nside = 1\nconfig.frame_rate = 24")
    assert listing(tmp_path / "one.py").frame_rate == 24


def test_a_file_that_cannot_be_run_says_where(tmp_path):
    write(tmp_path, one=HELPED, helpers="x = 1")
    with pytest.raises(SteepestError, match=r"^one.py:1: ImportError: cannot import name 'side'"):
        choose([str(tmp_path / "one.py"), "A"])


def test_lessons_in_a_file_take_what_lessons_take(tmp_path):
    text = "from tiny_lesson import TinyLesson\nclass Talk(TinyLesson):\n    lesson_id = 'talk'\n"
    write(tmp_path, one=text + SCENE)
    request = Request(("one.py",), settings=("beta=0.5",), theme="light", voice="none")
    talk, plain = resolve(request).jobs
    assert (talk.lesson, talk.changed, talk.theme) == ("Talk", ("beta",), "light")
    assert (plain.lesson, plain.changed, plain.theme, plain.voice) == ("A", (), "dark", "none")
    with pytest.raises(UsageError, match="no parameter 'bta'"):
        resolve(Request(("one.py", "Talk"), settings=("bta=1",), voice="none"))


@pytest.mark.parametrize(
    ("option", "value"),
    [("settings", ("beta=1",)), ("theme", "light"), ("voice", "joe"), ("params", "x.toml")],
)
def test_plain_scenes_take_no_options_of_lessons(tmp_path, option, value):
    (tmp_path / "x.toml").write_text("")
    if option == "params":
        value = tmp_path / "x.toml"
    with pytest.raises(UsageError, match=r"^--\w+ is for lessons; Shift is a plain Manim scene"):
        resolve(Request((str(PLAIN),), **{option: value}))
    assert resolve(Request((str(PLAIN), "Shift"), voice="none")).jobs


WIDE = Quality("720p30", 1280, 720, 30)


@pytest.mark.parametrize(
    ("size", "rate", "typed", "result"),
    [
        (None, None, True, (1280, 720, 30)),
        (None, 24, True, (1280, 720, 30)),
        (None, 24, False, (1280, 720, 24)),
        ((1080, 1920), 24, False, (1080, 1920, 24)),
        ((1080, 1920), 24, True, (720, 1280, 30)),
        ((1000, 1000), None, True, (720, 720, 30)),
        ((2560, 1080), None, True, (1706, 720, 30)),
        ((801, 601), None, False, (800, 600, 30)),
    ],
)
def test_the_file_decides_the_shape_and_what_is_typed_the_size(size, rate, typed, result):
    quality = fitted(WIDE, Target("A", size=size, frame_rate=rate), typed=typed)
    assert (quality.width, quality.height, quality.frame_rate) == result


def test_a_portrait_video_is_drawn_as_one(tmp_path):
    text = "from manim import *\nconfig.pixel_width = 90\nconfig.pixel_height = 160\n"
    write(tmp_path, one=text + "config.frame_width = 4.5\nconfig.frame_height = 8\n" + SCENE)
    (job,) = resolve(Request(("one.py",), quality="tiny")).jobs
    assert (job.quality.width, job.quality.height) == (90, 160)
