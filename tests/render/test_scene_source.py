"""What the text of a file tells is what running it tells, or nothing."""

import pytest
import tiny
from test_scene_files import PLAIN, SCENE, write

from render.errors import SteepestError, UsageError
from render.request.scene_source import SceneSource, read
from render.staging.scene_files import open_scene_file

HEAD = "from manim import *\n"


def source(tmp_path, text):
    return read(write(tmp_path, mine=text) / "mine.py")


def test_scenes_and_further_classes():
    assert read(PLAIN) == SceneSource(("Shift", "Derived", "Solid"), ("_Base", "Empty"))


@pytest.mark.parametrize(
    "text",
    [
        "config.background_color = BLUE\n" + SCENE,
        "import manim as mn\nclass A(mn.ThreeDScene):\n    def construct(self): pass\n",
        "from manim import Scene as S\nclass A(S):\n    def construct(self): pass\n",
        HEAD + "config.pixel_width = 800\n" + SCENE,
        HEAD + "config.pixel_width = 1080\nconfig.pixel_height = 1920\n" + SCENE,
        HEAD + "config['frame_rate'] = 25\n" + SCENE,
        "import math\nimport numpy as np\nSIDES = np.arange(3)\n" + SCENE,
        SCENE + "\nif __name__ == '__main__':\n    A().render()\n",
        SCENE + "\nclass A(VGroup):\n    pass\n",
    ],
)
def test_simple_files_need_not_be_run(tmp_path, text):
    if text.startswith("config"):
        text = HEAD + text
    found = source(tmp_path, text)
    assert found is not None
    file = open_scene_file(tmp_path / "mine.py", tiny.TINY)
    assert list(found.scenes) == [scene.__name__ for scene in file.scenes]
    assert (found.frame_rate, found.size is None) == (file.frame_rate, file.size is None)
    if found.size and tiny.TINY.height not in file.size:
        assert found.size == file.size


@pytest.mark.parametrize(
    "text",
    [
        "from helpers import Base\n" + SCENE,
        "from elsewhere import Slide\n" + SCENE,
        HEAD + "config.pixel_width = config.pixel_height\n" + SCENE,
        HEAD + "config.frame_size = (1080, 1080)\n" + SCENE,
        HEAD + "config.pixel_width, config.pixel_height = 1080, 1080\n" + SCENE,
        HEAD + "config.update({'pixel_width': 1080})\n" + SCENE,
        HEAD + "def portrait():\n    config.pixel_width = 9\nportrait()\n" + SCENE,
        HEAD + "for name in 'AB':\n    globals()[name] = type(name, (Scene,), {})\n",
        "from manim import config as c\nc.frame_rate = 9\n" + SCENE,
        HEAD + "import manim\nmanim.config.frame_rate += 9\n" + SCENE,
        SCENE + "\n@decorated\nclass B(Scene):\n    pass\n",
        "try:\n    import numpy\nexcept ImportError:\n    pass\n" + SCENE,
    ],
)
def test_other_files_have_to_be_run(tmp_path, text):
    write(tmp_path, helpers="")
    assert source(tmp_path, text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\nclass (", "mine.py:2: invalid syntax"),
        ("x = '", "mine.py:1: unterminated string"),
        ("  x\n", "mine.py:1: unexpected indent"),
        ("a\0b", "null bytes"),
    ],
)
def test_what_is_not_python(tmp_path, text, message):
    with pytest.raises(SteepestError, match=message) as caught:
        source(tmp_path, text)
    assert not isinstance(caught.value, UsageError)


def test_files_that_are_none(tmp_path):
    write(tmp_path, my_scenes="")
    for path, message in (
        (tmp_path / "my_scene.py", r"there is no file .*my_scene.py \(did you mean .*my_scenes.py"),
        (tmp_path / "gone" / "x.py", "there is no file .*x.py$"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(UsageError, match=message):
            read(path)
    (tmp_path / "latin.py").write_bytes(b"# \xe9")
    with pytest.raises(UsageError, match="not a text file in UTF-8"):
        read(tmp_path / "latin.py")
