"""The programs in which the tests open what was made: a browser, an office, a reader of PDF.

Where one is missing, a test that asks for it is skipped; it fails where STEEPEST_CI is set,
because there ``.ci/install-test-packages`` has installed them all.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIBREOFFICE = ("soffice", "libreoffice")
POPPLER = ("pdftoppm",)
APPLICATIONS = {
    CHROMIUM: "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    LIBREOFFICE: "/Applications/LibreOffice.app/Contents/MacOS/soffice",
}
"""Where macOS has programs that are on no PATH."""

_NEVER_ASKED = ("--disable-component-update", "--no-first-run", "--mute-audio")


def chromium() -> Path:
    """Chromium or Chrome, as the system installs it."""
    return _program("Chromium", CHROMIUM)


def libreoffice() -> Path:
    """LibreOffice, with Impress."""
    return _program("LibreOffice", LIBREOFFICE)


def pdftoppm() -> Path:
    """What draws the pages of a PDF."""
    return _program("pdftoppm of Poppler", POPPLER)


def _program(title: str, names: tuple[str, ...]) -> Path:
    for name in (*names, APPLICATIONS.get(names, "")):
        found = shutil.which(name) if name else None
        if found:
            return Path(found)
    why = f"{title} is not installed (.ci/install-test-packages does it)"
    if "STEEPEST_CI" in os.environ:
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


@contextmanager
def started_browser() -> Iterator:
    """A headless Chromium, driven by playwright. A film is heard only after a key or a click.

    While it runs, this thread has a running event loop, so that ``asyncio.run`` raises: keep it
    open no longer than for the tests of one file.
    """
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            chromium_sandbox=False,  # it starts for root and in containers; the pages are our own
            args=[*_NEVER_ASKED, "--autoplay-policy=document-user-activation-required"],
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(browser, *, size=(1280, 720), offline=True, **options) -> Iterator:
    """A page in a fresh profile; in the end, it must not have met with an error.

    Parameters
    ----------
    size : of the window in pixels
    offline : without any network, this machine's own servers included
    options : of playwright's ``new_context``, such as ``color_scheme="dark"``
    """
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=offline, **options
    )
    context.set_default_timeout(30_000)
    problems: list[str] = []
    try:
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        yield page
        if not page.is_closed():
            page.evaluate("0")  # whatever the page has said by now has arrived
        assert not problems, "; ".join(problems)
    finally:
        context.close()


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium for the tests of one file."""
    with started_browser() as running:
        yield running


@pytest.fixture
def page(browser):
    """An offline page of it."""
    with opened_page(browser) as opened:
        yield opened


def converted(path: Path, folder: Path, suffix: str) -> Path:
    """What LibreOffice makes of a file: another one in ``folder``, such as a ``pdf``."""
    office = libreoffice()
    with tempfile.TemporaryDirectory(prefix="steepest-office-") as profile:
        done = subprocess.run(
            [
                office,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                folder,
                path,
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    result = folder / f"{path.stem}.{suffix}"
    assert result.is_file(), f"{done.stdout}\n{done.stderr}"
    return result


def pictures_of(pdf: Path, folder: Path, width: int = 640) -> list[Image.Image]:
    """The pages of a PDF, drawn ``width`` pixels wide, in RGB."""
    command = [pdftoppm(), "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", pdf]
    subprocess.run([*command, folder / "page"], check=True, capture_output=True, timeout=120)
    found = []
    for path in sorted(folder.glob("page-*.png")):
        with Image.open(path) as picture:
            found.append(picture.convert("RGB"))
    return found
