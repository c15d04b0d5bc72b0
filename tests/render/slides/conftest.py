"""The films of a small lesson, spoken and rendered once; every test makes its decks of them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import tiny

SMALL = ("--quality", "tiny")


def install(patch, folder):
    """The small lessons; and keys that outlast a change of our own source while tests run."""
    from render.store import cache

    tiny.install(patch, folder)
    patch.setattr(cache, "shared_source", lambda: "the source")
    patch.setattr(cache, "voice_identity", lambda name: name)


def run(target, *arguments, lessons=("tiny",)):
    """``steepest slides``, small."""
    return tiny.steepest_run("slides", *lessons, "-o", target, *SMALL, *arguments)


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """A folder whose cache holds the films, dark and light."""
    folder = tmp_path_factory.mktemp("films")
    with pytest.MonkeyPatch.context() as patch:
        install(patch, folder)
        for options in ((), ("--theme", "light", "--sections", "move")):
            done = run(folder / "deck.pptx", *options)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def slides(films, tmp_path, monkeypatch):
    """Makes a deck in a fresh working folder; the films are there already."""
    install(monkeypatch, films)
    monkeypatch.chdir(tmp_path)
    return run
