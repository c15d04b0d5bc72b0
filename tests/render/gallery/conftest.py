"""Small renders, made once; every test has a copy of its own, by hard links."""

import functools
import os
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

import sites
import tiny
from programs import opened_page, started_browser

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


@pytest.fixture(scope="module")
def browser():
    with started_browser() as running:
        yield running


@pytest.fixture
def site(out, tmp_path):
    sites.odd(out)
    from render.gallery.gallery import build

    return build([out], tmp_path / "site", "Lessons & more").page


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture
def served(site):
    """The site from a server of this machine, which pages with <track> need."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parent))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser, site):
    """The page from the disk; it must not ask for anything that is not beside it."""
    asked = []
    with opened_page(browser, reduced_motion="no-preference") as opened:
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(site.as_uri())
        yield opened
    folder = site.parent.as_uri()
    assert [url for url in asked if not url.startswith((folder, "data:"))] == []
