"""Small renders, made once; every test has a copy of its own, by hard links."""

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import tiny

JOBS = (
    ((), {}),
    (("condition_number=5", "objective=x**2 + 3 * (y - 1)"), {"theme": "light"}),
    ((), {"section": "move"}),
    ((), {"format": "webm"}),
    ((), {"format": "gif", "section": "appear"}),
    ((), {"format": "png", "at": 0.5}),
)


def install(patch, folder):
    """The small lessons; and keys that outlast a change of our own source while tests run."""
    from render.store import cache

    tiny.install(patch, folder)
    patch.setattr(cache, "shared_source", lambda: "the source")


@pytest.fixture(scope="session")
def rendered(tmp_path_factory):
    """A folder of finished renders: one of each kind."""
    from render.work import pipeline

    base = tmp_path_factory.mktemp("gallery")
    with pytest.MonkeyPatch.context() as patch:
        install(patch, base)
        for settings, options in JOBS:
            pipeline.render(tiny.tiny_job(base / "out", *settings, **options))
    return base / "out"


@pytest.fixture
def out(rendered, tmp_path, monkeypatch):
    """The renders in the folder ``out`` of a fresh working folder."""
    install(monkeypatch, tmp_path)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    for path in rendered.iterdir():  # records are changed by tests, videos are not
        place = shutil.copy if path.suffix == ".json" else os.link
        place(path, folder / path.name)
    return folder
