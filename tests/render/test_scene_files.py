import sys
from pathlib import Path

import pytest
import tiny

from render.errors import SteepestError, UsageError
from render.request import scene_source
from render.request.request import Request, resolve
from render.request.targets import choose, fitted
from render.staging.scene_files import open_scene_file

PLAIN = Path(__file__).with_name("plain_shapes.py")


def write(folder, **files):
    """Files of a lecturer; the names are without ``.py``."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


def names(path):
    return [scene.__name__ for scene in open_scene_file(path, tiny.TINY).scenes]


def test_the_text_and_the_run_find_the_same_scenes():
    source = scene_source.read(PLAIN)
    assert source.scenes == ("Shift", "Derived", "Solid")
    assert source.others == ("_Base", "Empty")
    assert names(PLAIN) == list(source.scenes)
