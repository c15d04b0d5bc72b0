"""Users' own files: loaded under private names, with their neighbours, and faults told by line."""

import sys
from pathlib import Path

import pytest
import tiny
from manim import config

import mathcore
from render.errors import SteepestError, UsageError
from render.staging.private_modules import is_own, sibling
from render.staging.scene_files import open_scene_file

PLAIN = Path(__file__).with_name("plain_shapes.py")
SCENE = "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.wait()\n"


def write(folder, **files):
    """Files of a lecturer; the names are without ``.py``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def opened(path):
    return open_scene_file(path, tiny.TINY)


def test_scenes_in_their_order_without_bases_that_show_nothing():
    assert [scene.__name__ for scene in opened(PLAIN).scenes] == ["Shift", "Derived", "Solid"]


def test_a_scene_by_its_name():
    file = opened(PLAIN)
    assert file.scene("_Base").__name__ == "_Base"
    with pytest.raises(UsageError, match=r"no scene 'Shfit' \(did you mean Shift\?\) in "):
        file.scene("Shfit")
    with pytest.raises(UsageError, match="no scene 'Mark'"):
        file.scene("Mark")


@pytest.mark.parametrize("name", ["scenes", "render", "mathcore", "random", "a.b-c d", "__init__"])
def test_no_name_of_a_file_is_in_the_way(tmp_path, name):
    folder = write(tmp_path, **{name: "import random\nimport mathcore\n" + SCENE})
    before = set(sys.modules)
    module = opened(folder / f"{name}.py").scene("A").__module__
    assert is_own(module)
    assert sys.modules["mathcore"] is mathcore
    assert all(is_own(new) for new in set(sys.modules) - before)


def test_neighbours_called_like_our_packages_are_found(tmp_path):
    text = (
        "import mathcore.deep as deep\nimport scenes.lesson\nfrom render import PLACE, near\n"
        "import render as again\nfrom helpers import *\nfrom .helpers import word as same\n"
        "assert (PLACE, near.x, deep.y, word, same) == ('here', 4, 7, 'w', 'w')\n"
        "assert again.PLACE == 'here' and scenes.lesson.word == 'w'\n"
    )
    write(tmp_path, mine=text + SCENE, helpers="word = 'w'")
    write(tmp_path / "render", __init__="PLACE = 'here'", near="x = 4")
    write(tmp_path / "mathcore", __init__="", deep="from helpers import word\ny = 7")
    write(tmp_path / "scenes", lesson="from helpers import word")
    with pytest.raises(SteepestError, match="cannot import name 'word'"):  # so far it is ours
        write(tmp_path, other="from scenes.lesson import word") and opened(tmp_path / "other.py")
    write(tmp_path / "scenes", __init__="")
    opened(tmp_path / "mine.py")
    from render.job import Quality

    assert Quality is type(tiny.TINY)


def test_what_always_means_itself(tmp_path):
    write(tmp_path, manim="", random="", numpy="")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "manim").mkdir()
    assert [
        name for name in ("manim", "random", "numpy", "pictures") if sibling(tmp_path, name)
    ] == [
        "numpy",
        "pictures",
    ]
    assert not sibling(Path(mathcore.__file__).parents[1], "mathcore")


def test_two_files_of_one_name_have_each_its_own_neighbours(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, scenes=f"from helpers import name\n{SCENE}\nA.found = name")
        write(tmp_path / name, helpers=f"name = '{name}'")
    found = [opened(tmp_path / name / "scenes.py").scene("A") for name in ("one", "two")]
    assert [scene.found for scene in found] == ["one", "two"]


def test_a_changed_neighbour_is_read_again_and_nothing_is_left_beside_it(tmp_path):
    write(tmp_path, mine=f"import helpers\n{SCENE}\nA.found = helpers.x", helpers="x = 1")
    assert opened(tmp_path / "mine.py").scene("A").found == 1
    write(tmp_path, helpers="x = 2")
    assert opened(tmp_path / "mine.py").scene("A").found == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helpers.py", "mine.py"]


def test_a_neighbour_may_import_the_file_itself(tmp_path):
    write(tmp_path, mine=f"X = 3\nfrom helpers import y\n{SCENE}\nA.found = y")
    write(tmp_path, helpers="from mine import X\ny = X + 1")
    assert opened(tmp_path / "mine.py").scene("A").found == 4


def test_what_stands_under_main_is_not_run(tmp_path):
    write(tmp_path, mine=f"{SCENE}\nif __name__ == '__main__':\n    raise SystemExit\n")
    opened(tmp_path / "mine.py")


def test_settings_of_the_file_are_kept_apart(tmp_path):
    text = "config.background_color = RED\nconfig['frame_height'] = 9\nconfig.seed = 5\n"
    text += "assert config.pixel_height == 90\nconfig.frame_size = (1080, 1920)\n"
    write(tmp_path, mine=f"from manim import *\n{text}config.frame_rate = 25\n{SCENE}")
    before = config.background_color
    file = opened(tmp_path / "mine.py")
    assert config.background_color == before
    assert file.settings["frame_height"] == 9
    assert "seed" not in file.settings
    assert (file.size, file.frame_rate) == ((1080, 1920), 25)
    assert file.settings["assets_dir"] == str(tmp_path)


def test_the_folder_of_assets_is_looked_for_here_and_beside_the_file(tmp_path, monkeypatch):
    talk = write(
        tmp_path / "talk", mine=f"from manim import *\nconfig.assets_dir = 'media'\n{SCENE}"
    )
    monkeypatch.chdir(tmp_path)
    assert opened(talk / "mine.py").settings["assets_dir"] == str(talk / "media")
    (tmp_path / "media").mkdir()
    assert opened(talk / "mine.py").settings["assets_dir"] == str(tmp_path / "media")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\nclass (", "mine.py:2: invalid syntax"),
        ("import helpers", "helpers.py:1: invalid syntax"),
        ("\nundefined_name", "mine.py:2: NameError: name 'undefined_name' is not defined"),
        ("import no_such_thing", "mine.py:1: ModuleNotFoundError: No module named 'no_such_thing'"),
        ("def f():\n    return 1 / 0\nf()", "mine.py:2: ZeroDivisionError: division by zero"),
        ("import json\njson.loads('')", "mine.py:2: JSONDecodeError: Expecting value"),
        ("import sys\nsys.exit(3)", "mine.py:2: it calls sys.exit when it is loaded"),
    ],
)
def test_faults_when_a_file_is_loaded(tmp_path, monkeypatch, text, message):
    write(tmp_path, mine=text, helpers="def")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SteepestError) as caught:
        opened(Path("mine.py"))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_a_file_prints_goes_to_standard_error(tmp_path, capsys):
    write(tmp_path, mine=f"print('hello')\n{SCENE}")
    opened(tmp_path / "mine.py")
    assert capsys.readouterr() == ("", "hello\n")
